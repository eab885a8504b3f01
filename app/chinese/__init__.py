"""Chinese as text, of no report. Knows nothing else of the program."""
