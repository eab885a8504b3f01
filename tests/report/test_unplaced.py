"""A text that an import could not place stands beside a field until its words are in the report or a person refuses it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import ReadOnlyReport
from app.exchange import Import
from app.exchange.source.found import Unplaced
from app.report.doubt import Doubt, counted
from app.report.report import Edit, difference
from app.report.session import Change, Session
from tests.reports import FORM, empty

FIELD, NEXT, NOTE = "overview.proactive", "overview.on_request", "requests.note"
LOOSE = Doubt(FIELD, "另行公开的文件\n共三件。", "unplaced", "第 12 段", "标题不知是哪一部分")
IMPORT = Edit({FIELD: "主动公开十件。"}, "导入", doubts=(LOOSE,))


@pytest.fixture
def session() -> Session:
    made = Session(FORM, empty())
    made.apply(IMPORT)
    return made


def test_it_is_one_of_what_waits_and_no_doubt_of_its_field(session: Session) -> None:
    assert session.doubts == session.unplaced == (LOOSE,)
    assert not session.doubted
    assert counted(session.doubts) == "没有归入栏目的文字 1"


def test_undo_of_the_import_takes_it_away_and_redo_brings_it_back(session: Session) -> None:
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.undo()
    assert (session.unplaced, heard[-1].ended) == ((), (LOOSE,))
    session.redo()
    assert (session.unplaced, heard[-1].edit.doubts) == ((LOOSE,), (LOOSE,))


def test_placing_puts_it_at_the_end_of_a_field_in_one_step(session: Session) -> None:
    session.place(LOOSE, FIELD)
    assert session.report.text(FIELD) == "主动公开十件。\n另行公开的文件\n共三件。"
    assert (session.unplaced, session.undoing) == ((), "放入主动公开")
    session.undo()
    assert (session.report.text(FIELD), session.unplaced) == ("主动公开十件。", (LOOSE,))
    session.redo()
    assert session.unplaced == ()


def test_in_a_note_it_is_one_line(session: Session) -> None:
    session.place(LOOSE, NOTE)
    assert session.report.text(NOTE) == "另行公开的文件 共三件。"
    assert session.unplaced == ()


def test_it_goes_by_itself_when_its_words_are_typed_or_pasted_anywhere(session: Session) -> None:
    session.apply(Edit({NEXT: "今年：另行公开的文件共三件。"}))
    assert session.unplaced == ()


def test_a_refusal_is_taken_back_by_undo(session: Session) -> None:
    session.dismiss(LOOSE)
    assert (session.doubts, session.undoing) == ((), "不要这段文字")
    session.undo()
    assert session.unplaced == (LOOSE,)
    assert session.report.text(FIELD) == "主动公开十件。"


def test_a_placed_text_that_is_written_over_does_not_come_back_beside_the_field(session: Session) -> None:
    session.place(LOOSE, NEXT)
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.apply(Edit({NEXT: "另行公开文件两件。"}, "填写", "cell"))
    assert (session.unplaced, heard[-1].ended) == ((), (LOOSE,))


def test_an_older_version_that_takes_a_placed_text_away_brings_its_block_back(session: Session) -> None:
    before = session.report
    session.place(LOOSE, NEXT)
    session.apply(difference(session.report, before, "取回历史版本"))
    assert session.unplaced == (LOOSE,)


def test_undo_all_the_way_brings_it_back_even_after_it_was_written_over(session: Session) -> None:
    session.place(LOOSE, NEXT)
    for text in ("另行公开的文件", "另行公开的"):
        session.apply(Edit({NEXT: text}, "填写", "cell"))
    session.undo()
    assert (session.report.text(NEXT), len(session.unplaced)) == (LOOSE.value, 0)
    session.undo()
    assert session.unplaced == (LOOSE,)
    session.redo()
    session.redo()
    assert (session.report.text(NEXT), len(session.unplaced)) == ("另行公开的", 0)


def test_an_import_that_brings_nothing_else_still_brings_it() -> None:
    session = Session(FORM, empty())
    session.apply(Edit({}, "导入", doubts=(LOOSE,)))
    assert (session.unplaced, session.undoing) == ((LOOSE,), "导入")
    session.undo()
    assert session.unplaced == ()


def test_the_same_import_once_more_brings_it_once_and_after_a_refusal_again(session: Session) -> None:
    session.apply(IMPORT)
    assert session.unplaced == (LOOSE,)
    session.dismiss(LOOSE)
    session.apply(IMPORT)
    assert session.unplaced == (LOOSE,)


def test_a_report_that_may_only_be_read_keeps_it() -> None:
    session = Session(FORM, empty(), read_only=True, doubts=(LOOSE,))
    session.dismiss(LOOSE)
    with pytest.raises(ReadOnlyReport):
        session.place(LOOSE, FIELD)
    assert session.unplaced == (LOOSE,)


def test_an_import_hands_it_on_as_a_report_would_keep_it() -> None:
    found = Import(empty(), unplaced=(Unplaced(FIELD, "不认识", "第 1 段", "甲\t乙\x07\r\n丙"), Unplaced(FIELD, "", "", "\x07")))
    assert [(one.cell, one.value, one.text) for one in found.doubts] == [(FIELD, "甲 乙\n丙", "不认识")]


def test_undo_of_a_second_import_leaves_what_the_first_one_brought(session: Session) -> None:
    session.apply(Edit({NEXT: "又导入。"}, "导入", doubts=(replace(LOOSE, place="第 2 段"),)))
    session.undo()
    assert session.unplaced == (LOOSE,)


def test_a_field_that_waits_to_be_looked_at_still_does_when_a_text_is_put_there(session: Session) -> None:
    likely = Doubt(NEXT, "读得不准。", "likely", "第 3 段")
    session.apply(Edit({NEXT: "读得不准。"}, "导入", doubts=(likely,)))
    session.place(LOOSE, NEXT)
    assert [(one.cell, one.why) for one in session.doubts] == [(NEXT, "likely")]
    session.undo()
    assert session.doubts == (LOOSE, likely)
