"""The report on the office printer."""
