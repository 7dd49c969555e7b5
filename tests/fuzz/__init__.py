"""Targets for a fuzzer that is guided by coverage; run by hand: python -m tests.fuzz decode 300."""
