"""Articles of the 条例 that a text cites as the ground of an answer: the row they lead to must be at least 1.

Which article leads to which rows is said by the rows themselves, in the form file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.checks.lexing.tokens import Sentence
from app.checks.narrative.table_figures import Figures, plain
from app.checks.narrative.text_reading import Reading
from app.chinese.numerals import COUNTING
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.form.axis import Axis
from app.form.form import Form, grid_cell
from app.knowledge.lexicon import CellSum, Citation

_CITED = re.compile(
    rf"第\s*(?P<article>[{COUNTING}]+)\s*条"
    rf"(?:\s*第\s*(?P<paragraph>[{COUNTING}])\s*款)?(?:\s*第?\s*[（(]?\s*(?P<item>[{COUNTING}])\s*[)）]?\s*项)?"
)
_GROUND = re.compile(r"(?:第(?P<article>[^第]+)条)?(?:第(?P<paragraph>[^第]+)款)?(?:第（(?P<item>[^第]+)）项)?")
_LAW = re.compile(r"《([^》]*)》|(?:信息公开)?条例")


@dataclass(frozen=True)
class Cited:
    """An article cited at a place, the cells that it leads to and what they come to; None while one is blank."""

    citation: Citation
    start: int
    end: int
    cells: CellSum
    value: Decimal | None


def cited(source: ProseReader, known: Figures, reading: Reading) -> Iterator[Cited]:
    """Every citation of a text that grounds an answer."""
    lexicon, text = source.knowledge.lexicon, reading.text
    head = lexicon.default_head(text.cell)
    if head is None or head.topic != lexicon.request_topic:
        return
    columns = _columns(reading)
    for sentence in reading.sentences:
        if not lexicon.acts.search(sentence.text):
            continue
        for match in _CITED.finditer(sentence.text):
            citation = _leads_to(lexicon.citations, match, sentence.text)
            before = sentence.text[: match.start()]
            if citation is None or not _of_the_regulation(before) or _of_another_year(sentence, sentence.start + match.start()):
                continue
            cells = _cells(source.inquiry.form, citation, columns or (lexicon.whole_column,))
            if cells:
                place = sentence.start + match.start(), sentence.start + match.end()
                yield Cited(citation, *place, cells, known.sum(cells))


def _columns(reading: Reading) -> tuple[str, ...]:
    """The only applicant that a text speaks of, () when there are several or none."""
    named = {frame.columns for row in reading.frames for frame in row if frame.columns and not frame.by_head}
    return named.pop() if len(named) == 1 else ()


def _of_another_year(sentence: Sentence, at: int) -> bool:
    times = [tag.id for token in sentence.tokens if token.start < at for tag in token.of_kind("period")]
    return bool(times) and times[-1] != "this"


def _cells(form: Form, citation: Citation, columns: tuple[str, ...]) -> CellSum:
    """The cells of all rows that an article leads to; a column that a table does not have is passed over."""
    return tuple(
        cell
        for section in form.sections
        for grid in section.grids
        for row, leaf, _ in grid.rows.leaves()
        if grounds(leaf, citation)
        for column in columns
        if (cell := grid_cell(section, row, column)) in form.cells
    )


def grounds(row: Axis, citation: Citation) -> bool:
    """Whether a row's `article` names the cited one: 条例第三十六条第（四）项、第（五）项 names two items of one article."""
    wanted = {"article": citation.article, "paragraph": citation.paragraph, "item": citation.item}
    article = ""
    for law in row.article.split("；"):
        pieces = law.removeprefix("条例").split("、") if law.startswith("条例") else ()
        for match in filter(None, map(_GROUND.fullmatch, pieces)):
            article = match["article"] or article
            named = {**match.groupdict(), "article": article}
            if all(named[part] == value for part, value in wanted.items() if value):
                return True
    return False


def _leads_to(citations: tuple[Citation, ...], match: re.Match[str], words: str) -> Citation | None:
    for one in citations:
        parts = (
            (one.article, match["article"]),
            (one.paragraph, match["paragraph"] or one.paragraph * (not one.paragraph)),
            (one.item, match["item"] or ""),
        )
        if all(wanted == found for wanted, found in parts if wanted) and one.needs in words:
            return one
    return None


def _of_the_regulation(before: str) -> bool:
    """The law last named before an article is the 条例, or none is named."""
    laws = list(_LAW.finditer(before))
    return not laws or "条例" in laws[-1].group()


def citation_findings(reader: ProseReader, text: ReportText, one: Cited) -> Iterator[Finding]:
    """The finding about a cited article whose rows are all 0."""
    if one.value is None or one.value >= 1:
        return
    yield from reader.found(
        "narrative.citation",
        text,
        (one.start, one.end),
        cells=one.cells,
        words=text.text[one.start : one.end],
        meaning=one.citation.title,
        table=plain(one.value),
    )
