"""The comments of an open report: made where the person is, answered, and told where they stand after each change.

The book is the truth and is written with each deed; this shows. Who writes comments is asked once while nobody signs: the name
stands in its field, to be seen and changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.errors import NianbaoError
from app.form.kinds import TEXT
from app.report.comment import (
    DEED_WORDS,
    STATE_WORDS,
    Comment,
    CommentMark,
    CommentState,
    Deed,
    Reply,
    Stood,
    spoken_of,
    state_at,
    stood,
)
from app.report.session import Session
from app.store.copies.comment_book import CommentBook
from ui.commands.means import Means
from ui.comments.comment_dialog import CommentDialog, Said
from ui.comments.known_names import known_names, remember_name
from ui.narrative.text_editor import TextEditor

QUOTED = 80  # characters of the words that are shown


@dataclass(frozen=True)
class PlacedComment:
    """A comment with where it stands now, in words for a person: `place` is the cell's own."""

    comment: Comment
    state: CommentState
    stood: Stood | None
    place: str


class Commenting(QObject):
    """`changed` when comments were written, or others stand now. `names` are offered, `remember` keeps one that was given."""

    changed = Signal()
    refused = Signal(str)

    def __init__(
        self,
        session: Session,
        book: CommentBook,
        parent: QObject,
        names: Callable[[], tuple[str, ...]] = tuple,
        remember: Callable[[str], None] = lambda _: None,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        super().__init__(parent)
        self._session, self._book, self._names, self._remember, self._now = session, book, names, remember, now
        self._who = ""
        self._said: tuple[PlacedComment, ...] = ()
        self.look()

    @property
    def standing(self) -> tuple[PlacedComment, ...]:
        """All comments, the oldest first."""
        return self._said

    @property
    def open(self) -> int:
        """How many wait for an answer."""
        return sum(one.state == "open" for one in self._said)

    @property
    def marks(self) -> tuple[CommentMark, ...]:
        """Those that are shown where their words stand: not what is done, nor what has no words any more."""
        here = ((one, one.stood) for one in self._said if one.stood and one.state in ("open", "answered"))
        return tuple(CommentMark(one.comment.cell, at.start, at.end, mark_words(one)) for one, at in here)

    @property
    def read_only(self) -> bool:
        """Whether none can be written."""
        return self._book.read_only

    def look(self) -> None:
        """The report has changed: where does each stand now?"""
        form, report = self._session.form, self._session.report
        found = [(one, stood(form, report, one)) for one in self._book.comments]
        said = tuple(PlacedComment(one, state_at(one, place), place, self.words_of(one.cell)) for one, place in found)
        if said != self._said:
            self._said = said
            self.changed.emit()

    def words_of(self, cell: str) -> str:
        """The place of a cell: 三、… 属于国家秘密 自然人."""
        form = self._session.form
        if cell not in form.cells:
            return cell
        one = form.cells[cell]
        return f"{form.section(one.section).heading} {one.label}" if one.section else one.label

    def add_here(self, cell: str, parent: QWidget) -> None:
        """Asks for a comment on the sentence where the caret is, on those that are selected, else on the `cell`."""
        editor = QApplication.focusWidget()
        if isinstance(editor, TextEditor):
            self.add(editor.field.id, *editor.selected, parent)
        elif cell:
            self.add(cell, 0, 0, parent)

    def add(self, cell: str, start: int, end: int, parent: QWidget) -> None:
        """Asks for a comment on characters `start` to `end` of a cell."""
        form, report = self._session.form, self._session.report
        words, place = spoken_of(form, report, cell, start, end)
        told = words if form.cells[cell].kind is TEXT else f"现在是 {words}" if words else "还没有填"
        said = self._ask(CommentDialog(self.words_of(cell), shortened(told), self._names(), self._who, parent))
        if said is not None:
            new = Comment("", cell, words, place, said.who, self._now(), said.text)
            self._try(lambda: self._book.add(new))

    def reply(self, one: Comment, deed: Deed, parent: QWidget) -> None:
        """Asks for a reply to a comment and keeps it."""
        dialog = CommentDialog(self.words_of(one.cell), f"{one.who}：{one.text}", self._names(), self._who, parent, deed)
        said = self._ask(dialog)
        if said is not None:
            self._try(lambda: self._book.reply(one.id, Reply(deed, said.who, self._now(), said.text)))

    def take(self, others: Sequence[Comment]) -> None:
        """Keeps comments and replies that were written elsewhere, beside these."""
        self._try(lambda: self._book.take(others))

    def forget_name(self) -> None:
        """Somebody has signed: whoever writes next is another person."""
        self._who = ""

    def _ask(self, dialog: CommentDialog) -> Said | None:
        said = dialog.said if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        if said is not None:
            self._who = said.who
            self._remember(said.who)
        return said

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except NianbaoError as reason:
            self.refused.emit(reason.sentence)
        else:
            self.look()


def commenting_of(session: Session, book: CommentBook, means: Means, parent: QObject) -> Commenting:
    """The comments of an open report in the window."""
    return Commenting(session, book, parent, lambda: known_names(means.settings), lambda name: remember_name(means, name))


def place_of(one: PlacedComment) -> tuple[int, int]:
    """From which character to which a comment stands in its text; (-1, -1) where it is not of characters."""
    return (one.stood.start, one.stood.end) if one.stood and one.stood.end else (-1, -1)


def mark_words(one: PlacedComment) -> str:
    """What the pointer tells over a comment."""
    return "\n".join([f"批注（{STATE_WORDS[one.state]}）", *told(one)[1:]])


def shortened(words: str) -> str:
    """Words in one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}……"


def told(one: PlacedComment) -> list[str]:
    """A comment in lines: how it stands and of what it speaks, what was said, and each reply."""
    said = one.comment
    quoted = f"“{shortened(said.words)}”" if said.words else ""
    lines = [f"{STATE_WORDS[one.state]}　{one.place}{quoted}", f"{said.who}　{at_words(said.at)}：{said.text}"]
    for reply in said.replies:
        words = DEED_WORDS[reply.deed] + (f"：{reply.text}" if reply.text else "")
        lines.append(f"　{reply.who}　{at_words(reply.at)}　{words}")
    return lines


def at_words(at: datetime) -> str:
    """Day and time by this computer's clock."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
