"""The official form as data, and its strict readers."""
