"""What must hold for any narrative on the page, shown on 200 generated ones: marks, measure, lines, glyphs."""

from __future__ import annotations

import pytest

from app.document.blocks import Block, Heading, Paragraph
from app.typeset.compose import compose
from app.typeset.faces import missing
from app.typeset.page_grid import ADVANCE, BODY, LINES, MEASURE, baseline
from app.typeset.pages import Pages
from app.typeset.typesetter import Typesetter
from tests.typeset.generated_narratives import narrative
from tests.typeset.papers import TITLE, document

COUNT = 200
PER_REPORT = 10
NOT_AT_START = frozenset("，。、；：？！）》〉】〕」』”’…—·％℃")
NOT_AT_END = frozenset("（《〈【〔「『“‘￥")
SETTER = Typesetter()


@pytest.fixture(scope="module")
def reports() -> list[Pages]:
    """20 reports of ten narratives each, some under headings."""
    found = []
    for first in range(0, COUNT, PER_REPORT):
        blocks: list[Block] = [TITLE]
        for seed in range(first, first + PER_REPORT):
            if seed % 3 == 0:
                blocks.append(Heading(1 if seed % 2 else 2, f"（{seed}）一个标题", "overview"))
            blocks.append(Paragraph(narrative(seed), f"cell.{seed}"))
        found.append(compose(document(*blocks), setter=SETTER))
    return found


def body_lines(reports):
    for report in reports:
        for page in report.pages:
            yield from ((page, placed) for placed in page.lines if placed.part == "paragraph")


def test_the_narratives_are_as_varied_as_they_claim():
    text = "".join(narrative(seed) for seed in range(COUNT))
    assert NOT_AT_START | NOT_AT_END - {"〉", "〈"} <= set(text) | {"〈", "〉", "『", "』", "％"}
    assert len({narrative(seed) for seed in range(COUNT)}) == COUNT
    assert len(text) > 20_000


def test_no_line_starts_or_ends_with_a_forbidden_mark(reports):
    wrong = [
        placed.line.text
        for _, placed in body_lines(reports)
        if placed.line.text[0] in NOT_AT_START or placed.line.text[-1] in NOT_AT_END
    ]
    assert wrong == []


def test_every_line_but_the_last_ends_at_the_measure(reports):
    wrong = []
    for page, placed in body_lines(reports):
        last = placed.line.runs[-1]
        edge = placed.x + last.x + sum(last.advances) - page.left
        if abs(edge - MEASURE) > 0.1 and not (placed.line.last and edge < MEASURE):
            wrong.append((edge - MEASURE, placed.line.text))
    assert wrong == []


def test_every_paragraph_begins_two_characters_in(reports):
    cells = set()
    for page, placed in body_lines(reports):
        expected = page.left if placed.cell in cells else page.left + 2 * ADVANCE
        assert placed.x == pytest.approx(expected)
        cells.add(placed.cell)
        if placed.line.last:
            cells.clear()


def test_every_page_whose_text_runs_on_has_22_lines(reports):
    checked = 0
    for report in reports:
        for page, following in zip(report.pages, report.pages[1:], strict=False):
            text = [placed for placed in page.lines if placed.part != "number"]
            if following.lines[0].part == "paragraph" and text[0].part != "title":
                checked += 1
                assert [placed.y for placed in text] == pytest.approx(
                    [baseline(n, BODY.size) for n in range(LINES)]
                )
    assert checked > 20


def test_every_character_has_a_glyph(reports):
    faces = SETTER.faces
    for seed in range(COUNT):
        assert list(missing(faces, narrative(seed), "fang")) == []
    geta = faces.glyph("fang", "〓")
    assert all(
        (run.face, glyph) != (geta.face, geta.number)
        for _, p in body_lines(reports)
        for run in p.line.runs
        for glyph in run.glyphs
    )


def test_hardly_a_line_is_spaced_wider_than_a_tenth_of_its_type(reports):
    lines = [placed.line for _, placed in body_lines(reports)]
    loose = [
        line.text
        for line in lines
        if max(a for run in line.runs for a in run.advances) > ADVANCE + 0.1 * BODY.size
    ]
    assert len(loose) < len(lines) / 50  # the narratives are crowded with runs that hold together
