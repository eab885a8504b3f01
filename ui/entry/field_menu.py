"""The menus of the editors of a report, in the window's words: undo and redo are the report's, the rest is the field's.

Qt's own menus would undo in the field alone and call it otherwise. Undo and redo are taken from the window that holds the field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QTextEdit, QWidget

Standard = QKeySequence.StandardKey


def show_line_menu(line: QLineEdit, place: QPoint, paste: Callable[[], None]) -> QMenu:
    """The menu of a one-line field, at a place of the screen; `paste` is how this field pastes."""
    writable, chosen = not line.isReadOnly(), line.hasSelectedText()
    menu = _begin(line)
    _add(menu, "剪切", Standard.Cut, line.cut, possible=writable and chosen)
    _add(menu, "复制", Standard.Copy, line.copy, possible=chosen)
    _add(menu, "粘贴", Standard.Paste, paste, possible=writable and _can_paste())
    _add(menu, "删除", Standard.Delete, line.del_, possible=writable and chosen)
    menu.addSeparator()
    _add(menu, "全选", Standard.SelectAll, line.selectAll, possible=bool(line.text()))
    menu.popup(place)
    return menu


def show_text_menu(text: QTextEdit, place: QPoint, offers: Sequence[tuple[str, Callable[[], object]]] = ()) -> QMenu:
    """The menu of a text editor, at a place of the screen; `offers` are what may be done with the words under it."""
    writable, chosen = not text.isReadOnly(), text.textCursor().hasSelection()
    menu = _begin(text)
    for words, do in offers if writable else ():
        menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _=False, do=do: do())
    if offers and writable:
        menu.addSeparator()
    _add(menu, "剪切", Standard.Cut, text.cut, possible=writable and chosen)
    _add(menu, "复制", Standard.Copy, text.copy, possible=chosen)
    _add(menu, "粘贴", Standard.Paste, text.paste, possible=writable and text.canPaste())
    _add(menu, "删除", Standard.Delete, text.textCursor().removeSelectedText, possible=writable and chosen)
    menu.addSeparator()
    _add(menu, "全选", Standard.SelectAll, text.selectAll, possible=not text.document().isEmpty())
    menu.popup(place)
    return menu


def comment_here(place: QWidget) -> None:
    """Does what the window does with its key for comments; nothing where the window has none."""
    for action in place.window().actions():
        if action.objectName() == "comment":
            action.trigger()


def _begin(field: QWidget) -> QMenu:
    """A menu that goes with its closing; it begins with the window's undo and redo, and its comment."""
    menu = QMenu(field)
    menu.setObjectName("fieldMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window = field.window()
    steps = [action for action in window.actions() if action.objectName() in ("undo", "redo")]
    menu.addActions(steps)
    menu.addActions([action for action in window.actions() if action.objectName() == "comment"])
    if steps:
        menu.addSeparator()
    return menu


def _add(menu: QMenu, words: str, key: Standard, do: Callable[[], object], *, possible: bool) -> None:
    keys = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    action = QAction(f"{words}\t{keys}", menu)
    action.setEnabled(possible)
    action.triggered.connect(lambda _=False: do())
    menu.addAction(action)


def _can_paste() -> bool:
    return bool(QGuiApplication.clipboard().text())
