"""Claims whose sentence was edited: they hold no more, and a hint at the number says so, as for an explanation that has lapsed.

Of a sentence that was taken out altogether nothing is said: there is nothing left to claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from app.checks.narrative.claims import NumberKey, cell_words, claimable, keys_in, phrase_of
from app.checks.narrative.outcome import ReadNumber
from app.findings.finding import Finding, Inquiry
from app.findings.reader import ReportText
from app.report.claim import Claim

REWORDED = "claim.reworded"
_ALIKE = 0.6  # of two sentences, from which on one is the other edited
_CUT = 40  # characters of a sentence that are told

_Asked = tuple[ReadNumber, NumberKey]


def reworded(inquiry: Inquiry, texts: Iterable[ReportText], read: Iterable[ReadNumber]) -> Iterator[Finding]:
    """A hint for each claim of this report whose words stand nowhere, at the number of the likest sentence that wants one."""
    if not inquiry.claims:
        return
    keys = {text.cell: keys_in(text.text) for text in texts}
    standing = {key for known in keys.values() for key in known.values()}
    lost = [claim for claim in inquiry.claims if claim.key not in standing]
    asked = [(one, key) for one in read if (key := _key(keys.get(one.span.cell, {}), one))] if lost else []
    for claim in lost:
        wants = [(one, key) for one, key in asked if _wants(one, claim)]
        found = max(wants, key=lambda asks: _likeness(claim, asks[1]), default=None)
        if found and _alike(claim.words, found[1][0]) >= _ALIKE:
            asked.remove(found)
            yield _hint(inquiry, claim, found[0])


def _key(known: dict[tuple[int, int], NumberKey], one: ReadNumber) -> NumberKey | None:
    return next((key for (start, end), key in known.items() if start < one.span.end and one.span.start < end), None)


def _wants(one: ReadNumber, claim: Claim) -> bool:
    """Whether a number has not what the claim had given to it."""
    if not claimable(one) or (one.claim and one.outcome != "unclaimed"):
        return False
    return one.outcome in ("contradicts", "unclaimed") or (one.outcome == "free" and bool(claim.cells))


def _likeness(claim: Claim, key: NumberKey) -> tuple[bool, float, float, int]:
    whole = _alike(claim.words, key[0])
    return whole >= _ALIKE, _alike(phrase_of(claim.key)[0], phrase_of(key)[0]), whole, -abs(claim.place - key[1])


@lru_cache(maxsize=4096)
def _alike(before: str, now: str) -> float:
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _hint(inquiry: Inquiry, claim: Claim, one: ReadNumber) -> Finding:
    words = claim.words.replace("#", "…")
    meaning = cell_words(inquiry.form, claim.cells, claim.period) if claim.cells else "不涉及表格"
    cut = words if len(words) <= _CUT else f"{words[:_CUT]}……"
    sentence = f"认领的话改了：“{cut}”里的数原来认作 {meaning}，现在是“{one.words}”，请再认一次"
    section = inquiry.form.cells[one.span.cell].section
    return Finding("hint", REWORDED, section, sentence, (one.span.cell,), spans=(one.span,))
