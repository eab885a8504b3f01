"""The keys of a table, once for cells and for their editor: which way each leads; which ones belong to the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

ENTRY = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "previous",
}
VERTICAL = {Qt.Key.Key_Up: "arrow_up", Qt.Key.Key_Down: "arrow_down"}
SIDEWAYS = {Qt.Key.Key_Left: "arrow_left", Qt.Key.Key_Right: "arrow_right"}
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
STANDARD = {
    "copy": QKeySequence.StandardKey.Copy,
    "cut": QKeySequence.StandardKey.Cut,
    "paste": QKeySequence.StandardKey.Paste,
}
UNDOING = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def way_of(event: QKeyEvent, *, sideways: bool) -> str:
    """Where a key leads: down, up, next, previous or arrow_…; '' for a key that leads nowhere."""
    key = Qt.Key(event.key())
    way = ENTRY.get(key, "")
    if way == "down" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return "up"
    if not way and event.modifiers() in PLAIN:
        return VERTICAL.get(key) or (SIDEWAYS.get(key, "") if sideways else "")
    return way


def undoes(event: QKeyEvent) -> bool:
    """Whether a key asks for undo or redo: these belong to the whole report, so an editor lets them pass."""
    return any(event.matches(key) for key in UNDOING)


def asks_for_undo(event: QEvent) -> bool:
    """Whether Qt offers an editor to take the undo or redo key for itself before the window's shortcut."""
    return event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and undoes(event)


def deed_of(event: QKeyEvent) -> str:
    """What a key does to the selected cells: copy, cut, paste, clear, note, row_seen, table_seen; '' for any other key."""
    for name, standard in STANDARD.items():
        if event.matches(standard):
            return name
    if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return "clear"
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return "table_seen" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else "row_seen"
    noted = event.key() == Qt.Key.Key_M and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return "note" if noted else ""
