"""交接: giving a report to the reviewer as one file, and taking it back, both sides shown."""
