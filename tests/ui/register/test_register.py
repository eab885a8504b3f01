"""「台账」: requests are registered line by line, kept at once in their own file, and counted into the tables."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox, QWidget

from app.export.exporting import export
from app.register.counting import frame_of
from app.register.register_file import RegisterBook, read_register, register_path
from app.register.request import Request
from app.register.working_days import read_calendar
from app.report.report import Edit
from app.report.session import Session
from app.system.paths import resource
from tests.reports import FORM, empty
from tests.ui.looks import give_up, looking, write
from tests.ui.pages import found
from ui.changes.changes_dialog import ChangesDialog
from ui.register.choices import KEY
from ui.register.register_dialog import RegisterDialog
from ui.register.register_table import ANSWER, ANSWERED, APPLICANT, DUE, RECEIVED, SUBJECT, WHO

TODAY = date(2025, 11, 3)


@pytest.fixture
def path(tmp_path):
    return register_path(tmp_path, "key")


@pytest.fixture
def dialog(window, path) -> RegisterDialog:
    frame = frame_of(FORM)
    assert frame is not None
    calendar = read_calendar(resource("register", "holidays.toml"))
    return RegisterDialog(Session(FORM, empty()), frame, calendar, RegisterBook(path), TODAY, window)


def put(dialog: RegisterDialog, row: int, column: int, text: str, key: str | None = None) -> None:
    item = dialog.table.item(row, column)
    if key is not None:
        item.setData(KEY, key)
    item.setText(text)


def register_one(dialog: RegisterDialog) -> None:
    dialog.add_button.click()
    put(dialog, 0, RECEIVED, "2025年3月3日")
    put(dialog, 0, APPLICANT, "自然人", "natural")
    put(dialog, 0, ANSWER, "予以公开", "granted")
    put(dialog, 0, ANSWERED, "2025年3月20日")


def test_a_request_is_kept_in_its_own_file_at_once(dialog, path) -> None:
    register_one(dialog)
    put(dialog, 0, WHO, "某人")
    kept = read_register(path)
    assert kept == (Request(date(2025, 3, 3), "natural", "", "granted", date(2025, 3, 20), (), "某人", ""),)


def test_an_empty_register_says_what_belongs_there_and_offers_the_first_step(dialog) -> None:
    dialog.show()
    assert dialog.empty.isVisible()
    assert not dialog.fill_button.isEnabled()
    assert not dialog.drop_button.isVisible()
    dialog.first_button.click()
    assert dialog.table.isVisible()
    assert dialog.table.rowCount() == 1
    assert dialog.fill_button.isEnabled()


def test_a_row_can_only_be_taken_away_when_one_is_chosen(dialog, monkeypatch) -> None:
    monkeypatch.setattr("ui.register.register_dialog.sure", lambda *_: True)
    register_one(dialog)
    dialog.table.clearSelection()
    assert not dialog.drop_button.isEnabled()
    dialog.table.selectRow(0)
    dialog.drop_button.click()
    dialog.show()
    assert dialog.empty.isVisible()


def test_what_was_asked_for_has_room_to_be_read(dialog) -> None:
    register_one(dialog)
    dialog.resize(900, 500)
    dialog.show()
    assert dialog.table.columnWidth(SUBJECT) >= 200


def test_the_last_day_to_answer_stands_beside_the_request(dialog) -> None:
    register_one(dialog)
    assert dialog.table.item(0, DUE).text() == "2025年3月31日"
    put(dialog, 0, ANSWERED, "2025年4月1日")
    assert dialog.table.item(0, DUE).text() == "2025年3月31日（逾期）"


def test_an_open_request_is_late_when_its_day_has_passed(dialog) -> None:
    dialog.add_button.click()
    assert dialog.table.item(0, DUE).text() == "2025年12月1日"
    put(dialog, 0, RECEIVED, "2025年3月3日")
    assert "逾期" in dialog.table.item(0, DUE).text()


def test_a_day_without_its_year_is_taken_and_shown_in_full(dialog, path) -> None:
    dialog.add_button.click()
    put(dialog, 0, RECEIVED, "12.20")
    put(dialog, 0, ANSWERED, "1.8")
    shown = [dialog.table.item(0, column).text() for column in (RECEIVED, ANSWERED)]
    assert shown == ["2025年12月20日", "2026年1月8日"]
    assert read_register(path)[0].answered == date(2026, 1, 8)


def test_the_tables_are_filled_in_one_step_of_undo(dialog) -> None:
    register_one(dialog)
    session = dialog._session
    before = session.report
    with looking(write):
        dialog.fill_button.click()
    assert session.report.cells["requests.received.natural"] == 1
    assert session.report.cells["requests.granted.natural"] == 1
    assert session.report.cells["requests.carried_out.natural"] == 0
    session.undo()
    assert session.report == before


def test_tables_that_are_filled_already_are_not_written_over_unseen(dialog) -> None:
    register_one(dialog)
    session = dialog._session
    session.apply(Edit({"requests.received.natural": 12, "requests.received.business": 5}))
    before = session.report
    with looking(give_up) as seen:
        dialog.fill_button.click()
    assert seen[0][:2] == [("改写", "12", "1"), ("改写", "5", "0")]
    assert session.report is before
    assert "没有写入" in dialog.message.text()


def test_a_register_that_says_what_the_tables_say_asks_nothing(dialog) -> None:
    register_one(dialog)
    with looking(write):
        dialog.fill_button.click()
    with looking(write) as seen:
        dialog.fill_button.click()
    assert seen == []
    assert "与台账一致" in dialog.message.text()


def test_a_date_that_is_none_is_said_and_what_was_kept_stays(dialog, path) -> None:
    register_one(dialog)
    before = read_register(path)
    put(dialog, 0, ANSWERED, "三月二十日")
    assert "答复日期" in dialog.message.text()
    assert read_register(path) == before


def test_a_line_that_was_left_out_is_told_before_it_is_written_and_after(dialog) -> None:
    dialog.add_button.click()
    notes = []

    def read(changes: ChangesDialog) -> None:
        notes.append(changes.note.text())
        write(changes)

    with looking(read):
        dialog.fill_button.click()
    assert notes == ["第 1 行没有选申请人类型，没有计入。"]
    assert "第 1 行没有选申请人类型，没有计入" in dialog.message.text()


def test_a_row_left_as_it_was_added_is_on_no_disk(dialog, path) -> None:
    dialog.add_button.click()
    assert not path.exists() or read_register(path) == ()


@pytest.mark.parametrize("answer", [True, False])
def test_a_day_that_cannot_be_read_is_not_given_up_unasked(dialog, path, monkeypatch, answer: bool) -> None:
    asked: list[str] = []

    def ask(_: QWidget, __: str, words: str, ___: str) -> bool:
        asked.append(words)
        return answer

    monkeypatch.setattr("ui.register.register_dialog.sure", ask)
    dialog.show()
    dialog.add_button.click()
    put(dialog, 0, RECEIVED, "2.30")
    dialog.close_button.click()
    assert dialog.isVisible() is not answer
    assert "改动就丢掉了" in asked[0]
    assert not path.exists() or read_register(path) == ()


def test_choices_are_those_of_the_form(qtbot, dialog) -> None:
    dialog.add_button.click()
    delegate = dialog.table.itemDelegateForColumn(APPLICANT)
    index = dialog.table.model().index(0, APPLICANT)
    box = delegate.createEditor(dialog.table, None, index)
    assert isinstance(box, QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == [
        "",
        "自然人",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
    ]
    box.setCurrentIndex(2)
    delegate.setModelData(box, dialog.table.model(), index)
    assert dialog.table.requests()[0].applicant == "business"


@pytest.mark.parametrize("answer", [True, False])
def test_a_row_is_taken_away_after_a_question(dialog, path, monkeypatch, answer) -> None:
    monkeypatch.setattr("ui.register.register_dialog.sure", lambda *_: answer)
    register_one(dialog)
    dialog.table.selectRow(0)
    dialog.drop_button.click()
    assert len(read_register(path)) == (0 if answer else 1)


def test_a_damaged_register_is_said_and_cannot_be_written_over(window, path) -> None:
    path.parent.mkdir()
    path.write_text("{", "utf-8")
    frame = frame_of(FORM)
    assert frame is not None
    calendar = read_calendar(resource("register", "holidays.toml"))
    dialog = RegisterDialog(Session(FORM, empty()), frame, calendar, RegisterBook(path), TODAY, window)
    assert "无法读取" in dialog.message.text()
    assert not dialog.add_button.isEnabled()
    assert path.read_text("utf-8") == "{"


def test_the_window_opens_the_register_of_the_open_report_and_no_export_holds_a_name(opened, library) -> None:
    opened.commands["register"].trigger()
    dialog = found(opened, RegisterDialog)
    register_one(dialog)
    put(dialog, 0, WHO, "张某某")
    with looking(write):
        dialog.fill_button.click()
    dialog.reject()
    report = opened.desk.workspace.session.report
    assert report.cells["requests.received.natural"] == 1
    assert "张某某".encode() not in export(FORM, report, "html") + export(FORM, report, "json")


def test_what_is_typed_of_a_request_is_cleaned_and_kept_within_reason(dialog, path) -> None:
    register_one(dialog)
    put(dialog, 0, WHO, "某\u202e人\u200b")
    put(dialog, 0, SUBJECT, "预算")
    put(dialog, 0, SUBJECT, "字" * 1001)
    kept = read_register(path)[0]
    assert (kept.who, kept.subject) == ("某人", "预算")
    assert "申请内容最多 1000 个字" in dialog.message.text()
    assert dialog.table.item(0, SUBJECT).text() == "预算"
