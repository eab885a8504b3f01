"""What the next person may say: 同意 with or without words, 退回 with a reason, 校对; with names offered and never filled in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.knowledge.profile import Profile
from app.report.comment import Comment, Reply
from app.report.report import Edit
from app.report.session import Session
from app.review.course import STAGES, Course, Signed, digest
from app.review.kept import KeptReview
from app.review.signed_contents import content_of
from app.store.copies.comment_book import CommentBook
from app.system.disk import Disk
from tests.reports import FORM, FORMS, full
from tests.ui.dialog_hands import agree, answering, press, show, write
from tests.ui.review_hands import NOW, review_dialog
from tests.ui.review_hands import told as course_of
from ui.comments.commenting import Commenting
from ui.comments.known_names import MOST, with_name
from ui.review.review_dialog import ReviewDialog
from ui.review.reviewed import asked_proofs
from ui.review.reviewing import Reviewing

COUNT, TEXT = "requests.received.natural", "overview.proactive"


@pytest.fixture
def reviewing(tmp_path: Path, qapp) -> Reviewing:
    return Reviewing(KeptReview(tmp_path / "reviews" / "k.json"))


def dialog(qtbot, reviewing: Reviewing, session: Session | None = None, **other) -> ReviewDialog:
    made = review_dialog(qtbot, reviewing, session, **other)
    show(qtbot, made)
    return made


def sign_all(qtbot, shown: ReviewDialog, names: list[str]) -> None:
    for name in names:
        write(name)
        if shown.sign_button.text() == "定稿":
            answering(qtbot, agree(qtbot))
        press(qtbot, Qt.Key.Key_Return)
        show(qtbot, shown)


def test_sending_back_needs_name_and_reason_and_takes_no_signature_out(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "李二"])
    shown.form.opinions["back"].setChecked(True)
    assert shown.sign_button.text() == "退回起草"
    write("王三")
    press(qtbot, Qt.Key.Key_Return)
    assert len(reviewing.course.signed) == 2
    assert shown.form.words.hasFocus()
    write("第三部分有两个数不对")
    press(qtbot, Qt.Key.Key_Return)
    assert reviewing.course.next == "draft"
    assert [one.who for one in reviewing.course.events] == ["张一", "李二", "王三"]
    assert "复审退回　退回起草：第三部分有两个数不对　王三" in course_of(shown)


def test_the_reviewer_picks_where_it_goes_back_to(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "李二"])
    shown.form.opinions["back"].setChecked(True)
    shown.form.to.setCurrentText("初审")
    assert shown.sign_button.text() == "退回初审"
    shown.form.words.setText("请初审的人再看一遍附表")
    write("王三")
    press(qtbot, Qt.Key.Key_Return)
    assert reviewing.course.next == "first"
    assert "初审　同意（已退回，另签）" in course_of(shown)


def test_a_signature_bears_the_day_and_the_time(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一"])
    assert reviewing.course.signed[0].at == NOW
    assert f"起草　同意　张一　2026-01-10 {NOW.astimezone():%H:%M}" in course_of(shown)


def test_an_opinion_with_words_wants_them(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    shown.form.opinions["remark"].setChecked(True)
    write("张一")
    press(qtbot, Qt.Key.Key_Return)
    assert "请写下意见" in shown.message.text()
    write("请注意附表")
    press(qtbot, Qt.Key.Key_Return)
    assert reviewing.course.signed[0].words == "请注意附表"
    assert "同意，附意见：请注意附表" in course_of(shown)


def test_enter_in_the_words_goes_on_to_the_empty_name(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    shown.form.opinions["remark"].setChecked(True)
    shown.form.words.setFocus()
    write("请注意附表")
    press(qtbot, Qt.Key.Key_Return)
    assert shown.form.who.hasFocus()
    assert shown.message.text() == ""


def test_esc_leaves_with_nothing_changed(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    write("张一")
    press(qtbot, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert reviewing.course == Course()


def test_proofs_are_signed_before_the_stage_or_passed_by(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing, proofs="on")
    sign_all(qtbot, shown, ["张一"])
    assert "一校　可签可不签" in course_of(shown)
    shown.form.opinions["proof"].setChecked(True)
    assert shown.sign_button.text() == "签一校"
    sign_all(qtbot, shown, ["孙六", "李二", "王三"])
    assert [one.who for one in reviewing.course.signed] == ["张一", "李二", "王三"]
    assert reviewing.course.proofs["first"].who == "孙六"
    assert set(reviewing.course.proofs) == {"first"}


def test_where_proofs_must_be_read_they_come_first(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing, proofs="must")
    sign_all(qtbot, shown, ["张一"])
    assert shown.sign_button.text() == "签一校"
    assert "先签一校，再签初审" in shown.next_step.text()
    shown.form.opinions["agree"].setChecked(True)
    sign_all(qtbot, shown, ["李二"])
    assert "之前要先签一校" in shown.message.text()
    assert len(reviewing.course.events) == 1


def test_without_proofs_there_is_no_word_of_them(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一"])
    assert "校" not in course_of(shown)
    assert not shown.form.opinions["proof"].isVisible()


def test_the_name_is_empty_and_known_ones_are_offered_below(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing, names=lambda: ("张一", "张三", "李二"))
    assert shown.form.who.text() == ""
    write("张")
    offered = shown.form.who.completer().model()
    assert [offered.index(row, 0).data() for row in range(offered.rowCount())] == ["张一", "张三"]
    write("一")
    assert [offered.index(row, 0).data() for row in range(offered.rowCount())] == []
    press(qtbot, Qt.Key.Key_Return)
    assert reviewing.course.signed[0].who == "张一"


def test_who_signed_is_remembered(qtbot, reviewing: Reviewing) -> None:
    names: list[str] = []
    sign_all(qtbot, dialog(qtbot, reviewing, remember=names.append), ["张一", "李二"])
    assert names == ["张一", "李二"]


def test_what_was_changed_since_a_signature_is_shown_cell_by_cell(qtbot, reviewing: Reviewing) -> None:
    session = Session(FORM, full())
    contents = {"contents": lambda key: content_of(reviewing.contents, key, FORMS)}
    sign_all(qtbot, dialog(qtbot, reviewing, session, **contents), ["张一", "李二"])
    words = session.report.text(TEXT)
    session.apply(Edit({COUNT: 8, TEXT: words.replace("本年", "2025年")}))
    shown = dialog(qtbot, reviewing, session, **contents)
    assert course_of(shown).count("签后又改了 2 处") == 2
    page = shown.pages.since.page.toPlainText()
    assert "0 → 8" in page
    assert "本2025年按要求" in page  # 年 stayed
    shown.pages.since.chosen.emit(COUNT)
    assert shown.parting.cell == COUNT


def test_the_reviewer_is_shown_what_was_changed_since_that_stage_saw_it(qtbot, reviewing: Reviewing) -> None:
    session = Session(FORM, full())
    contents = {"contents": lambda key: content_of(reviewing.contents, key, FORMS)}
    shown = dialog(qtbot, reviewing, session, **contents)
    sign_all(qtbot, shown, ["张一"])
    shown.form.opinions["back"].setChecked(True)
    shown.form.words.setText("第三部分有两个数不对")
    sign_all(qtbot, shown, ["李二"])
    session.apply(Edit({COUNT: 8}))
    sign_all(qtbot, shown, ["张一"])
    assert shown.pages.since.event_box.currentText().startswith("初审退回　李二")
    assert "0 → 8" in shown.pages.since.page.toPlainText()


def test_a_content_that_was_not_kept_is_said_to_be_unknown(qtbot, reviewing: Reviewing) -> None:
    other = digest(full(requests__received__natural=8))
    reviewing.move(Course((Signed("draft", "张一", NOW.date(), content=other),)))
    shown = dialog(qtbot, reviewing)
    assert "签名后内容改过" in course_of(shown)
    assert "没有留下来" in shown.pages.since.page.toPlainText()


def commenting(shown_on: Session, folder: Path, replies: int = 0) -> Commenting:
    book = CommentBook(Disk(), folder, "k")
    one = book.add(Comment("", COUNT, "0", 0, "李二", datetime(2026, 1, 9, tzinfo=UTC), "请核对"))
    for number in range(replies):
        book.reply(one.id, Reply("answer", "张一", NOW + timedelta(minutes=number), "对"))
    return Commenting(shown_on, book, QApplication.instance())  # type: ignore[arg-type]


def test_open_comments_hinder_the_last_stage_until_a_reason_is_given(qtbot, reviewing: Reviewing, tmp_path: Path) -> None:
    session = Session(FORM, full())
    shown = dialog(qtbot, reviewing, session, comments=commenting(session, tmp_path))
    sign_all(qtbot, shown, ["张一", "李二", "王三"])
    assert "还有 1 条批注没有答复" in shown.next_step.text()
    write("赵四")
    press(qtbot, Qt.Key.Key_Return)
    assert "还有 1 条批注没有答复" in shown.message.text()
    assert shown.form.despite.hasFocus()
    write("只是排版的事")
    answering(qtbot, agree(qtbot))
    press(qtbot, Qt.Key.Key_Return)
    assert reviewing.course.signed[-1].despite == "只是排版的事"


def test_an_answered_comment_hinders_nothing(qtbot, reviewing: Reviewing, tmp_path: Path) -> None:
    session = Session(FORM, full())
    shown = dialog(qtbot, reviewing, session, comments=commenting(session, tmp_path, replies=1))
    sign_all(qtbot, shown, ["张一", "李二", "王三", "赵四"])
    assert [one.stage for one in reviewing.course.signed] == list(STAGES)


@pytest.mark.parametrize(("profile", "office", "asked"), [("", "on", "on"), ("", "must", "must"), ("off", "must", "off")])
def test_the_local_profile_says_of_proofs_what_holds_else_the_office(settings, profile: str, office: str, asked: str) -> None:
    settings.put("review.proofs", office)
    assert asked_proofs(settings, Profile("区级要求", proofs=profile)) == asked
    assert asked_proofs(settings, None) == office


def test_names_are_kept_the_latest_first_and_once() -> None:
    names: tuple[str, ...] = ()
    for name in ("张一", "李二", "张一", " "):
        names = with_name(names, name)
    assert names == ("张一", "李二")
    assert len(with_name(tuple(f"第{n}人" for n in range(30)), "张一")) == MOST


def test_the_sheet_is_written_as_pdf_or_word_by_its_name(qtbot, reviewing: Reviewing, tmp_path: Path) -> None:
    asked: list[str] = []
    shown = dialog(qtbot, reviewing, sheet=lambda course, suffix: asked.append(suffix) or b"x")  # type: ignore[func-returns-value]
    shown.save_sheet(tmp_path / "审核表.pdf")
    shown.save_sheet(tmp_path / "审核表.docx")
    assert asked == ["pdf", "docx"]
