"""What the machine gives: folders, the disk, files, this very process, settings, strict TOML."""
