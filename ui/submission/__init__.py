"""报送: the dialog, the work behind it, and what is said when the report is changed after it."""
