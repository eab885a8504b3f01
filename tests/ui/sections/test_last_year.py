"""Last year's report beside this year's: figures at their cells, sentences marked until they are touched."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from app.report.report import Edit, Report
from tests.reports import OFFICE
from tests.ui.pages import found, marked
from ui.help.help_window import HelpWindow
from ui.narrative.text_block import WAITING

LAST = Report(
    OFFICE,
    2024,
    "2021",
    None,
    {
        "proactive.normative.in_force": 22,
        "requests.carried_out.natural": 2,
        "overview.proactive": "2024年公开信息86条。上线新栏目。",
    },
)


def begun(window, library):
    library.create(LAST)
    window.start_page.show_reports()
    window.start_page.copy_button.click()
    window.open_report(library.find(OFFICE, 2025))
    return window.desk.workspace


def part_of(workspace, section: str):
    place = next(n for n, one in enumerate(workspace.session.form.sections) if one.id == section)
    workspace.tabs.go(place)
    return workspace.tabs.current_page()._parts[0]


def hover(workspace, cell: str) -> list[str]:
    editor = part_of(workspace, "overview").blocks[cell].editor
    text = editor.toPlainText()
    return [text[start:end] for start, end, words in editor.hover if words == WAITING]


def test_the_copy_for_the_next_year_carries_the_figures_and_marks_the_prose(window, library) -> None:
    workspace = begun(window, library)
    assert workspace.session.report.cells["requests.carried_in.natural"] == 2
    assert hover(workspace, "overview.proactive") == ["2025年公开信息86条。", "上线新栏目。"]


def test_a_touched_sentence_loses_its_mark_and_undo_brings_it_back(window, library) -> None:
    workspace = begun(window, library)
    workspace.session.apply(Edit({"overview.proactive": "2025年公开信息91条。上线新栏目。"}))
    assert hover(workspace, "overview.proactive") == ["上线新栏目。"]
    workspace.step_back()
    assert hover(workspace, "overview.proactive") == ["2025年公开信息86条。", "上线新栏目。"]


def test_last_year_s_stock_stands_beside_the_cell(window, library) -> None:
    workspace = begun(window, library)
    view = part_of(workspace, "proactive").views[0]
    index = view.model_of_cells.index_of("proactive.normative.in_force")
    assert view.model_of_cells.beside("proactive.normative.in_force") == "上年 22"
    assert "上年 22" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_help_line_tells_last_year_s_figure_of_the_chosen_cell(window, library) -> None:
    workspace = begun(window, library)
    part = part_of(workspace, "proactive")
    part.focus_cell("proactive.normative.in_force")
    assert "上年 22。" in part.help.whole


def test_without_last_year_s_report_nothing_is_marked(opened) -> None:
    workspace = opened.desk.workspace
    assert hover(workspace, "overview.proactive") == []
    view = part_of(workspace, "proactive").views[0]
    assert view.model_of_cells.beside("proactive.normative.in_force") == ""


def ask_new(window, office: str, year: int):
    window.start_page.begin_new()
    panel = window.start_page.new_panel
    panel.office.setText(office)
    panel.year.setValue(year)
    return panel


def test_a_new_report_is_begun_from_last_year_s_when_there_is_one(window, library) -> None:
    library.create(LAST)
    panel = ask_new(window, OFFICE, 2025)
    assert panel.draft.isVisibleTo(panel)
    panel.create_button.click()
    assert window.desk.workspace.session.report.cells["requests.carried_in.natural"] == 2


def test_a_new_report_may_be_begun_empty_all_the_same(window, library) -> None:
    library.create(LAST)
    panel = ask_new(window, OFFICE, 2025)
    panel.draft.click()
    panel.create_button.click()
    assert dict(window.desk.workspace.session.report.cells) == {}


def test_without_last_year_s_report_no_draft_is_offered(window, library) -> None:
    library.create(LAST)
    assert not ask_new(window, OFFICE, 2026).draft.isVisibleTo(window)
    assert not ask_new(window, "别的街道办事处", 2025).draft.isVisibleTo(window)


def bar_of(workspace):
    return workspace.last_year.bar


def listed(bar) -> list[tuple[str, str]]:
    items = [bar.list.topLevelItem(row) for row in range(bar.list.topLevelItemCount())]
    return [(item.text(1), item.text(2)) for item in items]


ASKED = {
    **LAST.cells,
    "overview.proactive": "2024年公开信息86条。自2019年起上线新栏目。",
    "signature.office": OFFICE,
}


def begun_with_questions(window, library):
    library.create(replace(LAST, cells=ASKED))
    ask_new(window, OFFICE, 2025).create_button.click()
    return window.desk.workspace


def test_the_years_that_must_be_judged_are_listed_with_their_sentences(window, library) -> None:
    bar = bar_of(begun_with_questions(window, library))
    assert bar.isVisible()
    assert bar.words.text() == "沿用上年的文字：1 处年份请核对，2 句待改写"
    assert listed(bar) == [("", "2025年公开信息86条。"), ("2019，请核对", "自2019年起上线新栏目。")]


def test_the_list_leads_to_the_very_year(window, library, qtbot) -> None:
    workspace = begun_with_questions(window, library)
    bar = bar_of(workspace)
    bar.list_button.click()
    bar.list.setCurrentItem(bar.list.topLevelItem(1))
    qtbot.keyClick(bar.list, Qt.Key.Key_Return)
    editor = part_of(workspace, "overview").blocks["overview.proactive"].editor
    assert marked(editor)[-1] == "2019"
    assert not editor.textCursor().hasSelection()


def test_the_next_place_is_the_next_even_after_one_was_rewritten(window, library) -> None:
    workspace = begun_with_questions(window, library)
    bar = bar_of(workspace)
    bar.next_button.click()
    workspace.session.apply(Edit({"overview.proactive": "2025年公开信息91条。自2019年起上线新栏目。"}))
    assert listed(bar) == [("2019，请核对", "自2019年起上线新栏目。")]
    bar.next_button.click()
    assert bar.list.currentItem().text(1) == "2019，请核对"


def test_the_list_goes_with_the_last_sentence_and_when_it_is_put_away(window, library) -> None:
    workspace = begun_with_questions(window, library)
    bar = bar_of(workspace)
    bar.close_button.click()
    workspace.session.apply(Edit({"overview.proactive": "2025年公开信息91条。自2019年起上线新栏目。"}))
    assert not bar.isVisible()
    window.open_report(window.desk.key)
    assert bar_of(window.desk.workspace).isVisible()
    window.desk.workspace.session.apply(Edit({"overview.proactive": "全部重写。"}))
    assert not bar_of(window.desk.workspace).isVisible()


def test_help_at_the_list_opens_the_chapter_about_it(window, library) -> None:
    bar = bar_of(begun_with_questions(window, library))
    bar.next_button.setFocus()
    window.commands["help"].trigger()
    assert found(window, HelpWindow).reading.topic == "old-words"


def test_without_last_year_s_report_there_is_no_list(opened) -> None:
    assert not bar_of(opened.desk.workspace).isVisible()


def words_beside(workspace, cell: str = "overview.proactive"):
    return part_of(workspace, "overview").blocks[cell].last_year


def test_last_year_s_words_stand_beside_with_what_may_be_done(window, library) -> None:
    words = words_beside(begun_with_questions(window, library)).words.text()
    assert "2024年公开信息86条。" in words
    assert (words.count('"keep:'), words.count('"rewrite:')) == (2, 2)


def test_a_kept_sentence_waits_no_more_and_may_be_released(window, library) -> None:
    workspace = begun_with_questions(window, library)
    beside, bar = words_beside(workspace), bar_of(workspace)
    beside.words.linkActivated.emit("keep:1")
    assert listed(bar) == [("", "2025年公开信息86条。")]
    assert "✓ 已保留" in beside.words.text()
    beside.words.linkActivated.emit("release:1")
    assert len(listed(bar)) == 2


def test_the_count_reaches_nothing_by_keeping_what_was_gone_to(window, library) -> None:
    bar = bar_of(begun_with_questions(window, library))
    assert not bar.keep_button.isEnabled()
    bar.next_button.click()
    bar.keep_button.click()
    bar.keep_button.click()
    assert not bar.isVisible()


def test_what_was_kept_is_kept_when_the_report_is_opened_again(window, library) -> None:
    workspace = begun_with_questions(window, library)
    words_beside(workspace).words.linkActivated.emit("keep:0")
    window.open_report(window.desk.key)
    assert hover(window.desk.workspace, "overview.proactive") == ["自2019年起上线新栏目。"]


def test_rewriting_leads_to_the_sentence(window, library) -> None:
    workspace = begun_with_questions(window, library)
    words_beside(workspace).words.linkActivated.emit("rewrite:1")
    editor = part_of(workspace, "overview").blocks["overview.proactive"].editor
    assert marked(editor)[-1] == "自2019年起上线新栏目。"


def test_last_year_s_text_is_taken_into_an_empty_field_and_only_there(window, library) -> None:
    library.create(replace(LAST, cells=ASKED))
    window.open_report(library.create(Report(OFFICE, 2025, "2021")))
    workspace = window.desk.workspace
    beside = words_beside(workspace)
    beside.words.linkActivated.emit("take:0")
    assert workspace.session.report.text("overview.proactive") == "2025年公开信息86条。自2019年起上线新栏目。"
    assert '"take:' not in beside.words.text()
    workspace.step_back()
    assert workspace.session.report.text("overview.proactive") == ""


def test_over_a_table_the_line_about_sentences_gives_way(window, library) -> None:
    workspace = begun_with_questions(window, library)
    workspace.tabs.go(2)
    assert not bar_of(workspace).isVisible()
    workspace.tabs.go(0)
    assert bar_of(workspace).isVisible()


def test_without_last_year_s_report_nothing_stands_beside(opened) -> None:
    assert not words_beside(opened.desk.workspace).isVisible()
