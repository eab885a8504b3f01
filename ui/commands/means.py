"""What the window lends to everything that stands in it: settings, look, messages, and verbs for what only the window can do.

Handed down as it is, from the window to the desk, the open report and its panels: who has something to keep or to say does so,
and nobody between announces it once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.errors import NianbaoError
from app.system.settings import Settings, SettingValue
from ui.look.appearance import Appearance
from ui.look.banner import DEED, Banners


@dataclass(frozen=True)
class Means:
    """`edit_info` asks for office and title, `export` for what to export; `open_report` shows a report by its key, also anew.

    `hasten` has what was typed stored at once, because the person has gone elsewhere.
    """

    settings: Settings
    appearance: Appearance
    banners: Banners
    edit_info: Callable[[], None]
    export: Callable[[], None]
    open_report: Callable[[str], None]
    hasten: Callable[[], None]

    def remember(self, key: str, value: SettingValue) -> None:
        """Keeps a setting; that it could not be kept is said, and stops nothing."""
        try:
            self.settings.put(key, value)
        except NianbaoError as reason:
            self.banners.tell("warning", reason.sentence, key="settings")

    def tell(self, sentence: str) -> None:
        """Says what came of the person's last deed."""
        self.banners.tell("notice", sentence, key=DEED)

    def refuse(self, sentence: str) -> None:
        """Says what went wrong."""
        self.banners.tell("error", sentence)
