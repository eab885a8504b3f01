"""The log of events: written, read, followed, replayed."""
