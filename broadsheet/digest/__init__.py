"""Articles to a digest: editions, topics, sources and stories in a fixed order."""
