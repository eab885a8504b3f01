"""Whole reports written by strangers, each with its truth: no text is lost, and none stands in a field that is not its own.

A set is a zip of `tests/corpus/blind`, a folder a report, made by somebody who had seen neither readers nor data and saved by
LibreOffice; it was run once, its figures stand in FIRST, and since then it is a regression set. `python -m tests.corpus.placing`
prints the same of an unpacked set. A paragraph of which its writer himself says that nobody could place it (`ask` in the truth)
may stay in the field after which it stands.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.corpus.placing import Placed, judged, pairs

SETS = Path(__file__).parent / "blind"
# At first contact: the commit, and what became of the paragraphs of all files (a paragraph counts once a file).
FIRST = {
    "first": ("69726a3", {"right": 1047, "cut": 57, "asked": 160, "wrong": 55, "dropped": 6}),
    "second": ("2806d32", {"right": 1030, "cut": 5, "asked": 121, "wrong": 11, "dropped": 41}),
    "third": ("53237e2", {"right": 1131, "asked": 68, "wrong": 9, "dropped": 6}),
    "fourth": ("911c860", {"right": 965, "asked": 15}),
}
# The letter head of this report says 北京市燕西区人民政府槐树里街道办事处; its writer left 人民政府 out of the truth.
ODD_OFFICES = ("北京市燕西区槐树里街道办事处",)
MOST_ASKED = 0.13  # of the paragraphs


@cache
def results(name: str) -> tuple[Placed, ...]:
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(SETS / f"{name}.zip") as packed:
            packed.extractall(folder)
        return tuple(one for path, truth in pairs(Path(folder)) for one in judged(path, truth))


def named(found: list[Placed]) -> list[str]:
    return [f"{one.file} {one.where}: {one.text[:40]}" for one in found]


@pytest.mark.parametrize("name", FIRST)
def test_no_paragraph_of_a_stranger_s_report_is_lost_or_cut(name: str) -> None:
    found = [one for one in results(name) if one.kind == "text" and one.verdict in ("dropped", "cut")]
    assert named(found) == []


@pytest.mark.parametrize("name", FIRST)
def test_no_paragraph_stands_in_a_field_that_is_not_its_own(name: str) -> None:
    found = [one for one in results(name) if one.kind in ("text", "outside") and one.verdict == "wrong"]
    assert named([one for one in found if not one.where.startswith("ask")]) == []


@pytest.mark.parametrize("name", FIRST)
def test_office_year_and_figures_are_right_or_asked(name: str) -> None:
    found = [one for one in results(name) if one.kind in ("head", "cell", "closing") and one.verdict == "wrong"]
    assert named([one for one in found if not one.text.startswith(ODD_OFFICES)]) == []


@pytest.mark.parametrize("name", FIRST)
def test_few_paragraphs_are_asked(name: str) -> None:
    count = Counter(one.verdict for one in results(name) if one.kind == "text")
    assert count["asked"] <= MOST_ASKED * count.total()
