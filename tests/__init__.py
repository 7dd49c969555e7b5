"""Tests: examples of what Broadsheet does."""
