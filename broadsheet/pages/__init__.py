"""A digest to pages: which pages there are, what each one sees, and the bytes of each."""
