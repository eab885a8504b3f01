"""Every dialog of the window by the name of its class, each on the report that is open: what is true of one is asked of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from PySide6.QtWidgets import QDialog

from app.checks import Finding
from app.knowledge.profile import FinalQuestion
from app.register.counting import frame_of
from app.register.register_file import RegisterBook
from app.register.working_days import read_calendar
from app.report.report import Edit
from app.review.course import Course
from app.store.journal.ledger import Saved
from app.store.past import Past
from app.system.paths import resource
from tests.corpus.build import FILES
from tests.reports import FORM, FORMS
from tests.ui.claim_dialogs import CLAIM_DIALOGS
from tests.ui.handing_dialogs import HANDING_DIALOGS
from tests.ui.pages import found
from tests.ui.review_hands import REVIEW_DIALOGS
from ui.changes.changes import EditProposal
from ui.changes.changes_dialog import ChangesDialog
from ui.commands.keys_dialog import KeysDialog
from ui.dialogs.info_dialog import InfoDialog
from ui.dialogs.paper_dialog import PaperDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.export.export_dialog import library_dialog
from ui.guide.row_guide_dialog import RowGuideDialog
from ui.history.backup_dialog import BackupDialog
from ui.history.log_dialog import LogDialog
from ui.history.version_dialog import VersionDialog
from ui.importing.import_dialog import ImportDialog
from ui.printing.blank_printing import BlankFormDialog
from ui.register.register_dialog import RegisterDialog
from ui.review.explain_dialog import ExplainDialog
from ui.review.questions_dialog import QuestionsDialog
from ui.review.rules_dialog import RulesDialog
from ui.window.crash import CrashDialog
from ui.window.main_window import MainWindow

DAY = date(2026, 1, 10)
DOUBT = Finding("verify", "requests.carry", "requests", "上年结转相差 2", ("requests.carried_in.natural",))
Maker = Callable[[MainWindow], QDialog]


def import_dialog(window: MainWindow) -> QDialog:
    window.desk.open_file(FILES / "plain.docx")
    return found(window, ImportDialog)


def register_dialog(window: MainWindow) -> QDialog:
    frame = frame_of(FORM)
    assert frame is not None
    calendar = read_calendar(resource("register", "holidays.toml"))
    path = window._library.folder / "register.json"
    made = RegisterDialog(window.desk.workspace.session, frame, calendar, RegisterBook(path), DAY, window)
    made.add()
    return made


def version_dialog(window: MainWindow) -> QDialog:
    session = window.desk.workspace.session
    return VersionDialog(window._library, window.desk.key, session, window._appearance, window)


def changes_dialog(window: MainWindow) -> QDialog:
    edit = Edit({"requests.received.natural": 7, "requests.granted.natural": 7}, "粘贴")
    return ChangesDialog(EditProposal(window.desk.workspace.session, edit), "粘贴", window)


def export_dialog(window: MainWindow) -> QDialog:
    window._settings.put("export.folder", "/没有/这个")
    return library_dialog(window._library, window._forms, window._settings, window.desk.key, window)


DIALOGS: Mapping[str, Maker] = MappingProxyType(
    {
        "InfoDialog": lambda window: InfoDialog(window.desk.workspace.session, lambda _: "", window),
        "SettingsDialog": lambda window: SettingsDialog(window._settings, window.house, window),
        "KeysDialog": KeysDialog,
        "RulesDialog": lambda window: RulesDialog(FORM, None, window),
        "LogDialog": lambda window: LogDialog(Past(window._library).log(window.desk.key), window),
        "VersionDialog": version_dialog,
        "BackupDialog": lambda window: BackupDialog(window._library, window),
        "ExplainDialog": lambda window: ExplainDialog(DOUBT, None, "", DAY, window),
        **REVIEW_DIALOGS,
        "QuestionsDialog": lambda window: QuestionsDialog((FinalQuestion("a", "核对过了吗？"),), "", DAY, Course(), window),
        "ChangesDialog": changes_dialog,
        "PaperDialog": lambda window: PaperDialog(4, two_sided=True, parent=window),
        "ExportDialog": export_dialog,
        "RegisterDialog": register_dialog,
        "ImportDialog": import_dialog,
        "RowGuideDialog": lambda window: RowGuideDialog(window.desk.workspace.session, "requests", print, window),
        **HANDING_DIALOGS,
        "BlankFormDialog": lambda window: BlankFormDialog(FORMS, ["街道办事处"], 2025, window),
        **CLAIM_DIALOGS,
        "CrashDialog": lambda window: CrashDialog("Traceback", Saved(None), window),
    }
)
