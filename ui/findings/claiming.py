"""认领: of any number of the prose the person who writes says what it means; and the walk through those that wait for it.

At each a small menu under the number: some cells, 不涉及表格, or another cell from a list. In the walk Enter takes the first;
of a change, a share or a number taken for free 不涉及表格 comes first and nothing lies ready; nor where one contradicts already:
who claims that is asked once more. A digit takes a line, Esc leaves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.checks import Finding, Inquiry, Span
from app.checks.cell_offers import every_cell, near_cells
from app.checks.narrative import Candidate, ReadNumber, cell_words, claimable, is_share, key_of
from app.checks.number_words import NO_CELL, NOT_COMPARED, claimed_as, counted_numbers, meaning
from app.checks.reworded import REWORDED
from app.chinese.sentences import sentences
from app.report.claim import Claim
from app.report.session import Session
from ui.commands.actions import keys_of
from ui.dialogs.question import sure
from ui.findings.cell_choice import CellChoice
from ui.look.shared_sentences import LOCKED

ASK, SHARE = "“{words}”是表里哪一格？", "“{words}”与表格有关吗？"
OPEN = ("unclaimed", "contradicts")
NONE_LEFT = "没有要认领的数，也没有待核对的栏目。{counted}。别的数，在上面点右键认领"
ANOTHER = "别的格…"
_BEGINNING = 1  # cells by which two sums are told apart
NOW = "现在：{words}"
CLAIMED = "已认领：{words} {meaning}。{keys} 撤销"
SURE = "与表不一致的数"
AGAINST = (
    "“{words}”现在是：{meaning}。\n认作别的，这条检查结果就不再列出，认领的人和日期在“审核与定稿”和审核表上逐条写明。\n"
    "数写错了的，请点“取消”，改正文或改表。"
)
DROPPED = "已取消认领：{words}。{keys} 撤销"


def spoken_of(finding: Finding, numbers: tuple[ReadNumber, ...]) -> ReadNumber | None:
    """The number of which a finding speaks, where a person can answer that it means something else."""
    for one in numbers:
        said = finding.rule == REWORDED and one.span in finding.spans
        here = one.outcome == "contradicts" and one.rule == finding.rule and Span(one.span.cell, *one.place) in finding.spans
        if (here or said) and claimable(one):
            return one
    return None


@dataclass(frozen=True)
class ClaimGround:
    """What claims rest on: what a check may look at now, who sits here, and the time."""

    inquiry: Callable[[], Inquiry]
    who: Callable[[], str]
    now: Callable[[], datetime]


class Claiming(QObject):
    """On one session. `said` carries what was recorded, in a line; `claimed` when the checks are to run anew; `left` when nothing
    is asked any more.

    `show` goes to a number and gives the place under it on the screen.
    """

    said = Signal(str)
    claimed = Signal()
    left = Signal()

    def __init__(
        self, session: Session, ground: ClaimGround, show: Callable[[Span], QPoint], tell: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._ground, self._show, self._tell, self._room = session, ground, show, tell, parent
        self._numbers: tuple[ReadNumber, ...] = ()
        self._last = (-1, -1)  # the place that was asked about last
        self._walks = False
        self._asking = parent  # what the menu and its dialogs stand over

    def take(self, numbers: tuple[ReadNumber, ...]) -> None:
        """New numbers of the prose."""
        self._numbers = numbers

    def touched(self, cell: str, place: int) -> ReadNumber | None:
        """The number that can be claimed and that a place of a text touches, its ends included."""
        return next((one for one in self._numbers if _holds(one, cell, place)), None)

    def is_new(self, one: ReadNumber) -> bool:
        """Whether it is another number than the one that was asked about last."""
        return self._place(one) != self._last

    def waiting(self) -> list[ReadNumber]:
        """Those of which nobody can say what they mean."""
        return [one for one in self._open() if one.outcome == "unclaimed"]

    def contradicting(self) -> list[ReadNumber]:
        """Those that contradict the tables."""
        return [one for one in self._open() if one.outcome == "contradicts"]

    def walk_to(self, one: ReadNumber) -> None:
        """Asks about a number of the round; of one that waits, the next one follows the answer."""
        if self._session.read_only:
            self._tell(LOCKED)
        else:
            self._walks = one.outcome == "unclaimed"
            self._ask(one)

    def say_none(self) -> None:
        """Nothing waits."""
        self._last = (-1, -1)
        self.said.emit(NONE_LEFT.format(counted=counted_numbers(self._numbers)))

    def walk(self) -> None:
        """Asks about the next number that waits, around the end."""
        waiting = self.waiting()
        if waiting:
            self.walk_to(next((one for one in waiting if self._place(one) > self._last), waiting[0]))

    def go_on(self) -> None:
        """After a claim of the walk: the next number, and nothing where none waits, so that what came of it is not covered."""
        if self._walks:
            self.walk()

    def ask(self, span: Span, place: QPoint | None = None, room: QWidget | None = None) -> None:
        """Asks about one number, whatever the program makes of it: at a `place` of the dialog `room`, else under the number."""
        self._walks = False
        found = next((one for one in self._numbers if one.span == span), None)
        if self._session.read_only:
            self._tell(LOCKED)
        elif found:
            self._ask(found, place, room)

    def drop(self, claim: Claim) -> None:
        """Takes a claim back, however old it is."""
        self._walks = False
        before = self._session.claims
        self._session.disclaim(claim)
        if self._session.claims != before:
            words = next((one.words for one in self._numbers if one.claim == claim), claim.words.replace("#", "…"))
            self.said.emit(DROPPED.format(words=words, keys=keys_of("undo")))
            self.claimed.emit()

    def _open(self) -> list[ReadNumber]:
        """Those that want an answer: nobody can say what they mean, or they contradict."""
        return [one for one in self._numbers if one.outcome in OPEN and claimable(one)]

    def _place(self, one: ReadNumber) -> tuple[int, int]:
        return tuple(self._session.form.cells).index(one.span.cell), one.span.start

    def _ask(self, one: ReadNumber, place: QPoint | None = None, room: QWidget | None = None) -> None:
        self._last, self._asking = self._place(one), room or self._room
        menu = QMenu(self._asking)
        menu.setObjectName("claimMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction((SHARE if is_share(one) else ASK).format(words=one.words)).setEnabled(False)
        if one.outcome != "unclaimed" and (said := meaning(self._session.form, one)) != NOT_COMPARED:
            menu.addAction(NOW.format(words=said)).setEnabled(False)
        menu.addSeparator()
        for number, (words, do) in enumerate(self._answers(one), 1):
            action = menu.addAction(f"&{number}　{words.replace('&', '&&')}")
            action.triggered.connect(do)
            if number == 1 and one.outcome == "unclaimed" and not one.relative:
                menu.setActiveAction(action)
        menu.aboutToHide.connect(self.left)
        menu.popup(place or self._show(one.span))

    def _answers(self, one: ReadNumber) -> list[tuple[str, Callable[..., object]]]:
        if is_share(one):
            return [(NO_CELL, partial(self._claim, one, (), "this"))]
        offers = near_cells(self._ground.inquiry(), one, self._sentence(one))
        begun = Counter((offer.cells[:_BEGINNING], offer.period) for offer in offers)
        told = [
            (
                self._words(one, offer, whole=begun[offer.cells[:_BEGINNING], offer.period] > 1),
                partial(self._claim, one, offer.cells, offer.period),
            )
            for offer in offers
        ]
        none = (NO_CELL, partial(self._claim, one, (), "this"))
        likely = [none, *told] if one.relative or one.outcome == "free" else [*told, none]
        return [*likely, (ANOTHER, partial(self._choose, one))]

    def _sentence(self, one: ReadNumber) -> str:
        passages = sentences(self._session.report.text(one.span.cell))
        return next((passage.text for passage in passages if passage.start <= one.span.start < passage.end), "")

    def _words(self, one: ReadNumber, candidate: Candidate, *, whole: bool) -> str:
        """本年新收 总计：5, and that it is another number where it is. A sum `whole` where another begins with the same cells."""
        words = cell_words(self._session.form, candidate.cells, candidate.period, whole=whole)
        if candidate.value is None:
            return f"{words}：还没有填"
        return f"{words}：{candidate.value:f}" + ("" if candidate.value == one.value else "（与正文不同）")

    def _choose(self, one: ReadNumber, _checked: bool = False) -> None:
        dialog = CellChoice(one, every_cell(self._ground.inquiry()), self._asking)
        dialog.chosen.connect(partial(self._claim, one))
        dialog.open()

    def _claim(self, one: ReadNumber, cells: tuple[str, ...], period: str, _checked: bool = False) -> None:
        if not self._is_sure(one):
            return
        words, place = key_of(self._session.report.text(one.span.cell), one.span)
        before = self._session.claims
        claim = Claim(words, place, cells, period, self._ground.who(), self._ground.now())
        self._session.claim(claim)
        if self._session.claims != before:
            said = claimed_as(self._session.form, claim)
            self.said.emit(CLAIMED.format(words=one.words, meaning=said, keys=keys_of("undo")))
        self.claimed.emit()

    def _is_sure(self, one: ReadNumber) -> bool:
        """Whether a finding may be put away: one key that was hit by chance is not enough."""
        read = one.against or one
        words = AGAINST.format(words=one.words, meaning=meaning(self._session.form, read))
        return read.outcome != "contradicts" or sure(self._asking, SURE, words, "仍然认领")


def _holds(one: ReadNumber, cell: str, place: int) -> bool:
    """Whether a caret touches a number that can be claimed, its ends included: another one, far away, is not meant."""
    return one.span.cell == cell and one.span.start <= place <= one.span.end and claimable(one)
