"""A report to the reviewer and back: all of it goes along, what one side changed is taken, what both changed is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.errors import ExchangeError, NotReady, ReportExists, StoreError
from app.register.register_file import register_path
from app.report.doubt import Doubt
from app.report.report import Edit
from app.review.course import Signed, Unlocked, changed_since, digest
from tests.handover.two_desks import CELL, OTHER, PROSE, Desk, all_signed
from tests.reports import full

WORDS = "全年收到申请#件。"


def test_on_the_second_computer_it_is_a_report_of_that_library(clerk: Desk, reviewer: Desk) -> None:
    clerk.claim(WORDS, (CELL,))
    clerk.comment("请核对。", 1)
    clerk.sign()
    assert reviewer.take(clerk.give()).came == "new"
    assert reviewer.state == clerk.state


def test_the_register_stays_at_home(clerk: Desk, reviewer: Desk) -> None:
    path = register_path(clerk.library.folder, clerk.key)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"{}")
    reviewer.take(clerk.give())
    assert not register_path(reviewer.library.folder, reviewer.key).exists()


def test_what_only_the_reviewer_changed_comes_home_without_a_question(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    reviewer.write(requests__received__natural=7)
    reviewer.comment("改成七件。", 1)
    reviewer.sign()
    came = clerk.take(reviewer.give())
    assert came.held is not None
    assert ([one.cell for one in came.held.items], came.held.asked) == ([CELL], ())
    assert clerk.state == reviewer.state


def test_what_both_changed_is_asked_and_nothing_is_taken_without_an_answer(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    reviewer.write(requests__received__natural=7, requests__received__legal=1)
    clerk.write(requests__received__natural=8)
    data = reviewer.give()
    with pytest.raises(KeyError):
        clerk.take(data)
    assert clerk.report.get(CELL) == 8
    came = clerk.look_at(data)
    assert came.held is not None
    (asked,) = came.held.asked
    assert (asked.base, asked.mine, asked.theirs) == ("0", "8", "7")
    clerk.take(data, {(CELL, -1): True})
    assert (clerk.report.get(CELL), clerk.report.get(OTHER)) == (7, 1)


def test_a_text_is_asked_by_paragraph(clerk: Desk, reviewer: Desk) -> None:
    clerk.write(overview__proactive="第一段。\n第二段。\n第三段。")
    reviewer.take(clerk.give())
    clerk.write(overview__proactive="第一段，我改。\n第二段，我改。\n第三段。")
    reviewer.write(overview__proactive="第一段。\n第二段，他改。\n第三段，他改。")
    data = reviewer.give()
    came = clerk.look_at(data)
    assert came.held is not None
    assert [(one.mine, one.theirs) for one in came.held.asked] == [("第二段，我改。", "第二段，他改。")]
    clerk.take(data, {came.held.asked[0].key: False})
    assert clerk.report.text(PROSE) == "第一段，我改。\n第二段，我改。\n第三段，他改。"


def test_it_is_one_step_of_undo_and_the_state_before_is_a_version(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    reviewer.write(requests__received__natural=7, requests__received__legal=1)
    before = clerk.report
    clerk.take(reviewer.give())
    session = clerk.library.open_session(clerk.key)
    assert session.undoing == "收回交接"
    session.undo()
    assert session.report == before
    clerk.library.sync()
    assert "merged" in [one.occasion for one in clerk.library.history.versions(clerk.key).all]


def test_a_file_that_came_home_twice_changes_nothing(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    reviewer.write(requests__received__natural=7)
    data = reviewer.give()
    clerk.take(data)
    clerk.write(requests__received__natural=9)
    assert clerk.take(data).came == "again"
    assert clerk.report.get(CELL) == 9


def test_ones_own_file_is_known_as_such(clerk: Desk) -> None:
    assert clerk.take(clerk.give()).came == "own"


def test_the_second_round_begins_where_the_first_one_ended(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    reviewer.write(requests__received__natural=7)
    clerk.take(reviewer.give())
    clerk.write(requests__received__legal=2)
    reviewer.write(requests__received__ngo=3)
    came = reviewer.take(clerk.give())
    assert came.held is not None
    assert ([one.cell for one in came.held.items], came.held.asked) == ([OTHER], ())
    assert reviewer.report.get("requests.received.ngo") == 3


def test_a_refused_change_of_theirs_does_not_come_back_in_the_next_round(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    reviewer.write(requests__received__natural=7)
    clerk.take(reviewer.give(), {(CELL, -1): False})
    assert clerk.report.get(CELL) == 0
    came = reviewer.take(clerk.give())
    assert came.held is not None
    assert (came.held.asked, reviewer.report.get(CELL)) == ((), 0)


def test_two_reviewers_at_once(clerk: Desk, reviewer: Desk, tmp_path: Path) -> None:
    third = Desk(tmp_path / "third", "王三")
    reviewer.take(clerk.give())
    third.take(clerk.give())
    reviewer.write(requests__received__natural=7)
    third.write(requests__received__legal=2)
    for one in (reviewer, third):
        came = clerk.take(one.give())
        assert came.held is not None
        assert came.held.asked == ()
    assert (clerk.report.get(CELL), clerk.report.get(OTHER)) == (7, 2)
    third.close()


def test_a_look_of_the_reviewer_counts_and_a_new_doubt_comes_along(clerk: Desk, reviewer: Desk) -> None:
    session = clerk.library.open_session(clerk.key)
    doubts = tuple(Doubt(cell, 5, "inferred", "表", "五") for cell in (CELL, OTHER))
    session.apply(Edit({CELL: 5, OTHER: 5}, "导入", doubts=doubts))
    clerk.library.close_session(clerk.key)
    reviewer.take(clerk.give())
    reviewer.look(CELL)
    ngo = "requests.received.ngo"
    reviewer.library.open_session(reviewer.key).apply(Edit({ngo: 1}, "导入", doubts=(Doubt(ngo, 1, "likely"),)))
    reviewer.library.close_session(reviewer.key)
    clerk.take(reviewer.give())
    assert [one.cell for one in clerk.library.doubted(clerk.key)] == [ngo, OTHER]  # in the order of the form


def test_what_both_said_stays(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    clerk.comment("我说。", 1)
    clerk.claim(WORDS, (CELL,))
    reviewer.comment("他说。", 2)
    reviewer.claim("另一句#。", (OTHER,))
    clerk.take(reviewer.give())
    assert {one.text for one in clerk.state.comments} == {"我说。", "他说。"}
    assert len(clerk.state.claims) == 2


def test_a_report_of_the_same_office_and_year_that_never_left_is_refused(clerk: Desk, reviewer: Desk) -> None:
    reviewer.begin(full())
    with pytest.raises(ReportExists, match="不是从它交出的"):
        reviewer.take(clerk.give())
    assert len(reviewer.library.entries()) == 1


def test_another_year_in_the_place_of_ones_own_is_refused(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    record = reviewer.library.holdings[reviewer.key]
    object.__setattr__(record, "record", {**record.record, "year": 2024})
    with pytest.raises(ExchangeError, match="同一年度"):
        clerk.take(reviewer.give())


def test_a_report_that_is_final_here_is_not_changed(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    reviewer.write(requests__received__natural=7)
    all_signed(clerk)
    data = reviewer.give()
    with pytest.raises(NotReady, match="已经定稿"):
        clerk.take(data)
    assert clerk.state.review.course.locked
    clerk.enter(Unlocked("张一", date(2026, 1, 12), "改数"))
    clerk.take(data)
    assert clerk.report.get(CELL) == 7


def test_no_report_becomes_final_with_a_content_that_nobody_signed(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    all_signed(reviewer)
    clerk.write(requests__received__natural=7)
    clerk.take(reviewer.give())
    course = clerk.state.review.course
    assert (course.locked, course.next) == (False, "final")
    assert len(changed_since(course, digest(clerk.report))) == 3


def test_a_final_signature_of_the_reviewer_makes_it_final_at_home(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    reviewer.write(requests__received__natural=7)
    all_signed(reviewer)
    clerk.take(reviewer.give())
    assert clerk.state.review.course.locked
    assert clerk.state == reviewer.state


def test_two_signatures_for_one_stage_are_asked_and_none_is_lost(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    clerk.sign()
    reviewer.sign()
    data = reviewer.give()
    came = clerk.look_at(data)
    assert came.held is not None
    assert came.held.courses.asks
    clerk.take(data, theirs_counts=False)
    course = clerk.state.review.course
    assert [one.who for one in course.signed] == ["张一"]
    assert {one.who for one in course.events if isinstance(one, Signed)} == {"张一", "李二"}


def test_one_that_lies_in_the_bin_is_to_be_taken_out_first(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    clerk.library.bin(clerk.key)
    with pytest.raises(StoreError, match="回收站"):
        clerk.take(reviewer.give())


def test_a_library_that_lost_the_record_of_the_trip_knows_its_report_by_a_version(clerk: Desk, reviewer: Desk) -> None:
    reviewer.take(clerk.give())
    reviewer.write(requests__received__natural=7)
    clerk.write(requests__received__legal=1)
    clerk.library.flush()
    (clerk.library.folder / "trips" / f"{clerk.key}.json").unlink()
    assert clerk.take(reviewer.give()).came == "merge"
    assert (clerk.report.get(CELL), clerk.report.get(OTHER)) == (7, 1)
