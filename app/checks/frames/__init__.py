"""Frames: what each number of a text is said to count, of whom and which year, and how sure its words are."""
