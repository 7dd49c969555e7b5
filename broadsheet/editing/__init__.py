"""What an editor does: starts a digest, adds, cleans, restores, groups and withdraws articles, learns rules."""
