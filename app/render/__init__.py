"""Writers of a document, a folder a format where one file does not do."""
