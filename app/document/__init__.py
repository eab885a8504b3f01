"""The neutral blocks of a document, and how a report becomes them."""
