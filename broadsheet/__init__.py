"""Broadsheet: raw news text in, a clean static news digest out."""

__version__ = "0.1.0"
