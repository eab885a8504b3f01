"""What a Source means: which figure and which text belongs to which cell."""
