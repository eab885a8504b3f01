"""Word files become a Source."""
