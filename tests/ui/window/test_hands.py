"""Enter, Esc, Tab, the menu key and the shortcuts, in every dialog, bar and kind of field of the window.

One table of dialogs and one of fields: what is true of one of them is asked of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

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
from tests.reports import FORM, empty
from tests.ui.claim_dialogs import CLAIM_DIALOGS
from tests.ui.handing_dialogs import HANDING_DIALOGS
from tests.ui.pages import every, found
from tests.ui.review_hands import REVIEW_DIALOGS
from ui.changes.changes import EditProposal
from ui.changes.changes_dialog import ChangesDialog
from ui.commands.actions import COMMANDS
from ui.commands.keys_dialog import KeysDialog, key_lines
from ui.desk.keyboard import EDITING
from ui.dialogs.info_dialog import InfoDialog
from ui.dialogs.paper_dialog import PaperDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.export.export_dialog import library_dialog
from ui.history.backup_dialog import BackupDialog
from ui.history.log_dialog import LogDialog
from ui.history.version_dialog import VersionDialog
from ui.importing.import_dialog import ImportDialog
from ui.look.panes import tab_stops
from ui.register.register_dialog import RegisterDialog
from ui.review.explain_dialog import ExplainDialog
from ui.review.questions_dialog import QuestionsDialog
from ui.review.rules_dialog import RulesDialog
from ui.window.crash import CrashDialog
from ui.window.main_window import MainWindow

Key = Qt.Key
DAY = date(2026, 1, 10)
DOUBT = Finding("verify", "requests.carry", "requests", "上年结转相差 2", ("requests.carried_in.natural",))
Maker = Callable[[MainWindow], QDialog]
SEEN = "CrashDialog"  # its next step is to go on working


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
        **CLAIM_DIALOGS,
        **HANDING_DIALOGS,
        "CrashDialog": lambda window: CrashDialog("Traceback", Saved(None), window),
    }
)


def shown(window: MainWindow, name: str) -> QDialog:
    made = DIALOGS[name](window)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def stops(dialog: QWidget) -> list[QWidget]:
    """What the keyboard reaches with Tab; of a group of choices that is the chosen one, arrows lead to the others."""
    own = [stop for stop in tab_stops(dialog) if stop.isVisible() and stop.isEnabled() and stop.focusProxy() is None]
    return [one for one in own if one.window() is dialog and not (isinstance(one, QRadioButton) and not one.isChecked())]


def fields(dialog: QWidget) -> list[QWidget]:
    """Those of them that are no buttons: Enter presses a button."""
    return [stop for stop in stops(dialog) if not isinstance(stop, QPushButton | QToolButton)]


def test_every_dialog_is_in_the_table() -> None:
    dialogs = {one.__name__ for one in QDialog.__subclasses__() if one.__module__.startswith("ui.")}
    assert dialogs - set(DIALOGS) == set()


@pytest.mark.parametrize("name", DIALOGS)
def test_esc_leaves_every_dialog_from_every_place_and_changes_nothing(opened, name) -> None:
    before = opened.desk.workspace.session.report
    number = 0
    while number < len(stops(dialog := shown(opened, name))):
        stops(dialog)[number].setFocus()
        QTest.keyClick(QApplication.focusWidget() or dialog, Key.Key_Escape)
        assert not dialog.isVisible()
        assert dialog.result() == QDialog.DialogCode.Rejected
        number += 1
    dialog.reject()
    assert opened.desk.workspace.session.report == before


@pytest.mark.parametrize("name", DIALOGS)
def test_enter_in_a_field_never_leaves_a_dialog_undone(opened, name) -> None:
    """It is the blue button or the next field; a dialog that closes by it was accepted, or had only to be seen."""
    number = 0
    while number < len(fields(dialog := shown(opened, name))):
        field = fields(dialog)[number]
        field.setFocus()
        QTest.keyClick(field, Key.Key_Return)
        default = [button for button in every(dialog, QPushButton) if button.isDefault()]
        assert dialog.isVisible() or dialog.result() == QDialog.DialogCode.Accepted or name == SEEN
        assert all(button.property("primary") for button in default) or name == SEEN
        dialog.reject()
        number += 1
    dialog.reject()


@pytest.mark.parametrize("name", DIALOGS)
def test_tab_goes_through_every_dialog_and_back(opened, name) -> None:
    dialog = shown(opened, name)
    wanted, seen = set(stops(dialog)), set()
    for _ in range(4 * len(wanted) + 40):
        QTest.keyClick(QApplication.focusWidget() or dialog, Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert {type(one).__name__ for one in wanted - seen} == set()


def menu_of(field: QWidget) -> list[str]:
    """The words of the menu that the menu key opens at a field."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), field.mapToGlobal(QPoint(3, 3)))
    QApplication.sendEvent(field, event)
    menu = QApplication.activePopupWidget()
    words = [action.text() for action in menu.actions()] if isinstance(menu, QMenu) else []
    if menu is not None:
        menu.close()
    return words


