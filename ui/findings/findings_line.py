"""The one line of the findings that is always there: counts, what waits, the current sentence, and what can be done with it.

Shows what it is given, as far as there is room: what has another road goes first, mends and the button at the end never.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.checks import LEVEL_WORDS, LEVELS, Level
from app.report.report import Edit
from ui.commands.actions import keys_of
from ui.findings.finding_list import ICON
from ui.findings.sentence_label import LEAST_SENTENCE, SentenceLabel
from ui.look.appearance import Appearance
from ui.look.buttons import make_flat_button, make_icon_button

CLAIM_TIP = "正文里有些数，只有写的人知道指哪一格：逐个选一选，以后就记住了（{keys}）"
ANSWER_TIP = "这个数指的不是这一格：选一选它指哪一格，或者不涉及表格"
BLANK_TIP = "没有填的不算错，核对、定稿时才列为问题。点一下，到第一处没有填的"
ASIDE_TIP = "看过了，不改也不写说明：列到最后的“已搁置”里；它说的文字或数字变了，会重新列出（{keys}）"
BACK_TIP = "重新列在检查结果里（{keys}）"
COUNT_TIP = "到第一条{level}的结果，再按到下一条；列表展开时，只列{level}的，再按全列"
MOST_MENDS = 3
SHORT = 12  # characters of a mend's label, or of what it names in brackets, that a button has room for
LEAST_LINE = 320  # pixels
READABLE = 20  # characters of the current sentence for which the number of numbers goes


class FindingsLine(QFrame):
    """`pressed` carries the level whose count was pressed, `mended` the place of the mend that was taken, from 0."""

    pressed = Signal(str)
    mended = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setObjectName("findingsBar")
        self._appearance = appearance
        self.counts: Mapping[Level, QPushButton] = {level: self._count_button(level) for level in LEVELS}
        self.sentence = SentenceLabel("当前检查结果")
        self.said = SentenceLabel("刚才做的", whole=True)
        self.blank_button = make_flat_button("", BLANK_TIP, lambda: None)
        self.claim_button = make_flat_button("", CLAIM_TIP.format(keys=keys_of("doubt")), lambda: None, often=True)
        self.numbers_button = make_flat_button("", "", lambda: None)
        self.mend_buttons = tuple(make_flat_button("", "", partial(self.mended.emit, n)) for n in range(MOST_MENDS))
        self.answer_button = make_flat_button("认领…", ANSWER_TIP, lambda: None)
        self.explain_button = make_flat_button("说明", "", lambda: None)
        self.aside_button = make_flat_button("搁置", "", lambda: None)
        place = f"到这条结果所指的地方（回车，{keys_of('check')} 下一条）"
        self.place_button = make_flat_button("定位", place, lambda: None)
        self.fold_button = make_icon_button("")
        self._wanted: dict[QWidget, bool] = dict.fromkeys(self.spare, False)  # the parts that come and go
        self._arrange()
        for part in self._wanted:
            part.hide()
        self.dress()

    def want(self, part: QWidget, wanted: bool) -> None:
        """Whether a part is to be seen; `fit` shows it."""
        self._wanted[part] = wanted

    def wants(self, part: QWidget) -> bool:
        """Whether it is."""
        return self._wanted.get(part, False)

    def say_count(self, level: Level, count: int) -> None:
        """How many of a level are open."""
        self.counts[level].setText(f"{LEVEL_WORDS[level]} {count}")
        self.counts[level].setEnabled(count > 0)

    def show_mends(self, mends: tuple[Edit, ...]) -> None:
        """The mends of the current finding, each on its button."""
        for place, button in enumerate(self.mend_buttons):
            self.want(button, place < len(mends))
            label = mends[place].label if place < len(mends) else ""
            button.setText(_shortened(label))
            button.setToolTip(label or "按建议改正")

    def show_aside(self, wanted: bool, *, back: bool = False) -> None:
        """The button that sets a hint aside, or takes it back."""
        tip = BACK_TIP if back else ASIDE_TIP
        self.aside_button.setText("取回" if back else "搁置")
        self.aside_button.setToolTip(tip.format(keys=keys_of("set_aside")))
        self.want(self.aside_button, wanted)

    def dress(self) -> None:
        """The icons in the colours of the theme."""
        icons = self._appearance.icons
        for level, button in self.counts.items():
            button.setIcon(icons.icon(level, level))
        self.claim_button.setIcon(icons.icon("claim", "accent"))
        self.blank_button.setIcon(icons.icon("empty", "muted"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other parts."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Shows what is wanted; where there is no room for all of it, what has another road goes first, mends stay. What was
        just recorded is not cut for such as these."""
        shown = [part for part, wanted in self._wanted.items() if wanted]
        said = self.said.sizeHint().width() - LEAST_SENTENCE if self.said in shown else 0
        readable = min(self.sentence.sizeHint().width(), READABLE * self.fontMetrics().horizontalAdvance("字")) - LEAST_SENTENCE
        needed, spacing = self._needed(shown), self._row.spacing()
        for part in (one for one in self.spare if one in shown):
            said = 0 if part is self.said else said
            if needed + said + max(0, readable) <= self.width():
                break
            shown.remove(part)
            needed -= _least(part) + spacing
            readable = 0  # nothing else goes for that
        for part in self._wanted:  # only what changes is told: each telling lays out the line anew
            if part.isHidden() == (part in shown):
                part.setVisible(part in shown)

    def _needed(self, shown: Sequence[QWidget]) -> int:
        """The least width of the line with these of the parts that come and go (pixels)."""
        parts = (*self.counts.values(), self.sentence, self.fold_button, *shown)
        margins = self._row.contentsMargins()
        return sum(map(_least, parts)) + self._row.spacing() * (len(parts) - 1) + margins.left() + margins.right()

    @property
    def spare(self) -> tuple[QWidget, ...]:
        """What goes where there is no room, the first one first: each has a key, or stands in the list."""
        mends = tuple(reversed(self.mend_buttons[1:]))
        asked = (self.answer_button, self.aside_button, self.explain_button)
        return (self.numbers_button, self.claim_button, self.place_button, self.blank_button, self.said, *asked, *mends)

    def _count_button(self, level: Level) -> QPushButton:
        tip = COUNT_TIP.format(level=LEVEL_WORDS[level])
        button = make_flat_button("", tip, partial(self.pressed.emit, level), often=True)
        button.setProperty("level", level)
        button.setIconSize(QSize(ICON, ICON))
        button.setCheckable(True)
        return button

    def _arrange(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(4)
        for button in self.counts.values():
            row.addWidget(button)
        for part in (self.blank_button, self.numbers_button, self.claim_button, self.said):
            row.addWidget(part)
        row.addWidget(self.sentence, 1)
        for part in (*self.mend_buttons, self.answer_button, self.explain_button, self.aside_button, self.place_button):
            row.addWidget(part)
        row.addWidget(self.fold_button)
        for icon_button in (self.claim_button, self.blank_button):
            icon_button.setIconSize(QSize(ICON, ICON))
        self.blank_button.setProperty("quiet", True)
        self.setMinimumWidth(LEAST_LINE)  # else it asks for room for all of its parts


def connect(button: QPushButton, do: Callable[[], object]) -> None:
    """What a button of the line does."""
    button.clicked.connect(lambda: do())


def _least(part: QWidget) -> int:
    """The width that a part cannot do without (pixels)."""
    return part.minimumWidth() if isinstance(part, SentenceLabel) else part.sizeHint().width()


def _shortened(label: str) -> str:
    """A mend's label for its button: 表改成 2（…尚未审结 1→2）, with the end of what it names; 改正 where that is long."""
    deed, bracket, named = label.removesuffix("）").partition("（")
    if not 0 < len(deed) <= SHORT:
        return "改正"
    own = named if len(named) <= SHORT else f"…{named.rpartition('·')[2]}"
    return f"{deed}（{own}）" if bracket else deed
