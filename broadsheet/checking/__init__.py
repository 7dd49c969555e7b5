"""A digest looked through: all its problems, and its links, here and into the web."""
