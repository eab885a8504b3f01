"""The past on the screen: versions of a report, backups of the library, what differs, and taking it back."""

SECOND = "backup.folder"  # the setting that names the folder for a second set of backups
