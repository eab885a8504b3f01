"""The evidence of a figure leads to the very box where it stands, and says in words what is doubtful about it."""

from __future__ import annotations

from collections import Counter

import pytest

from app.exchange import read
from app.exchange.matching.solving import spots
from app.exchange.source.import_record import from_plain, to_plain
from app.exchange.source.source import Table
from app.exchange.source.why import NO_FIGURE, SUMMED, why_few
from tests.corpus.build import FILES
from tests.few_columns import DOUBTS, NAME, few_columns
from tests.reports import FORM, FORMS

FOUND = read(FORMS, few_columns().encode(), NAME)
CELLS = ("a", "b", "c", "all")


def test_the_made_text_has_as_many_doubts_as_the_page_it_was_made_after() -> None:
    assert Counter(one.certainty for one in FOUND.evidence.values() if one.why) == DOUBTS


def test_a_figure_that_only_one_setting_allows_has_one_spot() -> None:
    assert spots(CELLS, [1, 2, 3], {"a": 1, "b": 2, "c": 0, "all": 3})["all"] == (2,)


def test_a_figure_that_may_stand_in_several_boxes_has_all_of_them() -> None:
    found = spots(CELLS, [0, 0, 0], dict.fromkeys(CELLS, 0))
    assert (found["a"], set(found["b"])) == ((0,), {0, 1})


def test_a_row_of_more_settings_than_can_be_tried_says_nothing() -> None:
    assert spots(tuple(map(str, range(40))), [0] * 20, {}) == {}


def test_the_box_of_an_inferred_figure_holds_it() -> None:
    assert FOUND.source is not None
    boxes = {box.place: box.text for block in FOUND.source.blocks if isinstance(block, Table) for box in block.boxes}
    inferred = {name: one for name, one in FOUND.evidence.items() if one.certainty == "inferred"}
    assert all(boxes[place] == str(FOUND.report.cells[name]) for name, one in inferred.items() for place in one.spots)
    assert all(one.spots for one in inferred.values())


def test_the_reason_counts_the_figures_and_the_places() -> None:
    assert why_few(6, 7) == "原文少一列，六个数对七个栏"
    assert FOUND.evidence["requests.denied_law.ngo"].why == "原文少两列，五个数对七个栏"
    assert FOUND.evidence["disputes.review.upheld"].why == "原文没有列线，按先后对上"


def test_a_text_has_all_its_paragraphs() -> None:
    assert FOUND.evidence["problems.problems"].spots == ("第 84 行", "第 86 行")


def test_where_the_head_is_known_a_summed_figure_has_the_box_under_it() -> None:
    found = read(FORMS, (FILES / "blanks.html").read_bytes(), "2024 blanks.html")
    summed = [one for one in found.evidence.values() if one.why == SUMMED]
    assert summed
    assert all(len(one.spots) == 1 for one in summed)
    assert found.evidence["requests.denied_secret.natural"].why == NO_FIGURE


@pytest.mark.parametrize("name", ["no-lines.pdf", "boxes.pdf", "tabs.txt", "shifted.docx", "cms.html", "one-sheet.xlsx"])
def test_every_place_of_an_evidence_is_one_place_of_the_source(name: str) -> None:
    found = read(FORMS, (FILES / name).read_bytes(), f"2024 {name}")
    assert found.source is not None
    blocks = found.source.blocks
    places = Counter(one.place for block in blocks for one in (block.boxes if isinstance(block, Table) else (block,)))
    assert {places[place] for one in found.evidence.values() for place in one.marks} == {1}


def test_spots_and_reasons_come_through_the_reading_process() -> None:
    assert from_plain(FORMS, to_plain(FORM, FOUND)).evidence == FOUND.evidence
