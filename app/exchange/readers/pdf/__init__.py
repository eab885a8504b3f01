"""PDF files become a Source."""
