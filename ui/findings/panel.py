"""The findings under the form: one line that is always there, and the list that unfolds under it.

How many of each level, by mark, word and colour; the current sentence; a click goes to the place. Shows what it
is given; the watch finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.checks import LEVEL_WORDS, LEVELS, Finding
from ui.appearance import Appearance

ICON = 16
NOTHING = "没有发现问题。填写时随时检查，发现的问题会列在这里。"
LEAST_LIST = 56  # pixels: two lines of the list
UNBOUNDED = 16777215  # Qt's largest size of a widget


class Sentence(QLabel):
    """One line of text, cut with … where it does not fit; the tool tip has it whole."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setAccessibleName("当前检查结果")
        self.setMinimumWidth(80)

    def say(self, whole: str, *, muted: bool) -> None:
        """The words; muted where nothing is wrong."""
        self._whole = whole
        self.setToolTip(whole)
        self.setProperty("muted", muted)
        self.style().polish(self)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width cuts at another place."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(cut)


class FindingsPanel(QWidget):
    """`chosen` carries the finding to go to, `mended` the one whose mend was taken; `folding` asks to (un)fold."""

    chosen = Signal(object)
    mended = Signal(object)
    folding = Signal()

    def __init__(self, appearance: Appearance, sections: Mapping[str, str]) -> None:
        super().__init__()
        self._appearance, self._sections = appearance, sections
        self._findings: tuple[Finding, ...] = ()
        self._counts = {level: (QLabel(), QLabel()) for level in LEVELS}
        self.sentence = Sentence()
        self.list = QTreeWidget()
        self.place_button = self._button("定位", "到这条结果所指的地方（回车，F7 下一条）", self._choose)
        self.mend_button = self._button("改正", "按建议改正", self._mend)
        self.fold_button = QToolButton()
        self._prepare_list()
        self._arrange()
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_findings(())
        self.unfold(False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed now, in order."""
        return self._findings

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Replaces the list; the current line stays where the same rule speaks of the same cells."""
        before = self.current()
        self._findings = findings
        for level, (_, words) in self._counts.items():
            count = sum(finding.level == level for finding in findings)
            words.setText(f"{LEVEL_WORDS[level]} {count}")
        self._fill()
        if before is not None:
            same = [f for f in findings if (f.rule, f.cells) == (before.rule, before.cells)]
            self._set_current(findings.index(same[0]) if same else -1)
        self._look()

    def counted(self) -> tuple[str, ...]:
        """How many there are of each level, in words, the gravest first."""
        return tuple(words.text() for _, words in self._counts.values())

    def current(self) -> Finding | None:
        """The finding of the current line."""
        row = self.list.indexOfTopLevelItem(self.list.currentItem()) if self.list.currentItem() else -1
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def step(self, step: int) -> None:
        """To the next (1) or previous (-1) finding, around the end; announces it."""
        if not self._findings:
            return
        current = self.current()
        row = self._findings.index(current) + step if current is not None else (0 if step > 0 else -1)
        self._set_current(row % len(self._findings))
        self._choose()

    def _prepare_list(self) -> None:
        self.list.setObjectName("findings")
        self.list.setAccessibleName("检查结果")
        self.list.setToolTip("回车或单击，到所指的地方")
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(3)
        self.list.setAllColumnsShowFocus(True)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setColumnWidth(0, 104)
        self.list.setColumnWidth(1, 128)
        self.list.setIconSize(QSize(ICON, ICON))
        self.list.itemClicked.connect(lambda *_: self._choose())
        self.list.itemActivated.connect(lambda *_: self._choose())
        self.list.currentItemChanged.connect(lambda *_: self._look())

    def _arrange(self) -> None:
        bar = QFrame()
        bar.setObjectName("findingsBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(4)
        for level, (mark, words) in self._counts.items():
            words.setProperty("level", level)
            row.addWidget(mark)
            row.addWidget(words)
            row.addSpacing(12)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.mend_button)
        row.addWidget(self.place_button)
        row.addWidget(self.fold_button)
        self.fold_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fold_button.clicked.connect(self.folding)
        self._bar = bar
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.list, 1)

    def unfold(self, unfolded: bool) -> None:
        """Shows the list under the line, or only the line."""
        self.list.setVisible(unfolded)
        height = self._bar.sizeHint().height()
        self.setMinimumHeight(height + (LEAST_LIST if unfolded else 0))
        self.setMaximumHeight(UNBOUNDED if unfolded else height)
        words = "收起检查结果" if unfolded else "展开检查结果"
        self.fold_button.setToolTip(f"{words}（F6）")
        self.fold_button.setAccessibleName(words)
        self._dress_fold()

    @property
    def unfolded(self) -> bool:
        """Whether the list is shown."""
        return not self.list.isHidden()

    def _button(self, words: str, tip: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setProperty("flat", True)
        button.clicked.connect(lambda: do())
        return button

    def _fill(self) -> None:
        self.list.clear()
        icons = self._appearance.icons
        for finding in self._findings:
            word, place = LEVEL_WORDS[finding.level], self._sections.get(finding.section, "报告信息")
            item = QTreeWidgetItem(self.list, [word, place, finding.sentence])
            item.setIcon(0, icons.icon(finding.level, finding.level))
            item.setForeground(0, self._appearance.theme.colour(finding.level))
            item.setForeground(1, self._appearance.theme.colour("muted"))
            item.setToolTip(2, f"{finding.sentence}\n依据：{finding.basis}" if finding.basis else finding.sentence)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{word}，{place}，{finding.sentence}")

    def _set_current(self, row: int) -> None:
        item = self.list.topLevelItem(row) if row >= 0 else None
        if item is not None:
            self.list.setCurrentItem(item)

    def _look(self) -> None:
        current = self.current()
        told = current or (self._findings[0] if self._findings else None)
        self.sentence.say(told.sentence if told else NOTHING, muted=told is None)
        self.place_button.setVisible(told is not None)
        self.mend_button.setVisible(current is not None and current.mend is not None)

    def _choose(self) -> None:
        if self.current() is None and self._findings:
            self._set_current(0)
        current = self.current()
        if current is not None:
            self.chosen.emit(current)

    def _mend(self) -> None:
        current = self.current()
        if current is not None and current.mend is not None:
            self.mended.emit(current)

    def _dress(self) -> None:
        icons = self._appearance.icons
        for level, (mark, _) in self._counts.items():
            mark.setPixmap(icons.pixmap(level, level, ICON, self.devicePixelRatioF()))
        self._dress_fold()
        self._fill()

    def _dress_fold(self) -> None:
        name = "next" if self.unfolded else "previous"
        self.fold_button.setIcon(self._appearance.icons.icon(name))
