"""Workbooks become a Source."""
