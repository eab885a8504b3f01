"""The stages to final in their dialog: one freshly typed name for each, nothing signed, taken back or locked unasked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QScrollArea

from app.checks import Finding, Level
from app.exchange.anchored import anchor_in
from app.export.exporting import export
from app.report.doubt import Doubt
from app.report.report import TITLE, Edit
from app.report.session import Session
from app.review.course import STAGES, Course, Signed
from app.review.kept import KeptReview
from tests.reports import FORM, OFFICE, full
from tests.ui.dialog_hands import agree, answering, focus, press, show, write
from tests.ui.pages import every, found
from tests.ui.review_hands import review_dialog
from tests.ui.review_hands import told as course_of
from ui.dialogs.info_dialog import InfoDialog
from ui.look.dialog_size import height_for
from ui.narrative.unplaced_block import UnplacedBlock
from ui.review.review_dialog import ReviewDialog
from ui.review.reviewing import Reviewing
from ui.submission.submit_dialog import SubmitDialog

DAY = date(2026, 1, 10)
DOUBT = Finding("verify", "requests.carry", "requests", "上年结转相差 2", ("requests.carried_in.natural",))


@pytest.fixture
def reviewing(tmp_path: Path, qapp) -> Reviewing:
    return Reviewing(KeptReview(tmp_path / "reviews" / "k.json"))


@pytest.fixture
def session() -> Session:
    return Session(FORM, full())


def dialog(qtbot, reviewing: Reviewing, session: Session | None = None) -> ReviewDialog:
    made = review_dialog(qtbot, reviewing, session)
    show(qtbot, made)
    return made


def sign_all(qtbot, shown: ReviewDialog, names: Sequence[str] = ("张一", "李二", "王三", "赵四")) -> None:
    for name in names:
        write(name)
        if shown.sign_button.text() == "定稿" or "核实性" in shown.pages.findings.text():
            answering(qtbot, agree(qtbot))
        press(qtbot, Qt.Key.Key_Return)
        show(qtbot, shown)  # a question leaves the keyboard nowhere, where no window manager gives it back


def sign_shown(qtbot, shown: ReviewDialog) -> None:
    show(qtbot, shown)
    sign_all(qtbot, shown)


def test_the_stages_are_passed_one_after_the_other_by_name_and_enter(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    with qtbot.waitSignal(shown.locked):
        sign_all(qtbot, shown)
    assert [one.who for one in reviewing.course.signed] == ["张一", "李二", "王三", "赵四"]
    assert shown.isVisible()
    assert not shown.sign_button.isVisible()
    assert shown.unlock_button.isVisible()


def test_many_clicks_on_one_spot_sign_once(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    write("张一")
    for _ in STAGES:
        qtbot.mouseClick(shown.sign_button, Qt.MouseButton.LeftButton)
    assert [one.stage for one in reviewing.course.signed] == ["draft"]
    assert shown.form.who.text() == ""
    assert shown.form.who.hasFocus()


def test_enter_without_a_name_signs_nothing_and_closes_nothing(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    press(qtbot, Qt.Key.Key_Return)
    assert reviewing.course.signed == ()
    assert shown.isVisible()
    assert "姓名" in shown.message.text()


def test_the_dialog_says_what_comes_next(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    assert "下一步：起草" in shown.next_step.text()
    sign_all(qtbot, shown, ["张一"])
    assert "下一步：初审" in shown.next_step.text()
    sign_all(qtbot, shown, ["李二", "王三", "赵四"])
    assert "报送" in shown.next_step.text()
    assert shown.submit_button.isDefault()


def signed_by(reviewing: Reviewing) -> list[str]:
    return [one.who for one in reviewing.course.signed]


@pytest.mark.parametrize("same", ["张 一", "张　一", "张一 "])
def test_the_same_name_twice_is_asked_why_and_the_reason_is_kept(qtbot, reviewing: Reviewing, same: str) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", same])
    assert signed_by(reviewing) == ["张一"]
    assert "已签过起草。换一个人签，请改姓名；确是同一人，请写明理由。" in shown.message.text()
    press(qtbot, Qt.Key.Key_Return)
    assert shown.form.again.hasFocus()
    write("只有一人值班")
    press(qtbot, Qt.Key.Key_Return)
    assert reviewing.course.signed[-1].again == "只有一人值班"
    assert "只有一人值班" in course_of(shown)
    assert shown.form.again.text() == ""


def test_at_the_same_name_the_keyboard_stays_and_nothing_is_selected(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "张一"])
    assert shown.form.who.hasFocus()
    assert not shown.form.who.hasSelectedText()
    assert shown.form.again.isVisible()
    assert "如：" in shown.form.again.placeholderText()


def test_the_next_name_typed_behind_the_refused_one_is_asked_about(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "张一", "李二"])
    assert signed_by(reviewing) == ["张一"]
    assert "姓名现在是“张一李二”" in shown.message.text()
    press(qtbot, Qt.Key.Key_Return)
    assert signed_by(reviewing) == ["张一", "张一李二"]


@pytest.mark.parametrize("name", ["李二", "诸葛孔明", "李 二　 。"])
def test_the_next_name_typed_as_the_reason_signs_nothing(qtbot, reviewing: Reviewing, name: str) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "张一"])
    press(qtbot, Qt.Key.Key_Return)
    write(name)
    press(qtbot, Qt.Key.Key_Return)
    assert signed_by(reviewing) == ["张一"]
    assert "至少 5 个字" in shown.message.text()
    assert shown.form.again.hasFocus()


def test_another_name_needs_no_reason(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "张一"])
    shown.form.who.selectAll()
    write("李二")
    assert not shown.form.again.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    assert signed_by(reviewing) == ["张一", "李二"]


def test_the_last_step_asks_and_enter_says_no(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "李二", "王三"])
    write("赵四")
    asked = answering(qtbot, lambda box: qtbot.keyClick(box, Qt.Key.Key_Return))
    press(qtbot, Qt.Key.Key_Return)
    assert len(asked) == 1
    assert not reviewing.course.locked
    assert shown.form.who.text() == "赵四"


def test_the_rest_of_a_double_click_does_not_answer_the_question(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "李二", "王三"])
    write("赵四")

    def click_at_once(box: QMessageBox) -> None:
        yes = next(b for b in box.buttons() if b.text() == "定稿")
        qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
        qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert answering(qtbot, click_at_once) == []
    qtbot.mouseClick(shown.sign_button, Qt.MouseButton.LeftButton)
    assert not reviewing.course.locked


def change(session: Session, value: int) -> None:
    session.apply(Edit({"requests.received.natural": value}))


def test_a_change_after_a_signature_is_told_until_it_is_taken_back(qtbot, reviewing: Reviewing, session: Session) -> None:
    sign_all(qtbot, dialog(qtbot, reviewing, session), ["张一", "李二"])
    change(session, 8)
    told = dialog(qtbot, reviewing, session)
    assert course_of(told).count("签名后内容改过") == 2
    assert "起草、初审签名以后内容又改过，建议退回" in told.next_step.text()
    session.undo()
    again = dialog(qtbot, reviewing, session)
    assert "改过" not in course_of(again) + again.next_step.text()


def test_a_signature_after_the_change_is_not_told(qtbot, reviewing: Reviewing, session: Session) -> None:
    sign_all(qtbot, dialog(qtbot, reviewing, session), ["张一"])
    change(session, 8)
    shown = dialog(qtbot, reviewing, session)
    sign_all(qtbot, shown, ["李二"])
    first, second, *_ = course_of(shown).split("\n")
    assert ("改过" in first, "改过" in second) == (True, False)


def test_the_last_question_names_the_stages_that_signed_something_else(
    qtbot, reviewing: Reviewing, session: Session
) -> None:
    sign_all(qtbot, dialog(qtbot, reviewing, session), ["张一", "李二"])
    change(session, 8)
    shown = dialog(qtbot, reviewing, session)
    sign_all(qtbot, shown, ["王三"])
    write("赵四")
    asked = answering(qtbot, lambda box: qtbot.keyClick(box, Qt.Key.Key_Return))
    press(qtbot, Qt.Key.Key_Return)
    assert asked[0].text().startswith("起草、初审签名以后内容又改过。仍然定稿？")
    assert not reviewing.course.locked


def test_a_stage_may_be_signed_with_numbers_to_look_at_and_their_count_is_told(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing, Session(FORM, full(), doubts=(Doubt("requests.received.natural", 0, "likely"),)))
    assert "还有 1 处待核对" in shown.next_step.text()
    sign_all(qtbot, shown, ["张一"])
    assert [one.who for one in reviewing.course.signed] == ["张一"]


def test_a_text_without_a_field_is_counted_and_its_finding_leads_to_its_block(qtbot, opened, monkeypatch) -> None:
    loose = Doubt("requests.note", "表下的话。", "unplaced", "第 30 段", "不知是不是表注")
    opened.desk.workspace.session.apply(Edit({}, "导入", doubts=(loose,)))
    told: list[str] = []

    def leave(dialog: ReviewDialog) -> None:
        told.append(dialog.next_step.text())
        links = dialog.pages.findings
        links.chosen.emit(next(one for one in links.listed if "没有归入栏目的文字 1" in one.sentence))

    monkeypatch.setattr(ReviewDialog, "exec", leave)
    opened.desk.review()
    assert "还有 1 处待核对" in told[0]
    assert next(one for one in every(opened, UnplacedBlock) if one.text == loose).isAncestorOf(focus())


def test_an_open_finding_keeps_the_report_from_being_final(qtbot, reviewing: Reviewing) -> None:
    reviewing.take((DOUBT,))
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "李二", "王三"])
    write("赵四")
    press(qtbot, Qt.Key.Key_Return)
    assert not reviewing.course.locked
    assert "上年结转相差 2" in shown.message.text()


@pytest.mark.parametrize("level", ["mandatory", "verify", "hint"])
def test_every_finding_is_a_link_to_its_place(qtbot, reviewing: Reviewing, level: Level) -> None:
    finding = replace(DOUBT, level=level)
    reviewing.take((finding,))
    shown = dialog(qtbot, reviewing)
    shown.pages.findings.setFocus()
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Return)
    assert shown.parting.finding == finding
    assert not shown.isVisible()
    assert reviewing.course.signed == ()


def test_a_finding_taken_in_the_window_gives_its_cell_the_keyboard(qtbot, opened, monkeypatch) -> None:
    workspace = opened.desk.workspace
    workspace.tabs.go(0)
    there = replace(DOUBT, cells=("requests.carried_in.natural",))
    monkeypatch.setattr(ReviewDialog, "exec", lambda dialog: dialog.pages.findings.chosen.emit(there))
    opened.desk.review()
    assert opened.desk.place.cell == "requests.carried_in.natural"
    assert workspace.tabs.current_page().isAncestorOf(focus())


def test_a_finding_of_the_title_leads_to_the_report_s_particulars(qtbot, opened, monkeypatch) -> None:
    opened.desk.workspace.session.apply(Edit({TITLE: "年度报告"}))
    monkeypatch.setattr(
        ReviewDialog, "exec", lambda dialog: dialog.pages.findings.chosen.emit(titled(dialog.pages.findings.listed))
    )
    monkeypatch.setattr(InfoDialog, "exec", lambda dialog: asked.append(dialog.fields[TITLE].text()))
    asked: list[str] = []
    opened.desk.review()
    assert asked == ["年度报告"]


def titled(findings: Sequence[Finding]) -> Finding:
    return next(finding for finding in findings if finding.rule == "names.title")


def test_after_the_last_step_handing_up_is_offered(qtbot, opened, monkeypatch) -> None:
    opened.desk.workspace.session.apply(Edit({"other.text": "本年没有收取政府信息公开信息处理费。"}))
    monkeypatch.setattr(ReviewDialog, "exec", lambda dialog: sign_shown(qtbot, dialog))
    opened.desk.review()
    assert any("下一步：报送" in sentence for sentence in opened.banners.standing())
    monkeypatch.setattr(ReviewDialog, "exec", lambda dialog: dialog.submit_button.click())
    opened.desk.review()
    every(opened, SubmitDialog)[0].close()


@pytest.mark.parametrize("count", [1, 12, 40])
def test_no_part_of_the_dialog_lies_over_another_after_a_refusal(qtbot, reviewing: Reviewing, count: int) -> None:
    reviewing.take(tuple(replace(DOUBT, sentence=f"第{n}处：" + "自然人列相差甚远，" * 5) for n in range(count)))
    shown = dialog(qtbot, reviewing)
    sign_all(qtbot, shown, ["张一", "李二", "王三", "赵四"])
    qtbot.waitUntil(lambda: shown.message.height() >= shown.message.heightForWidth(shown.message.width()))
    parts = [shown.next_step, shown.table, shown.form, shown.message, found(shown, QDialogButtonBox)]
    places = [QRect(part.mapTo(shown, QPoint()), part.size()) for part in parts]
    assert all(above.bottom() < below.top() for above, below in pairwise(places))
    scroll = found(shown.pages, QScrollArea)
    assert scroll.verticalScrollBar().isVisible() == (count > 1)  # its own bar; the dialog never needs one
    assert shown.height() <= height_for(shown, 0)


def test_in_the_lowest_room_all_of_the_dialog_is_in_sight(qtbot, reviewing: Reviewing, monkeypatch) -> None:
    monkeypatch.setattr("ui.review.review_dialog.height_for", lambda *_: 400)
    reviewing.take((DOUBT,))
    shown = dialog(qtbot, reviewing)
    shown.form.opinions["back"].setChecked(True)
    shown.resize(895, 464)
    qtbot.waitUntil(lambda: shown.size() == QSize(895, 464))
    assert shown.table.height() >= shown.table.minimumSizeHint().height()
    assert shown.form.who.hasFocus()


def test_unlocking_asks_for_a_name_and_a_reason(qtbot, reviewing: Reviewing) -> None:
    reviewing.move(Course(tuple(Signed(stage, "张", DAY) for stage in STAGES)))
    shown = dialog(qtbot, reviewing)
    shown.unlock_button.click()
    assert "理由" in shown.message.text()
    write("赵四")
    press(qtbot, Qt.Key.Key_Return)
    assert reviewing.course.locked
    shown.form.reason.setText("区里要求补充")
    with qtbot.waitSignal(shown.locked):
        press(qtbot, Qt.Key.Key_Return)
    assert "区里要求补充" in course_of(shown)
    assert shown.form.who.text() == ""


def test_the_sheet_is_written_where_it_was_asked_for(qtbot, reviewing: Reviewing, tmp_path: Path) -> None:
    dialog(qtbot, reviewing).save_sheet(tmp_path / "审核表.pdf")
    assert (tmp_path / "审核表.pdf").read_bytes() == b"%PDF"


def test_the_sheet_names_the_pdf_that_is_exported_with_its_anchor(opened, tmp_path, monkeypatch) -> None:
    path = tmp_path / "审核表.pdf"
    monkeypatch.setattr("ui.review.review_dialog.ask_new_file", lambda *asking: path)
    monkeypatch.setattr(ReviewDialog, "exec", lambda dialog: dialog.sheet_button.click())
    opened.desk.review()
    anchor = opened.desk._library.anchor()
    assert anchor_in(path.read_bytes(), path.name) == anchor is not None
    report = opened.desk.workspace.session.report
    digest = hashlib.sha256(export(FORM, report, "pdf", anchor=anchor)).hexdigest()
    with pypdfium2.PdfDocument(path) as sheet:
        told = "".join(sheet[0].get_textpage().get_text_range().split())
    assert digest in told
    assert anchor.code in told


def test_the_sheet_is_offered_in_the_folder_of_exports_under_the_report_s_name(
    opened, settings, tmp_path, monkeypatch
) -> None:
    settings.put("export.folder", str(tmp_path))
    asked: list[str] = []

    monkeypatch.setattr("ui.review.review_dialog.ask_new_file", lambda *asking: asked.append(asking[2]))
    monkeypatch.setattr(ReviewDialog, "exec", lambda dialog: dialog.sheet_button.click())
    opened.desk.review()
    assert asked == [str(tmp_path / f"{OFFICE}2025年度报告审核表.pdf")]


def test_every_button_of_the_dialog_says_what_it_does(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    buttons = (shown.sign_button, shown.unlock_button, shown.sheet_button, shown.submit_button)
    assert [button.text() for button in buttons if not button.toolTip()] == []
