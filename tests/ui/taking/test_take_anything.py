"""Anything is taken anywhere: a file or a whole report, dropped or pasted on any part of the window, does what it is for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from app.exchange.sandbox import ReadingRoom
from app.report.report import Report
from app.system.paths import resource
from tests.corpus.base import OFFICE, REPORT, prose, tables
from tests.corpus.build import FILES
from tests.corpus.in_html import body, table, wordy
from tests.ui.pages import button, every, send_letter
from ui.importing.import_dialog import ImportDialog
from ui.look.banner import DEED
from ui.narrative.text_editor import TextEditor
from ui.window.main_window import MainWindow

DISTRICT = resource("profiles", "district.toml")
WORDS = "\n".join(line for heading, lines in prose() for line in (heading, *lines))
WORD = body([table(rows, wordy) for rows in tables()])
ONE_SECTION = "\n".join(prose()[4][1])
PLACES = ("list", "table", "open cell", "text", "note", "findings", "tabs", "preview")
CELLS = {"text": "problems.problems", "note": "requests.note"}
Place = Callable[..., QWidget]


@pytest.fixture
def place(qtbot, window: MainWindow, library) -> Iterator[Place]:
    """A part of the window, in sight and with the keyboard where it can have it; all but the list have an empty report."""

    def place(name: str, office: str = OFFICE, year: int = 2024) -> QWidget:
        here = find(name, office, year)
        qtbot.waitUntil(lambda: not here.visibleRegion().isEmpty())
        return here

    def find(name: str, office: str, year: int) -> QWidget:
        key = library.find(office, year) or library.create(Report(office, year, "2021"))
        if name == "list":
            window.go_home()
            return window.start_page.list
        window.open_report(key)
        workspace = window.desk.workspace
        workspace.tabs.go_to(CELLS.get(name, "requests.received.natural"))
        if name == "open cell":
            send_letter(QApplication.focusWidget(), "5")
            return every(workspace, QWidget, "cellEditor")[0]
        workspace.panels.show_preview(name == "preview")
        others = {"findings": workspace.findings, "tabs": workspace.tabs.bar, "preview": workspace.preview}
        return others.get(name, QApplication.focusWidget())

    yield place
    QGuiApplication.clipboard().clear()


def files(*paths: Path) -> QMimeData:
    """As file managers give them: addresses, and the same as text."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(path.as_uri() for path in paths))
    return data


def copied(text: str, markup: str = "") -> QMimeData:
    data = QMimeData()
    data.setText(text)
    if markup:
        data.setHtml(markup)
    return data


def drop(target: QWidget, data: QMimeData) -> bool:
    """Drags data from another program over a widget and lets go; whether it was taken."""
    window, where = target.window().windowHandle(), target.mapTo(target.window(), target.rect().center())
    shape = (Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton)
    rest = Qt.KeyboardModifier.ShiftModifier  # the other program proposes a move
    QApplication.sendEvent(window, entering := QDragEnterEvent(where, *shape, rest))
    QApplication.sendEvent(window, QDragMoveEvent(where, *shape, rest))
    if not entering.isAccepted():
        return False
    QApplication.sendEvent(window, dropped := QDropEvent(where.toPointF(), *shape, rest))
    assert dropped.dropAction() != Qt.DropAction.MoveAction, "the other program would delete what it gave"
    return dropped.isAccepted()


def paste(qtbot, target: QWidget, data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def dialogs(window: MainWindow) -> list[ImportDialog]:
    return [dialog for dialog in every(window, ImportDialog) if dialog.isVisible()]


def shown(qtbot, window: MainWindow) -> ImportDialog:
    """The check screen, as soon as it stands."""
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=8_000)
    return dialogs(window)[0]


def told(window: MainWindow) -> str:
    return "\n".join(window.banners.standing())


def cells(window: MainWindow) -> dict:
    return dict(window.desk.workspace.session.report.cells)


# Files


@pytest.mark.parametrize("name", PLACES)
def test_a_file_dropped_anywhere_gives_the_same_report(qtbot, window, place: Place, name: str) -> None:
    assert drop(place(name), files(FILES / "plain.docx"))
    dialog = shown(qtbot, window)
    assert dialog.chosen.report == REPORT
    dialog.reject()
    assert name == "list" or cells(window) in ({}, {"requests.received.natural": 5})


def test_an_exchange_file_is_taken_like_any_other(qtbot, window, place: Place) -> None:
    drop(place("text"), files(resource("samples", "2025.json")))
    assert shown(qtbot, window).chosen.report.year == 2025


@pytest.mark.parametrize("name", ["list", "table", "text", "note"])
def test_a_file_copied_in_a_file_manager_can_be_pasted_too(qtbot, window, place: Place, name: str) -> None:
    paste(qtbot, place(name), files(FILES / "plain.docx"))
    assert shown(qtbot, window).chosen.report == REPORT


