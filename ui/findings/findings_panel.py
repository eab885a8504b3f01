"""The findings under the form: one line that is always there, and the list that unfolds under it.

How many of each level, by mark, word and colour; what is not filled in yet; how many numbers the prose has; what was just
recorded; the current sentence; a click goes to the place. Shows what it is given; the watch finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.checks import LEVELS, Finding, Level, tally
from app.checks.narrative import ReadNumber
from app.checks.number_words import counted_numbers
from app.findings.explained import VERIFY, Explanation
from app.findings.set_aside import HINT, SetAside
from ui.commands.actions import keys_of
from ui.findings.claiming import spoken_of
from ui.findings.finding_list import Closed, FindingList, closed_words
from ui.findings.findings_line import FindingsLine, connect
from ui.look.appearance import Appearance

NUMBERS_TIP = "{counted}。\n点开逐个看：程序怎么看，谁认领过，可以改认"
EXPLAIN_TIP = "写明为什么就是这样，数字不变时一直有效"
REWRITE_TIP = "看原来的说明，改写；清空即撤回，这条重新列出"
NOTHING = "没有发现问题。填写时随时检查，发现的问题会列在这里。"
LEAST_LINES = 3  # of the list
UNBOUNDED = 16777215  # Qt's largest size of a widget


class FindingsPanel(QWidget):
    """`chosen` carries the finding to go to, `mended` the mend that was taken, `explaining` the finding to explain; `claiming`
    when the numbers of the prose are to be claimed, which are no findings.

    `listing` when they are to be listed, `answering` the finding whose number is to be claimed, `setting_aside` when the current
    hint is to be set aside or taken back, `filling` the first cell that is blank.

    `fold_button` is there for whoever (un)folds it.
    """

    chosen = Signal(object)
    mended = Signal(object)
    explaining = Signal(object)
    claiming = Signal()
    listing = Signal()
    answering = Signal(object)
    setting_aside = Signal()
    filling = Signal(str)

    def __init__(self, appearance: Appearance, sections: Mapping[str, str]) -> None:
        super().__init__()
        self._appearance = appearance
        self._findings: tuple[Finding, ...] = ()
        self._closed: Closed = ()
        self._numbers: tuple[ReadNumber, ...] = ()
        self._blanks: tuple[str, ...] = ()
        self._turn = 0  # where the last open finding that was current stood in the order of the steps
        self.line = line = FindingsLine(appearance)
        self.sentence, self.said, self.mend_buttons = line.sentence, line.said, line.mend_buttons
        self.claim_button, self.numbers_button, self.blank_button = line.claim_button, line.numbers_button, line.blank_button
        self.answer_button, self.explain_button, self.aside_button = line.answer_button, line.explain_button, line.aside_button
        self.place_button, self.fold_button = line.place_button, line.fold_button
        self.list = FindingList(appearance, sections)
        self._wire()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addWidget(self.list, 1)
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_findings(())
        self.show_numbers(())
        self.unfold(False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is open now, in order."""
        return self._findings

    def show_findings(self, findings: tuple[Finding, ...], closed: Closed = ()) -> None:
        """Replaces the list, `closed` being what is explained or set aside; the current line stays where the same rule speaks of
        the same cells."""
        if (findings, closed) == (self._findings, self._closed) and self._findings:
            return
        before, counted = self.current(), dict(tally(findings))
        if self.list.level not in (None, *counted):
            self._show_only(None)  # the last one of that level is mended
        self._findings, self._closed = findings, closed
        for level in LEVELS:
            self.line.say_count(level, counted.get(level, 0))
        self.list.fill(findings, closed)
        if before is not None:
            every = self._every()
            same = [n for n, f in enumerate(every) if f == before]
            same += [n for n, f in enumerate(every) if (f.rule, f.cells) == (before.rule, before.cells)]
            self.list.set_place(same[0] if same else -1)
        self._look()

    def show_numbers(self, numbers: tuple[ReadNumber, ...]) -> None:
        """How many numbers the prose has, and how many of them wait to be claimed."""
        if numbers == self._numbers and numbers:
            return
        self._numbers = numbers
        count = sum(one.outcome == "unclaimed" for one in numbers)
        self.claim_button.setText(f"{count} 个数请认领")
        self.line.want(self.claim_button, count > 0)
        self.numbers_button.setText(f"正文 {len(numbers)} 个数")
        self.numbers_button.setToolTip(NUMBERS_TIP.format(counted=counted_numbers(numbers)))
        self.line.want(self.numbers_button, bool(numbers))
        self._look()

    def show_blanks(self, cells: tuple[str, ...]) -> None:
        """How many cells are not filled in, where nobody has asked yet: a state, no finding."""
        if cells != self._blanks:
            self._blanks = cells
            self.blank_button.setText(f"还有 {len(cells)} 格未填")
            self.line.want(self.blank_button, bool(cells))
            self.line.fit()

    def say(self, sentence: str) -> None:
        """What was just recorded, beside the findings and over none of them; '' for nothing."""
        if self.line.wants(self.said) == bool(sentence) and self.said.toolTip() == sentence:
            return  # each key ends an earlier deed's sentence, and to say it anew lays out the whole panel
        self.said.say(sentence, muted=True)
        self.line.want(self.said, bool(sentence))
        self.line.fit()

    def counted(self) -> tuple[str, ...]:
        """How many there are of each level, in words, the gravest first."""
        return tuple(button.text() for button in self.line.counts.values())

    def current(self) -> Finding | None:
        """The finding of the current line of the list."""
        place = self.list.place()
        return self._every()[place] if place >= 0 else None

    def told(self) -> Finding | None:
        """The finding whose sentence is on the line: the current one, else the gravest."""
        return self.current() or self._gravest()

    def set_aside_as(self, finding: Finding) -> SetAside | None:
        """The record by which a listed finding is set aside, None where it is not."""
        known = self._closed_of(finding)
        return known if isinstance(known, SetAside) else None

    def is_explained(self, finding: Finding) -> bool:
        """Whether a listed finding has been explained."""
        return isinstance(self._closed_of(finding), Explanation)

    def make_current(self, finding: Finding) -> None:
        """Makes an open finding the current one; nobody is led anywhere."""
        if finding != self.current() and finding in self._findings:
            self.list.set_place(self._findings.index(finding))

    def step(self, step: int) -> None:
        """To the next (1) or previous (-1) open finding by weight, around the end; announces it. Where nothing is found, to what
        is blank."""
        order = self._order()
        if not order:
            self._fill_first()
            return
        place = self.list.place()
        if place in order:
            turn = order.index(place) + step
        elif place >= len(self._findings):  # set aside or explained just now: those behind it have moved up
            turn = self._turn + min(step, 0)
        else:
            turn = 0 if step > 0 else -1
        self.list.set_place(order[turn % len(order)])
        self._choose()

    def press(self, level: Level) -> None:
        """The count of a level was pressed: folded, to its first finding, then to the next one; unfolded, the list shows only
        that level, and all again."""
        button = self.line.counts[level]
        if not self.unfolded:
            button.setChecked(False)
            self._step_through(level)
        else:
            self._show_only(level if button.isChecked() else None)

    def enter(self) -> None:
        """Takes the keyboard: in the list, or where that is folded on the button that unfolds it."""
        there: QWidget = self.list if self.unfolded else self.fold_button
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def unfold(self, unfolded: bool) -> None:
        """Shows the list under the line, or only the line."""
        self.list.setVisible(unfolded)
        if not unfolded:
            self._show_only(None)
        height = self.line.sizeHint().height()
        self.setMinimumHeight(height + (LEAST_LINES * self.fontMetrics().lineSpacing() if unfolded else 0))
        self.setMaximumHeight(UNBOUNDED if unfolded else height)
        words = "收起检查结果" if unfolded else "展开检查结果"
        self.fold_button.setToolTip(f"{words}（{keys_of('findings')}）")
        self.fold_button.setAccessibleName(words)
        self._dress_fold()

    @property
    def unfolded(self) -> bool:
        """Whether the list is shown."""
        return not self.list.isHidden()

    def _every(self) -> tuple[Finding, ...]:
        return (*self._findings, *(finding for finding, _ in self._closed))

    def _closed_of(self, finding: Finding | None) -> Explanation | SetAside | None:
        place = self.list.place() - len(self._findings)
        if 0 <= place < len(self._closed) and self._closed[place][0] == finding:
            return self._closed[place][1]
        return next((one for known, one in self._closed if known == finding and finding not in self._findings), None)

    def _order(self) -> list[int]:
        """The places of the open findings as they are stepped through: by weight over the whole report, in a level as they
        stand in the form."""
        shown = [n for n, one in enumerate(self._findings) if self.list.level in (None, one.level)]
        return sorted(shown, key=lambda n: LEVELS.index(self._findings[n].level))

    def _step_through(self, level: Level) -> None:
        here, now = [n for n, finding in enumerate(self._findings) if finding.level == level], self.list.place()
        if here:
            self.list.set_place(here[(here.index(now) + 1) % len(here)] if now in here else here[0])
            self._choose()

    def _show_only(self, level: Level | None) -> None:
        self.list.show_only(level)
        for other, button in self.line.counts.items():
            button.setChecked(other == level)
        current = self.current()
        if level and (current is None or current.level != level) and (order := self._order()):
            self.list.set_place(order[0])

    def _wire(self) -> None:
        line = self.line
        line.pressed.connect(self.press)
        line.mended.connect(self._mend)
        connect(line.claim_button, self.claiming.emit)
        connect(line.numbers_button, self.listing.emit)
        connect(line.blank_button, self._fill_first)
        connect(line.answer_button, partial(self._announce, self.answering))
        connect(line.explain_button, partial(self._announce, self.explaining))
        connect(line.aside_button, self.setting_aside.emit)
        connect(line.place_button, self._choose)
        self.list.itemClicked.connect(lambda *_: self._choose(first=False))
        self.list.itemActivated.connect(lambda *_: self._choose(first=False))
        self.list.currentItemChanged.connect(lambda *_: self._look())

    def _look(self) -> None:
        current, line, order = self.current(), self.line, self._order()
        told, closed = current or self._gravest(), self._closed_of(current) if current else None
        if self.list.place() in order:
            self._turn = order.index(self.list.place())
        self.sentence.say(closed_words(told, closed) if told else NOTHING, muted=told is None or closed is not None)
        line.want(self.place_button, told is not None)
        line.show_mends(current.mends if current and closed is None else ())
        line.want(self.answer_button, current is not None and spoken_of(current, self._numbers) is not None)
        line.want(self.explain_button, current is not None and current.level == VERIFY)
        self.explain_button.setText("改说明" if closed else "说明")
        self.explain_button.setToolTip(REWRITE_TIP if closed else EXPLAIN_TIP)
        line.show_aside(current is not None and current.level == HINT, back=isinstance(closed, SetAside))
        line.fit()

    def _gravest(self) -> Finding | None:
        order = self._order()
        return self._findings[order[0]] if order else None

    def _choose(self, *, first: bool = True) -> None:
        self.say("")  # the person goes on
        if first and self.current() is None and (told := self._gravest()):
            self.list.set_place(self._findings.index(told))  # the one whose sentence is on the line
        current = self.current()
        if current is not None:
            self.chosen.emit(current)

    def _fill_first(self) -> None:
        if self._blanks:
            self.filling.emit(self._blanks[0])

    def _announce(self, signal: SignalInstance) -> None:
        current = self.current()
        if current is not None:
            signal.emit(current)

    def _mend(self, place: int) -> None:
        current = self.current()
        if current is not None and place < len(current.mends):
            self.mended.emit(current.mends[place])

    def _dress(self) -> None:
        self.line.dress()
        self._dress_fold()
        place = self.list.place()
        self.list.fill(self._findings, self._closed)
        self.list.set_place(place)

    def _dress_fold(self) -> None:
        name = "next" if self.unfolded else "previous"
        self.fold_button.setIcon(self._appearance.icons.icon(name))
