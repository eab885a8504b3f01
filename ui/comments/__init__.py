"""Comments on cells and sentences: written, listed, answered, and marked where their words stand."""
