"""What a frame may mean in this form: cells and lawful sums, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from app.checks.frames.frame import Frame, readings_of
from app.checks.narrative.outcome import Candidate
from app.checks.narrative.table_figures import TEN_THOUSAND, Figures
from app.knowledge.lexicon import CellSum, Lexicon, Tag


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
    result = any(tag.kind == "result" for tag in frame.tags)
    if frame.given and (not frame.columns or frame.by_head or result or frame.period == "last"):
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


def fits_otherwise(lexicon: Lexicon, figures: Figures, frame: Frame) -> bool:
    """Whether something else has the value of a number that its own words do not speak against: 自然人13件 behind results may be
    the applicants of all, 诉讼2件 those of one kind."""
    wanted = amount(frame)
    narrower = [replace(frame, columns=(column,), given=()) for column in frame.columns] if frame.by_head else []
    if any(one.value == wanted for part in narrower for one in meanings(lexicon, figures, part)):
        return True
    if not frame.inherited and (frame.tags or frame.named):
        return False
    columns = frame.columns or (lexicon.whole_column,)
    rows = (tag for tag in lexicon.tags if tag.topic == frame.topic and tag.kind in ("flow", "result"))
    readings = (one for tag in rows for one in tag.readings)
    return any(figures.sum(figures.cells(reading, columns), frame.period) == wanted for reading in readings)
