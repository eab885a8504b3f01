"""「报送」: what will be inside, where to, then the work with its progress and a stop, and what was made.

The blue button has the keyboard when it opens. The files are put together in a thread; closing stops that, and nothing is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.errors import NianbaoError
from app.export import formats
from app.submission.package import Order, part_count
from app.system.folders import ZIP, free_name
from app.system.paths import is_folder
from ui.dialogs.file_dialog import ask_folder
from ui.dialogs.question import sure
from ui.look.buttons import make_button, make_row
from ui.look.dialog_size import resize_within
from ui.submission.submit_run import Result, SubmitRun

TITLE = "报送"
SIZE = (640, 420)
FORMATS_A_ROW = 2
ALSO = "另有审核表、报送说明和文件清单（每个文件一个校验码），以及同名的压缩包。"
BROKEN = "报送意外停止，请重试；若再出现，请重新打开本程序。"
STOPPED = "已停止，没有留下文件。"


@dataclass(frozen=True)
class Told:
    """What the dialog says before anything is made: of which report, how it stands, what was handed up before.

    `question` is asked before it is made of a report that is not final, '' for no question.
    """

    report: str
    state: str
    before: str
    question: str


class SubmitDialog(QDialog):
    """On one order. `begun` carries the formats left out and the folder, `made` what was made."""

    begun = Signal(tuple, str)
    made = Signal(object)

    def __init__(
        self,
        order: Order,
        told: Told,
        faces: dict[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        resize_within(self, SIZE)
        self._order, self._told, self._faces = order, told, faces
        self._run: SubmitRun | None = None
        self._made: Path | None = None
        self._asked = False
        self.formats = {suffix: QCheckBox(one.words) for suffix, one in formats.FORMATS.items()}
        self.folder = QLineEdit()
        self.browse = make_button("浏览…", "选择放在哪个文件夹里", self._choose_folder)
        self.name = QLabel()
        self.progress = QProgressBar()
        self.message = QLabel()
        self.folder_button = make_button("打开文件夹", "在文件管理器里查看做成的文件", self._show_folder)
        self.start_button = make_button(TITLE, "做成报送文件夹和压缩包（回车）", self.start, primary=True)
        self.close_button = make_button("关闭", "关闭（Esc）", self.reject)
        self._dress()
        self._arrange()
        self.folder.textChanged.connect(self._refresh)
        for box in self.formats.values():
            box.toggled.connect(self._refresh)

    def set_up(self, folder: str, left_out: tuple[str, ...]) -> None:
        """The folder, and the formats without a tick."""
        self.folder.setText(folder)
        for suffix, box in self.formats.items():
            box.setChecked(suffix not in left_out)
        self._refresh()

    @property
    def busy(self) -> bool:
        """Whether it is being made."""
        return self._run is not None

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The formats with a tick, in the order of the table."""
        return tuple(suffix for suffix, box in self.formats.items() if box.isChecked())

    def start(self) -> None:
        """Begins; a report that is not final is asked about once."""
        if self._told.question and not self._asked:
            self._asked = sure(self, TITLE, self._told.question, "仍然报送")
            if not self._asked:
                return
        self.begun.emit(tuple(name for name in self.formats if name not in self.suffixes), self.folder.text().strip())
        order = replace(self._order, suffixes=self.suffixes)
        self.progress.setRange(0, part_count(order))
        self.progress.setValue(0)
        self._run = SubmitRun(order, Path(self.folder.text().strip()), self._faces, self)
        self._run.progressed.connect(self._say_progress)
        self._run.finished.connect(self._end)
        self._say(f"正在做 {part_count(order)} 个文件……")
        self._enable()
        self.close_button.setFocus()
        self._run.start()

    def add_word(self, sentence: str, *, wrong: bool) -> None:
        """One more sentence behind what was made."""
        self._say(f"{self.message.text()}{sentence}", wrong=wrong)

    def reject(self) -> None:
        """Closes; while it is being made it stops that instead."""
        if self._run is None:
            super().reject()
            return
        self._run.requestInterruption()
        self._say("正在停止……")
        self.close_button.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """The blue button has the keyboard; where it can do nothing, the folder."""
        super().showEvent(event)
        (self.start_button if self.start_button.isEnabled() else self.folder).setFocus()

    def _end(self) -> None:
        run, self._run = self._run, None
        assert run is not None  # its own signal
        run.wait()
        result = run.result
        run.deleteLater()
        if result is None:
            self._say(BROKEN, wrong=True)
        elif result.made is None:
            self._say(result.failed or STOPPED, wrong=bool(result.failed))
        else:
            self._made = result.made.folder
            self._say(_made_words(result))
            self.made.emit(result)
        self._enable()
        (self.folder_button if self._made else self.close_button).setFocus()

    def _say_progress(self, done: int, of: int) -> None:
        self.progress.setValue(done)
        if self.close_button.isEnabled():
            self._say(f"已做好 {done} 个，共 {of} 个文件。")

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self.message.setText(words)
        self.message.setProperty("level", "mandatory" if wrong else "")
        self.message.style().polish(self.message)
        self.message.setVisible(bool(words))

    def _refresh(self) -> None:
        """Says anew what would be made, or why it cannot be."""
        words, possible = self._words()
        self.name.setText(words)
        self.name.setProperty("level", "" if possible else "mandatory")
        self.name.style().polish(self.name)
        self._possible = possible
        self._enable()

    def _words(self) -> tuple[str, bool]:
        folder = self.folder.text().strip()
        if not folder:
            return "请选择放在哪个文件夹里。", False
        if not is_folder(Path(folder)):
            return f"文件夹“{folder}”不存在，请点“浏览…”另选，或先建立它。", False
        try:
            name = self._order.folder
            free = free_name(Path(folder), name)
        except NianbaoError as reason:
            return reason.sentence, False
        taken = f"“{name}”已经有了，不会改动它，这一次" if free != name else ""
        count = part_count(replace(self._order, suffixes=self.suffixes))
        return f"{taken}将做成文件夹“{free}”和同名的压缩包（{ZIP}），里面有 {count} 个文件。", True

    def _enable(self) -> None:
        done = self._made is not None
        for widget in (self.folder, self.browse, *self.formats.values()):
            widget.setEnabled(not self.busy and not done)
        self.start_button.setEnabled(not self.busy and self._possible)
        self.start_button.setVisible(not done)
        self.folder_button.setVisible(done)
        self.folder_button.setProperty("primary", done)
        self.folder_button.style().polish(self.folder_button)
        self.close_button.setEnabled(True)
        self.close_button.setText("停止" if self.busy else "关闭")
        self.progress.setVisible(self.busy)
        self.name.setVisible(not done)

    def _choose_folder(self) -> None:
        chosen = ask_folder(self, "放在哪个文件夹里", self.folder.text())
        if chosen is not None:
            self.folder.setText(str(chosen))

    def _show_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made))):
            self._say(f"系统没有打开这个位置，请在文件管理器里打开：{self._made}")

    def _dress(self) -> None:
        self._possible = False
        for suffix, box in self.formats.items():
            box.setToolTip(formats.FORMATS[suffix].use)
        self.folder.setAccessibleName("放在哪个文件夹里")
        self.folder.setToolTip("报送文件夹和压缩包做在这个文件夹里")
        self.progress.setAccessibleName("进度")
        for label in (self.name, self.message):
            label.setWordWrap(True)
        self.start_button.setDefault(True)
        self.message.hide()

    def _arrange(self) -> None:
        boxes = QGridLayout()
        boxes.setSpacing(8)
        for number, box in enumerate(self.formats.values()):
            boxes.addWidget(box, *divmod(number, FORMATS_A_ROW))
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(self.browse)
        rows = QFormLayout()
        rows.setVerticalSpacing(12)
        rows.setHorizontalSpacing(12)
        rows.addRow("报告", _line(self._told.report))
        rows.addRow("状态", _line(self._told.state))
        if self._told.before:
            rows.addRow("上次", _line(self._told.before))
        rows.addRow("内容", boxes)
        rows.addRow("", _line(ALSO, muted=True))
        rows.addRow("放在", place)
        rows.addRow("", self.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(rows)
        column.addStretch(1)
        column.addWidget(self.progress)
        column.addWidget(self.message)
        column.addLayout(make_row(None, self.folder_button, self.start_button, self.close_button))


def _line(words: str, *, muted: bool = False) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setProperty("muted", muted)
    return label


def _made_words(result: Result) -> str:
    assert result.made is not None
    told = f"已做成文件夹“{result.made.folder.name}”（{len(result.names)} 个文件）和压缩包“{result.made.archive.name}”。"
    return "".join((told, *result.notices))
