"""Findings as lines of links: a click or Enter on one goes to its place. For dialogs that tell what is still open.

Shows what it is given, each kind under words of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from app.checks import Finding

FindingGroup = tuple[str, Sequence[Finding]]
NO_NOTES: Mapping[int, str] = MappingProxyType({})


class FindingLinks(QLabel):
    """`chosen` carries the finding whose line was taken."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._listed: tuple[Finding, ...] = ()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setToolTip("点一条，到它所指的地方")
        self.linkActivated.connect(lambda place: self.chosen.emit(self._listed[int(place)]))

    @property
    def listed(self) -> tuple[Finding, ...]:
        """The findings in the order of their lines."""
        return self._listed

    def show_findings(self, groups: Sequence[FindingGroup], notes: Mapping[int, str] = NO_NOTES) -> None:
        """Words, and the findings under them, for each kind; words alone where nothing is under them. `notes` stand under
        findings, by their place among all."""
        self._listed = tuple(finding for _, findings in groups for finding in findings)
        lines: list[str] = []
        place = 0
        for words, findings in groups:
            lines.append(escape(words))
            for finding in findings:
                lines.append(f'·&nbsp;<a href="{place}">{escape(finding.sentence)}</a>')
                lines += [f"&nbsp;&nbsp;&nbsp;{escape(notes[place])}"] if place in notes else []
                place += 1
        self.setText("<br>".join(lines))
