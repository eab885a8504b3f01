"""Handing reports out as files: the dialog, its table of formats, and the thread that writes."""
