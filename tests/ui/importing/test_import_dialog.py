"""「导入」: what was found is shown beside its source, and comes in as one step of undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.exchange import Import, Question, read
from app.exchange.exchange_file import write_json
from app.report.report import Edit, Report
from app.system.paths import resource
from tests.corpus.base import OFFICE, REPORT, TEXTS
from tests.corpus.build import FILES
from tests.reports import FORM, FORMS
from tests.ui.looks import give_up, looking, write
from tests.ui.pages import found
from ui.importing.check_words import summary, told_of_cell
from ui.importing.import_dialog import ImportDialog
from ui.importing.review import ImportReview, Stop
from ui.window.main_window import MainWindow


@pytest.fixture
def ask(window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    """Chooses a file of the corpus, as if in the system's dialog, and gives the import dialog."""

    def ask(name: str | Path) -> ImportDialog:
        path = FILES / name
        monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: path)
        window.commands["import"].trigger()
        return found(window, ImportDialog)

    return ask


def choose(dialog: ImportDialog, words: str) -> None:
    dialog.target.setCurrentIndex(
        next(n for n in range(dialog.target.count()) if words in dialog.target.itemText(n))
    )


def opened_empty(window: MainWindow, library, year: int = 2024) -> Report:
    report = Report(OFFICE, year, "2021")
    window.open_report(library.create(report))
    return report


def test_a_file_becomes_a_new_report_of_the_library(window, library, ask) -> None:
    dialog = ask("plain.docx")
    dialog.take()
    key = library.find(OFFICE, 2024)
    assert key is not None
    assert window.desk.workspace.session.report == REPORT


def test_a_file_fills_the_open_report_in_one_step_of_undo(window, library, ask) -> None:
    before = opened_empty(window, library)
    ask("cms.html").take()
    session = window.desk.workspace.session
    assert session.report == REPORT
    session.undo()
    assert session.report == before


def test_a_file_never_writes_over_what_is_filled_unseen(window, library, ask) -> None:
    opened_empty(window, library)
    session = window.desk.workspace.session
    session.apply(Edit({"proactive.licences.decisions": 999}))
    before = session.report
    dialog = ask("cms.html")
    with looking(give_up) as seen:
        dialog.take()
    assert seen[0][0][:2] == ("改写", "999")
    assert session.report is before
    assert dialog.isVisible()
    with looking(write):
        dialog.take()
    assert session.report == REPORT


def test_a_draft_that_is_given_up_brings_nothing_into_the_report_or_the_library(window, library, ask) -> None:
    before = opened_empty(window, library, 2025)
    with looking(give_up):
        ask("plain.docx").take()
    assert window.desk.workspace.session.report == before
    assert library.find(OFFICE, 2024) is None


def test_what_is_left_out_stays_as_it_is(window, library, ask) -> None:
    opened_empty(window, library)
    dialog = ask("plain.docx")
    dialog.review.leave_out("overview.platform")
    dialog.take()
    cells = window.desk.workspace.session.report.cells
    assert set(REPORT.cells) - set(cells) == {"overview.platform"}


def test_last_year_s_file_gives_the_carried_figures_and_the_prose_to_the_open_report(
    window, library, ask
) -> None:
    opened_empty(window, library, 2025)
    dialog = ask("plain.docx")
    assert "作为上年报告" in dialog.target.currentText()
    with looking(write) as seen:
        dialog.take()
    assert {row[0] for row in seen[0]} == {"新填"}
    cells = window.desk.workspace.session.report.cells
    assert cells["requests.carried_in.natural"] == 1
    assert cells["other.text"] == "2025年没有收取信息处理费。"
    assert "proactive.licences.decisions" not in cells


def test_sentences_of_a_last_year_s_file_are_listed_as_waiting(window, library, ask) -> None:
    opened_empty(window, library, 2025)
    with looking(write):
        ask("plain.docx").take()
    assert "句待改写" in window.desk.workspace.last_year.bar.words.text()
    assert "2024 年度报告也已放入报告列表" in window.banners.standing()[-1]
    assert library.sessions.report(library.find(OFFICE, 2024)).cells == REPORT.cells


def test_a_last_year_s_report_that_is_there_already_stays_as_it_is(window, library, ask) -> None:
    kept = library.create(Report(OFFICE, 2024, "2021", None, {"other.text": "自己填写的。"}))
    opened_empty(window, library, 2025)
    with looking(write):
        ask("plain.docx").take()
    assert library.sessions.report(kept).cells == {"other.text": "自己填写的。"}
    assert "放入报告列表" not in window.banners.standing()[-1]


def test_a_file_may_be_the_draft_of_the_next_year_s_report(window, library, ask) -> None:
    dialog = ask("plain.docx")
    choose(dialog, "底稿")
    dialog.take()
    report = window.desk.workspace.session.report
    assert (report.year, report.cells["requests.carried_in.natural"]) == (2025, 1)


