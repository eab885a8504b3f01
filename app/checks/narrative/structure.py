"""The numbers of one sentence against each other: when all but one are tied, the odd one is the suspect, whatever its words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.checks.narrative.candidates import meanings
from app.checks.narrative.counts import against, free
from app.checks.narrative.frame import Frame
from app.checks.narrative.outcome import ReadNumber
from app.checks.narrative.table_figures import Figures
from app.findings.reader import ReportText
from app.knowledge.lexicon import Lexicon

_WITNESSES = 2  # numbers of the sentence that must be tied before a third is suspect


def suspect(
    lexicon: Lexicon, figures: Figures, text: ReportText, frames: Sequence[Frame], read: Sequence[ReadNumber]
) -> tuple[int, ReadNumber] | None:
    """The place of the odd number among those of a sentence, and its outcome; None where there is none or more than one."""
    tied = [n for n, one in enumerate(read) if one.outcome == "tied" and one.meant and not frames[n].share]
    odd = [n for n, one in enumerate(read) if one.outcome == "unclaimed" and not frames[n].change and not frames[n].share]
    if len(odd) != 1 or len(tied) < _WITNESSES or any(one.outcome == "contradicts" for one in read):
        return None
    at = odd[0]
    frame = frames[at]
    named = frame.tags or (frame.columns and not frame.by_head)
    if frame.vague or not named or frame.period != "this" or all(frames[n].topic != frame.topic for n in tied):
        return None
    likely = [one for one in meanings(lexicon, figures, frame) if one.value is not None]
    if not likely:
        return None
    total = sum((frames[n].slot.number.value for n in tied if _is_result(frames[n])), Decimal(0))
    meant = next((one for one in likely if one.value == total), likely[0])
    return at, against(text, frame, free(text, frame), meant)


def _is_result(frame: Frame) -> bool:
    return any(tag.kind == "result" for tag in frame.tags)
