"""Readers of reports from files. Each gives a whole report with what its source states otherwise, or refuses."""
