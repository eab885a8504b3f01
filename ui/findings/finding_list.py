"""The list of findings: a group for each section of the form, in it the gravest first, the explained ones last.

Shows what it is given and knows which finding is current; the panel around it decides what to do with one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from app.checks import LEVEL_WORDS, Finding, tally
from app.findings.explained import Explanation
from ui.look.appearance import Appearance

ICON = 16
EXPLAINED = "已说明"
ELSEWHERE = "报告信息"
PLACE = Qt.ItemDataRole.UserRole
Settled = tuple[tuple[Finding, Explanation], ...]


class FindingList(QTreeWidget):
    """A tree of two levels. Group lines can be folded, not chosen."""

    def __init__(self, appearance: Appearance, sections: Mapping[str, str]) -> None:
        super().__init__()
        self._appearance, self._sections = appearance, sections
        self._rows: tuple[QTreeWidgetItem, ...] = ()
        self.setObjectName("findings")
        self.setAccessibleName("检查结果")
        self.setToolTip("回车或单击，到所指的地方")
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setColumnWidth(0, 128)
        self.setIconSize(QSize(ICON, ICON))

    def fill(self, findings: Sequence[Finding], settled: Settled) -> None:
        """Replaces all lines. The place of a finding is its place in `findings`, then in `settled`."""
        folded = {item.data(0, PLACE) for item in self._groups() if not item.isExpanded()}
        # Qt tells of another current line while the old ones go; nobody may ask for them then.
        self._rows = ()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        every = [*findings, *(finding for finding, _ in settled)]
        rows: dict[int, QTreeWidgetItem] = {}
        for section in dict.fromkeys((*self._sections, *(f.section for f in every))):
            here = [n for n, finding in enumerate(every) if finding.section == section]
            if here:
                group = self._group(section, [every[n] for n in here if n < len(findings)], len(here))
                for n in here:
                    told = settled[n - len(findings)][1] if n >= len(findings) else None
                    rows[n] = self._line(group, n, every[n], told)
                group.setExpanded(section not in folded)
        self._rows = tuple(rows[n] for n in range(len(every)))

    def place(self) -> int:
        """The place of the current finding, -1 when none is."""
        current = self.currentItem()
        return self._rows.index(current) if current in self._rows else -1

    def set_place(self, place: int) -> None:
        """Makes a finding current and shows it; -1 changes nothing."""
        if 0 <= place < len(self._rows):
            self.setCurrentItem(self._rows[place])

    def lines(self) -> list[list[str]]:
        """The findings as shown: level, section, sentence."""
        told = []
        for row in self._rows:
            group = row.parent()
            told.append([row.text(0), str(group.data(1, PLACE)), row.text(1)])
        return told

    def _groups(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(n) for n in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _group(self, section: str, open_ones: Sequence[Finding], number: int) -> QTreeWidgetItem:
        name = self._sections.get(section, ELSEWHERE)
        told = " · ".join(f"{LEVEL_WORDS[level]} {count}" for level, count in tally(open_ones))
        explained = number - len(open_ones)
        told = " · ".join(part for part in (told, f"{EXPLAINED} {explained}" if explained else "") if part)
        group = QTreeWidgetItem(self, [f"{name}　{told}"])
        group.setFirstColumnSpanned(True)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setData(0, PLACE, section)
        group.setData(1, PLACE, name)
        group.setForeground(0, self._appearance.theme.colour("muted"))
        group.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}，{told}")
        return group

    def _line(
        self, group: QTreeWidgetItem, place: int, finding: Finding, told: Explanation | None
    ) -> QTreeWidgetItem:
        theme, icons = self._appearance.theme, self._appearance.icons
        word = EXPLAINED if told else LEVEL_WORDS[finding.level]
        item = QTreeWidgetItem(group, [word, finding.sentence])
        token = "muted" if told else finding.level
        item.setIcon(0, icons.icon("complete" if told else finding.level, token))
        item.setForeground(0, theme.colour(token))
        if told:
            item.setForeground(1, theme.colour("muted"))
        notes = [finding.sentence, f"依据：{finding.basis}" if finding.basis else ""]
        notes.append(f"说明：{told.text}（{told.who}，{told.day.isoformat()}）" if told else "")
        item.setToolTip(1, "\n".join(note for note in notes if note))
        spoken = f"{word}，{group.data(1, PLACE)}，{finding.sentence}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setData(0, PLACE, place)
        return item
