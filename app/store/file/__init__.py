"""The library on the disk: its file, its lock, the shapes of what is stored."""
