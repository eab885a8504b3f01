"""What stands over a table: the official heading, what can be done with the table as a whole, the section's hint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.form.form import Section
from ui.commands.actions import keys_of
from ui.look.buttons import make_button


@dataclass(frozen=True)
class TableDeeds:
    """What can be done with a table as a whole."""

    fill_all: Callable[[], None]
    fill_blanks: Callable[[], None]
    paste: Callable[[], None]
    ask_seen: Callable[[], None]


class TableHead(QWidget):
    """Heading, buttons and hint. The buttons are grey where nothing may be changed."""

    def __init__(self, section: Section, deeds: TableDeeds, *, read_only: bool) -> None:
        super().__init__()
        title = QLabel(section.heading)
        title.setObjectName("sectionTitle")
        title.setToolTip(section.hint)
        self._hint = QLabel(section.hint)
        self._hint.setProperty("muted", True)
        self._hint.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(title, 1)
        for text, tip, deed in (
            ("本表无数据，全部填 0", f"把整张表填成 0，一步可撤销（{keys_of('all_zeros')}）", deeds.fill_all),
            ("空白填 0", f"只把没有填的格填成 0，一步可撤销（{keys_of('zeros')}）", deeds.fill_blanks),
            ("粘贴", "把电子表格里复制的一块数字粘贴到当前格（Ctrl+V）", deeds.paste),
        ):
            button = make_button(text, tip, deed, often=True)
            button.setEnabled(not read_only)
            row.addWidget(button)
        tip = "对照原文看过整张表以后按（Ctrl+Shift+回车）；回车只核对一格，Ctrl+回车核对一行"
        self.seen_button = make_button("", tip, deeds.ask_seen, often=True)
        self.seen_button.setEnabled(not read_only)
        self._row = row
        self.take_seen_button()
        self.show_unseen(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._hint)

    def take_seen_button(self) -> None:
        """Puts the button of what waits to be looked at into its place here, from where it stood while this was folded."""
        self._row.addWidget(self.seen_button)

    def show_unseen(self, number: int) -> None:
        """How many numbers of the table wait to be looked at; nothing when none does."""
        self.seen_button.setText(f"待核对 {number} 栏…")
        self.seen_button.setVisible(number > 0)

    def show_hint(self, shown: bool) -> None:
        """Shows the hint, or leaves it to the tool tip of the heading."""
        self._hint.setVisible(shown and bool(self._hint.text()))
