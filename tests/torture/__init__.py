"""Torture of the store: kills, power cuts, full disks, flipped bytes, two processes. `python -m tests.torture`."""
