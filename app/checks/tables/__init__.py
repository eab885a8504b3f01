"""The checks of the tables: rules of the form, and this year held against last year."""
