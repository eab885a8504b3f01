"""The stages from draft to final: in order, with names and dates, final only without obstacles, unlocked with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from app.checks import Finding
from app.errors import NotReady
from app.findings.explained import Explained
from app.report.report import Edit, Report, applied
from app.review.course import (
    Course,
    Returned,
    Terms,
    Unlocked,
    changed_since,
    digest,
    obstacles,
    proofread,
    send_back,
    sign,
    signed_before,
    unlock,
)

DAY = date(2026, 1, 10)
CLEAN = Explained((), (), ())
OPEN = Explained((Finding("verify", "requests.carry", "requests", "相差 2"),), (), ())


def signed(times: int, state: Explained = CLEAN) -> Course:
    course = Course()
    for number in range(times):
        course = sign(course, f"第{number}人", DAY, state)
    return course


def test_a_pasted_report_is_no_name() -> None:
    with pytest.raises(NotReady, match="只填签名人的姓名"):
        sign(Course(), "政府信息公开工作年度报告" * 9, DAY, CLEAN)


def test_the_stages_follow_one_another():
    course = signed(4)
    assert [one.stage for one in course.signed] == ["draft", "first", "second", "final"]
    assert course.locked


def test_the_last_stage_waits_for_the_findings():
    before_last = signed(3, OPEN)
    with pytest.raises(NotReady, match="相差 2"):
        sign(before_last, "赵", DAY, OPEN)
    assert sign(before_last, "赵", DAY, CLEAN).locked


@pytest.mark.parametrize("passed", range(4))
def test_no_stage_is_passed_with_a_mandatory_finding(passed: int):
    wrong = Explained((Finding("mandatory", "requests.balance", "requests", "相差 1"),), (), ())
    with pytest.raises(NotReady, match="相差 1"):
        sign(signed(passed), "赵", DAY, wrong)


def test_hints_hinder_nothing():
    hint = Explained((Finding("hint", "narrative.unit", "overview", "例"),), (), ())
    assert obstacles(hint) == ()
    assert signed(4, hint).locked


def test_a_mandatory_finding_comes_first_among_the_obstacles():
    both = Explained((*OPEN.open, Finding("mandatory", "requests.balance", "requests", "不平")), (), ())
    assert [finding.sentence for finding in obstacles(both)] == ["不平", "相差 2"]


def test_a_final_report_is_signed_no_more():
    with pytest.raises(NotReady, match="解锁"):
        sign(signed(4), "赵", DAY, CLEAN)


@pytest.mark.parametrize("who", ["", "  "])
def test_a_signature_needs_a_name(who: str):
    with pytest.raises(NotReady, match="姓名"):
        sign(Course(), who, DAY, CLEAN)


def test_a_day_before_the_last_step_is_refused():
    with pytest.raises(NotReady, match="2026-01-10"):
        sign(signed(1), "李", date(2026, 1, 9), CLEAN)


def test_sending_back_begins_anew_at_the_draft_and_takes_nothing_out():
    course = signed(3)
    back = send_back(course, "赵四", DAY, "第三部分有两个数不对")
    assert (back.next, back.signed) == ("draft", ())
    assert back.events == (*course.events, Returned("final", "draft", "赵四", DAY, "第三部分有两个数不对"))


def test_the_reviewer_picks_the_stage_that_signs_anew():
    back = send_back(signed(3), "赵四", DAY, "请复审的人再看附表", "second")
    assert back.next == "second"
    assert [one.stage for one in back.signed] == ["draft", "first"]


@pytest.mark.parametrize("passed", [0, 4])
def test_a_draft_and_a_final_report_are_not_sent_back(passed: int):
    with pytest.raises(NotReady):
        send_back(signed(passed), "赵四", DAY, "第三部分有两个数不对")


@pytest.mark.parametrize(("who", "reason"), [("", "第三部分有两个数不对"), ("赵四", "不 对"), ("赵四", " ")])
def test_sending_back_needs_a_name_and_a_sentence(who: str, reason: str):
    with pytest.raises(NotReady):
        send_back(signed(2), who, DAY, reason)


def test_proofs_are_read_before_a_stage_and_once():
    course = proofread(signed(1), "孙六", DAY, words="改了两处标点")
    assert course.next == "first"
    assert course.proofs["first"].words == "改了两处标点"
    with pytest.raises(NotReady, match="已经签过"):
        proofread(course, "周七", DAY)


def test_the_draft_has_no_proofs():
    with pytest.raises(NotReady, match="没有校对"):
        proofread(Course(), "孙六", DAY)


def test_where_proofs_must_be_read_the_opinion_waits_for_them():
    must = Terms(proofs="must")
    with pytest.raises(NotReady, match="先签一校"):
        sign(signed(1), "李二", DAY, CLEAN, terms=must)
    assert sign(proofread(signed(1), "孙六", DAY), "李二", DAY, CLEAN, terms=must).next == "second"


def test_a_stage_that_is_signed_anew_has_its_proofs_read_anew():
    course = proofread(sign(proofread(signed(1), "孙六", DAY), "李二", DAY, CLEAN), "周七", DAY)
    assert dict(send_back(course, "王五", DAY, "请初审的人再看一遍附表", "first").proofs) == {}
    assert set(send_back(sign(course, "王五", DAY, CLEAN), "赵四", DAY, "复审请再看附表", "second").proofs) == {"first"}


def test_who_read_the_proofs_has_signed_before():
    course = proofread(signed(1), "孙六", DAY)
    assert signed_before(course, "孙　六") == ("一校",)
    with pytest.raises(NotReady, match="已签过一校"):
        sign(course, "孙六", DAY, CLEAN)


def test_open_comments_hinder_the_last_stage_alone_and_a_reason_passes_them():
    waiting = Terms(comments=2)
    with pytest.raises(NotReady, match="还有 2 条批注没有答复"):
        sign(signed(3), "赵四", DAY, CLEAN, terms=waiting)
    final = sign(signed(3), "赵四", DAY, CLEAN, despite="两条都是排版的事", terms=waiting)
    assert final.signed[-1].despite == "两条都是排版的事"
    assert sign(signed(2), "王五", DAY, CLEAN, terms=waiting).next == "final"


def test_an_opinion_stands_with_the_signature_and_has_a_bound():
    assert sign(Course(), "张一", DAY, CLEAN, words="同意，请注意\u200b附表").signed[0].words == "同意，请注意附表"
    with pytest.raises(NotReady, match="意见最多"):
        sign(Course(), "张一", DAY, CLEAN, words="附表" * 400)


def test_unlocking_needs_a_reason_and_begins_anew():
    final = signed(4)
    with pytest.raises(NotReady, match="理由"):
        unlock(final, "赵", DAY, " ")
    again = unlock(final, "赵", DAY, "区里要求补充")
    assert (again.next, again.locked, again.signed) == ("draft", False, ())
    assert again.events[-1] == Unlocked("赵", DAY, "区里要求补充")
    assert again.events[:4] == final.events


def test_only_a_final_report_is_unlocked():
    with pytest.raises(NotReady, match="还没有定稿"):
        unlock(signed(3), "赵", DAY, "理由")


@pytest.mark.parametrize("same", ["李二", " 李 二", "李　二", "李\u200b二"])
def test_the_same_person_signs_again_only_with_a_reason(same: str):
    course = sign(Course(), "李二", DAY, CLEAN)
    assert signed_before(course, same) == ("起草",)
    with pytest.raises(NotReady, match="已签过起草"):
        sign(course, same, DAY, CLEAN, " ")
    with pytest.raises(NotReady, match="至少 5 个字"):
        sign(course, same, DAY, CLEAN, "王 二　小 三")
    assert sign(course, same, DAY, CLEAN, "只有一人值班").signed[1].again == "只有一人值班"


def test_latin_names_are_the_same_in_any_width_and_case():
    assert signed_before(sign(Course(), "Li Er", DAY, CLEAN), "ＬＩ　ＥＲ") == ("起草",)


def test_another_person_needs_no_reason_and_none_is_kept():
    assert sign(signed(1), "李二", DAY, CLEAN, "多余").signed[1].again == ""


def test_after_unlocking_the_same_people_sign_anew():
    again = unlock(signed(4), "赵", DAY, "区里要求补充")
    assert signed_before(again, "第0人") == ()


def test_a_name_needs_ink():
    with pytest.raises(NotReady, match="姓名"):
        sign(Course(), "\u200b\u3000", DAY, CLEAN)


def test_a_signature_stands_for_the_content_that_was_signed():
    report = Report("健康路街道办事处", 2025, "2021", cells={"requests.received.natural": 7})
    changed = applied(report, Edit({"requests.received.natural": 8}))
    back = applied(changed, Edit({"requests.received.natural": 7}))
    course = sign(sign(Course(), "张一", DAY, CLEAN, content=digest(report)), "李二", DAY, CLEAN, content=digest(changed))
    assert [one.who for one in changed_since(course, digest(changed))] == ["张一"]
    assert [one.who for one in changed_since(course, digest(back))] == ["李二"]


@pytest.mark.parametrize("other", [{"office": "某街道"}, {"title": "年度报告"}, {"overview.text": "全年。"}])
def test_office_title_and_every_cell_are_part_of_the_content(other: dict[str, str]):
    report = Report("健康路街道办事处", 2025, "2021")
    assert digest(applied(report, Edit(other))) != digest(report)


def test_a_signature_of_which_the_content_was_not_kept_is_not_doubted():
    assert changed_since(signed(3), digest(Report("某街道", 2025, "2021"))) == ()


def test_a_name_is_kept_without_what_nobody_sees_and_known_by_its_looks() -> None:
    course = sign(Course(), " 张\u200b三\u202e ", DAY, CLEAN)
    assert course.signed[0].who == "张三"
    assert signed_before(course, "张・三") == ()
    assert signed_before(course, "张\ufeff 三") == ("起草",)


@pytest.mark.parametrize("who", ["\u200b", "\u3164", "\u202e "])
def test_a_name_that_nobody_sees_is_none(who) -> None:
    with pytest.raises(NotReady, match="填写姓名"):
        sign(Course(), who, DAY, CLEAN)


def test_a_pasted_report_is_no_reason() -> None:
    with pytest.raises(NotReady, match="理由最多"):
        unlock(signed(4), "甲", DAY, "政府信息公开工作年度报告" * 20)
