"""The one way out: a report as a file, and many reports."""
