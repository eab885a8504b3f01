"""A number that counts, held against the tables: tied to a lawful reading, or against all of them, or nobody can say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from app.checks.frames.frame import Frame
from app.checks.narrative.candidates import amount, fits_otherwise, meanings
from app.checks.narrative.outcome import Candidate, ReadNumber
from app.checks.narrative.plausible import looks_like_a_slip
from app.checks.narrative.table_figures import Figures, plain
from app.findings.reader import ReportText
from app.knowledge.lexicon import Lexicon

Meanings = tuple[Candidate, ...]


def _every(likely: Meanings) -> Meanings:
    return likely


def free(text: ReportText, frame: Frame) -> ReadNumber:
    """A number that means no cell."""
    number = frame.slot.number
    return ReadNumber(text.span(number.start, number.end), text.text[number.start : number.end], "free", amount(frame))


def counts_cells(lexicon: Lexicon, frame: Frame) -> bool:
    """Whether a number can mean a cell at all."""
    number = frame.slot.number
    if frame.foreign or (frame.some and not frame.unknown) or number.rough or frame.period == "other" or not frame.topic:
        return False
    money = number.unit in ("元", "万元")
    if number.unit in lexicon.person_units and frame.columns and not frame.by_head and frame.slot.count == 1:
        return True  # 申请人为自然人4人，企业3家
    if frame.heads and frame.heads[0].units:
        return number.unit in frame.heads[0].units
    return not money and number.unit in lexicon.request_units and not (frame.channel and not frame.tags)


def may_count_requests(lexicon: Lexicon, frame: Frame) -> bool:
    """Whether a number that no listed word names may yet count requests or disputes: its unit is theirs and no other's."""
    return (frame.topic == lexicon.request_topic or frame.by_head) and frame.slot.number.unit == lexicon.request_unit


def judged(
    lexicon: Lexicon, figures: Figures, text: ReportText, frame: Frame, allowed: Callable[[Meanings], Meanings] = _every
) -> ReadNumber:
    """The outcome of one count by itself, among those of its readings that its text allows."""
    blank = free(text, frame)
    if not counts_cells(lexicon, frame) or (frame.period == "last" and figures.last is None):
        return blank
    likely = allowed(meanings(lexicon, figures, frame))
    if frame.unknown:
        if not may_count_requests(lexicon, frame) or all(one.value is None for one in likely):
            return blank
        return replace(blank, outcome="unclaimed")
    wanted = amount(frame)
    agreeing = next((one for one in likely if one.value == wanted), None)
    if agreeing:
        return replace(blank, outcome="tied", meant=agreeing)
    known = [one for one in likely if one.value is not None]
    if frame.sure and known and len(known) == len(likely) and _accuses(lexicon, figures, frame, known):
        return against(text, frame, blank, known[0])
    if not known:  # the tables are blank there: nothing to hold it against yet
        return replace(blank, meant=likely[0]) if likely else blank
    return replace(blank, outcome="unclaimed")


def _accuses(lexicon: Lexicon, figures: Figures, frame: Frame, known: Sequence[Candidate]) -> bool:
    """Whether a number that is none of its meanings looks like a slip, and not like another number of the tables."""
    row = any(tag.kind == "result" for tag in frame.tags) and not frame.inherited and not frame.columns
    kind = frame.by_head and frame.named and not frame.tags
    by_name = (row or kind) and frame.period == "this"
    slip = any(one.value is not None and looks_like_a_slip(amount(frame), one.value, by_name=by_name) for one in known)
    slip = slip or _is_of_a_neighbour(lexicon, figures, frame)
    return slip and not fits_otherwise(lexicon, figures, frame)


def _is_of_a_neighbour(lexicon: Lexicon, figures: Figures, frame: Frame) -> bool:
    """直接起诉9件, where 9 are those after review: the value of another kind of case, however far it is."""
    if not (frame.by_head and frame.named) or frame.tags:
        return False
    heads = (tag for tag in lexicon.tags if tag.kind == "head" and tag.topic == frame.topic)
    others = [tag for tag in heads if not set(tag.columns) & set(frame.columns)]
    sums = (figures.sum(figures.cells(tag.readings[0], tag.columns), frame.period) for tag in others)
    return amount(frame) > 1 and any(value == amount(frame) for value in sums)


def against(text: ReportText, frame: Frame, blank: ReadNumber, meant: Candidate) -> ReadNumber:
    """The contradiction of a number with what it means."""
    start, end = min(frame.start, frame.slot.number.start), frame.slot.number.end
    stated, table = amount(frame), meant.value or Decimal(0)
    year = "" if meant.period == "this" else "上年的"
    told = (
        ("words", text.text[start:end].lstrip("，、；：（( \n")),
        ("meaning", f"{year}“{meant.title}”"),
        ("stated", plain(stated)),
        ("table", plain(table)),
        ("difference", plain(abs(stated - table))),
    )
    return replace(blank, outcome="contradicts", meant=meant, rule="narrative.number", told=told, place=(start, end))
