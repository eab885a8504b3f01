"""没有归入栏目的文字 in the window: a block after its field; 放到 puts it into a field, 不要 does away with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from app.report.doubt import Doubt
from app.report.report import Edit
from app.report.session import Session
from app.store.library import Library
from tests.reports import full
from tests.ui.pages import every, found
from ui.grid.table_part import TablePart
from ui.narrative.placing import decide
from ui.narrative.text_editor import TextEditor
from ui.narrative.unplaced_block import UnplacedBlock
from ui.narrative.unplaced_place import UnplacedShelf
from ui.sections.section_page import SectionPage
from ui.window.main_window import MainWindow

FIELD, NEXT, NOTE = "overview.proactive", "overview.on_request", "requests.note"
LOOSE = Doubt(FIELD, "另行公开的文件\n共三件。", "unplaced", "第 12 段", "标题不知是哪一部分")
UNDER = Doubt(NOTE, "表下的说明。", "unplaced", "第 40 段", "表下的文字，不知是不是表注")


@pytest.fixture
def opened(window: MainWindow, library: Library) -> MainWindow:
    """A complete report with one text beside a field and one under a table."""
    window.open_report(library.create(full(), (LOOSE, UNDER)))
    window.activateWindow()
    return window


def session_of(window: MainWindow) -> Session:
    return window.desk.workspace.session


def page_of(window: MainWindow) -> SectionPage:
    return window.desk.workspace.tabs.current_page()


def block_of(window: MainWindow) -> UnplacedBlock:
    (block,) = [one for one in every(page_of(window), UnplacedBlock) if one.isVisible()]
    return block


def editor_in(widget: QWidget | None) -> TextEditor:
    """The editor that has the focus."""
    assert isinstance(widget, TextEditor)
    return widget


def put(window: MainWindow, label: str) -> None:
    """放到 by the keyboard, then an entry of its menu."""
    block = block_of(window)
    QTest.keyClick(block.put_button, Qt.Key.Key_Space)
    menu = found(block, QMenu)
    menu.setActiveAction(next(one for one in menu.actions() if one.text() == label))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    QApplication.processEvents()


def top(widget: QWidget) -> int:
    return widget.mapToGlobal(QPoint()).y()


def blocks(window: MainWindow) -> list[UnplacedBlock]:
    QApplication.processEvents()
    return [one for one in every(page_of(window), UnplacedBlock) if one.isVisible()]


def test_it_stands_between_its_field_and_the_next(opened: MainWindow) -> None:
    texts = {one.field.id: one for one in every(page_of(opened), TextEditor)}
    block = block_of(opened)
    QApplication.processEvents()
    assert top(texts[FIELD]) < top(block) < top(texts[NEXT])
    assert found(block, QLabel, "unplacedHead").text() == "没有归入栏目的文字 · 标题不知是哪一部分 · 第 12 段"
    assert block.words.toPlainText() == LOOSE.value
    assert block.words.isReadOnly()


def test_under_a_table_it_stands_under_the_line_of_the_note(opened: MainWindow) -> None:
    opened.desk.workspace.tabs.go(2)
    QApplication.processEvents()
    block = block_of(opened)
    assert block.text == UNDER
    assert top(block) > top(found(page_of(opened), TablePart).note)


def test_its_menu_offers_this_section_first_and_the_nearest_field_at_the_top(opened: MainWindow) -> None:
    block = block_of(opened)
    block.put_button.click()
    menu = found(block, QMenu)
    labels = [one.text() for one in menu.actions()]
    menu.close()
    assert labels[0] == "主动公开"
    assert set(labels[1:3]) == {"导语", "依申请公开"}
    assert labels[6:8] == ["", "主动公开：表注"]
    assert "其他事项：其他需要报告的事项" in labels
    assert "落款：联系方式" in labels
    assert "落款：落款日期" not in labels


def test_put_takes_it_to_the_end_of_a_field_with_the_caret_and_one_undo_brings_the_block_back(opened: MainWindow) -> None:
    session, before = session_of(opened), session_of(opened).report.text(NEXT)
    put(opened, "依申请公开")
    editor = opened.focusWidget()
    assert session.report.text(NEXT) == f"{before}\n{LOOSE.value}"
    assert isinstance(editor, TextEditor)
    assert (editor.field.id, editor.place) == (NEXT, len(session.report.text(NEXT)))
    assert blocks(opened) == []
    opened.commands["undo"].trigger()
    assert session.report.text(NEXT) == before
    assert [one.text for one in blocks(opened)] == [LOOSE]


def test_put_goes_to_another_section(opened: MainWindow) -> None:
    put(opened, "其他事项：其他需要报告的事项")
    assert opened.desk.workspace.tabs.currentIndex() == 5
    assert editor_in(opened.focusWidget()).field.id == "other.text"


def test_drop_says_how_to_find_it_again_and_undo_does(opened: MainWindow) -> None:
    block_of(opened).drop_button.click()
    assert blocks(opened) == []
    assert session_of(opened).doubts == (UNDER,)
    assert opened.banners.standing()[-1] == "已去掉，离开这份报告以前可以用 Ctrl+Z 找回。"
    assert editor_in(QApplication.focusWidget()).field.id == FIELD
    opened.commands["undo"].trigger()
    assert [one.text for one in blocks(opened)] == [LOOSE]
    assert blocks(opened)[0].isAncestorOf(QApplication.focusWidget())


def test_f8_goes_to_it_and_round(qtbot, opened: MainWindow) -> None:
    seen = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
        block = block_of(opened)
        assert block.isAncestorOf(QApplication.focusWidget())
        seen.append(block.text)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert (seen, block_of(opened).text) == ([LOOSE, UNDER, LOOSE], UNDER)


def test_f8_goes_through_several_beside_one_field(qtbot, opened: MainWindow) -> None:
    more = Doubt(FIELD, "又一段。", "unplaced", "第 13 段", "不知")
    session_of(opened).apply(Edit({}, "导入", doubts=(more, Doubt(NEXT, session_of(opened).report.text(NEXT), "likely"))))
    seen = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
        seen += [one.text for one in blocks(opened) if one.isAncestorOf(QApplication.focusWidget())]
    assert seen == [LOOSE, more, UNDER, LOOSE]


def test_tab_meets_it_between_the_fields_also_where_it_came_later(qtbot, opened: MainWindow) -> None:
    more = Doubt(FIELD, "又一段。", "unplaced", "第 13 段", "不知")
    session_of(opened).apply(Edit({}, "导入", doubts=(more,)))
    page_of(opened).focus_cell(FIELD)
    names = []
    for _ in range(8):
        QApplication.focusWidget().focusNextChild()
        names.append(QApplication.focusWidget())
    first, second = blocks(opened)
    assert names[:6] == [*first.stops, *second.stops]
    assert editor_in(names[6]).field.id == NEXT


def test_the_tab_is_not_complete_and_the_check_leads_to_the_block(opened: MainWindow) -> None:
    workspace = opened.desk.workspace
    workspace.watch.run()
    assert "已填完" not in workspace.tabs.bar.tabToolTip(0)
    assert "1 处待核对" in workspace.tabs.bar.tabToolTip(0)
    finding = next(one for one in workspace.findings.findings if one.section == "requests" and one.rule == "doubts.unseen")
    assert "没有归入栏目的文字 1" in finding.sentence
    workspace.finding_round.go_to(finding)
    assert block_of(opened).isAncestorOf(QApplication.focusWidget())
    session_of(opened).dismiss(LOOSE)
    workspace.watch.run()
    assert "已填完" in workspace.tabs.bar.tabToolTip(0)


def test_enter_opens_the_menu_and_the_first_entry_is_chosen(qtbot, button_keys, opened: MainWindow) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    menu = found(block_of(opened), QMenu)
    qtbot.waitUntil(menu.isVisible)
    assert isinstance(menu.activeAction(), QAction)
    assert menu.activeAction().text() == "主动公开"
    menu.close()


def test_a_report_that_may_only_be_read_shows_it_with_nothing_to_press(qtbot, opened: MainWindow) -> None:
    session = session_of(opened)
    session.renew(session.report, (), (), session.doubts, read_only=True)
    block = block_of(opened)
    assert not block.put_button.isEnabled()
    assert not block.drop_button.isEnabled()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert QApplication.focusWidget() is block.words


def test_it_comes_and_goes_without_moving_the_place_where_one_types(qtbot, opened: MainWindow) -> None:
    session = session_of(opened)
    opened.resize(1000, 500)
    page_of(opened).focus_cell("overview.supervision")
    QApplication.processEvents()
    editor = editor_in(QApplication.focusWidget())
    before, caret = top(editor), editor.textCursor().position()
    for deed in (lambda: session.dismiss(LOOSE), session.undo):
        deed()
        QApplication.processEvents()
        assert (QApplication.focusWidget(), top(editor), editor.textCursor().position()) == (editor, before, caret)


def test_it_outlives_closing_and_opening_again(opened: MainWindow) -> None:
    key = opened.desk.key
    opened.go_home()
    opened.open_report(key)
    assert [one.text for one in blocks(opened)] == [LOOSE]


def test_its_words_are_copied_by_keys_and_undo_there_is_the_report_s(qtbot, opened: MainWindow) -> None:
    session = session_of(opened)
    session.apply(Edit({NEXT: "另写的。"}, "填写"))
    words = block_of(opened).words
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(words, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == LOOSE.value
    QTest.keyClick(words, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.report.text(NEXT) == full().text(NEXT)


def test_under_a_table_several_do_not_take_the_room_of_its_rows(opened: MainWindow) -> None:
    more = tuple(Doubt(NOTE, f"第 {n} 段。" * 90, "unplaced", f"第 {n} 段", "不知") for n in range(6))
    session_of(opened).apply(Edit({}, "导入", doubts=more))
    opened.desk.workspace.tabs.go(2)
    QApplication.processEvents()
    part = found(page_of(opened), TablePart)
    assert found(part, UnplacedShelf).height() < part.height() // 3
    opened.desk.workspace.tabs.go_to_text(more[-1])
    block = next(one for one in every(part, UnplacedBlock) if one.text == more[-1])
    assert not block.put_button.visibleRegion().isEmpty()


def test_what_cannot_be_put_there_is_said_and_the_block_stays(opened: MainWindow) -> None:
    session = session_of(opened)
    session.renew(session.report, (), (), session.doubts, read_only=True)
    decide(block_of(opened), LOOSE, NEXT)
    assert "这份报告现在只能查看" in opened.banners.standing()[-1]
    assert [one.text for one in blocks(opened)] == [LOOSE]


def test_f8_brings_it_into_sight_on_a_page_that_was_hidden_when_it_came(qtbot, opened: MainWindow) -> None:
    opened.resize(1000, 500)
    opened.desk.workspace.tabs.go(5)
    more = Doubt("overview.supervision", "很长的一段。" * 90, "unplaced", "第 13 段", "不知")
    session_of(opened).dismiss(LOOSE)
    session_of(opened).apply(Edit({}, "导入", doubts=(more,)))
    opened.desk.workspace.tabs.go_to_text(more)
    QApplication.processEvents()
    button = block_of(opened).put_button
    assert button.hasFocus()
    assert button.visibleRegion().boundingRect() == button.rect()
