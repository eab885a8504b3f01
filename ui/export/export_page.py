"""What is to be exported, asked on one page: which reports, which formats, under which name, into which folder.

Holds only what the person chose; remembers nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from app.errors import NianbaoError
from app.export import formats
from app.export.batch import DRAFT, Job, plan
from app.report.doubt import Doubt
from app.report.report import Report
from app.system.paths import is_file, is_folder
from ui.dialogs.file_dialog import ask_folder
from ui.export.standing import Standing

KEY = Qt.ItemDataRole.UserRole
LIST_HEIGHT = 160  # pixels
FORMATS_A_ROW = 2
PATTERN_TIP = "花括号里可写 {单位} 和 {年份}，导出时换成各份报告自己的"


@dataclass(frozen=True)
class Choice:
    """A report that may be exported: its key in the library, what its file names tell, and that it was changed after 报送."""

    key: str
    office: str
    year: int
    after: str = ""

    @property
    def words(self) -> str:
        """The report's name on the screen."""
        return f"{self.office} · {self.year} 年度" + (f"（{self.after}）" if self.after else "")


class ExportPage(QWidget):
    """`changed` after every choice."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice], ticked: frozenset[str]) -> None:
        super().__init__()
        self._choices = {choice.key: choice for choice in choices}
        self.reports = QListWidget()
        self.formats = {suffix: QCheckBox(one.words) for suffix, one in formats.FORMATS.items()}
        self.pattern, self.folder = QLineEdit(), QLineEdit()
        self.browse = QPushButton("浏览…")
        self.all_button = QPushButton("全选")
        self.example = QLabel()
        self.standing = QLabel()
        self.draft = QCheckBox(f"还没有定稿，文件名后加“{DRAFT}”")
        self._standing: Standing | None = None
        self._is_draft: Callable[[str], bool] = lambda key: False  # nobody has told
        self.possible = True  # whether the names are such that files can be written
        self._fill(ticked)
        self._name()
        self._arrange()
        self.reports.itemChanged.connect(self.refresh)
        for field in (self.pattern, self.folder):
            field.textChanged.connect(self.refresh)
        for box in (*self.formats.values(), self.draft):
            box.toggled.connect(self.refresh)
        self.browse.clicked.connect(self._choose_folder)
        self.all_button.clicked.connect(self.tick_all)

    @property
    def keys(self) -> tuple[str, ...]:
        """The reports ticked, in the order of the list."""
        items = [self.reports.item(row) for row in range(self.reports.count())]
        return tuple(item.data(KEY) for item in items if item.checkState() == Qt.CheckState.Checked)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The formats ticked, in the order of the table."""
        return tuple(suffix for suffix, box in self.formats.items() if box.isChecked())

    def jobs(
        self, reports: Sequence[Report], doubted: Callable[[Report], tuple[Doubt, ...]] = lambda report: ()
    ) -> tuple[Job, ...]:
        """The files to write; `doubted` gives a report's values that nobody has looked at. Raises InputError."""
        folder, pattern = Path(self.folder.text().strip()), self.pattern.text().strip()
        unfinished = self.drafts if self.draft.isChecked() else frozenset()
        drafts = [report for key, report in zip(self.keys, reports, strict=True) if key in unfinished]
        return plan(reports, self.suffixes, folder, pattern, doubted, drafts)

    def tell_drafts(self, is_draft: Callable[[str], bool]) -> None:
        """Tells of each report whether it is not final; asked once of those that are ticked."""
        self._is_draft = cache(is_draft)
        self.refresh()

    @property
    def drafts(self) -> frozenset[str]:
        """The reports ticked that are not final."""
        concerned = {self.concerned.key} if self.concerned is not None and self.concerned.draft else set()
        return frozenset({key for key in self.keys if self._is_draft(key)} | concerned)

    def tell_standing(self, standing: Standing) -> None:
        """How the open report stands: said here, and told by its file's name, as long as it is ticked."""
        self._standing = standing
        self.refresh()

    @property
    def concerned(self) -> Standing | None:
        """How the open report stands, when it is among those to be exported."""
        return self._standing if self._standing is not None and self._standing.key in self.keys else None

    def set_up(self, suffixes: Sequence[str], pattern: str, folder: str) -> None:
        """What was chosen the last time."""
        for suffix, box in self.formats.items():
            box.setChecked(suffix in suffixes)
        self.pattern.setText(pattern)
        self.folder.setText(folder)
        self.refresh()

    def tick_all(self) -> None:
        """Ticks every report, or none when all are ticked already."""
        everything = len(self.keys) == self.reports.count()
        self.reports.blockSignals(True)
        for row in range(self.reports.count()):
            self.reports.item(row).setCheckState(
                Qt.CheckState.Unchecked if everything else Qt.CheckState.Checked
            )
        self.reports.blockSignals(False)
        self.refresh()

    def _fill(self, ticked: frozenset[str]) -> None:
        self.reports.ensurePolished()  # else the lines are laid out without the style's blank and overlap
        for choice in self._choices.values():
            item = QListWidgetItem(choice.words, self.reports)
            item.setData(KEY, choice.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if choice.key in ticked else Qt.CheckState.Unchecked)
        if self._choices:
            self.reports.setCurrentRow(0)

    def _name(self) -> None:
        named: dict[QWidget, tuple[str, str]] = {
            self.reports: ("要导出的报告", "按空格勾选或取消"),
            self.pattern: ("文件名", PATTERN_TIP),
            self.draft: ("草稿", "别人一看文件名就知道不是定稿；定稿以后不再加"),
            self.folder: ("文件夹", "文件写到这个文件夹"),
            self.browse: ("选择文件夹", "选择文件夹"),
            self.all_button: ("全选", "勾选全部报告；已经全部勾选时全部取消"),
        }
        for widget, (name, tip) in named.items():
            widget.setAccessibleName(name)
            widget.setToolTip(tip)
        for suffix, box in self.formats.items():
            box.setToolTip(formats.FORMATS[suffix].use)
        for button in (self.browse, self.all_button):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        self.reports.setMaximumHeight(LIST_HEIGHT)
        self.example.setProperty("muted", True)
        for words in (self.example, self.standing):
            words.setWordWrap(True)
        self.draft.setChecked(True)
        boxes = QGridLayout()
        boxes.setSpacing(8)
        for number, box in enumerate(self.formats.values()):
            boxes.addWidget(box, *divmod(number, FORMATS_A_ROW))
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.browse)
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(8)
        rows.setHorizontalSpacing(12)
        rows.addRow("报告", self._list_or_name())
        rows.addRow("格式", boxes)
        rows.addRow("文件名", self.pattern)
        rows.addRow("", self.draft)
        rows.addRow("文件夹", folder)
        rows.addRow("", self.example)
        rows.addRow(self.standing)
        self._rows = rows

    def _list_or_name(self) -> QWidget:
        """A single report is only named: there is nothing to choose."""
        if len(self._choices) <= 1:
            for widget in (self.reports, self.all_button):
                widget.setParent(self)
                widget.hide()
            return QLabel("".join(choice.words for choice in self._choices.values()))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reports, 1)
        row.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignTop)
        return both

    def _choose_folder(self) -> None:
        chosen = ask_folder(self, "导出到文件夹", self.folder.text())
        if chosen is not None:
            self.folder.setText(str(chosen))

    @property
    def missing_folder(self) -> str:
        """The folder that was named and does not exist; '' for none named, or one that does."""
        named = self.folder.text().strip()
        return "" if not named or is_folder(Path(named)) else named

    def refresh(self) -> None:
        """Says anew what would be written, or why it cannot be."""
        words, self.possible = self._words()
        self._say(words, wrong=not self.possible)
        self._say_standing()
        self.changed.emit()

    def say_written(self, paths: Sequence[Path]) -> None:
        """What was just written stands where it was announced, until something else is chosen."""
        more = f" 等 {len(paths)} 个文件。" if len(paths) > 1 else "。"
        self._say(f"已写成 {paths[0].name}{more}" if paths else self._words()[0])

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self.example.setText(words)
        self.example.setProperty("level", "mandatory" if wrong else "")
        self.example.setProperty("muted", not wrong)
        self.example.style().polish(self.example)

    def _say_standing(self) -> None:
        concerned = self.concerned
        self.standing.setText(concerned.sentence if concerned else "")
        self.standing.setProperty("level", "mandatory" if concerned and concerned.mandatory else "")
        self.standing.style().polish(self.standing)
        self._rows.setRowVisible(self.standing, concerned is not None and concerned.draft)
        self._rows.setRowVisible(self.draft, bool(self.drafts))

    def _words(self) -> tuple[str, bool]:
        """The first file's name, how many there are, and how many of them would be replaced; whether that can be done."""
        named = [self._choices[key] for key in self.keys]
        try:
            jobs = self.jobs([Report(one.office, one.year, "") for one in named])
        except NianbaoError as reason:
            return reason.sentence, False
        if not jobs:
            return "请勾选报告和格式。", True
        there = sum(is_file(job.path) for job in jobs)
        replaced = f"其中 {there} 个已经存在，会被替换。" if there else ""
        more = f" 等 {len(jobs)} 个文件。" if len(jobs) > 1 else "。"
        return f"将写成 {jobs[0].path.name}{more}{replaced}", True