def test_a_file_without_doubts_is_taken_by_enter_at_once(qtbot, window, library, ask) -> None:
    dialog = ask("plain.docx")
    qtbot.waitUntil(dialog.take_button.hasFocus)
    assert dialog.first_line.text() == "没有要核对的，按回车导入。"
    qtbot.keyClick(dialog.take_button, Qt.Key.Key_Return)
    assert library.find(OFFICE, 2024) is not None


def test_what_stands_in_the_open_report_is_told_beside_another_figure(window, library, ask) -> None:
    window.open_report(
        library.create(replace(REPORT, cells={**REPORT.cells, "proactive.licences.decisions": 40}))
    )
    dialog = ask("plain.docx")
    dialog.check.go_to(Stop("proactive.licences.decisions"))
    assert dialog.check.help.whole.endswith("当前报告里是 40。")
    dialog.check.go_to(Stop("proactive.penalties.decisions"))
    assert "当前报告" not in dialog.check.help.whole


def test_an_office_that_is_not_known_is_asked_before_a_report_is_made(window, library, ask) -> None:
    dialog = ask("figures-2024.xlsx")
    dialog.take()
    assert "单位全称" in dialog.message.text()
    dialog.office.setText("柳荫街道办事处")
    dialog.take()
    assert library.find(OFFICE, 2024) is not None
    assert window.desk.workspace.session.report.cells.keys() == REPORT.cells.keys() - TEXTS.keys()


def test_a_report_that_exists_is_not_overwritten(library, ask) -> None:
    library.create(Report(OFFICE, 2024, "2021"))
    dialog = ask("plain.docx")
    dialog.take()
    assert "已存在" in dialog.message.text()
    assert dialog.isVisible()


def test_a_file_that_cannot_be_read_is_said_in_a_banner(window, ask, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "年报.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: path)
    window.commands["import"].trigger()
    assert any("另存为 .docx" in sentence for sentence in window.banners.standing())


def test_a_refusal_goes_with_the_next_import_and_with_its_page(window, library, ask, tmp_path: Path) -> None:
    wrong = tmp_path / "去年.txt"
    wrong.write_text("没有表", "utf-8")
    for leave in (lambda: opened_empty(window, library), window.go_home):
        window.desk.open_file(wrong)
        assert window.banners.standing() != ()
        leave()
        assert window.banners.standing() == ()
    window.desk.open_file(wrong)
    ask("plain.docx").take()
    assert window.banners.standing() == ()


def test_giving_up_in_the_system_s_dialog_does_nothing(window, monkeypatch) -> None:
    monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: None)
    window.commands["import"].trigger()
    assert window.findChildren(ImportDialog) == []


def test_the_folder_is_remembered(settings, ask) -> None:
    ask("plain.docx")
    assert settings.text("import.folder") == str(FILES)


def test_the_summary_counts_in_one_sentence() -> None:
    import_ = read(FORMS, (FILES / "strokes.html").read_bytes(), "strokes.html")
    assert summary(import_) == "读到 170 栏，另有 4 处定不下来，留空待填。"
    assert len(ImportReview(FORM, import_).stops) == 4


def test_what_is_read_from_data_of_our_own_needs_no_source_beside_it(ask) -> None:
    shown = ask(resource("samples", "2025.json"))
    assert not shown.source.isVisible()
    assert "没有要核对的" in shown.first_line.text()


def test_a_name_of_others_orders_nothing_on_the_screen(ask, tmp_path) -> None:
    path = tmp_path / "年报\u202ecod.docx"
    path.write_bytes((FILES / "plain.docx").read_bytes())
    assert ask(path).windowTitle() == "导入 年报[U+202E]cod.docx"


def test_what_nobody_sees_in_a_file_is_told_beside_what_was_read(ask, tmp_path) -> None:
    path = tmp_path / "年报.json"
    path.write_bytes(write_json(FORM, REPORT).replace("。".encode(), "\u200b。".encode(), 1))
    dialog = ask(path)
    assert "1 个看不见的字符（U+200B），已经去掉" in dialog.asks.text()
    dialog.office.setText("镇" * 101)
    dialog.take()
    assert "单位全称最多 100 个字" in dialog.message.text()


def test_a_value_that_was_read_otherwise_than_it_is_carried_waits_with_its_question() -> None:
    cell = "proactive.licences.decisions"
    asked = Question(cell, "行政许可：页面上是 12，随文件的数据是 21，已按页面上读取，请核对")
    found = Import(Report(OFFICE, 2024, "2021", None, {cell: 12}), questions=(asked,))
    review = ImportReview(FORM, found)
    assert review.stops == (Stop(cell),)
    assert told_of_cell(review, cell) == asked.sentence
    assert "1 处已经读取，请核对" in summary(found)
    assert "留空" not in summary(found)
