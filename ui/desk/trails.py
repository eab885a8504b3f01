"""Where the person was in each report that was open, kept in the settings; and which report was open last."""

from __future__ import annotations

from dataclasses import replace

from app.road.trail import Trail, read, written
from ui.commands.means import Means

TRAILS, OPEN = "trails", "trails.open"  # the settings


class Trails:
    """In the settings of one window; one that may not write leaves them as they are."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._trails = read(means.settings.text(TRAILS))

    def of(self, key: str) -> Trail:
        """Where the person was in a report, nowhere in one that was never open."""
        return self._trails.get(key, Trail())

    @property
    def open(self) -> str:
        """The key of the report that was open last, '' where it was the list."""
        return self._means.settings.text(OPEN)

    def stand_in(self, key: str) -> None:
        """The report of that key is open now; '' for the list."""
        self._means.remember(OPEN, key)

    def keep(self, key: str, trail: Trail) -> None:
        """Keeps where the person is in a report."""
        if trail != self.of(key):
            self._trails.pop(key, None)
            self._trails[key] = trail
            self._means.remember(TRAILS, written(self._trails))

    def say_none_before(self, key: str, none: bool) -> None:
        """That a report has no last year's one, or has."""
        self.keep(key, replace(self.of(key), none_before=none))
