"""Numbers of a table were changed: those of the prose that were tied to them are offered to follow, in one step.

Offered when the person has left the cell, in one line at the foot, which stands and grows while other cells are changed; Esc, ×
or another change of the prose leaves it as it is. That a number agrees with other cells now makes no difference: it spoke of
these, and nobody would hear of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject

from app.checks.narrative import ReadNumber
from app.checks.narrative.mends import Replacement, replaced, respelled
from app.form.kinds import DATE, TEXT
from app.report import totals
from app.report.report import Edit
from app.report.session import Change, Session
from ui.look.banner import Banners, Offer

KEY = "following"  # of the banner
KINDS = 3  # numbers that are told one by one


class Following(QObject):
    """On one session. Hears its changes, the numbers of each look at the prose, and in which cell the person is."""

    def __init__(self, session: Session, banners: Banners, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._banners = session, banners
        self._numbers: tuple[ReadNumber, ...] = ()  # of the last look
        self._changed: frozenset[str] = frozenset()  # the cells that were changed last
        self._tied: tuple[ReadNumber, ...] = ()  # what spoke of changed cells before they were
        self._cell = ""  # where the person is
        self._told = ""  # what is offered now
        self._replacing = False  # an offer by another one

    def hear(self, change: Change) -> None:
        """Notes what was tied to some cells before they were changed: before the first letter, where they are typed."""
        known, names = self._session.form.cells, change.edit.changes.keys()
        prose = [name for name in names if name not in known or (known[name].kind is TEXT and not known[name].note_of)]
        figures = frozenset(name for name in names if name in known and known[name].kind not in (DATE, TEXT))
        if prose or not figures or change.deed not in ("do", "merge"):
            self.leave()
        elif figures != self._changed:
            self._changed = figures
            spans = {one.span for one in self._tied}
            here = (one for one in self._numbers if one.outcome == "tied" and change.cells.intersection(one.cells))
            self._tied += tuple(one for one in here if one.span not in spans)

    def take(self, numbers: tuple[ReadNumber, ...]) -> None:
        """A new look at the prose."""
        self._numbers = numbers
        self._offer()

    def visit(self, cell: str) -> None:
        """The person is in that cell now."""
        self._cell = cell
        self._offer()

    def leave(self) -> None:
        """What is offered is not wanted."""
        self._changed, self._tied = frozenset(), ()
        self._show("", None)

    def _offer(self) -> None:
        if not self._tied or self._changed == {self._cell} or self._session.read_only:
            return
        places = list(self._places())
        edit = replaced(self._texts(), places, _deed(places)) if places else None
        self._show(self._sentence(places) if places else "", edit)

    def _sentence(self, places: list[Replacement]) -> str:
        texts = self._texts()
        was = Counter((texts[span.cell][span.start : span.end], words) for span, words in places)
        if len(was) > KINDS:
            some = "、".join(old for old, _ in list(was)[:KINDS])
            return f"正文有 {len(places)} 处还是表里原来的数（{some} 等），都改成表里现在的数？"
        told = "、".join(f"{count} 处写着 {old}" for (old, _), count in was.items())
        return f"正文有 {told}，表里现在是 {'、'.join(dict.fromkeys(words for _, words in was))}，改不改？"

    def _show(self, sentence: str, edit: Edit | None) -> None:
        """Shows an offer in the place of the former one, or takes that away."""
        if sentence == self._told:
            return
        self._told, self._replacing = sentence, True
        self._banners.withdraw(KEY)
        self._replacing = False
        if edit is not None:
            banner = self._banners.tell("warning", sentence, Offer(edit.label, partial(self._apply, edit)), key=KEY)
            banner.gone.connect(self._put_away)

    def _put_away(self) -> None:
        if not self._replacing:  # by the person
            self._told = ""
            self.leave()

    def _places(self) -> Iterator[Replacement]:
        """What was tied to cells that come to something else now, with the words that it would have."""
        now = {one.span: one for one in self._numbers}
        texts = self._texts()
        for old in self._tied:
            new, value = now.get(old.span), self._value(old.cells)
            if new is None or new.words != old.words:
                continue
            if value is not None and old.value is not None and value != old.value:
                found = respelled(texts[old.span.cell], old.span, old.value, value)
                if found:
                    yield found

    def _value(self, cells: tuple[str, ...]) -> Decimal | None:
        form, report = self._session.form, self._session.report
        values = [totals.value(form, report, cell) for cell in cells if totals.complete(form, report, cell)]
        known = [Decimal(value) for value in values if isinstance(value, int | Decimal)]
        return sum(known, Decimal(0)) if len(known) == len(cells) else None

    def _texts(self) -> dict[str, str]:
        report = self._session.report
        return {name: value for name, value in report.cells.items() if isinstance(value, str)}

    def _apply(self, edit: Edit) -> None:
        self._session.apply(edit)


def _deed(places: list[Replacement]) -> str:
    """What the button changes, and into what where that is one number."""
    words = {new for _, new in places}
    return f"正文 {len(places)} 处改成 {words.pop() if len(words) == 1 else '现在的数'}"
