"""Markdown files in, articles and rendered bodies out; and articles back to Markdown files."""
