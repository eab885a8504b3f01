"""The texts on the screen: typing, undo, input methods, paste, marks, folding, and the closing block."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from app.checks import Finding, Span
from app.checks.narrative import Candidate, ReadNumber
from app.form.form_file import Forms
from app.report.report import Edit
from app.report.session import Session
from tests.reports import OFFICE
from tests.ui.pages import Hands, button, every, found, marked, new_session, send_letter
from ui.entry.value_edit import ValueEdit
from ui.narrative.text_editor import TextEditor
from ui.narrative.text_part import TextPart

OPEN = "overview.proactive"
PREFACE = "overview.preface"
RARE = "𬱟"  # one character, two UTF-16 units


class Writer:
    """A person at the texts of one section."""

    def __init__(self, qtbot, session: Session, section: str) -> None:
        self.hands = Hands(qtbot, session, section)
        self.session = session
        self.page = self.hands.page
        self.part = found(self.page, TextPart)

    def line(self, cell: str) -> ValueEdit:
        assert self.part.closing is not None
        return self.part.closing.edits[cell]

    def editor(self, cell: str = OPEN) -> TextEditor:
        return self.part.blocks[cell].editor

    def type(self, text: str, cell: str = OPEN) -> None:
        self.page.focus_cell(cell)
        for letter in text:
            if letter == "\n":
                QTest.keyClick(self.editor(cell), Qt.Key.Key_Return)
            else:
                send_letter(self.editor(cell), letter)

    def text(self, cell: str = OPEN) -> str:
        return self.session.report.text(cell)


@pytest.fixture
def writer(qtbot) -> Writer:
    return Writer(qtbot, new_session(), "overview")


def test_each_official_sub_heading_has_its_editor(writer):
    shown = [label.text() for label in every(writer.page, QLabel) if label.text().startswith("（")]
    assert shown == [field.heading for field in writer.session.form.sections[0].fields if field.heading]


def test_what_is_typed_is_in_the_report_at_once(writer):
    writer.type("主动公开\n第二段")
    assert writer.text() == "主动公开\n第二段"


def test_a_sentence_is_a_step_of_undo(writer):
    writer.type("一句。两句")
    writer.session.undo()
    assert (writer.text(), writer.editor().toPlainText()) == ("一句。", "一句。")
    writer.session.redo()
    assert writer.editor().toPlainText() == "一句。两句"


def test_undo_leaves_the_cursor_where_the_change_was(writer):
    writer.type("甲乙丙。")
    writer.page.focus_cell(OPEN, 1, 1)
    writer.session.settle()
    send_letter(writer.editor(), "丁")
    writer.session.undo()
    assert (writer.editor().toPlainText(), writer.editor().textCursor().position()) == ("甲乙丙。", 1)


def test_an_emptied_text_is_blank(writer):
    writer.type("字")
    QTest.keyClick(writer.editor(), Qt.Key.Key_Backspace)
    assert OPEN not in writer.session.report.cells


def test_a_composition_reaches_the_report_only_when_it_is_committed(writer):
    writer.type("公")
    QApplication.sendEvent(writer.editor(), QInputMethodEvent("kai", []))
    assert writer.text() == "公"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("开")
    QApplication.sendEvent(writer.editor(), commit)
    assert writer.text() == "公开"


def test_a_change_from_elsewhere_waits_for_the_end_of_a_composition(writer):
    writer.type("公")
    QApplication.sendEvent(writer.editor(), QInputMethodEvent("kai", []))
    writer.session.apply(Edit({OPEN: "别处来的"}))
    assert writer.editor().toPlainText() == "公"


def test_paste_brings_bare_text_without_format(writer):
    data = QMimeData()
    data.setHtml("<b>粗</b><p>体</p>")
    data.setText("粗\t字\r\n体\x07")
    writer.page.focus_cell(OPEN)
    writer.editor().insertFromMimeData(data)
    assert writer.text() == "粗 字\n体"
    assert writer.editor().textCursor().charFormat().fontWeight() == 400


def test_paste_of_a_page_without_plain_text_brings_its_words(writer):
    data = QMimeData()
    data.setHtml("<p style='color:red'><b>粗体</b>字</p><p>下一段</p>")
    writer.page.focus_cell(OPEN)
    writer.editor().insertFromMimeData(data)
    assert writer.text() == "粗体字\n下一段"


def test_paragraphs_are_indented_by_layout_and_not_twice(writer):
    writer.type("第一段\n　　第二段")
    first = writer.editor().document().begin()
    assert first.blockFormat().textIndent() == 2 * writer.editor().font().pixelSize()
    assert first.next().blockFormat().textIndent() == 0


def test_characters_are_counted_without_spaces(writer):
    writer.type("共 五个字")
    assert [one.text() for one in every(writer.page, QLabel) if one.text().endswith("字")] == [
        "正文 4 字",
        "4 字",
    ]


def ink(editor: TextEditor) -> QRect:
    """Where letters stand inside the frame, seen from the corner of the viewport."""
    picture = editor.viewport().grab().toImage()
    ground = picture.pixel(2, 2)
    inner = [(x, y) for x in range(4, picture.width() - 4) for y in range(4, picture.height() - 4)]
    there = [(x, y) for x, y in inner if picture.pixel(x, y) != ground]
    left, top = min(x for x, _ in there), min(y for _, y in there)
    return QRect(QPoint(left, top), QPoint(max(x for x, _ in there), max(y for _, y in there)))


def test_the_hint_of_an_empty_text_stands_where_its_words_will(writer):
    editor, hint = writer.editor(), writer.session.form.sections[0].fields[1].hint
    assert editor.accessibleDescription() == hint
    writer.page.setFocus()  # no caret beside it
    before = ink(editor)
    writer.session.apply(Edit({OPEN: hint}))
    assert before == ink(editor)


def test_a_hint_goes_with_the_first_letter_and_with_the_first_of_an_input_method(writer):
    editor = writer.editor()
    writer.page.focus_cell(OPEN)
    lines = ink(editor).height()
    QApplication.sendEvent(editor, QInputMethodEvent("g", []))
    assert ink(editor).height() < lines


def test_an_editor_grows_with_its_text(writer):
    before = writer.editor().height()
    writer.type("一\n二\n三\n四\n五\n六")
    assert writer.editor().height() > before
    assert writer.editor().verticalScrollBar().maximum() == 0


def test_an_optional_text_is_folded_until_it_is_wanted(writer):
    add = button(writer.page, "添加导语")
    assert not writer.editor(PREFACE).isVisible()
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    assert writer.editor(PREFACE).hasFocus()
    writer.editor().setFocus()
    assert not writer.editor(PREFACE).isVisible()


def test_an_optional_text_with_words_stays_open(qtbot):
    writer = Writer(qtbot, new_session(overview__preface="依据条例。"), "overview")
    assert writer.editor(PREFACE).isVisible()


def test_the_characters_of_a_finding_are_underlined(qtbot):
    writer = Writer(qtbot, new_session(overview__proactive=f"张{RARE}同志来访"), "overview")
    finding = Finding("mandatory", "r", "overview", "不要写姓名", (OPEN,), spans=(Span(OPEN, 2, 4),))
    writer.page.show_findings((finding,))
    assert marked(writer.editor()) == ["同志"]
    assert writer.editor().accessibleDescription() == "强制性：不要写姓名"
    writer.page.show_findings(())
    assert writer.editor().extraSelections() == []


def test_a_finding_leads_to_its_very_characters(qtbot):
    writer = Writer(qtbot, new_session(overview__proactive=f"张{RARE}同志来访"), "overview")
    writer.page.focus_cell(OPEN, 2, 4)
    assert writer.editor().hasFocus()
    assert marked(writer.editor()) == ["同志"]
    assert writer.editor().textCursor().selectedText() == ""


def test_the_closing_block_stands_on_the_last_page_only(qtbot):
    pages = [Writer(qtbot, new_session(), section) for section in ("overview", "other")]
    assert [writer.part.closing is not None for writer in pages] == [False, True]


def test_the_office_is_filled_in_by_a_button(qtbot):
    writer = Writer(qtbot, new_session(), "other")
    QTest.mouseClick(button(writer.page, "填入本单位"), Qt.MouseButton.LeftButton)
    assert writer.text("signature.office") == OFFICE
    assert writer.line("signature.office").text() == OFFICE


def test_a_date_is_understood(qtbot):
    writer = Writer(qtbot, new_session(), "other")
    writer.page.focus_cell("signature.date")
    edit = writer.line("signature.date")
    qtbot.keyClicks(edit, "2026-1-15")
    writer.page.settle()
    assert writer.session.report.cells["signature.date"] == date(2026, 1, 15)
    assert edit.text() == "2026年1月15日"


def test_a_day_that_does_not_exist_is_refused_in_place(qtbot):
    writer = Writer(qtbot, new_session(signature__date=date(2026, 1, 15)), "other")
    writer.page.focus_cell("signature.date")
    edit = writer.line("signature.date")
    edit.clear()
    qtbot.keyClicks(edit, "2026-2-30")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    told = [one.text() for one in every(writer.page, QLabel, "refusalLine") if one.isVisible()]
    assert told == ["“2026-2-30”这一天不存在，请核对月和日。"]
    assert writer.session.report.cells["signature.date"] == date(2026, 1, 15)


def test_a_read_only_text_cannot_be_typed(qtbot):
    session = new_session()
    session.read_only = True
    writer = Writer(qtbot, session, "overview")
    writer.type("字\n")
    assert writer.text() == ""


def test_a_form_of_three_cells_has_its_text(qtbot, root):
    writer = Writer(qtbot, new_session(Forms(root / "tests" / "forms").edition("three")), "story")
    writer.type("晴。", "story.weather")
    assert writer.text("story.weather") == "晴。"


def test_what_an_input_method_brings_and_nobody_sees_is_in_neither_editor_nor_report(writer) -> None:
    writer.type("公开")
    event = QInputMethodEvent()
    event.setCommitString("\u200b信\u202e息")
    QApplication.sendEvent(writer.editor(), event)
    assert writer.text() == writer.editor().toPlainText() == "公开信息"
    assert writer.editor().textCursor().position() == 4


def test_a_text_stored_with_what_nobody_sees_opens_and_is_typed_on_at_its_place(qtbot) -> None:
    session = new_session()
    session.apply(Edit({OPEN: "\u202e公\u200b开"}))
    writer = Writer(qtbot, session, "overview")
    cursor = writer.editor().textCursor()
    cursor.setPosition(2)
    writer.page.focus_cell(OPEN)
    writer.editor().setTextCursor(cursor)
    send_letter(writer.editor(), "告")
    assert writer.text() == writer.editor().toPlainText() == "公告开"
    session.undo()
    assert writer.editor().toPlainText() == writer.text() == "\u202e公\u200b开"


def underlined(writer: Writer) -> list[tuple[str, str]]:
    """The words under which there is a line, with the kind of it."""
    marks = writer.editor().extraSelections()
    return [(one.cursor.selectedText(), one.format.underlineStyle().name) for one in marks]  # type: ignore[attr-defined]


def test_a_tied_number_has_a_quiet_line_and_an_unclaimed_one_dots(writer):
    writer.type("收到5件又3件和4件")
    meant = Candidate(("requests.received.total",), "新收", Decimal(5))
    five, three, four = Span(OPEN, 2, 4), Span(OPEN, 5, 7), Span(OPEN, 8, 10)
    writer.page.show_numbers(
        (
            ReadNumber(five, "5件", "tied", Decimal(5), meant),
            ReadNumber(three, "3件", "unclaimed", Decimal(3), candidates=(meant,)),
            ReadNumber(four, "4件", "free", Decimal(4)),
        )
    )
    assert underlined(writer) == [("5件", "SingleUnderline"), ("3件", "DotLine")]
    told = [words for _, _, words in writer.editor().hover]
    assert told[:2] == ["＝ 本年新收政府信息公开申请数量 总计：5", "这个数指哪一格，请认领（F8）"]
    assert told[2].startswith("没有与表格对照")


def test_a_number_whose_table_is_blank_says_that_it_waits(writer):
    writer.type("收到5件")
    meant = Candidate(("requests.received.total",), "新收", None)
    writer.page.show_numbers((ReadNumber(Span(OPEN, 2, 4), "5件", "free", Decimal(5), meant),))
    assert [words for _, _, words in writer.editor().hover] == ["＝ 本年新收政府信息公开申请数量 总计，表里还没有填"]


def test_the_menu_over_a_wrong_number_offers_its_mends(writer):
    writer.type("收到5件。")
    mends = (Edit({OPEN: "收到3件。"}, "正文改成 3"), Edit({"requests.received.natural": 5}, "表改成 5"))
    writer.page.show_findings((Finding("verify", "n", "overview", "数不同", spans=(Span(OPEN, 2, 4),), mends=mends),))
    place = writer.editor().cursorRect(writer.editor().cursor_over(3, 3)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, writer.editor().mapToGlobal(place))
    QApplication.sendEvent(writer.editor().viewport(), event)
    (menu,) = every(writer.editor(), QMenu, "fieldMenu")
    next(action for action in menu.actions() if action.text() == "正文改成 3").trigger()
    menu.close()
    assert (writer.text(), writer.session.undoing) == ("收到3件。", "正文改成 3")
