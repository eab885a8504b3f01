"""What stands where there is no report yet: what belongs here and the first step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ui.look.buttons import make_button

WORDS = {
    False: ("还没有报告", "先建立一份：填写单位全称和年度，程序按年度选用国家规定的格式。\n填写的内容随时自动保存。"),
    True: ("回收站是空的", "删除的报告会放在这里，随时可以恢复。"),
}


class EmptyPage(QFrame):
    """A quiet card with a title, a sentence and, outside the bin, the buttons for the first report."""

    def __init__(self, begin_new: Callable[[], None], ask_import: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = QLabel()
        self.title.setObjectName("pageTitle")
        self.sentence = QLabel()
        self.sentence.setProperty("muted", True)
        self.new_button = make_button("新建报告", "新建第一份报告（Ctrl+N）", begin_new, primary=True)
        tip = "从 Word、网页、Excel、PDF 等文件读入去年的报告（Ctrl+O）"
        self.import_button = make_button("导入已有的报告", tip, ask_import)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        for label in (self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        steps = QHBoxLayout()
        steps.setSpacing(8)
        steps.addStretch(1)
        steps.addWidget(self.new_button)
        steps.addWidget(self.import_button)
        steps.addStretch(1)
        column.addLayout(steps)
        column.addStretch(3)

    def say(self, in_bin: bool) -> None:
        """The words for an empty library or an empty bin."""
        title, sentence = WORDS[in_bin]
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.offer(not in_bin)

    def offer(self, offered: bool) -> None:
        """Shows the first steps, or not while one of them is being taken."""
        for button in (self.new_button, self.import_button):
            button.setVisible(offered)
