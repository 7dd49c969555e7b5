"""A benchmark against Hugo: ``python -m tests.bench 1000``."""
