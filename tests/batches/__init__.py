"""Invented pasted texts in batches, each written before the cleaner had ever seen it."""
