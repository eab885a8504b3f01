"""The main window: the start page or one open report under the tool bar. Assembles, wires, and hands on commands.

Each command of the table (actions) is one method here, of a line or two; the work is done where it belongs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QVBoxLayout, QWidget

from app.errors import NianbaoError
from app.form.form_file import Forms
from app.store.library import Library
from app.store.past import PastSource
from app.system import paths
from app.system.settings import Settings
from ui.commands.actions import COMMANDS, dress, make_actions
from ui.commands.means import Means
from ui.desk.low_room import is_low
from ui.desk.report_desk import ReportDesk
from ui.dialogs.question import leave_anyway
from ui.dialogs.settings_dialog import SettingsDialog
from ui.entry.refusal import Unread
from ui.help.help_desk import show_manual
from ui.look.appearance import Appearance
from ui.look.banner import DEED, Banners
from ui.look.dialog_size import Scrolled, StackedPages, geometry_of, restore_geometry
from ui.look.shared_sentences import NOT_TAKEN
from ui.preview.printing_house import PrintingHouse
from ui.printing.blank_printing import BlankPrinting
from ui.road.road_desk import RoadDesk
from ui.start.new_report import due_year
from ui.start.start_page import StartPage
from ui.taking.taking import Taker
from ui.window.hand import Hand
from ui.window.letters import Letters
from ui.window.returning import Returning
from ui.window.status import Status
from ui.window.store_news import StoreNews, tell_sync_folder
from ui.window.tool_bar import ToolBar

if TYPE_CHECKING:
    from app.shelf.search import FoundPlace

PROGRAM = "年报"
FIRST_SIZE = (1280, 700)  # fits 1366 × 768 with the system's bars
UNTAKEN = "untaken"  # the key of what an editor held that was not taken in when this window had to give way
AGAIN = 300  # milliseconds until it is looked again whether a dialog still stands in the way
ONLY_BESIDE = "刚才打开的报告是这个窗口新建的，另外保存着；对方关闭以后，可以在“备份与恢复”里取回。"


class MainWindow(QMainWindow):
    """One window on one library. `now` gives the present time."""

    def __init__(
        self,
        library: Library,
        forms: Forms,
        settings: Settings,
        appearance: Appearance,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        super().__init__()
        self._library, self._forms, self._settings, self._appearance = library, forms, settings, appearance
        self.house = PrintingHouse(forms.folder, self)
        self.commands = make_actions(self)
        self.bar = ToolBar(self.commands, appearance)
        self.banners = Banners(appearance)
        self.means = Means(
            *(settings, appearance, self.banners),
            edit_info=lambda: self.desk.edit_info(),
            export=self.export,
            open_report=self.open_report,
            hasten=library.hasten,
        )
        self.status = Status(self.bar, self.banners, self.commands, settings, now)
        self.news = StoreNews(library, self.status, self.banners)
        self.start_page = StartPage(library, forms, self.means, now)
        self.desk = ReportDesk(self, library, self.house, self.means)
        self.taker = Taker(self, forms, self.desk, self.banners, self._use_profile, lambda: now().date())
        self.letters = Letters(self, self.desk, self.means)
        self.road = RoadDesk(self, library, self.desk, self.means, self.bar.road)
        self.returning = Returning(self, library, self.desk, self.means, self.start_page.select, self._say_alone)
        self.hand = Hand(self, library, self.desk, self.news, self.banners, now)
        self.blank = BlankPrinting(self, library, self.house, self.means, lambda: due_year(now().date()))
        self._pages = StackedPages()
        self._alone = QLabel()
        self._assemble()
        self._wire()
        self._show_list()
        self.news.tell((*settings.notices, *library.notices))
        tell_sync_folder(library.folder, self.means)

    def _assemble(self) -> None:
        self.addToolBar(self.bar)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scrolled(self._pages), 1)
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(self._alone)
        self._alone.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCentralWidget(central)
        self.banners.lie_over(central)
        restore_geometry(self, self._settings.text("window.geometry"), FIRST_SIZE)

    def _wire(self) -> None:
        self.start_page.opened.connect(self.open_report)
        self.start_page.found.connect(self.open_found)
        self.start_page.blank_wanted.connect(self.commands["blank_form"].trigger)
        self.start_page.importing.connect(self.commands["import"].trigger)
        self.bar.road.wanted.connect(self.commands["next_step"].trigger)
        self.news.taken_over.connect(self._turn)
        self.news.giving_way.connect(self._take_in)
        self.news.gave_way.connect(self._turn)
        self.news.comparing.connect(self._show_past)
        self._appearance.changed.connect(self._dress)
        self._dress()

    # ── the commands, as the table names them ──

    def go_home(self) -> None:
        """Back to the list of reports; everything typed is stored first."""
        self._show_list()
        self.returning.leave_off("")

    def _say_alone(self, words: str) -> None:
        self._alone.setText(words)
        self._pages.setCurrentWidget(self._alone)

    def _show_list(self) -> None:
        key = self.desk.key
        self.desk.clear(self._pages)
        self._pages.setCurrentWidget(self.start_page)
        self.start_page.show_reports()
        self.start_page.select(key)
        self.setWindowTitle(PROGRAM)
        self._enable()

    def export(self) -> None:
        """Asks what to export and where to, and writes it."""
        self._ask_export(self.desk.key)

    def export_many(self) -> None:
        """The same for many reports at once."""
        self._ask_export("")

    def show_backups(self) -> None:
        """The backups of the library, and what other writers wrote beside it."""
        self._show_past(None)

    def new_report(self) -> None:
        """Asks for a new report on the start page."""
        self.go_home()
        self.start_page.begin_new()

    def find_words(self) -> None:
        """Asks for words to look for: in the open report, else in all of them."""
        (self.hand.find_words if self.desk.busy else self.start_page.find_words)()

    def edit_settings(self) -> None:
        """The settings."""
        dialog = SettingsDialog(self._settings, self.house, self)
        dialog.stored.connect(self._use_settings)
        dialog.exec()

    def open_data_folder(self) -> None:
        """Shows where the reports lie, in the system's file manager; where none opens, says it."""
        folder = paths.data_folder()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.banners.tell("warning", f"系统没有打开数据文件夹，请在文件管理器里打开：{folder}")

    def show_help(self) -> None:
        """The manual, at the chapter of where the person is."""
        show_manual(self, self._forms, self._appearance, self.banners)

    # ── around them ──

    def open_report(self, key: str) -> None:
        """Opens a report of the library in place of the start page."""
        self.desk.clear(self._pages)
        try:
            self.desk.lay(key, self._pages)
        except NianbaoError as reason:
            self.go_home()
            self.banners.tell("error", reason.sentence, key=DEED)
            return
        self.returning.leave_off(key)
        workspace = self.desk.workspace
        workspace.changed.connect(self._say_changed)
        workspace.changed.connect(self.banners.pass_by)
        workspace.checked.connect(self.status.say_findings)
        workspace.checked.connect(self.road.show)
        workspace.panels.folded.connect(self._enable)
        self._enable()
        self.setWindowTitle(self.desk.title)
        self.road.show()
        self.status.say_opened(workspace.session, self._library)

    def open_found(self, place: FoundPlace) -> None:
        """Opens a report at a place that a search over all of them found."""
        from ui.sections.find_bar import TextPlace

        self.open_report(place.key)
        if self.desk.key == place.key and place.cell:
            there = TextPlace(place.cell, place.start, place.end)
            self.desk.workspace.go_to(there)
            self.desk.workspace.find_bar.take(place.words, there)

    def event(self, event: QEvent) -> bool:
        """What was refused on a page that has gone from sight is said here."""
        if isinstance(event, Unread):
            self.banners.tell("warning", NOT_TAKEN.format(why=event.sentence), key=DEED)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the form has what the bars can spare."""
        super().resizeEvent(event)
        self.bar.show_low(is_low(event.size()))
        self.desk.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Leaving the window stores what was typed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._library.hasten()
            self.desk.keep_trail()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stores everything; what cannot be stored or taken is said, and the window may stay open."""
        if not self.desk.settle():
            event.ignore()
            return
        self.desk.clear(self._pages)
        saved = self._library.flush()
        if saved.error and not leave_anyway(self, saved.error):
            event.ignore()
            self.go_home()
            return
        self.means.remember("window.geometry", geometry_of(self))
        self.returning.calm()
        self.news.end()
        self.blank.close()
        self.house.stop()
        event.accept()

    def _ask_export(self, key: str) -> None:
        from ui.export.export_dialog import ask_export  # every writer at once: not before it is wanted

        self.desk.settle()
        standing = self.desk.standing() if key else None
        ask_export(self._library, self._forms, self._settings, key, self.means.remember, self, standing)

    def _dress(self) -> None:
        dress(self.commands, self._appearance.icons)

    def _say_changed(self) -> None:
        self.status.say_changed(self.desk.workspace.session)
        self.setWindowTitle(self.desk.title)

    def _enable(self) -> None:
        for command in COMMANDS:
            if command.scope == "report":
                self.commands[command.id].setEnabled(self.desk.busy)
        self.bar.show_report_items(self.desk.busy)
        if self.desk.busy:
            workspace = self.desk.workspace
            self.status.say_report(workspace.session)
            self.commands["preview"].setChecked(not workspace.preview.isHidden())
            self.commands["findings"].setChecked(workspace.findings.unfolded)

    def _show_past(self, source: PastSource | None) -> None:
        from ui.history.backup_dialog import ask_backups

        self.desk.settle()
        ask_backups(self._library, self.means.remember, self, source)
        self.news.look_again()
        self.start_page.show_reports()

    def _take_in(self) -> None:
        """What stands in an open editor belongs to what this window wrote; what is not taken is said, and stays said."""
        refused = self.desk.workspace.settle() if self.desk.busy else ""
        if refused:
            self.banners.tell("warning", NOT_TAKEN.format(why=refused), key=UNTAKEN)

    def _turn(self) -> None:
        """This window has begun or ceased to be the one that writes. A dialog on the open report is left to its end."""
        key = self.desk.key
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            QTimer.singleShot(AGAIN, self, self._turn)
        elif not self.desk.busy:
            self.start_page.show_reports()
        elif key in self._library.holdings:
            self.open_report(key)  # anew: its pages were made for reading only, or for writing
        else:
            self.go_home()
            self.banners.tell("warning", ONLY_BESIDE, key=DEED)

    def _use_profile(self, path: Path) -> None:
        from ui.findings.local_rules import SETTING

        self.means.remember(SETTING, str(path))
        self._use_settings()

    def _use_settings(self) -> None:
        self._appearance.choose(self._settings.text("theme"))
        self.letters.use()
        if self.desk.busy:
            self.desk.use_settings()
            self.status.say_report(self.desk.workspace.session)
        else:
            self.start_page.show_reports()
