"""What stands over a table, in one line: the official heading, the section's hint, what can be done with the table as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from app.form.form import Section
from ui.commands.actions import keys_of
from ui.grid.help_line import HelpLine
from ui.look.buttons import make_button

NOTE, NOTED = "表注", "表注（已写）"


@dataclass(frozen=True)
class TableDeeds:
    """What can be done with a table as a whole."""

    fill_all: Callable[[], None]
    fill_blanks: Callable[[], None]
    paste: Callable[[], None]
    ask_seen: Callable[[], None]
    unfold_note: Callable[[], None]


class TableHead(QWidget):
    """Heading, hint and buttons. The buttons are grey where nothing may be changed; the note can be read there, too.

    `low_buttons` stand elsewhere while this is folded, in a low room.
    """

    def __init__(self, section: Section, deeds: TableDeeds, *, read_only: bool) -> None:
        super().__init__()
        title = QLabel(section.heading)
        title.setObjectName("sectionTitle")
        title.setToolTip(section.hint)
        hint = HelpLine("sectionHint")
        hint.say(section.hint)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(hint, 1)
        row.addLayout(self._make_fill(deeds, read_only=read_only))
        tip = "把电子表格里复制的一块数字粘贴到当前格（Ctrl+V）"
        row.addWidget(_compact(make_button("粘贴", tip, deeds.paste, often=True), grey=read_only))
        self.note_button = _compact(make_button(NOTE, "写一句印在表下的注，可不填", deeds.unfold_note, often=True))
        tip = "对照原文看过整张表以后按（Ctrl+Shift+回车）；回车只核对一格，Ctrl+回车核对一行"
        self.seen_button = _compact(make_button("", tip, deeds.ask_seen, often=True), grey=read_only)
        self.low_buttons = (self.note_button, self.seen_button)
        self.take_low_buttons()
        self.show_unseen(0)

    def take_low_buttons(self) -> None:
        """Puts them into their place here, from where they stood while this was folded."""
        for button in self.low_buttons:
            self._row.addWidget(button)

    def show_unseen(self, number: int) -> None:
        """How many numbers of the table wait to be looked at; nothing when none does."""
        self.seen_button.setText(f"待核对 {number} 栏…")
        self.seen_button.setVisible(number > 0)

    def show_note(self, *, written: bool) -> None:
        """Whether a note is written, which cannot be seen while it is folded."""
        self.note_button.setText(NOTED if written else NOTE)

    def _make_fill(self, deeds: TableDeeds, *, read_only: bool) -> QHBoxLayout:
        """The button that fills blanks, and beside it the menu with the other way."""
        tip = f"只把没有填的格填成 0，一步可撤销（{keys_of('zeros')}）"
        fill = _compact(make_button("空白填 0", tip, deeds.fill_blanks, often=True), grey=read_only)
        self.fill_menu = QMenu(self)
        for words, command, deed in (("空白填 0", "zeros", deeds.fill_blanks), ("全部填 0…", "all_zeros", deeds.fill_all)):
            action = self.fill_menu.addAction(f"{words}\t{keys_of(command)}")
            action.triggered.connect(lambda _=False, deed=deed: deed())
        more = _compact(QPushButton(), grey=read_only)
        more.setObjectName("moreFills")
        more.setMenu(self.fill_menu)
        more.setToolTip(f"全部填 0：把整张表填成 0，一步可撤销（{keys_of('all_zeros')}）")
        more.setAccessibleName("填 0 的其他办法")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(fill)
        row.addWidget(more)
        return row


def _compact(button: QPushButton, *, grey: bool = False) -> QPushButton:
    """As low as its words, in a line with others."""
    button.setProperty("compact", True)
    button.setEnabled(not grey)
    return button
