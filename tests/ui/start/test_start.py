"""The start page: list, new, the same year twice, next year, bin and back."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QMessageBox, QPushButton

from app.form.kinds import Value
from app.report.report import Report
from app.review.course import STAGES, Course, Signed
from app.review.kept import Review, review_path, write_review
from app.store.library import Library
from app.system.paths import data_folder
from tests.reports import FORMS, OFFICE, empty
from tests.ui.pages import button
from ui.start.new_report import NewReport
from ui.start.standing_words import filled_words
from ui.start.start_page import StartPage

NOW = datetime(2026, 1, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def page(qtbot, library, means) -> StartPage:
    made = StartPage(library, FORMS, means, lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    return made


def fill(page: StartPage, office: str, year: int) -> NewReport:
    page.begin_new()
    page.new_panel.office.setText(office)
    page.new_panel.year.setValue(year)
    return page.new_panel


def rows(page: StartPage) -> list[list[str]]:
    items = [page.list.topLevelItem(n) for n in range(page.list.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items if item]


def test_an_empty_library_offers_the_first_step(page) -> None:
    assert page.empty.isVisible()
    page.empty.new_button.click()
    assert page.new_panel.isVisible()


def test_the_year_to_report_is_the_last_one_in_january(page) -> None:
    page.begin_new()
    assert page.new_panel.year.value() == 2025


def test_the_edition_follows_from_the_year(page) -> None:
    panel = fill(page, OFFICE, 2025)
    assert "2021 版" in panel.edition.text()
    assert panel.year.minimum() == FORMS.all[0].first_year


def test_a_new_report_is_made_and_opened(qtbot, page, library) -> None:
    panel = fill(page, f" {OFFICE} ", 2025)
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(panel.office, Qt.Key.Key_Return)
    assert library.find(OFFICE, 2025) == opened.args[0]


@pytest.mark.parametrize("field", ["office", "year", "draft"])
def test_enter_in_every_field_makes_the_report(qtbot, page, library, field) -> None:
    library.create(empty(2024))
    panel = fill(page, OFFICE, 2025)
    with qtbot.waitSignal(page.opened):
        qtbot.keyClick(getattr(panel, field), Qt.Key.Key_Return)
    assert library.find(OFFICE, 2025)


@pytest.mark.parametrize("field", ["office", "year"])
def test_enter_opens_the_report_that_exists(qtbot, page, library, field) -> None:
    key = library.create(empty(2025))
    panel = fill(page, OFFICE, 2025)
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(getattr(panel, field), Qt.Key.Key_Return)
    assert opened.args == [key]


def test_the_first_year_that_is_due_and_not_there_is_offered(page, library) -> None:
    library.create(empty(2025))
    page.begin_new()
    assert page.new_panel.year.value() == 2026
    page.new_panel.office.setText("南坡街道办事处")
    assert page.new_panel.year.value() == 2025


def test_a_year_that_was_chosen_stays_when_the_office_changes(page, library) -> None:
    library.create(empty(2025))
    page.begin_new()
    page.new_panel.year.setValue(2024)
    page.new_panel.office.setText("南坡街道办事处")
    assert page.new_panel.year.value() == 2024


def test_a_report_without_an_office_is_refused_in_place(qtbot, page, library) -> None:
    panel = fill(page, "　", 2025)
    panel.create_button.click()
    assert panel.message.text() == "请先填写单位全称。"
    assert library.entries() == ()


def test_the_same_office_and_year_twice_is_refused_and_the_first_can_be_opened(qtbot, page, library) -> None:
    key = library.create(empty())
    panel = fill(page, OFFICE, 2025)
    assert panel.message.text() == f"{OFFICE} 2025 年度报告已存在。打开它？"
    assert not panel.create_button.isEnabled()
    with qtbot.waitSignal(page.opened) as opened:
        panel.open_button.click()
    assert opened.args == [key]


def test_another_year_of_the_same_office_is_no_twin(page, library) -> None:
    library.create(empty(2024))
    panel = fill(page, OFFICE, 2025)
    assert panel.create_button.isEnabled()
    assert not panel.open_button.isVisible()


def test_esc_leaves_the_questions(qtbot, page) -> None:
    panel = fill(page, OFFICE, 2025)
    qtbot.keyClick(panel.office, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page.empty.new_button.isVisible()


def test_the_list_tells_office_year_and_how_far(page, library) -> None:
    library.create(empty(2024))
    library.create(empty(2025))
    page.show_reports()
    assert rows(page) == [[OFFICE, "2025", "– 未开始"], [OFFICE, "2024", "– 未开始"]]


@pytest.mark.parametrize(
    ("filled", "words"), [((0, 9), "– 未开始"), ((3, 9), "… 填写中 3/9"), ((9, 9), "✓ 已填完")]
)
def test_how_far_is_said_with_a_mark_and_a_word(filled, words) -> None:
    assert filled_words(filled) == words


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_chosen_report(qtbot, page, library, key) -> None:
    made = library.create(empty())
    page.show_reports()
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.list, key)
    assert opened.args == [made]


def test_delete_puts_into_the_bin_and_the_banner_takes_it_back(qtbot, page, library, banners) -> None:
    library.create(empty())
    page.show_reports()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert (library.entries(), len(library.binned())) == ((), 1)
    assert banners.standing() == (f"“{OFFICE} 2025 年度报告”已移入回收站。",)
    next(button for button in banners.findChildren(QPushButton) if button.text() == "撤销删除").click()
    assert len(library.entries()) == 1


def make_final(library: Library) -> str:
    key = library.create(empty())
    course = Course(tuple(Signed(stage, "张", NOW.date()) for stage in STAGES))
    write_review(review_path(library.folder, key), Review(course=course))
    return key


@pytest.fixture
def asked(monkeypatch) -> list[tuple[str, str]]:
    """What message boxes asked, and their default button; Enter answers them."""
    asked: list[tuple[str, str]] = []

    def answer(box: QMessageBox) -> None:
        asked.append((box.text(), box.defaultButton().text()))
        box.defaultButton().click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


@pytest.mark.parametrize("road", ["button", "key"])
def test_a_final_report_is_asked_for_before_it_leaves_and_stays_by_default(qtbot, page, library, asked, road) -> None:
    key = make_final(library)
    page.show_reports()
    if road == "button":
        page.bin_button.click()
    else:
        qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert [entry.key for entry in library.entries()] == [key]
    assert "已定稿" in asked[0][0]
    assert asked[0][1] == "不删除"
    assert page.window().focusWidget() is page.list


def test_a_final_report_is_binned_by_who_insists(page, library, monkeypatch) -> None:
    make_final(library)
    page.show_reports()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: button(box, "仍然移入回收站").click())
    page.bin_button.click()
    assert library.entries() == ()


def test_a_report_of_which_nobody_can_tell_whether_it_is_final_is_asked_for(page, library, asked) -> None:
    review_path(library.folder, make_final(library)).write_text("{", "utf-8")
    page.show_reports()
    page.bin_button.click()
    assert len(library.entries()) == 1
    assert "是否已定稿" in asked[0][0]


def test_the_bin_restores(qtbot, page, library) -> None:
    library.bin(library.create(empty()))
    page.show_reports()
    page.show_bin_button.click()
    assert rows(page)[0][0] == OFFICE
    page.restore_button.click()
    assert len(library.entries()) == 1
    assert not page.restore_button.isVisible()


def test_restoring_beside_a_twin_is_refused_in_words(page, library, banners) -> None:
    library.bin(library.create(empty()))
    library.create(empty())
    page.show_reports()
    page.show_bin_button.click()
    page.restore_button.click()
    assert any("已存在" in sentence for sentence in banners.standing())
    assert not any(sentence.startswith("已恢复") for sentence in banners.standing())


def test_next_year_keeps_the_words_and_leaves_the_numbers_blank(page, library) -> None:
    cells: dict[str, Value] = {"overview.platform": "专栏两个。", "requests.received.natural": 3}
    library.create(Report(OFFICE, 2025, "2021", None, cells))
    page.show_reports()
    page.copy_button.click()
    key = library.find(OFFICE, 2026)
    assert key is not None
    assert dict(library.open_session(key).report.cells) == {"overview.platform": "专栏两个。"}


def test_a_library_that_may_only_be_read_offers_no_change(qtbot, library, means) -> None:
    library.create(empty())
    library.flush()
    with Library.open(data_folder(), FORMS) as second:
        page = StartPage(second, FORMS, means, lambda: NOW)
        qtbot.addWidget(page)
        assert second.read_only
        assert page.open_button.isEnabled()
        assert not page.new_button.isEnabled()
        assert not page.bin_button.isEnabled()


def test_the_cursor_returns_to_the_report_that_was_open(window, library) -> None:
    library.create(empty(2025))
    key = library.create(empty(2024))
    window.open_report(key)
    window.go_home()
    assert window.start_page.list.current_key() == key


def test_an_empty_library_has_the_keyboard_on_the_first_step(page):
    page.select("")
    assert page.window().focusWidget() is page.empty.new_button


def test_enter_presses_the_button_that_has_the_keyboard(qtbot, button_keys, page):
    page.window().activateWindow()
    page.empty.new_button.setFocus()
    qtbot.waitUntil(page.empty.new_button.hasFocus)
    qtbot.keyClick(page.empty.new_button, Qt.Key.Key_Return)
    assert page.new_panel.isVisible()


def test_an_enter_that_is_held_down_accepts_no_dialog(qtbot, button_keys):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    line, first = QLineEdit(dialog), QPushButton("写入", dialog)
    first.setDefault(True)
    pressed = []
    first.clicked.connect(lambda: pressed.append(1))
    dialog.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    enter = (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, *enter, True))
    assert not pressed
    QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, *enter))
    assert pressed == [1]


def test_a_file_can_be_read_in_from_the_list_and_from_the_empty_page(qtbot, page):
    for one in (page.import_button, page.empty.import_button):
        with qtbot.waitSignal(page.importing):
            one.click()


def test_opening_the_bin_puts_the_keyboard_into_its_list_and_leaving_it_back(qtbot, page, library):
    for year in (2022, 2023):
        library.create(empty(year))
    page.show_reports()
    page.activateWindow()
    page.bin_button.click()
    for _ in range(2):
        page.new_button.setFocus()
        qtbot.mouseClick(page.show_bin_button, Qt.MouseButton.LeftButton)
        assert page.focusWidget() is page.list


def menu_at(page: StartPage, reason: QContextMenuEvent.Reason, row: int) -> QMenu:
    """The menu of the list, by the menu key or by a right click on a row."""
    item = page.list.topLevelItem(row)
    assert item is not None
    place = page.list.visualItemRect(item).center()
    by_key = reason == QContextMenuEvent.Reason.Keyboard
    there = page.list if by_key else page.list.viewport()
    QApplication.sendEvent(there, QContextMenuEvent(reason, place, there.mapToGlobal(QPoint(place))))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse])
def test_the_list_has_a_menu_with_the_deeds_of_its_buttons(page, library, reason):
    for year in (2022, 2023):
        library.create(empty(year))
    page.show_reports()
    menu = menu_at(page, reason, 1)
    assert [action.text() for action in menu.actions()] == ["打开", "复制为下一年", "删除"]
    menu.actions()[2].trigger()
    menu.close()
    meant = 2023 if reason == QContextMenuEvent.Reason.Keyboard else 2022  # the selected row, the row under the mouse
    assert [entry.year for entry in library.binned()] == [meant]


def test_in_the_bin_the_menu_restores(page, library):
    library.create(empty(2023))
    page.show_reports()
    page.bin_button.click()
    page.show_bin_button.click()
    menu = menu_at(page, QContextMenuEvent.Reason.Mouse, 0)
    assert [action.text() for action in menu.actions()] == ["恢复"]
    menu.close()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({}, "没有可以带过来的"),
        ({"other.text": "本年没有收取信息处理费。"}, "：文字沿用上年"),
        ({"requests.carried_out.natural": 2}, "：上年结转已填入。"),
    ],
)
def test_what_came_along_into_the_next_year_is_said_and_nothing_else(page, library, banners, cells, told):
    library.create(Report(OFFICE, 2024, "2021", cells=cells))
    page.show_reports()
    page.copy_button.click()
    assert told in banners.standing()[-1]


def test_a_look_alike_is_the_office_that_exists(page, library) -> None:
    library.create(Report("南坡街道（筹）", 2025, "2021"))
    panel = fill(page, "南坡街道 (筹)\u200b", 2025)
    assert "“南坡街道（筹）”" in panel.message.text()
    assert panel.open_button.isVisible()


def test_what_nobody_sees_is_taken_out_of_a_new_name_and_said(page, library) -> None:
    panel = fill(page, "南\u202e坡镇", 2025)
    assert "看不见的字符（U+202E），已经去掉" in panel.message.text()
    panel.create_button.click()
    assert [entry.office for entry in library.entries()] == ["南坡镇"]


def test_a_new_name_beyond_reason_is_refused(page, library) -> None:
    panel = fill(page, "镇" * 101, 2025)
    panel.create_button.click()
    assert "单位全称最多 100 个字" in panel.message.text()
    assert library.entries() == ()
