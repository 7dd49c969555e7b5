"""Bytes to files: whole, only where something changed, and only what we made is deleted."""
