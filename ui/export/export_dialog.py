"""「导出」: ticks, names and folder, then the work itself with progress and a stop, and what came of it.

The files are written in a thread; closing the dialog stops it before the next file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.document.layout import lay_out
from app.errors import InputError, NianbaoError, StoreError
from app.export.batch import Outcome
from app.form.form_file import Forms
from app.render.html_page import fragment
from app.report.anchor import Anchor
from app.report.doubt import Doubt
from app.report.report import Report
from app.review.kept import read_review, review_path
from app.store.file.failure import sentence
from app.store.library import Library
from app.submission.submitted import changed_after
from app.system.paths import documents_folder
from app.system.settings import Settings, SettingValue
from ui.dialogs.question import sure
from ui.export.export_page import Choice, ExportPage
from ui.export.export_run import ExportRun
from ui.export.standing import Standing, sure_question
from ui.look.buttons import make_button

WIDTH = 640
MOST_TOLD = 3  # failures that are told one by one
BROKEN = "导出意外停止，请重试；若再出现，请重新打开本程序。"


class ExportDialog(QDialog):
    """`report_of` gives a report by its key. `remembered` carries a setting to keep, `exporting` the keys of the
    reports whose files are about to be written."""

    remembered = Signal(str, object)
    exporting = Signal(tuple)

    def __init__(
        self,
        choices: Sequence[Choice],
        ticked: frozenset[str],
        report_of: Callable[[str], Report],
        forms: Forms,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出")
        self.setMinimumWidth(WIDTH)
        self._report_of, self._forms, self._settings = report_of, forms, settings
        self._doubted_of: Callable[[str], tuple[Doubt, ...]] = lambda key: ()
        self._anchor: Callable[[], Anchor | None] = lambda: None
        self._run: ExportRun | None = None
        self._insisted = False  # what must be mended was asked about once, and is exported as it is
        self.page = ExportPage(choices, ticked)
        self.page.set_up(
            settings.text("export.formats").split(","),
            settings.text("export.pattern"),
            settings.text("export.folder") or str(documents_folder()),
        )
        self.progress = QProgressBar()
        self.progress.setAccessibleName("导出进度")
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.folder_button = make_button("打开文件夹", "在文件管理器里查看导出的文件", self._show_folder)
        self.make_button = make_button("建立文件夹", "建立这个文件夹，再导出", self._make_folder)
        self.copy_button = make_button("复制网页正文", "复制到剪贴板，再粘贴到网站的编辑器里", self.copy_page)
        self.start_button = make_button("导出", "写出勾选的文件（回车）", self.start)
        self.close_button = make_button("关闭", "关闭（Esc）", self.reject)
        self._arrange()
        self.page.changed.connect(self._hush)
        self.page.changed.connect(self._enable)
        self._enable()

    def tell_doubts(self, doubted_of: Callable[[str], tuple[Doubt, ...]]) -> None:
        """After an export it is said of each report how many of its values nobody has looked at."""
        self._doubted_of = doubted_of

    def carry_anchor(self, anchor: Callable[[], Anchor | None]) -> None:
        """The files carry the newest anchor of the log of changes as it is when they are written."""
        self._anchor = anchor

    @property
    def busy(self) -> bool:
        """Whether files are being written."""
        return self._run is not None

    def start(self) -> None:
        """Begins to write; what does not fit is said, and nothing is written. Asks once where something must be mended."""
        try:
            self._judge_folder()
            reports = {self._report_of(key): key for key in self.page.keys}
            jobs = self.page.jobs(tuple(reports), lambda report: self._doubted_of(reports[report]))
        except NianbaoError as reason:
            if self.page.possible:  # else the page says it already
                self._say(reason.sentence, "mandatory")
            return
        if not self._wanted():
            return
        self._remember()
        self.exporting.emit(tuple(self.page.keys))
        self.progress.setRange(0, len(jobs))
        self.progress.setValue(0)
        self.folder_button.hide()
        self._run = ExportRun(
            jobs,
            self._forms,
            two_sided=not self._settings.flag("page.single_sided"),
            faces=self._settings.faces(),
            anchor=self._anchor(),
            parent=self,
        )
        self._run.progressed.connect(self._say_progress)
        self._run.finished.connect(self._end)
        self._say(f"正在导出 {len(jobs)} 个文件……")
        self._enable()
        self.close_button.setFocus()
        self._run.start()

    def _wanted(self) -> bool:
        standing = self.page.concerned
        if standing is not None and standing.mandatory and not self._insisted:
            self._insisted = sure(self, "导出", sure_question(standing), "仍然导出")
            return self._insisted
        return True

    def copy_page(self) -> None:
        """Puts the web page's article on the clipboard: formatted for editors, its source for plain fields."""
        (key,) = self.page.keys
        try:
            report = self._report_of(key)
            article = fragment(lay_out(self._forms.edition(report.edition), report))
        except NianbaoError as reason:
            self._say(reason.sentence, "mandatory")
            return
        both = QMimeData()
        both.setHtml(article)
        both.setText(article)
        QGuiApplication.clipboard().setMimeData(both)
        self._say("网页正文已复制，请到网站的编辑器里粘贴。")

    def reject(self) -> None:
        """Closes; while files are being written it stops that instead, after the file under way."""
        if self._run is None:
            super().reject()
            return
        self._run.requestInterruption()
        self._say("正在停止……")
        self.close_button.setEnabled(False)

    def _judge_folder(self) -> None:
        missing = self.page.missing_folder
        self.make_button.setVisible(bool(missing))
        if missing:
            raise InputError(f"文件夹“{missing}”不存在，没有导出。可以建立它，或点“浏览…”另选。")
        if not self.page.folder.text().strip():
            raise InputError("还没有选文件夹，请点“浏览…”选择。")

    def _make_folder(self) -> None:
        folder = Path(self.page.missing_folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as reason:
            self._say(sentence(reason, "建立文件夹", folder), "mandatory")
            return
        self._hush()
        self.start()

    def _hush(self) -> None:
        """What was said of the last choice is over."""
        self.message.hide()
        self.make_button.hide()

    def _remember(self) -> None:
        self.remembered.emit("export.formats", ",".join(self.page.suffixes))
        self.remembered.emit("export.pattern", self.page.pattern.text().strip())
        self.remembered.emit("export.folder", self.page.folder.text().strip())

    def _end(self) -> None:
        run, self._run = self._run, None
        assert run is not None  # its own signal
        run.wait()  # the signal comes a little before the thread is gone
        outcome = run.outcome
        run.deleteLater()
        self._enable()
        self.page.say_written(outcome.written if outcome else ())
        self.close_button.setFocus()
        if outcome is None:
            self._say(BROKEN, "mandatory")
            return
        self._say(_told(outcome), "mandatory" if outcome.failed else "")
        self.folder_button.setVisible(bool(outcome.written))

    def _say_progress(self, done: int, of: int) -> None:
        self.progress.setValue(done)
        if self.close_button.isEnabled():
            self._say(f"已写出 {done} 个，共 {of} 个文件。")

    def _say(self, words: str, level: str = "") -> None:
        self.message.setText(words)
        self.message.setProperty("level", level)
        self.message.style().polish(self.message)
        self.message.show()

    def _show_folder(self) -> None:
        folder = self.page.folder.text().strip()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self._say(f"系统没有打开这个位置，请在文件管理器里打开：{folder}")

    def _enable(self) -> None:
        self.page.setEnabled(not self.busy)
        whole = bool(self.page.keys and self.page.suffixes) and self.page.possible
        self.start_button.setEnabled(not self.busy and whole)
        self.copy_button.setEnabled(not self.busy and len(self.page.keys) == 1)
        self.close_button.setEnabled(True)
        self.close_button.setText("停止" if self.busy else "关闭")
        self.progress.setVisible(self.busy)

    def _arrange(self) -> None:
        self.start_button.setProperty("primary", True)
        self.start_button.setDefault(True)
        self.message.hide()
        self.folder_button.hide()
        self.make_button.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.make_button)
        buttons.addStretch(1)
        buttons.addWidget(self.start_button)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.page)
        column.addWidget(self.progress)
        column.addWidget(self.message)
        column.addLayout(buttons)


