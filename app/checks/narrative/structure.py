"""The numbers of one sentence against each other: when all but one are tied, the odd one is the suspect, whatever its words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.checks.frames.frame import Frame
from app.checks.lexing.tokens import Sentence
from app.checks.narrative.candidates import meanings
from app.checks.narrative.counts import against, free
from app.checks.narrative.lists import CountedList
from app.checks.narrative.outcome import ReadNumber
from app.checks.narrative.plausible import looks_like_a_slip
from app.checks.narrative.table_figures import Figures
from app.findings.reader import ReportText
from app.knowledge.lexicon import Lexicon

_NUMBER_RULE = "narrative.number"
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
    sure = all(tag.sure for tag in frame.tags)
    if not sure and not any(looks_like_a_slip(frame.slot.number.value, one.value) for one in likely if one.value is not None):
        return None
    total = sum((frames[n].slot.number.value for n in tied if _is_result(frames[n])), Decimal(0))
    meant = next((one for one in likely if one.value == total), likely[0])
    return at, against(text, frame, free(text, frame), meant)


def borne_out(
    sentence: Sentence, frames: Sequence[Frame], read: Sequence[ReadNumber], counted: CountedList
) -> tuple[int, ...]:
    """The place of an accused number that the numbers beside it bear out, where words of its label are unknown or of another
    matter: 其中41件由自然人提出、4件由村民小组提出 adds up, so the word is new and the number right."""
    parts = [frames[p] for p in counted.parts]
    accused = [p for p in counted.parts if read[p].rule == _NUMBER_RULE]
    whole = frames[counted.whole]
    adds_up = sum((one.slot.number.value for one in parts), Decimal(0)) == whole.slot.number.value
    if len(accused) != 1 or not adds_up or read[counted.whole].outcome != "tied":
        return ()
    odd = frames[accused[0]]
    strange = odd.topic != whole.topic or sentence.unknown(odd.slot.clause_start, odd.slot.clause_end) > 0
    return (accused[0],) if strange else ()


def _is_result(frame: Frame) -> bool:
    return any(tag.kind == "result" for tag in frame.tags)
