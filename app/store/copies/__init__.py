"""What stands beside the library: versions, backups, side files."""
