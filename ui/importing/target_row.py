"""Where an import is to go, under which name, and the buttons that take it there or leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.exchange import Import
from app.report import limits
from app.report.report import Report
from ui.dialogs.name_field import NameField
from ui.look.buttons import make_button

SHORTEST = 8  # letters of a target that are always in sight


@dataclass(frozen=True)
class Target:
    """Where an import can go: its words, what brings it there, whether it needs an office's name, what to mind.

    `do` may raise NianbaoError; then the dialog says its sentence and stays.
    """

    words: str
    do: Callable[[Import], None]
    asks_office: bool = False
    onto: Report | None = None
    told: str = ""


class TargetRow(QWidget):
    """The last line of the dialog; the likeliest target first."""

    def __init__(
        self, targets: Sequence[Target], office: str, take: Callable[[], None], leave: Callable[[], None]
    ) -> None:
        super().__init__()
        self._targets = tuple(targets)
        self.target = QComboBox()
        self.office = NameField(limits.OFFICE, office)
        self.take_button = make_button("导入", "把读到的写入报告；没有看的仍是待核对", take, primary=True)
        self.close_button = make_button("取消", "不导入（Esc）", leave)
        self._dress()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for words, widget in (("用到(&T)", self.target), ("单位全称(&O)", self.office)):
            label = QLabel(words)
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget, 2)
        row.addStretch(1)
        row.addWidget(self.take_button)
        row.addWidget(self.close_button)

    @property
    def chosen(self) -> Target:
        """The target that is chosen."""
        return self._targets[self.target.currentIndex()]

    def say_left(self, number: int) -> None:
        """How many things nobody has looked at would come along."""
        self.take_button.setText(f"导入（{number} 处仍待核对）(&I)" if number else "导入(&I)")

    def _dress(self) -> None:
        for target in self._targets:
            self.target.addItem(target.words)
        # On a small screen it leaves half of the line to the name; its list is as wide as the words.
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.target.setMinimumContentsLength(SHORTEST)
        self.target.view().setMinimumWidth(self.target.view().sizeHintForColumn(0) + 24)
        for field, words in ((self.target, "用到哪里"), (self.office, "单位全称")):
            field.setAccessibleName(words)
            field.setToolTip(words)
        self.office.setPlaceholderText("单位全称，与公章一致")
        self.take_button.setDefault(True)
