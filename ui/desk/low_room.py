"""A low room, such as a screen of 1366 × 768 at 200 %: what is not the form itself folds, so that the form can be worked in.

Low is the window, not what is left of it: what folds would make room, and unfold again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize

if TYPE_CHECKING:
    from ui.sections.last_year_bar import LastYearBar
    from ui.sections.section_tabs import SectionTabs

LOW = 540  # pixels of the window's height, such as a screen of 768 at 150 %


def is_low(window: QSize) -> bool:
    """Whether a window of that size is low."""
    return window.height() < LOW


class LowRoom(QObject):
    """Folds the pages of `tabs`; over tables, in any room, the line about last year's sentences, which stand in texts."""

    def __init__(self, tabs: SectionTabs, bar: LastYearBar, parent: QObject) -> None:
        super().__init__(parent)
        self._tabs, self._bar, self._low = tabs, bar, False
        tabs.currentChanged.connect(lambda _: self._say())
        self._say()

    def show(self, low: bool) -> None:
        """Folds, or unfolds again."""
        if low != self._low:
            self._low = low
            self._tabs.show_low(low)
            self._say()

    def _say(self) -> None:
        self._bar.give_way(self._tabs.of_table)
