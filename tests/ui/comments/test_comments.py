"""Comments in the real window: written where the person is, marked there, answered in their list, gone with their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from app.report.comment import Comment, CommentMark
from app.report.doubt import Doubt
from app.report.report import Edit
from app.store.copies.comment_book import CommentBook
from app.store.file.side_file import COMMENTS, side_path
from tests.reports import full
from tests.ui.pages import every, found
from ui.comments.comment_dialog import CommentDialog
from ui.comments.comment_list import CommentList
from ui.comments.comments_dialog import CommentsDialog
from ui.grid.grid_model import GridModel
from ui.grid.table_view import GridView
from ui.narrative.closing import Closing
from ui.narrative.text_block import TextBlock
from ui.window.main_window import MainWindow

COUNT, TEXT = "requests.received.natural", "overview.proactive"
WORDS = "受理五件。办结五件。没有复议。"

Give = Callable[..., list[CommentDialog]]


@pytest.fixture
def window(opened: MainWindow) -> MainWindow:
    opened.desk.workspace.session.apply(Edit({TEXT: WORDS}))
    return opened


@pytest.fixture
def give(monkeypatch) -> Give:
    """What is typed into the next dialogs; gives those that were shown."""

    def begin(text: str = "请核对", who: str = "李二") -> list[CommentDialog]:
        shown: list[CommentDialog] = []

        def fill(dialog: CommentDialog) -> int:
            shown.append(dialog)
            dialog.text.setPlainText(text)
            dialog.who.setText(who)
            dialog.accept()
            return dialog.result()

        monkeypatch.setattr(CommentDialog, "exec", fill)
        return shown

    return begin


def block(window: MainWindow) -> TextBlock:
    return next(one for one in every(window, TextBlock) if one.field.id == TEXT)


def put_caret(window: MainWindow, place: int, to: int | None = None) -> None:
    editor = block(window).editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(place)
    cursor.setPosition(place if to is None else to, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def written(window: MainWindow) -> list[tuple[str, str, str]]:
    return [(one.comment.cell, one.comment.words, one.comment.text) for one in window.desk.workspace.comments.standing]


def marked(window: MainWindow) -> list[str]:
    text = WORDS if block(window).editor.toPlainText() == WORDS else block(window).editor.toPlainText()
    return [text[start:end] for start, end, words in block(window).editor.hover if "批注" in words]


def test_the_key_asks_for_a_comment_on_the_sentence_of_the_caret(qtbot, window: MainWindow, give: Give) -> None:
    shown = give()
    put_caret(window, 7)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, both)
    assert written(window) == [(TEXT, "办结五件。", "请核对")]
    assert len(shown) == 1
    assert marked(window) == ["办结五件。"]
    assert "批注 1" in block(window)._commented.text()


def test_a_selection_is_commented_by_whole_sentences(window: MainWindow, give: Give) -> None:
    give()
    put_caret(window, 2, 7)
    window.commands["comment"].trigger()
    assert written(window)[0][1] == "受理五件。办结五件。"


def test_in_a_table_the_cell_is_commented_and_marked(qtbot, window: MainWindow, give: Give) -> None:
    give()
    window.desk.workspace.tabs.go_to(COUNT)
    view = next(one for one in every(window, GridView) if COUNT in one.shape.places)
    before = picture(view)
    window.commands["comment"].trigger()
    assert written(window) == [(COUNT, "0", "请核对")]
    assert "有批注" in view.model_of_cells.data(view.model_of_cells.index_of(COUNT), Qt.ItemDataRole.AccessibleTextRole)
    assert picture(view) != before


def picture(view: GridView) -> QImage:
    return view.grab().toImage()


def test_the_menu_of_a_cell_and_of_a_text_offer_it(window: MainWindow) -> None:
    window.desk.workspace.tabs.go_to(COUNT)
    view = next(one for one in every(window, GridView) if COUNT in one.shape.places)
    assert any(action.text().startswith("批注…") for action in view.actions())
    window.desk.workspace.tabs.go_to(TEXT)
    editor = block(window).editor
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(60, 20), editor.mapToGlobal(QPoint(60, 20)))
    editor.contextMenuEvent(event)
    menu = found(editor, QMenu, "fieldMenu")
    assert "comment" in [action.objectName() for action in menu.actions()]
    menu.close()


def test_the_menu_of_a_cell_does_what_the_key_does(window: MainWindow, give: Give) -> None:
    give()
    window.desk.workspace.tabs.go_to(COUNT)
    view = next(one for one in every(window, GridView) if COUNT in one.shape.places)
    entry: QAction = next(action for action in view.actions() if action.text().startswith("批注…"))
    entry.trigger()
    assert [one[0] for one in written(window)] == [COUNT]


def test_an_edit_elsewhere_leaves_the_mark_and_one_in_the_sentence_ends_it(window: MainWindow, give: Give) -> None:
    give()
    put_caret(window, 7)
    window.commands["comment"].trigger()
    session = window.desk.workspace.session
    session.apply(Edit({TEXT: "今年情况如下。" + WORDS}))
    assert marked(window) == ["办结五件。"]
    session.apply(Edit({TEXT: WORDS.replace("办结五件", "办结六件")}))
    assert marked(window) == []
    assert [one.state for one in window.desk.workspace.comments.standing] == ["ended"]
    session.undo()
    assert [one.state for one in window.desk.workspace.comments.standing] == ["open"]


def test_comments_are_there_again_when_the_report_is_opened_again(window: MainWindow, give: Give) -> None:
    give()
    put_caret(window, 7)
    window.commands["comment"].trigger()
    key = window.desk.key
    window.go_home()
    window.open_report(key)
    assert written(window) == [(TEXT, "办结五件。", "请核对")]
    assert marked(window) == ["办结五件。"]


def test_the_name_stands_for_the_next_comment_and_is_forgotten_with_a_signature(window: MainWindow, give: Give) -> None:
    give()
    put_caret(window, 1)
    window.commands["comment"].trigger()
    comments = window.desk.workspace.comments
    assert comments._who == "李二"
    comments.forget_name()
    assert comments._who == ""


def listed(window: MainWindow, give: Give) -> CommentList:
    """The list, with a comment on each of the first two sentences."""
    give()
    for place in (1, 7):
        put_caret(window, place)
        window.commands["comment"].trigger()
    window.commands["comments"].trigger()
    return found(found(window, CommentsDialog), CommentList)


def test_an_answer_is_kept_and_the_open_ones_stand_first(window: MainWindow, give: Give) -> None:
    comments = listed(window, give)
    give("已核对", "张一")
    comments.answer.click()
    assert [(one.comment.words, one.state) for one in comments.shown] == [("办结五件。", "open"), ("受理五件。", "answered")]
    assert "张一" in comments.lines.item(1).text()
    assert "答复：已核对" in comments.lines.item(1).text()
    assert window.desk.workspace.comments.open == 1


def test_what_is_done_is_marked_no_more_and_can_be_opened_again(window: MainWindow, give: Give) -> None:
    comments = listed(window, give)
    give("", "张一")
    comments.done.click()
    assert marked(window) == ["办结五件。"]
    comments.lines.setCurrentRow(1)
    give("还差一处", "李二")
    comments.reopen.click()
    assert window.desk.workspace.comments.open == 2
    assert marked(window) == ["受理五件。", "办结五件。"]


def test_enter_on_a_comment_goes_to_its_words(qtbot, window: MainWindow, give: Give) -> None:
    comments = listed(window, give)
    comments.lines.setCurrentRow(1)
    qtbot.keyClick(comments.lines, Qt.Key.Key_Return)
    assert block(window).editor._place == (5, 10)


def test_a_comment_needs_words_and_a_name(qtbot) -> None:
    dialog = CommentDialog("总体情况", "受理五件。", (), "", None)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert "请写下批注" in dialog.message.text()
    dialog.text.setPlainText("请核对")
    dialog.accept()
    assert "请填写姓名" in dialog.message.text()
    dialog.who.setText("李二")
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_where_nothing_may_be_written_it_is_said(window: MainWindow, give: Give) -> None:
    give()
    comments = window.desk.workspace.comments
    comments._book.read_only = True
    put_caret(window, 1)
    window.commands["comment"].trigger()
    assert written(window) == []
    assert any("只能查看" in sentence for sentence in window.banners.standing())


def test_a_final_report_takes_comments(window: MainWindow, give: Give) -> None:
    give()
    window.desk.workspace.session.read_only = True
    put_caret(window, 1)
    window.commands["comment"].trigger()
    assert len(written(window)) == 1


def test_what_another_window_wrote_beside_is_in_the_file(window: MainWindow, give: Give) -> None:
    give()
    put_caret(window, 1)
    window.commands["comment"].trigger()
    library = window._library
    book = CommentBook(library.disk, library.folder, window.desk.key)
    assert [one.text for one in book.comments] == ["请核对"]
    assert side_path(library.folder, COMMENTS, window.desk.key).exists()


def test_a_comment_on_a_closing_field_is_shown_beside_it(window: MainWindow) -> None:
    window.desk.workspace.tabs.go(window.desk.workspace.tabs.count() - 1)
    closing = found(window, Closing)
    cell = next(iter(closing.edits))
    closing.show_comments((CommentMark(cell, 0, 0, "批注（待答复）"),))
    assert "批注（待答复）" in closing.edits[cell].toolTip()
    assert closing._commented[cell].isVisible()
    assert closing._commented[cell].text() == "批注 1"


def test_the_model_repaints_only_what_has_another_comment(window: MainWindow) -> None:
    window.desk.workspace.tabs.go_to(COUNT)
    model: GridModel = next(one for one in every(window, GridView) if COUNT in one.shape.places).model_of_cells
    told: list[str] = []
    model.dataChanged.connect(lambda first, _: told.append(model.cell(first).id))
    model.show_comments((CommentMark(COUNT, 0, 0, "批注"),))
    model.show_comments((CommentMark(COUNT, 0, 0, "批注"),))
    assert told == [COUNT]


def test_comments_of_a_cell_that_the_form_has_not_are_kept_and_ended(window: MainWindow) -> None:
    comments = window.desk.workspace.comments
    comments._book.add(replace(Comment("", "gone.cell", "1", 0, "李二", comments._now(), "旧格式的"), id=""))
    comments.look()
    assert [one.state for one in comments.standing] == ["ended"]
    assert full()  # the report itself is as it was


def test_comments_that_come_from_elsewhere_stand_beside_these(window: MainWindow, give: Give) -> None:
    give()
    put_caret(window, 1)
    window.commands["comment"].trigger()
    comments = window.desk.workspace.comments
    comments.take((Comment("0" * 16, COUNT, "0", 0, "赵四", comments._now(), "来自送审文件"),))
    assert sorted(one[2] for one in written(window)) == ["来自送审文件", "请核对"]


def test_a_doubted_closing_field_says_so_until_somebody_has_looked(window: MainWindow) -> None:
    session = window.desk.workspace.session
    window.desk.workspace.tabs.go(window.desk.workspace.tabs.count() - 1)
    closing = found(window, Closing)
    cell = next(field.id for field in session.form.closing if field.part == "office")
    session.apply(Edit({cell: "健康路街道"}, "导入", doubts=(Doubt(cell, "健康路街道", "likely", "第 9 段", "健康路街道"),)))
    label, seen = closing._doubts[cell]
    assert label.text() == "待核对：读得不确定（第 9 段，原文“健康路街道”）"
    assert label.isVisible()
    seen.click()
    assert not label.isVisible()
    assert session.doubts == ()


@pytest.mark.parametrize("width", [320, 460, 620, 900])
def test_no_word_of_a_comment_is_cut_off_at_any_width(qtbot, window: MainWindow, width: int) -> None:
    comments = window.desk.workspace.comments
    for number in range(6):
        comments._book.add(Comment("", COUNT, "0", 0, "李二", comments._now(), "请与台账核对一遍" * number + "。"))
    comments.look()
    shown = CommentList(comments)
    qtbot.addWidget(shown)
    shown.resize(width, 500)
    shown.show()
    lines = shown.lines
    for row in range(lines.count()):
        document = QTextDocument()
        document.setDefaultFont(lines.font())
        document.setDocumentMargin(0)
        document.setPlainText(lines.item(row).text())
        document.setTextWidth(lines.viewport().width() - 16)
        assert lines.visualItemRect(lines.item(row)).height() >= document.size().height()
