"""The checks of the texts, one module a kind."""
