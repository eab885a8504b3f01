"""What a reader found in a file, each thing with its place."""