def test_several_files_are_shown_one_after_the_other(qtbot, window, place: Place) -> None:
    drop(place("list", "桃源镇人民政府"), files(FILES / "plain.docx", FILES / "edition-2019.html"))
    first = shown(qtbot, window)
    assert "plain.docx（第 1 个，共 2 个）" in first.windowTitle()
    first.take()
    qtbot.waitUntil(lambda: "第 2 个，共 2 个" in "".join(d.windowTitle() for d in dialogs(window)), timeout=8_000)
    assert dialogs(window)[0].chosen.report.year == 2020
    assert window.desk.workspace.session.report == REPORT


def test_several_files_are_read_by_one_process(qtbot, window, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers: list[int] = []
    close = ReadingRoom.close

    def noted(room: ReadingRoom) -> None:
        numbers.append(room.process)
        close(room)

    monkeypatch.setattr(ReadingRoom, "close", noted)
    drop(place("list", "桃源镇人民政府"), files(FILES / "plain.docx", FILES / "edition-2019.html"))
    shown(qtbot, window).reject()
    qtbot.waitUntil(lambda: "第 2 个，共 2 个" in "".join(d.windowTitle() for d in dialogs(window)), timeout=8_000)
    assert numbers == []
    dialogs(window)[0].reject()
    qtbot.waitUntil(lambda: len(numbers) == 1, timeout=8_000)
    assert numbers[0] > 0


def test_a_folder_stands_for_the_files_in_it(qtbot, window, place: Place, folder: Path) -> None:
    for name in ("plain.docx", "~$plain.docx", "说明.xyz"):
        shutil.copy(FILES / "plain.docx", folder / name)
    drop(place("table"), files(folder))
    assert shown(qtbot, window).windowTitle() == "导入 plain.docx"


def test_too_many_files_are_told(qtbot, window, place: Place, folder: Path) -> None:
    for number in range(15):
        (folder / f"{number}.txt").write_text("没有年报。", "utf-8")
    drop(place("list"), files(folder))
    qtbot.waitUntil(lambda: "还有 3 个没有读" in told(window), timeout=60_000)


@pytest.mark.parametrize(("name", "words"), [("照片.xyz", "可以读取 .json、.docx"), ("旧.wps", "另存为 .docx")])
def test_anything_else_is_refused_in_one_sentence(qtbot, window, place: Place, folder: Path, name, words) -> None:
    (folder / name).write_bytes(b"1")
    drop(place("text"), files(folder / name))
    qtbot.waitUntil(lambda: words in told(window))
    assert cells(window) == {}


def test_a_file_of_demands_is_offered_as_the_local_ones(qtbot, window, place: Place, settings) -> None:
    drop(here := place("table"), files(DISTRICT))
    qtbot.waitUntil(lambda: "用作本地要求？" in told(window))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "已用作本地要求：区级要求（示例）" in told(window))
    assert settings.text("profile") == str(DISTRICT)
    assert here.hasFocus()


def test_a_wrong_file_of_demands_is_told_and_not_used(qtbot, window, place: Place, settings, folder: Path) -> None:
    (folder / "错.toml").write_text('name = "某区"\nlengths = 3\n', "utf-8")
    drop(place("list"), files(folder / "错.toml"))
    qtbot.waitUntil(lambda: "lengths" in told(window))
    assert settings.text("profile") == ""


def test_an_open_dialog_takes_no_file(window, place: Place) -> None:
    here = place("table")
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    assert not drop(here, files(FILES / "plain.docx"))
    assert dialogs(window) == []
    dialog.close()


# A whole report


@pytest.mark.parametrize("name", ["list", "table", "open cell", "text", "note", "tabs"])
@pytest.mark.parametrize("markup", [WORD, ""])
def test_a_whole_report_is_asked_about_wherever_it_is_pasted(qtbot, window, place: Place, name: str, markup: str) -> None:
    here = place(name)
    before = {} if name == "list" else cells(window)
    paste(qtbot, here, copied(f"2024年政府信息公开工作年度报告\n{WORDS}", markup))
    assert "这像一份完整的报告，分到六个部分？" in told(window)
    assert name == "list" or cells(window) in (before, {})
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    found = shown(qtbot, window).chosen.report.cells
    assert found == REPORT.cells if markup else found.items() <= REPORT.cells.items() and "other.text" in found


def test_esc_answers_nothing_and_gives_the_keyboard_back(qtbot, window, place: Place) -> None:
    here = place("text")
    paste(qtbot, here, copied(WORDS))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert (told(window), cells(window)) == ("", {})
    assert here.hasFocus()


def test_typing_on_answers_nothing(qtbot, window, place: Place) -> None:
    paste(qtbot, place("text"), copied(WORDS))
    qtbot.keyClicks(QApplication.focusWidget(), "a b")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert dialogs(window) == []
    assert cells(window) == {"problems.problems": "a b\n"}


