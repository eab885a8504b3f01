"""Web pages become a Source."""
