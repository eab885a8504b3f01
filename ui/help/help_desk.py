"""F1: opens the manual, or brings it forward, at the chapter of where the person is.

Light on purpose: the window and the manual are loaded when help is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.errors import NianbaoError
from app.form.form_file import Forms
from app.system import paths
from ui.look.appearance import Appearance
from ui.look.banner import Banners

if TYPE_CHECKING:
    from app.manual.manual_source import Manual

NAME = "help"  # the key of its banner, and the name of the key in a dialog


def show_manual(window: QWidget, forms: Forms, appearance: Appearance, banners: Banners) -> None:
    """Shows the manual beside its window, or beside the dialog that is open and lets nothing else be used.

    A manual that cannot be read is told in a banner.
    """
    from ui.help.help_window import HelpWindow
    from ui.help.topics import topic_in

    owner = QApplication.activeModalWidget() or window
    try:
        shown = owner.findChild(HelpWindow) or HelpWindow(load_manual(forms), appearance, owner)
    except NianbaoError as reason:
        banners.tell("error", reason.sentence, key=NAME)
        return
    if isinstance(owner, QDialog):
        owner.finished.connect(shown.close)
    shown.show_topic(topic_in(owner, shown.manual))


class DialogKey(QObject):
    """F1 in every dialog too: the window's own key does not reach over a dialog that must be closed first."""

    def __init__(self, app: QApplication, show: Callable[[], None], owner: QObject) -> None:
        super().__init__(owner)
        self._show = show
        app.focusChanged.connect(self._look)

    def _look(self, _: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and dialog.findChild(QShortcut, NAME) is None:
            shortcut = QShortcut(QKeySequence("F1"), dialog)
            shortcut.setObjectName(NAME)
            shortcut.activated.connect(self._show)


def load_manual(forms: Forms) -> Manual:
    """The manual with its generated parts, for the newest form. Raises ResourceError."""
    from app.knowledge.knowledge import state_profile
    from app.manual.guides import guides
    from app.manual.manual_source import read_manual
    from ui.commands.keys_dialog import key_lines

    form = max(forms.all, key=lambda one: one.first_year)
    return read_manual(paths.resource("help", "manual.md"), guides(form, state_profile(), key_lines()))
