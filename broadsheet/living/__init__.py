"""A digest kept alive in memory while its files change, for the preview."""
