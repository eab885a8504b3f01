"""Articles of the 条例 that a text cites as the ground of an answer: the row they lead to must be at least 1.

Which article leads to which rows is said by the rows themselves, in the form file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.narrative.clauses import Sentence
from app.checks.narrative.context import ClauseContext
from app.checks.narrative.held_numbers import Link, plain, total
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.form.axis import Axis
from app.form.form import Form, grid_cell
from app.knowledge.lexicon import CellSum, Citation

_CITED = re.compile(
    r"第\s*(?P<article>[一二三四五六七八九十]+)\s*条"
    r"(?:\s*第\s*(?P<paragraph>[一二三四五])\s*款)?(?:\s*第?\s*[（(]?\s*(?P<item>[一二三四五六七八九十])\s*[)）]?\s*项)?"
)
_GROUND = re.compile(r"(?:第(?P<article>[^第]+)条)?(?:第(?P<paragraph>[^第]+)款)?(?:第（(?P<item>[^第]+)）项)?")
_LAW = re.compile(r"《([^》]*)》|(?:信息公开)?条例")


@dataclass(frozen=True)
class Cited:
    """An article cited at a place."""

    citation: Citation
    start: int
    end: int
    link: Link


def cited(
    reader: ProseReader, context: ClauseContext, text: ReportText, sentence: Sentence, columns: tuple[str, ...]
) -> Iterator[Cited]:
    """Every citation of a sentence that grounds an answer; `columns` are the applicants the text speaks of."""
    grammar = reader.knowledge.grammar
    if context.default_topic(text.cell) != grammar.request_topic or not grammar.acts.search(sentence.text):
        return
    for match in _CITED.finditer(sentence.text):
        citation = _leads_to(grammar.citations, match, sentence.text)
        if citation is None or not _of_the_regulation(sentence.text[: match.start()]):
            continue
        if context.period(sentence.text[: match.start()]) != "this":
            continue
        cells = _cells(reader.inquiry.form, citation, columns or (grammar.whole_column,))
        if cells:
            value = total(reader.inquiry, reader.inquiry.report, cells)
            start, end = sentence.start + match.start(), sentence.start + match.end()
            agrees = None if value is None else value >= 1
            yield Cited(citation, start, end, Link(text.span(start, end), cells, value, agrees))


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
    if one.link.agrees is not False:
        return
    yield from reader.found(
        "narrative.citation",
        text,
        (one.start, one.end),
        cells=one.link.cells,
        words=text.text[one.start : one.end],
        meaning=one.citation.title,
        table=plain(one.link.value) if one.link.value is not None else 0,
    )
