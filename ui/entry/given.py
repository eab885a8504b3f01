"""What is pasted or dropped at a place of the window, offered to the window before it is put there.

For a whole report or a file is more than its place: the window takes it, and asks. Each editor offers by one call;
where no window takes anything, as on a page alone, all goes on as before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import ValueRefused
from app.report.session import Session

GIVEN = QEvent.Type(QEvent.registerEventType())
LABELLED = QEvent.Type(QEvent.registerEventType())


class Given(QEvent):
    """Data given at `place`; `plainly` puts it there as if nobody had asked, None where nothing can be put.

    The data is the clipboard's and lives no longer than the event.
    """

    def __init__(self, place: QWidget, data: QMimeData, plainly: Callable[[], None] | None) -> None:
        super().__init__(GIVEN)
        self.place, self.data, self.plainly = place, data, plainly
        self.ignore()


class LabelledGiven(QEvent):
    """A paste into a table of a session, which may bear labels that say better than the place whose figures they are.

    Who takes it says so in `told`; `refused` is why nothing can be read.
    """

    def __init__(self, place: QWidget, session: Session, section: str) -> None:
        super().__init__(LABELLED)
        self.place, self.session, self.section = place, session, section
        self.told = self.refused = ""
        self.ignore()


def taken_by_labels(place: QWidget, session: Session, section: str) -> str:
    """What is to be told of a clipboard whose labels the window goes by; '' where it does not, and the place counts.

    Raises ValueRefused for a clipboard beyond reason.
    """
    given = LabelledGiven(place, session, section)
    QApplication.sendEvent(place.window(), given)
    if given.refused:
        raise ValueRefused(given.refused)
    return given.told


def take_copy(event: QDropEvent) -> None:
    """Takes a drag so that what it brings stays where it came from: told of a move, its program would delete it."""
    copy = Qt.DropAction.CopyAction
    event.setDropAction(copy if event.possibleActions() & copy else Qt.DropAction.IgnoreAction)
    event.accept()


def is_taken(place: QWidget, data: QMimeData, plainly: Callable[[], None] | None) -> bool:
    """Whether the window takes what was given; then nothing may be put at the place, `plainly` may come later."""
    given = Given(place, data, plainly)
    QApplication.sendEvent(place.window(), given)
    return given.isAccepted()
