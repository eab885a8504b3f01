"""What keys do wherever the caret stands in an open report: the window's commands work, and nothing typed is swallowed.

Qt lets a field take keys such as Ctrl+E for itself before the window hears of them, and drops letters that nothing takes. The
filter stands on the focused widget alone, so that no other event passes through it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget
from shiboken6 import isValid

from ui.commands.actions import COMMANDS
from ui.grid.table_view import GridView
from ui.look.shared_sentences import LOCKED
from ui.sections.section_tabs import SectionTabs

EDITING = ("undo", "redo")  # a field that is no part of the report undoes in itself
COMMAND_KEYS = frozenset(
    QKeySequence(keys).toString()
    for command in COMMANDS
    for keys in (command.keys, command.also)
    if keys and command.id not in EDITING
)
ALONE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
INTO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
FULL = "光标不在格子里，刚才的输入没有写入：本表已填满，要改哪一格，请先点一下那一格。"


class Keyboard(QObject):
    """Follows the focus under `room`. `tell` says why something typed could not be taken."""

    def __init__(self, room: QWidget, tabs: SectionTabs, tell: Callable[[str], None]) -> None:
        super().__init__(room)
        self._room, self._tabs, self._tell = room, tabs, tell
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # a widget needs it
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes what the focused widget would take wrongly, or not at all."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            if QKeySequence(event.keyCombination()).toString() in COMMAND_KEYS:
                event.ignore()  # the window's shortcut comes next
                return True
        elif event.type() == QEvent.Type.KeyPress:
            if watched is self._tabs.bar and event.key() in INTO:
                self._tabs.enter()
                return True
            if _enters_text(event) and not _answers(watched):
                self._carry(event)
                return True
        return super().eventFilter(watched, event)

    def _carry(self, event: QKeyEvent) -> None:
        """What was typed or pasted goes to the first empty place; nothing that stands somewhere is replaced by it.

        Where nothing is empty the keyboard stays where it was: else, of `45`, the 5 would replace what stands there.
        """
        if self._tabs.read_only:
            self._tell(LOCKED)
            return
        empty, before = self._tabs.current_page().first_empty(), QApplication.focusWidget() or self._tabs.bar
        if empty:
            self._tabs.go_to(empty)
        else:
            self._tabs.enter()
        taker = QApplication.focusWidget()
        if isinstance(taker, QTextEdit | QLineEdit) or empty:
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.sendEvent(taker, again)
        else:
            before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._tell(FULL)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        window = self._room.window()  # another one once the room has been put into it
        if now is None or now.window() is window:
            self._watch(now or window)  # keys come to the window where nothing in it has the focus
        else:
            self._watch(None)

    def _watch(self, widget: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = widget
        if widget is not None:
            widget.installEventFilter(self)


def _enters_text(event: QKeyEvent) -> bool:
    """Whether a key writes something, by itself or from the clipboard; a blank presses buttons and scrolls."""
    if event.matches(QKeySequence.StandardKey.Paste):
        return True
    letter = event.text()
    return bool(letter.strip()) and letter.isprintable() and not event.modifiers() & ~ALONE


def _answers(widget: QWidget) -> bool:
    """Whether a widget takes what is typed, or says itself why it does not, as a table does."""
    return isinstance(widget, GridView) or widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
