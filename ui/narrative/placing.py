"""What a person decides of an unplaced text, offered to what stands around it: the open report does it. And where it may go.

Each decision by one call; where nothing around takes it, as on a page alone, nothing happens.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.form.form import Form, Section
from app.form.kinds import TEXT
from app.report.doubt import Doubt

DECIDED = QEvent.Type(QEvent.registerEventType())
CLOSING = "落款"

Goals = tuple[tuple[str, str], ...]  # cells, each with its short label


class TextDecided(QEvent):
    """The text goes to the end of a cell; with '' for the cell it is not wanted."""

    def __init__(self, text: Doubt, cell: str) -> None:
        super().__init__(DECIDED)
        self.text, self.cell = text, cell
        self.ignore()


def decide(place: QWidget, text: Doubt, cell: str = "") -> None:
    """Offers the decision from `place` outwards until somebody takes it."""
    decided, room = TextDecided(text, cell), place.parentWidget()
    while room is not None and not decided.isAccepted():
        QApplication.sendEvent(room, decided)
        room = room.parentWidget()


def goals(form: Form, beside: str) -> tuple[Goals, Goals]:
    """Where a text that stood after the cell `beside` may go: the fields of that section, then all others, the nearest first."""
    home = form.cells[beside].section
    order = [section.id for section in form.sections] + [""]
    rooms = [(section.id, section.tab, _fields(section)) for section in form.sections]
    rooms.append(("", CLOSING, tuple(one.id for one in form.closing if one.kind is TEXT)))
    rooms.sort(key=lambda room: abs(order.index(room[0]) - order.index(home)))
    here = next((fields for name, _, fields in rooms if name == home), ())
    at = here.index(beside) if beside in here else 0
    near = sorted(here, key=lambda name: abs(here.index(name) - at))
    others = ((name, _short(tab, form.cells[name].label)) for room, tab, fields in rooms if room != home for name in fields)
    return tuple((name, form.cells[name].label) for name in near), tuple(others)


def _short(tab: str, label: str) -> str:
    return label if label.startswith(tab) else f"{tab}：{label}"


def _fields(section: Section) -> tuple[str, ...]:
    """The texts of a section, and the note under its tables."""
    return (*((section.note,) if section.grids and section.note else ()), *(one.id for one in section.fields))
