"""What a frame may mean in this form: cells and lawful sums, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.checks.narrative.frame import Frame, readings_of
from app.checks.narrative.outcome import Candidate
from app.checks.narrative.table_figures import TEN_THOUSAND, Figures
from app.knowledge.lexicon import CellSum, Lexicon, Tag

MOST = 3  # offers for an unclaimed number


def amount(frame: Frame) -> Decimal:
    """The number in the unit of its cells: money in 万元."""
    number = frame.slot.number
    return number.value / TEN_THOUSAND if number.unit == "元" else number.value


def meanings(lexicon: Lexicon, figures: Figures, frame: Frame) -> tuple[Candidate, ...]:
    """The lawful readings of a frame, in the order of its words."""
    found = {one.cells: one for one in _meanings(lexicon, figures, frame) if one.cells}
    return tuple(found.values())


def _meanings(lexicon: Lexicon, figures: Figures, frame: Frame) -> Iterator[Candidate]:
    choices: list[tuple[str, ...]] = [frame.columns or (lexicon.whole_column,)]
    if frame.given and (not frame.columns or frame.by_head):
        choices += frame.given
    if frame.by_head and not frame.columns:
        choices = [lexicon.kinds]
    if frame.each and frame.columns:
        choices = [(column,) for column in frame.columns]
    readings = tuple(tag.readings[0] for tag in frame.tags) if frame.each and len(frame.tags) > 1 else readings_of(frame)
    for columns in choices:
        for reading in readings:
            cells = figures.cells(reading, columns)
            yield Candidate(cells, _title(figures, frame, cells, columns), figures.sum(cells, frame.period), frame.period)


def _title(figures: Figures, frame: Frame, cells: CellSum, columns: tuple[str, ...]) -> str:
    tags: tuple[Tag, ...] = frame.tags or frame.heads
    title = "、".join(dict.fromkeys(tag.title for tag in tags))
    if not frame.columns or not cells:
        return title
    if frame.by_head:
        heads = "、".join(dict.fromkeys(head.title for head in frame.heads))
        return f"{heads}{title}" if frame.tags else heads
    named = [figures.form.cells[cell].names[-1] for cell in cells if cell.endswith(tuple(columns))]
    return f"{title}（{named[0]}）" if len(set(named)) == 1 else title


def offers(lexicon: Lexicon, figures: Figures, frame: Frame, likely: tuple[Candidate, ...], words: str) -> tuple[Candidate, ...]:
    """Up to three cells for an unclaimed number: those of its value first, ordered by what their names share with `words` around
    it, then the likeliest unequal one."""
    wanted = amount(frame)
    equal = [one for one in likely if one.value == wanted]
    named = sorted(_equal(lexicon, figures, frame, wanted), key=lambda one: -_shared(one.title, words))
    rest = [one for one in likely if one.value != wanted]
    found = {one.cells: one for one in (*equal, *named[:MOST], *rest)}
    return tuple(found.values())[:MOST]


def _equal(lexicon: Lexicon, figures: Figures, frame: Frame, wanted: Decimal) -> Iterator[Candidate]:
    """Every cell, group and sum of the frame's topic that has a value."""
    whole = (lexicon.whole_column,)
    columns = dict.fromkeys([frame.columns or whole, whole, *((one,) for one in _columns(lexicon, frame.topic))])
    for tag in lexicon.tags:
        if tag.topic != frame.topic or tag.kind not in ("head", "flow", "result"):
            continue
        for reading in tag.readings:
            for chosen in columns:
                cells = figures.cells(reading, chosen)
                if cells and figures.sum(cells, frame.period) == wanted:
                    yield Candidate(cells, f"{tag.title}{_label(lexicon, chosen)}", wanted, frame.period)


def _label(lexicon: Lexicon, columns: tuple[str, ...]) -> str:
    """The name of a column, in brackets."""
    found = [tag.title for tag in lexicon.tags if tag.columns == columns and tag.kind in ("applicant", "head")]
    return f"（{'、'.join(found)}）" if found else ""


def _columns(lexicon: Lexicon, topic: str) -> Iterator[str]:
    kind = "applicant" if topic == lexicon.request_topic else "head"
    for tag in lexicon.tags:
        if tag.kind == kind and (kind == "applicant" or tag.topic == topic):
            yield from tag.columns


def _shared(title: str, words: str) -> int:
    """How many pairs of characters a name shares with the words around a number."""
    return sum(title[n : n + 2] in words for n in range(len(title) - 1))