def library_dialog(
    library: Library, forms: Forms, settings: Settings, open_key: str, parent: QWidget | None
) -> ExportDialog:
    """The dialog for a library: the open report is ticked, or all when none is open."""
    after = changed_after(library)
    choices = [Choice(entry.key, entry.office, entry.year, after.get(entry.key, "")) for entry in library.entries()]
    ticked = frozenset([open_key] if open_key else [choice.key for choice in choices])
    dialog = ExportDialog(choices, ticked, library.sessions.report, forms, settings, parent)
    dialog.tell_doubts(library.doubted)
    dialog.carry_anchor(library.anchor)
    dialog.page.tell_drafts(lambda key: not _is_final(library, key))
    return dialog


def _is_final(library: Library, key: str) -> bool:
    """Whether a report is final; one whose record cannot be read is not known to be."""
    try:
        return read_review(review_path(library.folder, key)).course.locked
    except StoreError:
        return False


def ask_export(
    library: Library,
    forms: Forms,
    settings: Settings,
    open_key: str,
    remember: Callable[[str, SettingValue], None],
    parent: QWidget,
    standing: Standing | None = None,
) -> None:
    """Shows the dialog over its window; `remember` keeps a setting. `standing` is that of the open report."""
    dialog = library_dialog(library, forms, settings, open_key, parent)
    if standing is not None:
        dialog.page.tell_standing(standing)
    dialog.remembered.connect(remember)
    dialog.exporting.connect(lambda keys: _keep_versions(library, keys))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _keep_versions(library: Library, keys: Sequence[str]) -> None:
    for key in () if library.read_only else keys:
        library.keep_version(key, "exported")


def _told(outcome: Outcome) -> str:
    """What came of it, in sentences."""
    begun = "已停止，此前" if outcome.cancelled else ""
    sentences = [f"{begun}已导出 {len(outcome.written)} 个文件。"]
    if outcome.failed:
        sentences.append(f"{len(outcome.failed)} 个没有写成：")
        sentences += [told for _, told in outcome.failed][:MOST_TOLD]
    return "".join(dict.fromkeys([*sentences, *outcome.notices]))
