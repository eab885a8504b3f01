"""A report: its cells and texts, its sums, its edits, its record, its session."""
