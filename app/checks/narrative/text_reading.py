"""Reads one text: its sentences, the frame of every number, and the outcome of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from app.checks.frames.certainty import Certainty
from app.checks.frames.frame import Frame
from app.checks.frames.framing import Framing
from app.checks.lexing.tokens import Sentence, sentences
from app.checks.narrative.basis import Basis
from app.checks.narrative.claims import apply
from app.checks.narrative.counts import free, judged
from app.checks.narrative.lists import list_outcomes, lists, witnessed
from app.checks.narrative.offers import Offers, with_offers
from app.checks.narrative.outcome import ReadNumber
from app.checks.narrative.shares import Ratios
from app.checks.narrative.structure import borne_out, suspect
from app.checks.narrative.table_figures import Figures
from app.checks.narrative.zeros import Zeros
from app.findings.reader import ProseReader, ReportText
from app.knowledge.offices import kind_of


@dataclass(frozen=True)
class Reading:
    """One text with its sentences, the frames of each, and all outcomes in the order of their places."""

    text: ReportText
    sentences: tuple[Sentence, ...]
    frames: tuple[tuple[Frame, ...], ...]
    outcomes: tuple[ReadNumber, ...]


def read_text(source: ProseReader, known: Figures, text: ReportText) -> Reading:
    """The reading of a text."""
    lexicon = source.knowledge.lexicon
    head = lexicon.default_head(text.cell)
    whole, framed = _framed(_certainty(source), text.cell, text.text, source.inquiry.report.year)
    flat = [frame for row in framed for frame in row]
    ratios = Ratios(lexicon, known, text, flat)
    read = [
        ratios.judged(n) if _is_relative(frame) else judged(lexicon, known, text, frame)
        for n, frame in enumerate(flat)
    ]
    basis = Basis(lexicon, known, flat, read)
    for n, frame in enumerate(flat):
        if basis.forbids(n):
            read[n] = judged(lexicon, known, text, frame, partial(basis.allowed, frame))
    first = 0
    before: tuple[Frame, ...] = ()
    for sentence, row in zip(whole, framed, strict=True):
        own = slice(first, first + len(row))
        odd = suspect(lexicon, known, text, row, read[own])
        if odd:
            read[first + odd[0]] = odd[1]
        for counted in lists(sentence, row, first, before):
            for place, outcome in list_outcomes(text, flat, read, counted).items():
                read[place] = outcome
            for place in borne_out(sentence, flat, read, counted):
                read[place] = replace(free(text, flat[place]), outcome="unclaimed")
        _both(row, read, first)
        first, before = first + len(row), row
    for place in witnessed(flat, read):
        read[place] = replace(read[place], outcome="tied")
    read = with_offers(Offers(lexicon, known, text, flat), read)
    said = [one for s, row in zip(whole, framed, strict=True) for one in Zeros(lexicon, known, text, head).read(s, row)]
    read = [replace(one, relative=_is_relative(frame)) for one, frame in zip(read, flat, strict=True)]
    claims = (*source.inquiry.claims, *source.inquiry.office_claims)
    outcomes = apply(known, claims, text, sorted([*read, *said], key=lambda one: one.span.start))
    return Reading(text, whole, framed, outcomes)


@lru_cache(maxsize=32)
def _framed(
    certainty: Certainty, cell: str, text: str, year: int
) -> tuple[tuple[Sentence, ...], tuple[tuple[Frame, ...], ...]]:
    """The sentences and frames of a text. They do not depend on the tables, in which most keys are typed: kept for some texts."""
    lexicon = certainty.lexicon
    whole = tuple(sentences(lexicon, text, year, certainty.office))
    return whole, tuple(Framing(lexicon, lexicon.default_head(cell), certainty).frames(whole))


def _is_relative(frame: Frame) -> bool:
    """Whether a number is worked out from others: a change, a share or a rate."""
    return bool(frame.share or frame.change or frame.rate)


def _both(row: Sequence[Frame], read: list[ReadNumber], first: int) -> None:
    """公开5件、部分公开2件，两项合计7件 is tied to the numbers before it."""
    for n, frame in enumerate(row):
        if any(token.of_kind("both") for token in (*frame.slot.carried, *frame.slot.left)) and not frame.share:
            values = [one.slot.number.value for one in row[:n] if not one.share and not one.change]
            if any(sum(values[-k:]) == frame.slot.number.value for k in (2, 3, 4) if len(values) >= k):
                read[first + n] = replace(read[first + n], outcome="tied", rule="")


def _certainty(source: ProseReader) -> Certainty:
    report = source.inquiry.report
    # Whether 全区 is an office's own: a government speaks for all offices below it.
    wide = "局" in kind_of(report.office, report.kind).includes
    return Certainty(source.knowledge.lexicon, wide, report.office)
