"""A build with nothing to do: answered from what the last one left, before anything else is loaded."""
