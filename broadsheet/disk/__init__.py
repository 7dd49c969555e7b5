"""Files: a folder looked at, records kept from one build to the next, one writer at a time."""
