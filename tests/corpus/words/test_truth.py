"""Every truth of the set stands in its file: paragraphs, headings, closing lines; its figures agree with their sums."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.words.build import FILES, TRUTH
from tests.corpus.words.raw_text import bare, raw_pages
from tests.corpus.words.story import read_story, stories
from tests.corpus.words.truth import truth
from tests.reports import FORMS

PATHS = sorted(FILES.iterdir())
each_file = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:20])


def told(path: Path) -> Any:
    return json.loads((TRUTH / f"{path.stem}.json").read_text(encoding="utf-8"))


def running(path: Path) -> list[str]:
    """The heads, feet and page numbers of a file, bare, the longest first."""
    story = read_story(Path(__file__).parent / "texts" / f"{path.stem}.txt")
    blocks = [block for role in ("head", "foot") for block in story.outside(role)]
    return [bare(block.text) for block in blocks]


def flowing(path: Path) -> str:
    """The text of a file without what stands at the head and the foot of its pages."""
    pages = raw_pages(path)
    numbers = [
        bare(one) for one in told(path)["outside"] if re.fullmatch(r"\W*第?\d+.*", one) and len(one) < 12
    ]
    found = []
    for page in pages:
        for line in running(path):
            page = page.removeprefix(line).removesuffix(line).replace(line, "")
        for number in numbers:
            page = page.removeprefix(number).removesuffix(number)
        for line in running(path):
            page = page.removesuffix(line)
        found.append(page)
    return "".join(found)


def automatic(path: Path) -> list[str]:
    """The numbers that the file's own program writes."""
    story = read_story(Path(__file__).parent / "texts" / f"{path.stem}.txt")
    return sorted({bare(block.number) for block in story.blocks if block.number})


def stands(text: str, raw: str, numbers: list[str]) -> bool:
    """Whether a text stands in the raw one, with or without a number of the program's own."""
    text = bare(text)
    return text in raw or any(text.startswith(one) and text.removeprefix(one) in raw for one in numbers)


def paragraphs(found: Any) -> Iterator[str]:
    yield from (text for texts in found["fields"].values() for text in texts)
    yield from (one["text"] for one in found["either"])
    yield from found["ask"]


def test_there_are_fifty_files_and_each_has_its_truth() -> None:
    assert len(PATHS) == 50
    assert sorted(path.stem for path in PATHS) == sorted(path.stem for path in TRUTH.iterdir())
    kinds = [path.suffix for path in PATHS]
    least = {".docx": 14, ".html": 14, ".pdf": 10, ".xlsx": 4, ".txt": 5, ".doc": 2}
    assert all(kinds.count(kind) >= count for kind, count in least.items())


def test_the_truths_are_those_of_the_stories() -> None:
    for story in stories():
        found = json.loads((TRUTH / f"{story.name}.json").read_text(encoding="utf-8"))
        made = truth(story, 0)
        assert {**made, "outside": []} == {**found, "outside": []}, story.name


@each_file
def test_every_paragraph_of_the_truth_stands_in_the_file(path: Path) -> None:
    raw, numbers = flowing(path), automatic(path)
    assert [text for text in paragraphs(told(path)) if not stands(text, raw, numbers)] == []


@each_file
def test_every_heading_stands_in_the_file(path: Path) -> None:
    raw, numbers = flowing(path), automatic(path)
    assert [text for text in told(path)["headings"] if not stands(text, raw, numbers)] == []


@each_file
def test_what_is_outside_stands_in_the_file(path: Path) -> None:
    raw = "".join(raw_pages(path))
    assert [text for text in told(path)["outside"] if bare(text) not in raw] == []


@each_file
def test_the_closing_lines_stand_in_the_file(path: Path) -> None:
    raw, closing = flowing(path), told(path)["closing"]
    if date := closing.pop("date", ""):
        year, month, day = map(int, date.split("-"))
        assert f"{year}年{month}月{day}日" in raw
    assert [text for text in closing.values() if bare(text) not in raw] == []


@each_file
def test_every_cell_is_one_of_the_form_and_the_sums_agree(path: Path) -> None:
    cells = told(path)["cells"]
    form = FORMS.edition("2021")
    assert set(cells) <= {cell.id for cell in form.required}
    assert all(isinstance(value, int | float) for value in cells.values())
    for column in {name.rpartition(".")[2] for name in cells if name.startswith("requests.")}:
        of = {
            name.split(".")[1]: v
            for name, v in cells.items()
            if name.startswith("requests.") and name.endswith(column)
        }
        outer = of["received"] + of["carried_in"]
        assert outer == sum(v for row, v in of.items() if row not in ("received", "carried_in"))


@each_file
def test_the_office_is_in_the_file_or_in_its_name(path: Path) -> None:
    found = told(path)
    raw = "".join(raw_pages(path)) + path.stem
    assert bare(found["office"]) in raw
    assert str(found["year"]) in raw
