"""The names of those who signed in this office, offered while one types or presses ↓; nothing is ever filled in by itself."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.report.record import one_line
from app.system.settings import Settings
from ui.commands.means import Means

KEY = "review.names"
MOST = 12
BETWEEN = "、"


def known_names(settings: Settings) -> tuple[str, ...]:
    """Whom this office knows, the latest first."""
    return tuple(one for one in settings.text(KEY).split(BETWEEN) if one)


def with_name(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The names with one as the latest."""
    own = one_line(name).strip().replace(BETWEEN, "")
    return tuple([one for one in (own, *(one for one in names if one != own)) if one][:MOST])


def remember_name(means: Means, name: str) -> None:
    """Keeps a name as the latest that is known."""
    means.remember(KEY, BETWEEN.join(with_name(known_names(means.settings), name)))


class SignerField(QLineEdit):
    """Empty until somebody types. Names that begin like what stands there are offered below, never one that is there whole."""

    def __init__(self, names: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._names = names
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)

    def know(self, names: tuple[str, ...]) -> None:
        """Offers these from now on."""
        self._names = names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ offers all names in an empty field."""
        if event.key() == Qt.Key.Key_Down and not self.completer().popup().isVisible():
            self._offer(self.text())
            if self._model.rowCount():
                self.completer().complete()
            return
        super().keyPressEvent(event)

    def _offer(self, typed: str) -> None:
        own = typed.strip()
        here = [one for one in self._names if one.startswith(own) and one != own]
        self._model.setStringList(here)
