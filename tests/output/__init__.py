"""Tests of the output stage."""
