"""The list of findings: a group for each section of the form, in it the gravest first, the explained ones last; after all of
them the hints that were set aside.

Shows what it is given and knows which finding is current; the panel around it decides what to do with one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from app.checks import LEVEL_WORDS, Finding, Level, tally
from app.findings.explained import Explanation
from app.findings.set_aside import SetAside
from ui.look.appearance import Appearance

ICON = 16
EXPLAINED, ASIDE = "已说明", "已搁置"
ELSEWHERE = "报告信息"
ASIDE_GROUP = "set aside"  # no section's id: those have no blank
PLACE = Qt.ItemDataRole.UserRole
Closed = tuple[tuple[Finding, Explanation | SetAside], ...]


def closed_words(finding: Finding, closed: object) -> str:
    """A finding's sentence, with what was said of it, where it was explained or set aside."""
    if isinstance(closed, Explanation):
        return f"{finding.sentence}　{EXPLAINED}：{closed.text}（{closed.who}，{closed.day.isoformat()}）"
    if isinstance(closed, SetAside):
        return f"{ASIDE}：{finding.sentence}（{closed.day.isoformat()}）"
    return finding.sentence


class FindingList(QTreeWidget):
    """A tree of two levels. Group lines can be folded, not chosen. `level` is the only one shown, None for all."""

    def __init__(self, appearance: Appearance, sections: Mapping[str, str]) -> None:
        super().__init__()
        self._appearance, self._sections = appearance, sections
        self._rows: tuple[QTreeWidgetItem, ...] = ()
        self._levels: tuple[Level | None, ...] = ()  # of the rows; None of what is explained or set aside
        self.level: Level | None = None
        self.setObjectName("findings")
        self.setAccessibleName("检查结果")
        self.setToolTip("回车或单击，到所指的地方")
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setIconSize(QSize(ICON, ICON))

    def fill(self, findings: Sequence[Finding], closed: Closed) -> None:
        """Replaces all lines. The place of a finding is its place in `findings`, then in `closed`."""
        folded = {item.data(0, PLACE) for item in self._groups() if not item.isExpanded()}
        # Qt tells of another current line while the old ones go; nobody may ask for them then.
        self._rows = ()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self.setColumnWidth(0, self.fontMetrics().horizontalAdvance(EXPLAINED) + 5 * ICON)
        every = [*findings, *(finding for finding, _ in closed)]
        homes = [_group_of(one, closed[n - len(findings)][1] if n >= len(findings) else None) for n, one in enumerate(every)]
        rows: dict[int, QTreeWidgetItem] = {}
        for home in dict.fromkeys((*self._sections, *(one for one in homes if one != ASIDE_GROUP), ASIDE_GROUP)):
            here = [n for n, one in enumerate(homes) if one == home]
            if here:
                group = self._group(home, [every[n] for n in here if n < len(findings)], len(here))
                for n in here:
                    told = closed[n - len(findings)][1] if n >= len(findings) else None
                    rows[n] = self._line(group, n, every[n], told)
                group.setExpanded(home not in folded)
        self._rows = tuple(rows[n] for n in range(len(every)))
        self._levels = (*(one.level for one in findings), *(None for _ in closed))
        self._filter()

    def show_only(self, level: Level | None) -> None:
        """Shows only the open findings of a level; all for None."""
        self.level = level
        self._filter()

    def place(self) -> int:
        """The place of the current finding, -1 when none is."""
        current = self.currentItem()
        return self._rows.index(current) if current in self._rows else -1

    def set_place(self, place: int) -> None:
        """Makes a finding current and shows it; -1 changes nothing."""
        if 0 <= place < len(self._rows):
            self.setCurrentItem(self._rows[place])

    def lines(self) -> list[list[str]]:
        """The findings that are shown: level, section or group, sentence."""
        told = []
        for row in self._rows:
            if not row.isHidden():
                told.append([row.text(0), str(row.parent().data(1, PLACE)), row.text(1)])
        return told

    def _filter(self) -> None:
        for row, level in zip(self._rows, self._levels, strict=True):
            row.setHidden(self.level is not None and level != self.level)
        for group in self._groups():
            group.setHidden(all(group.child(n).isHidden() for n in range(group.childCount())))

    def _groups(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(n) for n in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _group(self, home: str, open_ones: Sequence[Finding], number: int) -> QTreeWidgetItem:
        name = ASIDE if home == ASIDE_GROUP else self._sections.get(home, ELSEWHERE)
        told = " · ".join(f"{LEVEL_WORDS[level]} {count}" for level, count in tally(open_ones))
        closed = number - len(open_ones)
        rest = f"{closed} 条" if home == ASIDE_GROUP else f"{EXPLAINED} {closed}"
        told = " · ".join(part for part in (told, rest if closed else "") if part)
        group = QTreeWidgetItem(self, [f"{name}　{told}"])
        group.setFirstColumnSpanned(True)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setData(0, PLACE, home)
        group.setData(1, PLACE, name)
        group.setForeground(0, self._appearance.theme.colour("muted"))
        group.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}，{told}")
        return group

    def _line(
        self, group: QTreeWidgetItem, place: int, finding: Finding, told: Explanation | SetAside | None
    ) -> QTreeWidgetItem:
        theme, icons = self._appearance.theme, self._appearance.icons
        word = LEVEL_WORDS[finding.level] if told is None else ASIDE if isinstance(told, SetAside) else EXPLAINED
        words = closed_words(finding, told) if isinstance(told, Explanation) else finding.sentence
        if isinstance(told, SetAside):
            words = f"{self._sections.get(finding.section, ELSEWHERE)}：{words}"
        item = QTreeWidgetItem(group, [word, words])
        token = "muted" if told else finding.level
        item.setIcon(0, icons.icon("complete" if told else finding.level, token))
        item.setForeground(0, theme.colour(token))
        if told:
            item.setForeground(1, theme.colour("muted"))
        notes = [finding.sentence, f"依据：{finding.basis}" if finding.basis else ""]
        notes.append(closed_words(finding, told).removeprefix(finding.sentence).strip() if told else "")
        item.setToolTip(1, "\n".join(note for note in notes if note))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{word}，{group.data(1, PLACE)}，{words}")
        item.setData(0, PLACE, place)
        return item


def _group_of(finding: Finding, closed: Explanation | SetAside | None) -> str:
    return ASIDE_GROUP if isinstance(closed, SetAside) else finding.section
