"""One open report: everything that can be done with it."""
