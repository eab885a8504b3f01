"""What is dropped or pasted anywhere, taken for what it is."""