# ── fields of the report, and what else can have the keyboard ──

PLACES: Mapping[str, Callable[[MainWindow], QWidget]] = MappingProxyType(
    {
        "cell": lambda window: go(window, "requests.received.natural"),
        "open cell": lambda window: opened_cell(window),
        "sum": lambda window: go(window, "requests.received.total"),
        "text": lambda window: go(window, "overview.proactive"),
        "note line": lambda window: go(window, "requests.note"),
        "closing line": lambda window: go(window, "signature.contact"),
        "date": lambda window: go(window, "signature.date"),
        "find bar": lambda window: focused(window.desk.workspace.find_bar.words),
        "tabs": lambda window: focused(window.desk.workspace.tabs.bar),
        "findings": lambda window: focused(window.desk.workspace.findings.list),
        "preview": lambda window: focused(window.desk.workspace.preview.view),
    }
)


def focused(widget: QWidget) -> QWidget:
    widget.setFocus()
    assert widget.hasFocus()
    return widget


def go(window: MainWindow, cell: str) -> QWidget:
    window.desk.workspace.tabs.go_to(cell)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def opened_cell(window: MainWindow) -> QWidget:
    QTest.keyClick(go(window, "requests.received.natural"), Key.Key_F2)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    return focus


@pytest.fixture
def busy(opened: MainWindow) -> MainWindow:
    """The report open with all its panes, and a step to undo and one to redo."""
    workspace = opened.desk.workspace
    workspace.panels.show_preview(True)
    workspace.panels.show_findings(True)
    workspace.find_bar.begin()
    workspace.session.apply(Edit({"disputes.review.upheld": 7}))
    workspace.session.apply(Edit({"disputes.review.upheld": 8}))
    workspace.session.undo()
    workspace.session.settle()
    return opened


@pytest.fixture
def pressed(busy: MainWindow) -> list[str]:
    """The commands as they are triggered, instead of their deeds."""
    told: list[str] = []
    for name, action in busy.commands.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, name=name: told.append(name))
        action.setEnabled(True)
    return told


@pytest.mark.parametrize("place", PLACES)
def test_every_key_of_the_window_works_wherever_the_caret_stands(busy, pressed, place) -> None:
    field = PLACES[place](busy)
    own = EDITING if place == "find bar" else ()
    wanted = [(one.id, keys) for one in COMMANDS for keys in (one.keys, one.also) if keys and one.id not in own]
    for name, keys in wanted:
        pressed.clear()
        QTest.keySequence(field, QKeySequence(keys))
        assert pressed == [name], keys


@pytest.mark.parametrize("place", PLACES)
def test_the_keys_of_the_tabs_work_wherever_the_caret_stands(busy, place) -> None:
    for keys, number in (("Alt+1", 0), ("Alt+6", 5)):
        QTest.keySequence(PLACES[place](busy), QKeySequence(keys))
        assert busy.desk.workspace.tabs.currentIndex() == number
    busy.desk.workspace.tabs.go_to("requests.received.natural")


@pytest.mark.parametrize("place", ["open cell", "text", "note line", "closing line", "date", "find bar"])
def test_the_menu_of_every_field_speaks_the_words_of_the_window(busy, place) -> None:
    words = menu_of(PLACES[place](busy))
    assert [one.partition("(")[0].partition("\t")[0] for one in words][:2] == ["撤销", "重做"]
    assert not any("撤消" in one or "恢复" in one or "Ctrl+Shift+Z" in one for one in words)