def test_a_question_that_passes_leaves_the_keyboard_where_the_person_is_now(qtbot, window, place: Place) -> None:
    paste(qtbot, place("text"), copied(WORDS))
    window.desk.workspace.tabs.go_to("problems.improvements")
    now = QApplication.focusWidget()
    window.banners.withdraw(DEED)
    assert QApplication.focusWidget() is now


def test_a_question_goes_with_the_page_it_was_asked_on(qtbot, window, place: Place) -> None:
    paste(qtbot, place("text"), copied(WORDS))
    window.desk.workspace.tabs.go_to("requests.received.natural")
    assert (told(window), cells(window)) == ("", {})


def test_it_can_be_pasted_where_the_cursor_is(qtbot, window, place: Place) -> None:
    here = place("text")
    paste(qtbot, here, copied(WORDS))
    button(window.banners, "只粘贴在这里（Alt+H）").click()
    assert cells(window) == {"problems.problems": WORDS}
    assert here.hasFocus()


def test_the_start_page_has_no_place_of_its_own_to_paste_into(qtbot, window, place: Place) -> None:
    paste(qtbot, place("list"), copied(WORDS))
    words = [one.text() for one in every(window.banners, type(window.start_page.new_button))]
    assert words == ["分到六个部分（Alt+Y）"]


@pytest.mark.parametrize("name", ["text", "note"])
def test_one_section_s_text_is_pasted_without_a_question(qtbot, window, place: Place, name: str) -> None:
    paste(qtbot, place(name), copied(ONE_SECTION))
    assert told(window) == ""
    assert CELLS[name] in cells(window)


@pytest.mark.parametrize("name", ["open cell", "text", "note"])
def test_the_menu_of_the_mouse_asks_too(qtbot, window, place: Place, name: str) -> None:
    here = place(name)
    QGuiApplication.clipboard().setMimeData(copied(WORDS))
    spot = QPoint(9, 9)
    under = here.viewport() if isinstance(here, TextEditor) else here
    QApplication.sendEvent(under, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, here.mapToGlobal(spot)))
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    next(action for action in menu.actions() if action.text().startswith("粘贴")).trigger()
    menu.close()
    assert "这像一份完整的报告" in told(window)
    assert cells(window).keys() <= {"requests.received.natural"}, "what was typed in the open cell"


@pytest.mark.parametrize("name", ["list", "table", "text", "note"])
def test_a_whole_report_dropped_as_text_is_asked_about(window, place: Place, name: str) -> None:
    drop(place(name), copied(WORDS, WORD))
    assert "这像一份完整的报告" in told(window)


@pytest.mark.parametrize("name", ["text", "note"])
def test_other_text_dropped_on_a_text_is_put_there(window, place: Place, name: str) -> None:
    assert drop(place(name), copied("公开不够及时。"))
    assert cells(window) == {CELLS[name]: "公开不够及时。"}


def test_a_paste_that_has_no_place_is_told(qtbot, window, place: Place) -> None:
    paste(qtbot, place("list"), copied("12"))
    assert "没有可以粘贴的地方" in told(window)


@pytest.mark.parametrize("name", ["list", "table", "text", "note"])
@pytest.mark.parametrize("kind", ["text/rtf", "image/png"])
def test_a_paste_without_words_is_told(qtbot, window, place: Place, name: str, kind: str) -> None:
    data = QMimeData()
    data.setData(kind, b"{\\rtf1 1}")
    paste(qtbot, place(name), data)
    assert "剪贴板里没有文字" in told(window)


def test_a_report_without_its_year_is_taken_for_the_one_now_due(qtbot, window, place: Place) -> None:
    paste(qtbot, place("list"), copied(WORDS))
    button(window.banners, "分到六个部分（Alt+Y）").click()
    dialog = shown(qtbot, window)
    assert "文件里没有写年份" in dialog.asks.text()


# Another office or year


@pytest.mark.parametrize(("office", "year"), [("桃源镇人民政府", 2024), (OFFICE, 2025), (OFFICE, 2022)])
def test_a_report_that_is_not_the_open_one_is_never_filled_in_unasked(qtbot, window, place: Place, office, year) -> None:
    drop(place("table", office, year), files(FILES / "plain.docx"))
    target = shown(qtbot, window).target
    choices = [target.itemText(n) for n in range(target.count())]
    assert not target.currentText().startswith("填入当前报告")
    assert any("建立 2024 年度的新报告" in words for words in choices)
    assert any("填入当前报告（" in words for words in choices)


def test_the_other_office_is_named(qtbot, window, place: Place) -> None:
    drop(place("table", "桃源镇人民政府"), files(FILES / "plain.docx"))
    mind = shown(qtbot, window).mind
    assert mind.text() == f"读到的是“{OFFICE}”的报告，打开的是“桃源镇人民政府”的。"
    assert mind.isVisible()


def test_demands_that_the_program_was_started_with_are_offered(qtbot, window):
    window.taker.open_file(resource("profiles", "district.toml"))
    qtbot.waitUntil(lambda: "用作本地要求？" in told(window))
