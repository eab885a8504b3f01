"""The engine of 年报: the form, the report, its checks, its keeping and its printing. Knows no window."""

__version__ = "0.1.0"
