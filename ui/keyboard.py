"""What keys do wherever the caret stands in an open report: the window's commands work, and nothing typed is swallowed.

Qt lets a field take keys such as Ctrl+E for itself before the window hears of them, and drops letters that nothing takes. The
filter stands on the focused widget alone, so that no other event passes through it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from ui.actions import COMMANDS
from ui.grid.view import GridView
from ui.section_tabs import SectionTabs
from ui.wording import LOCKED

EDITING = ("undo", "redo")  # a field that is no part of the report undoes in itself
COMMAND_KEYS = frozenset(
    QKeySequence(keys).toString()
    for command in COMMANDS
    for keys in (command.keys, command.also)
    if keys and command.id not in EDITING
)
ALONE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
INTO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
FULL = "光标刚才不在格子里，这个键没有写入。本表已填满，光标已放到原来的格子，请核对后再输入。"


class Keyboard(QObject):
    """Follows the focus under `room`. `told` carries a sentence where something typed could not be taken."""

    told = Signal(str)

    def __init__(self, room: QWidget, tabs: SectionTabs) -> None:
        super().__init__(room)
        self._room, self._tabs = room, tabs
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
                self._tabs.current_page().enter()
                return True
            if _enters_text(event) and not _answers(watched):
                self._carry(event)
                return True
        return super().eventFilter(watched, event)

    def _carry(self, event: QKeyEvent) -> None:
        """What was typed or pasted goes to the first empty place; nothing that stands somewhere is replaced by it."""
        page = self._tabs.current_page()
        if self._tabs.read_only:
            self.told.emit(LOCKED)
            return
        empty = page.first_empty()
        page.enter()
        taker = QApplication.focusWidget()
        if isinstance(taker, QTextEdit | QLineEdit) or empty:
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.sendEvent(taker, again)
        else:
            self.told.emit(FULL)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        window = self._room.window()
        if now is None:
            window.installEventFilter(self)  # keys come to the window where nothing in it has the focus
        else:
            window.removeEventFilter(self)
            if now.window() is window:
                now.installEventFilter(self)


def _enters_text(event: QKeyEvent) -> bool:
    """Whether a key writes something, by itself or from the clipboard; a blank presses buttons and scrolls."""
    if event.matches(QKeySequence.StandardKey.Paste):
        return True
    letter = event.text()
    return bool(letter.strip()) and letter.isprintable() and not event.modifiers() & ~ALONE


def _answers(widget: QWidget) -> bool:
    """Whether a widget takes what is typed, or says itself why it does not, as a table does."""
    return isinstance(widget, GridView) or widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
