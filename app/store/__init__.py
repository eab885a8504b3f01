"""The library of reports: safe storage in a TinyDB file, journal, backups, history, lock.

`library.Library` is the door; everything else stands behind it.
"""
