"""The main window: one report in it, its tabs' marks, undo in words, what is saved, settings that are kept."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.checks import Finding
from app.errors import StoreError
from app.form.form_file import Forms
from app.report.report import Edit, Report
from app.store.catalogue import taken_words
from app.store.journal.ledger import Saved
from app.store.library import Library
from app.system.settings import Settings
from tests.reports import FORM, OFFICE, empty, full
from ui.dialogs.info_dialog import InfoDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.sections.find_bar import TextPlace, places
from ui.window.main_window import MainWindow

ZONE = timezone(timedelta(hours=8))


def session_of(window: MainWindow):
    return window.desk.workspace.session


def tip(window: MainWindow, section: str) -> str:
    tabs = window.desk.workspace.tabs
    place = [one.id for one in FORM.sections].index(section)
    return tabs.bar.tabToolTip(place)


def test_the_title_bar_names_office_and_year(opened) -> None:
    assert opened.windowTitle() == f"{OFFICE} · 2025 年度报告"


def test_there_is_a_tab_for_each_section_of_the_form(opened) -> None:
    tabs = opened.desk.workspace.tabs
    assert [tabs.bar.tabText(n) for n in range(2)] == ["① 总体情况", "② 主动公开"]
    assert tabs.count() == len(FORM.sections)


def test_alt_and_a_number_go_to_a_tab(qtbot, opened) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert opened.desk.workspace.tabs.currentIndex() == 3


def test_a_tab_says_in_words_how_far_it_is(window, library) -> None:
    window.open_report(library.create(empty()))
    session = session_of(window)
    assert "未填写" in tip(window, "disputes")
    session.apply(Edit({"disputes.review.upheld": 0}))
    window.desk.workspace.watch.run()
    assert "填写中" in tip(window, "disputes")
    zeros = {c.id: 0 for c in FORM.required if c.section == "disputes"}
    session.apply(Edit(zeros))
    window.desk.workspace.watch.run()
    assert "已填完" in tip(window, "disputes")


def test_a_broken_balance_marks_its_tab_and_counts_in_the_bar(opened) -> None:
    session_of(opened).apply(Edit({"requests.received.natural": 3}))
    opened.desk.workspace.watch.run()
    assert "强制性" in tip(opened, "requests")
    assert opened.commands["check"].text().startswith("检查（")


def test_the_next_finding_leads_to_its_cell(opened) -> None:
    session_of(opened).apply(Edit({"overview.proactive": "全年公开信息86条。", "requests.received.natural": 3}))
    opened.commands["check"].trigger()
    assert opened.desk.workspace.tabs.currentIndex() == 2
    assert opened.desk.place.cell.startswith("requests.")


def test_a_finding_about_the_office_leads_to_the_report_s_particulars(opened, monkeypatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(opened.desk, "edit_info", lambda: asked.append("info"))
    finding = Finding("mandatory", "print.glyph", "", "单位名称里有打印字体没有的字", ("office",))
    opened.desk.workspace.findings.chosen.emit(finding)
    assert asked == ["info"]


def test_undo_says_what_it_takes_back_and_shows_the_place(opened) -> None:
    session_of(opened).apply(Edit({"disputes.review.upheld": 7}, "填写 结果维持"))
    assert opened.commands["undo"].toolTip() == "撤销：填写 结果维持（Ctrl+Z）"
    opened.commands["undo"].trigger()
    assert session_of(opened).report == full()
    assert opened.desk.workspace.tabs.currentIndex() == 3
    assert not opened.commands["undo"].isEnabled()
    opened.commands["redo"].trigger()
    assert session_of(opened).report.cells["disputes.review.upheld"] == 7


def test_what_is_typed_is_stored_without_a_button(qtbot, opened, library) -> None:
    session_of(opened).apply(Edit({"disputes.review.upheld": 7}))
    assert opened.bar.saved.text() == "正在保存…"
    qtbot.waitUntil(lambda: opened.bar.saved.text().startswith("已保存"))
    assert library.entries()[0].key == opened.desk.key


def test_going_home_stores_and_shows_the_list(opened, library) -> None:
    session_of(opened).apply(Edit({"disputes.review.upheld": 7}))
    key = opened.desk.key
    opened.commands["home"].trigger()
    assert not opened.desk.busy
    assert library.sessions.report(key).cells["disputes.review.upheld"] == 7
    assert opened.start_page.isVisible()


def test_a_failed_save_stands_in_a_banner_until_it_works_again(opened) -> None:
    opened.status.say_stored(Saved(None, "磁盘已满，报告没有保存。请腾出空间。"), lambda: None)
    assert opened.banners.standing() == ("磁盘已满，报告没有保存。请腾出空间。",)
    assert opened.bar.saved.text() == "未能保存"
    opened.status.say_stored(Saved(datetime.now(ZONE)), lambda: None)
    assert opened.banners.standing() == ()


def test_a_report_that_cannot_be_opened_is_said_so(window, library, monkeypatch) -> None:
    def refuse(key: str):
        raise StoreError("这份报告已损坏，请从备份恢复。")

    key = library.create(empty())
    monkeypatch.setattr(library, "open_session", refuse)
    window.open_report(key)
    assert window.banners.standing() == ("这份报告已损坏，请从备份恢复。",)
    assert not window.desk.busy


def test_commands_of_a_report_wait_until_one_is_open(window, library) -> None:
    assert not window.commands["export"].isEnabled()
    window.open_report(library.create(empty()))
    assert window.commands["export"].isEnabled()
    assert not window.commands["preview"].isChecked()


def test_folded_panels_stay_folded_next_time(opened, library, settings) -> None:
    opened.commands["preview"].trigger()
    opened.commands["findings"].trigger()
    assert opened.desk.workspace.preview.isVisible()
    assert (settings.flag("preview.visible"), settings.flag("findings.visible")) == (True, True)
    opened.commands["preview"].trigger()
    key = opened.desk.key
    opened.go_home()
    opened.open_report(key)
    assert not opened.desk.workspace.preview.isVisible()
    assert opened.desk.workspace.findings.unfolded


def test_a_setting_that_cannot_be_kept_is_said_and_stops_nothing(opened, settings, monkeypatch) -> None:
    def refuse(key: str, value: object) -> None:
        raise StoreError("设置没有保存。")

    monkeypatch.setattr(settings, "put", refuse)
    opened.commands["preview"].trigger()
    assert "设置没有保存。" in opened.banners.standing()
    assert opened.desk.workspace.preview.isVisible()


def test_the_days_that_are_left_are_said(qtbot, library, forms: Forms, settings: Settings, appearance) -> None:
    window = MainWindow(library, forms, settings, appearance, lambda: datetime(2026, 1, 19, 9, 0, tzinfo=ZONE))
    qtbot.addWidget(window)
    window.open_report(library.create(empty(2025)))
    assert window.bar.deadline.text() == "还有 12 天"
    assert window.bar.deadline.toolTip() == "距 1 月 31 日还有 12 天"
    window.close()


def test_words_are_found_in_names_and_texts(opened) -> None:
    report = full(requests__carried_out__natural=1)
    found = list(places(FORM, report, "本年按要求"))
    assert TextPlace("overview.proactive", 0, 5) in found
    assert TextPlace("requests.carried_out.natural") in places(FORM, report, "结转下年度")
    assert list(places(FORM, report, "  ")) == []


def test_the_find_bar_goes_from_place_to_place(qtbot, opened) -> None:
    opened.commands["find"].trigger()
    bar = opened.desk.workspace.find_bar
    found: list[TextPlace] = []
    bar.found.connect(lambda place: found.append(place))
    bar.words.setText("结果维持")
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        qtbot.keyClick(bar.words, Qt.Key.Key_Return, modifier)
    assert found[0] == found[2] != found[1]
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert not bar.isVisible()


@pytest.fixture
def info(qtbot, opened, library) -> InfoDialog:
    made = InfoDialog(session_of(opened), lambda office: taken_words(library.holdings.values(), 2025, office), opened)
    qtbot.addWidget(made)
    return made


def test_office_and_title_change_in_one_step(info, opened) -> None:
    info.fields["office"].setText("南坡街道办事处")
    info.fields["title"].setText("南坡街道2025年年度报告")
    info.accept()
    report = session_of(opened).report
    assert (report.office, report.title) == ("南坡街道办事处", "南坡街道2025年年度报告")
    assert opened.windowTitle().startswith("南坡街道办事处")
    assert len(session_of(opened).past) == 1


def test_an_office_that_has_a_report_of_the_year_is_refused(info, library, opened) -> None:
    library.create(Report("南坡街道办事处", 2025, "2021"))
    info.fields["office"].setText("南坡街道办事处")
    info.accept()
    assert "已存在" in info.message.text()
    assert session_of(opened).report.office == OFFICE


def test_an_empty_office_is_refused(info, opened) -> None:
    info.fields["office"].setText(" ")
    info.accept()
    assert "不能为空" in info.message.text()


def enter(dialog: SettingsDialog, key: str, words: str) -> None:
    field = dialog.fields[key]
    assert isinstance(field, QLineEdit)
    field.setText(words)


def test_the_settings_page_shows_and_stores_what_the_table_says(qtbot, settings, window) -> None:
    dialog = SettingsDialog(settings, window.house, window)
    assert set(dialog.fields) == {entry.key for entry in settings.table.values() if entry.shown}
    enter(dialog, "deadline", "01-15")
    with qtbot.waitSignal(dialog.stored):
        dialog.accept()
    assert settings.text("deadline") == "01-15"


def test_a_wrong_setting_is_refused_in_words(settings, window) -> None:
    dialog = SettingsDialog(settings, window.house, window)
    enter(dialog, "deadline", "13-40")
    dialog.accept()
    assert "报送期限" in dialog.message.text()
    assert settings.text("deadline") == "01-31"


def test_a_form_of_three_cells_has_its_own_tabs(qtbot, root, tmp_path, settings, appearance) -> None:
    forms = Forms(root / "tests" / "forms")
    with Library.open(tmp_path / "other", forms) as library:
        window = MainWindow(library, forms, settings, appearance)
        qtbot.addWidget(window)
        window.open_report(library.create(Report("南坡果园", 2025, "three")))
        tabs = window.desk.workspace.tabs
        names = [tabs.bar.tabText(n).split()[1] for n in range(tabs.count())]
        assert names == [section.tab for section in forms.edition("three").sections]
        window.close()




def test_a_report_opened_again_opens_where_it_was_left(opened) -> None:
    key = opened.desk.key
    opened.desk.workspace.tabs.go_to("requests.received.natural")
    opened.go_home()
    opened.open_report(key)
    assert opened.desk.workspace.tabs.currentIndex() == 2
    assert opened.desk.place.cell == "requests.received.natural"


def test_a_pasted_name_is_cleaned_and_it_is_said(info, opened) -> None:
    info.fields["office"].setText("南坡\u202e街道\u200b办事处")
    assert "2 个看不见的字符" in info.message.text()
    info.accept()
    assert session_of(opened).report.office == "南坡街道办事处"


@pytest.mark.parametrize(("name", "letters"), [("office", 101), ("title", 201), ("office", 1_000_000)])
def test_a_name_beyond_reason_is_refused_and_not_cut(info, opened, name, letters) -> None:
    info.fields[name].setText("镇" * letters)
    info.accept()
    assert "最多" in info.message.text()
    assert session_of(opened).report.office == OFFICE


def test_an_office_may_be_written_otherwise_but_not_like_another_one(info, library, opened) -> None:
    library.create(Report("南坡街道办事处（筹）", 2025, "2021"))
    info.fields["office"].setText("南坡街道办事处(筹)")
    info.accept()
    assert "“南坡街道办事处（筹）”" in info.message.text()


def test_a_name_that_is_stored_however_it_is_stays_when_only_the_title_changes(qtbot, opened) -> None:
    session, odd = session_of(opened), "\u202e镇" * 300
    session.apply(Edit({"office": odd}))
    dialog = InfoDialog(session, lambda _: "", opened)
    qtbot.addWidget(dialog)
    dialog.fields["title"].setText("新标题")
    dialog.accept()
    assert (session.report.office, session.report.title) == (odd, "新标题")
