"""A document as a PDF."""
