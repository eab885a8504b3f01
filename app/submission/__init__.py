"""报送: everything an office hands up with its report, as one folder and one archive, and what is kept of that it was done."""
