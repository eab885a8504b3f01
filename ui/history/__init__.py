"""The past on the screen: versions of a report, backups of the library, what differs, and taking it back."""

from app.system.settings import SECOND

__all__ = ["SECOND"]
