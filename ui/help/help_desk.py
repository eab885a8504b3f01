"""F1: opens the manual, or brings it forward, at the chapter of where the person is.

Light on purpose: the window and the manual are loaded when help is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app import paths
from app.errors import NianbaoError
from app.form_file import Forms
from ui.appearance import Appearance
from ui.banner import Banners

if TYPE_CHECKING:
    from app.manual.source import Manual

FAILED = "help"  # the key of its banner


def show_manual(window: QWidget, forms: Forms, appearance: Appearance, banners: Banners) -> None:
    """Shows the manual beside its window; one that cannot be read is told in a banner."""
    from ui.help.help_window import HelpWindow
    from ui.help.topics import topic_in

    try:
        shown = window.findChild(HelpWindow) or HelpWindow(load_manual(forms), appearance, window)
    except NianbaoError as reason:
        banners.tell("error", reason.sentence, key=FAILED)
        return
    shown.show_topic(topic_in(window, shown.manual))


def load_manual(forms: Forms) -> Manual:
    """The manual with its generated parts, for the newest form. Raises ResourceError."""
    from app.checks.knowledge import state_profile
    from app.manual.guides import guides
    from app.manual.source import read_manual
    from ui.keys_dialog import key_lines

    form = max(forms.all, key=lambda one: one.first_year)
    return read_manual(paths.resource("help", "manual.md"), guides(form, state_profile(), key_lines()))
