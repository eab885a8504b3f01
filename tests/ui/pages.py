"""Section pages for tests: one page on a session, shown and active, and hands that type into its grids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QWidget

from app.form.form import Form
from app.report import totals
from app.report.report import Report
from app.report.session import Session
from tests.reports import FORM, OFFICE
from ui.grid.table_part import TablePart
from ui.grid.table_view import GridView
from ui.sections.section_page import SectionPage


def new_session(form: Form = FORM, **cells) -> Session:
    """A session on a report; keyword names use __ for the dots of cell ids."""
    typed = {name.replace("__", "."): value for name, value in cells.items()}
    return Session(form, Report(OFFICE, 2025, form.edition, cells=typed))


Wanted = TypeVar("Wanted", bound=QWidget)


def send_letter(widget: QWidget, letter: str) -> None:
    """A key that gives this letter; qtbot itself only knows the keys of an English keyboard."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


class Hands:
    """A person at one section page."""

    def __init__(self, qtbot, session: Session, section: str) -> None:
        self.qtbot = qtbot
        self.session = session
        self.visited: list[str] = []  # the cells where the person was, one after the other
        self.page = SectionPage(session, session.form.section(section), self.visited.append)
        qtbot.addWidget(self.page)
        self.page.resize(780, 560)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    @property
    def table(self) -> TablePart:
        return found(self.page, TablePart)

    @property
    def view(self) -> GridView:
        """The grid that has the focus, or the first."""
        views = self.table.views
        return next((v for v in views if v.hasFocus() or v.editor is not None), views[0])

    def go(self, cell: str) -> None:
        self.page.focus_cell(cell)

    def type(self, text: str) -> None:
        for letter in text:
            send_letter(self.view.editor or self.view, letter)

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.view.editor or self.view, key, modifier)

    def value(self, cell: str):
        return totals.value(self.session.form, self.session.report, cell)

    def clipboard(self, text: str) -> None:
        QApplication.clipboard().setText(text)


def found(widget: QWidget, kind: type[Wanted], name: str = "") -> Wanted:
    """The first child of that class, and of that object name."""
    return every(widget, kind, name)[0]


def every(widget: QWidget, kind: type[Wanted], name: str = "") -> list[Wanted]:
    """All children of that class, and of that object name."""
    children: Iterable[QWidget] = widget.findChildren(QWidget)
    return [one for one in children if isinstance(one, kind) and name in ("", one.objectName())]


def button(widget: QWidget, text: str) -> QPushButton:
    """The push button with that text."""
    return next(one for one in every(widget, QPushButton) if one.text() == text)


def marked(editor: QTextEdit) -> list[str]:
    """The words that are marked in an editor; the place that is shown comes last."""
    return [one.cursor.selectedText() for one in editor.extraSelections()]  # type: ignore[attr-defined]
