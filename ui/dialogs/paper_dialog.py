"""How the report goes to paper, asked before the system's own dialog: both sides or one, all pages or some.

Says how many pages and sheets it will be. The sides are those that the preview is set for; chosen here, it follows.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.look.buttons import make_button, make_row


@dataclass(frozen=True)
class Paper:
    """What was chosen: sides, and the pages from 0."""

    two_sided: bool
    pages: range

    @property
    def sheets(self) -> int:
        """How many sheets it takes."""
        return -(-len(self.pages) // 2) if self.two_sided else len(self.pages)


class PaperDialog(QDialog):
    """`paper` is the choice as it stands; of `count` pages, set for both sides or one."""

    def __init__(self, count: int, *, two_sided: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        self._count = count
        self.both_sides = _radio("双面（单页码居右，双页码居左）", "一张纸印两页")
        self.one_side = _radio("单面（页码居中）", "一张纸印一页")
        (self.both_sides if two_sided else self.one_side).setChecked(True)
        self.all_pages = _radio("全部", "印整份报告")
        self.some_pages = _radio("第", "只印其中几页")
        self.all_pages.setChecked(True)
        self.first, self.last = self._page("从第几页"), self._page("到第几页")
        self.last.setValue(count)
        self.told = QLabel()
        self.go_button = make_button("选打印机…", "到系统的打印窗口（回车）", self.accept)
        self._arrange()
        self._wire()
        self._say()

    @property
    def paper(self) -> Paper:
        """What is chosen."""
        some = self.some_pages.isChecked()
        pages = range(self.first.value() - 1, self.last.value()) if some else range(self._count)
        return Paper(self.both_sides.isChecked(), pages)

    def _page(self, words: str) -> QSpinBox:
        field = QSpinBox()
        field.setRange(1, self._count)
        field.setAccessibleName(words)
        field.setToolTip(f"1 到 {self._count}")
        return field

    def _wire(self) -> None:
        self.first.valueChanged.connect(lambda page: self.last.setValue(max(page, self.last.value())))
        self.last.valueChanged.connect(lambda page: self.first.setValue(min(page, self.first.value())))
        for field in (self.first, self.last):
            field.valueChanged.connect(lambda: self.some_pages.setChecked(True))
            field.valueChanged.connect(self._say)
        for choice in (self.both_sides, self.all_pages):
            choice.toggled.connect(self._say)

    def _say(self) -> None:
        paper = self.paper
        self.told.setText(f"共 {len(paper.pages)} 页，用纸 {paper.sheets} 张。")

    def _arrange(self) -> None:
        for pair in ((self.both_sides, self.one_side), (self.all_pages, self.some_pages)):
            group = QButtonGroup(self)
            for choice in pair:
                group.addButton(choice)
        rows = QFormLayout()
        rows.setVerticalSpacing(8)
        rows.addRow("印法", self.both_sides)
        rows.addRow("", self.one_side)
        rows.addRow("页", self.all_pages)
        some = make_row(self.some_pages, self.first, QLabel("到"), self.last, QLabel("页"), None)
        some.setSpacing(8)
        rows.addRow("", some)
        self.go_button.setProperty("primary", True)
        self.go_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(rows)
        column.addWidget(self.told)
        column.addLayout(make_row(None, self.go_button, make_button("取消", "不打印（Esc）", self.reject)))


def _radio(words: str, tip: str) -> QRadioButton:
    made = QRadioButton(words)
    made.setToolTip(tip)
    return made
