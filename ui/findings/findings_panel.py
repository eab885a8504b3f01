"""The findings under the form: one line that is always there, and the list that unfolds under it.

How many of each level, by mark, word and colour; how many numbers the prose has; what was just recorded; the current sentence;
a click goes to the place. Shows what it is given; the watch finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.checks import LEVEL_WORDS, LEVELS, Finding, Level, tally
from app.checks.narrative import ReadNumber
from app.checks.number_words import counted_numbers
from app.findings.explained import VERIFY
from ui.commands.actions import keys_of
from ui.findings.claiming import spoken_of
from ui.findings.finding_list import ICON, FindingList, Settled
from ui.look.appearance import Appearance
from ui.look.buttons import make_flat_button, make_icon_button

CLAIM_TIP = "正文里有些数，只有写的人知道指哪一格：逐个选一选，以后就记住了（{keys}）"
NUMBERS_TIP = "{counted}。\n点开逐个看：程序怎么看，谁认领过，可以改认"
ANSWER_TIP = "这个数指的不是这一格：选一选它指哪一格，或者不涉及表格"
NOTHING = "没有发现问题。填写时随时检查，发现的问题会列在这里。"
LEAST_LIST = 56  # pixels: two lines of the list
MOST_MENDS = 3
SHORT = 10  # characters of a mend's label, or of what it names in brackets, that a button has room for
LEAST_LINE, LEAST_SENTENCE, PADDING = 320, 80, 4  # pixels
UNBOUNDED = 16777215  # Qt's largest size of a widget


class SentenceLabel(QLabel):
    """One line of text, cut with … where it does not fit; the tool tip has it whole. Without `whole` it asks for no room of its
    own, takes what is left and keeps its beginning; with it, beginning and end stay."""

    def __init__(self, name: str, *, whole: bool = False) -> None:
        super().__init__()
        self._whole = ""
        self._cuts = Qt.TextElideMode.ElideMiddle if whole else Qt.TextElideMode.ElideRight
        self.setAccessibleName(name)
        self.setMinimumWidth(LEAST_SENTENCE)
        wide = QSizePolicy.Policy.Preferred if whole else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance(self._whole) + 2 * PADDING)
        return hint

    def say(self, whole: str, *, muted: bool) -> None:
        """The words; muted where nothing is wrong."""
        self._whole = whole
        self.setToolTip(whole)
        self.setProperty("muted", muted)
        self.style().polish(self)
        self.updateGeometry()
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width cuts at another place."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(self._whole, self._cuts, self.width())
        self.setText(cut)


class FindingsPanel(QWidget):
    """`chosen` carries the finding to go to, `mended` the mend that was taken, `explaining` the finding to explain; `claiming`
    when the numbers of the prose are to be claimed, which are no findings.

    `listing` when they are to be listed, `answering` the finding whose number is to be claimed.

    `fold_button` is there for whoever (un)folds it.
    """

    chosen = Signal(object)
    mended = Signal(object)
    explaining = Signal(object)
    claiming = Signal()
    listing = Signal()
    answering = Signal(object)

    def __init__(self, appearance: Appearance, sections: Mapping[str, str]) -> None:
        super().__init__()
        self._appearance = appearance
        self._findings: tuple[Finding, ...] = ()
        self._settled: Settled = ()
        self._wanted: dict[QWidget, bool] = {}  # the parts of the line that come and go
        self._numbers: tuple[ReadNumber, ...] = ()
        self._counts = {level: self._count_button(level) for level in LEVELS}
        self.sentence = SentenceLabel("当前检查结果")
        self.said = SentenceLabel("刚才的认领", whole=True)
        self.list = FindingList(appearance, sections)
        self.place_button = make_flat_button("定位", f"到这条结果所指的地方（回车，{keys_of('check')} 下一条）", self._choose)
        self.claim_button = make_flat_button("", CLAIM_TIP.format(keys=keys_of("claim")), self.claiming.emit)
        self.numbers_button = make_flat_button("", "", self.listing.emit)
        self.answer_button = make_flat_button("认领…", ANSWER_TIP, self._answer)
        self.mend_buttons = tuple(make_flat_button("", "", partial(self._mend, place)) for place in range(MOST_MENDS))
        self.explain_button = make_flat_button("说明", "写明为什么就是这样，数字不变时一直有效", self._explain)
        self.fold_button = make_icon_button("")
        self._prepare_list()
        self._arrange()
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_findings(())
        self.show_numbers(())
        self.say("")
        self.unfold(False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed now, in order."""
        return self._findings

    def show_findings(self, findings: tuple[Finding, ...], settled: Settled = ()) -> None:
        """Replaces the list; the current line stays where the same rule speaks of the same cells."""
        if (findings, settled) == (self._findings, self._settled) and self._findings:
            return
        before = self.current()
        self._findings, self._settled = findings, settled
        counted = dict(tally(findings))
        for level, button in self._counts.items():
            button.setText(f"{LEVEL_WORDS[level]} {counted.get(level, 0)}")
            button.setEnabled(level in counted)
        self.list.fill(findings, settled)
        if before is not None:
            every = self._every()
            same = [n for n, f in enumerate(every) if (f.rule, f.cells) == (before.rule, before.cells)]
            self.list.set_place(same[0] if same else -1)
        self._look()

    def show_numbers(self, numbers: tuple[ReadNumber, ...]) -> None:
        """How many numbers the prose has, and how many of them wait to be claimed."""
        self._numbers = numbers
        count = sum(one.outcome == "unclaimed" for one in numbers)
        self.claim_button.setText(f"{count} 个数请认领")
        self._want(self.claim_button, count > 0)
        self.numbers_button.setText(f"正文 {len(numbers)} 个数")
        self.numbers_button.setToolTip(NUMBERS_TIP.format(counted=counted_numbers(numbers)))
        self._want(self.numbers_button, bool(numbers))
        self._look()

    def say(self, sentence: str) -> None:
        """What was just recorded, beside the findings and over none of them; '' for nothing."""
        if self._wanted.get(self.said) == bool(sentence) and self.said.toolTip() == sentence:
            return  # each key ends an earlier deed's sentence, and to say it anew lays out the whole panel
        self.said.say(sentence, muted=True)
        self._want(self.said, bool(sentence))
        self._fit()

    def counted(self) -> tuple[str, ...]:
        """How many there are of each level, in words, the gravest first."""
        return tuple(button.text() for button in self._counts.values())

    def current(self) -> Finding | None:
        """The finding of the current line."""
        place = self.list.place()
        return self._every()[place] if place >= 0 else None

    def step(self, step: int) -> None:
        """To the next (1) or previous (-1) open finding, around the end; announces it."""
        if not self._findings:
            return
        place = self.list.place()
        if not 0 <= place < len(self._findings):
            place = -1 if step > 0 else 0
        self.list.set_place((place + step) % len(self._findings))
        self._choose()

    def step_through(self, level: Level) -> None:
        """To the first open finding of a level, from one of them to the next, around the end; announces it."""
        here, now = [n for n, finding in enumerate(self._findings) if finding.level == level], self.list.place()
        if here:
            self.list.set_place(here[(here.index(now) + 1) % len(here)] if now in here else here[0])
            self._choose()

    def _count_button(self, level: Level) -> QPushButton:
        words = f"到第一条{LEVEL_WORDS[level]}的结果，再按到下一条"
        button = make_flat_button("", words, partial(self.step_through, level), often=True)
        button.setProperty("level", level)
        button.setIconSize(QSize(ICON, ICON))
        return button

    def enter(self) -> None:
        """Takes the keyboard: in the list, or where that is folded on the button that unfolds it."""
        there: QWidget = self.list if self.unfolded else self.fold_button
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _every(self) -> tuple[Finding, ...]:
        return (*self._findings, *(finding for finding, _ in self._settled))

    def _prepare_list(self) -> None:
        self.list.itemClicked.connect(lambda *_: self._choose(first=False))
        self.list.itemActivated.connect(lambda *_: self._choose(first=False))
        self.list.currentItemChanged.connect(lambda *_: self._look())

    def _arrange(self) -> None:
        bar = QFrame()
        bar.setObjectName("findingsBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(4)
        for count_button in self._counts.values():
            row.addWidget(count_button)
        row.addWidget(self.numbers_button)
        row.addWidget(self.claim_button)
        row.addWidget(self.said)
        row.addWidget(self.sentence, 1)
        for button in self.mend_buttons:
            row.addWidget(button)
        row.addWidget(self.answer_button)
        row.addWidget(self.explain_button)
        row.addWidget(self.place_button)
        row.addWidget(self.fold_button)
        bar.setMinimumWidth(LEAST_LINE)  # else it asks for room for all of its parts
        self._bar = bar
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.list, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other parts of the line."""
        super().resizeEvent(event)
        self._fit()

    def unfold(self, unfolded: bool) -> None:
        """Shows the list under the line, or only the line."""
        self.list.setVisible(unfolded)
        height = self._bar.sizeHint().height()
        self.setMinimumHeight(height + (LEAST_LIST if unfolded else 0))
        self.setMaximumHeight(UNBOUNDED if unfolded else height)
        words = "收起检查结果" if unfolded else "展开检查结果"
        self.fold_button.setToolTip(f"{words}（{keys_of('findings')}）")
        self.fold_button.setAccessibleName(words)
        self._dress_fold()

    @property
    def unfolded(self) -> bool:
        """Whether the list is shown."""
        return not self.list.isHidden()

    def _look(self) -> None:
        current = self.current()
        told = current or self._gravest()
        self.sentence.say(told.sentence if told else NOTHING, muted=told is None)
        self._want(self.place_button, told is not None)
        mends = current.mends if current else ()
        for place, button in enumerate(self.mend_buttons):
            self._want(button, place < len(mends))
            label = mends[place].label if place < len(mends) else ""
            button.setText(_shortened(label))
            button.setToolTip(label or "按建议改正")
        self._want(self.answer_button, current is not None and spoken_of(current, self._numbers) is not None)
        self._want(self.explain_button, current is not None and current.level == VERIFY)
        self._fit()

    def _want(self, part: QWidget, wanted: bool) -> None:
        self._wanted[part] = wanted

    def _fit(self) -> None:
        """Shows what is wanted; where there is no room for all of it, what has another road goes first, mends stay. What was
        just recorded is not cut for such as these."""
        row = self._bar.layout()
        assert row is not None
        for part, wanted in self._wanted.items():
            part.setVisible(wanted)
        said = self.said.sizeHint().width() - LEAST_SENTENCE if self._wanted.get(self.said) else 0
        spare = (self.numbers_button, self.claim_button, self.place_button, self.said, self.answer_button, self.explain_button)
        for part in spare:
            said = 0 if part is self.said else said
            if row.minimumSize().width() + said <= self.width():
                break
            part.hide()

    def _gravest(self) -> Finding | None:
        return min(self._findings, key=lambda one: LEVELS.index(one.level), default=None)

    def _choose(self, *, first: bool = True) -> None:
        self.say("")  # the person goes on
        if first and self.current() is None and (told := self._gravest()):
            self.list.set_place(self._findings.index(told))  # the one whose sentence is on the line
        current = self.current()
        if current is not None:
            self.chosen.emit(current)

    def _answer(self) -> None:
        current = self.current()
        if current is not None:
            self.answering.emit(current)

    def _explain(self) -> None:
        current = self.current()
        if current is not None:
            self.explaining.emit(current)

    def _mend(self, place: int) -> None:
        current = self.current()
        if current is not None and place < len(current.mends):
            self.mended.emit(current.mends[place])

    def _dress(self) -> None:
        icons = self._appearance.icons
        for level, button in self._counts.items():
            button.setIcon(icons.icon(level, level))
        self._dress_fold()
        place = self.list.place()
        self.list.fill(self._findings, self._settled)
        self.list.set_place(place)

    def _dress_fold(self) -> None:
        name = "next" if self.unfolded else "previous"
        self.fold_button.setIcon(self._appearance.icons.icon(name))


def _shortened(label: str) -> str:
    """A mend's label for its button: 表改成 2（…尚未审结 1→2）, with the end of what it names; 改正 where that is long."""
    deed, bracket, named = label.removesuffix("）").partition("（")
    if not 0 < len(deed) <= SHORT:
        return "改正"
    own = named if len(named) <= SHORT else f"…{named.rpartition('·')[2]}"
    return f"{deed}（{own}）" if bracket else deed