@pytest.mark.parametrize("place", ["open cell", "text", "note line", "closing line", "date"])
def test_undo_in_the_menu_of_a_field_is_the_report_s(busy, place) -> None:
    field = PLACES[place](busy)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), field.mapToGlobal(QPoint(3, 3)))
    QApplication.sendEvent(field, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert busy.desk.workspace.session.report.cells["disputes.review.upheld"] == 0


@pytest.mark.parametrize("keys", ["Ctrl+Y", "Ctrl+Shift+Z"])
def test_both_keys_that_people_know_do_the_undone_step_again(busy, keys) -> None:
    QTest.keySequence(go(busy, "overview.proactive"), QKeySequence(keys))
    assert busy.desk.workspace.session.report.cells["disputes.review.upheld"] == 8


def live_keys(window: MainWindow) -> Iterator[str]:
    """Every key that does something in the window, however it was made."""
    for action in window.commands.values():
        yield from (keys.toString() for keys in action.shortcuts())
    shortcuts = cast(list[QShortcut], window.findChildren(QShortcut))
    yield from (one.key().toString() for one in shortcuts)
    buttons = cast(list[QAbstractButton], window.findChildren(QAbstractButton))
    yield from (one.shortcut().toString() for one in buttons if one.isVisible() and one.shortcut().toString())


def test_no_key_means_two_things_and_the_page_of_keys_names_them_all(busy) -> None:
    keys = list(live_keys(busy))
    assert sorted(keys) == sorted(set(keys))
    page = "\n".join(line for line, _ in key_lines())
    tabs = {f"Alt+{number}" for number in range(1, 10)}
    assert [one for one in keys if one not in page and one not in tabs] == []


# ── what the commands do ──


def panes(window: MainWindow) -> list[str]:
    workspace = window.desk.workspace
    named = {"tabs": workspace.tabs.bar, "page": workspace.tabs, "findings": workspace.findings, "preview": workspace.preview}
    focus = QApplication.focusWidget()
    return [name for name, pane in named.items() if pane is focus or pane.isAncestorOf(focus)]


@pytest.mark.parametrize("place", ["cell", "open cell", "text", "note line"])
def test_f6_goes_round_the_panes_and_back_to_where_one_was(busy, place) -> None:
    PLACES[place](busy)
    cell = busy.desk.place.cell
    went = []
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_F6)
        went += panes(busy)
    assert went == ["findings", "preview", "tabs", "page"]
    assert busy.desk.place.cell == cell
    QTest.keyClick(QApplication.focusWidget(), Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert panes(busy) == ["tabs"]


def test_f6_passes_what_is_folded_away(opened) -> None:
    go(opened, "requests.received.natural")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_F6)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_F6)
    assert panes(opened) == ["tabs"]


def test_ctrl_s_says_that_all_is_stored_and_when(opened) -> None:
    opened.desk.workspace.session.apply(Edit({"disputes.review.upheld": 7}))
    QTest.keySequence(go(opened, "overview.proactive"), QKeySequence("Ctrl+S"))
    assert opened.banners.standing()[0].startswith("已保存，今天 ")
    assert opened.bar.saved.text().startswith("已保存 ")


def test_ctrl_s_says_when_also_where_nothing_was_changed(opened) -> None:
    QTest.keySequence(go(opened, "overview.proactive"), QKeySequence("Ctrl+S"))
    assert opened.banners.standing()[0].startswith("已保存，")


def test_alt_and_0_fills_the_blanks_of_the_table(window, library) -> None:
    window.open_report(library.create(empty()))
    QTest.keySequence(go(window, "requests.received.natural"), QKeySequence("Alt+0"))
    report = window.desk.workspace.session.report
    assert all(report.cells[cell.id] == 0 for cell in FORM.required if cell.section == "requests")
    QTest.keySequence(go(window, "overview.proactive"), QKeySequence("Alt+0"))
    assert "没有要填数字的表" in window.banners.standing()[0]


# ── bars ──


def test_enter_and_esc_in_the_find_bar(busy) -> None:
    bar = busy.desk.workspace.find_bar
    bar.words.setText("结果维持")
    for stop in (bar.words, bar._buttons["previous"], bar._buttons["next"]):
        bar.begin()
        stop.setFocus()
        QTest.keyClick(stop, Key.Key_Return)
        assert bar.isVisible()
        assert stop.hasFocus()
        QTest.keyClick(stop, Key.Key_Escape)
        assert not bar.isVisible()
        assert panes(busy) == ["page"]
