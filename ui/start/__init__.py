"""The first page: the reports of the library, a new one, the bin."""
