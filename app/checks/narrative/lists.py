"""Lists and shares: 「共 N 条，其中 a、b、c」 must add up when the list is closed; a share must be the quotient.

Open lists (等, 包括, 以及其他), rough numbers and channels are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.checks.narrative.clauses import Mention, Sentence
from app.checks.narrative.held_numbers import HeldNumber, plain
from app.chinese.sentences import CLAUSE_ENDS
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.lexicon import Grammar

_SHARE = re.compile(
    r"[（(，,]?\s*(?:约|各)?占(?:比|总数|总量|申请总数|申请总量|全部申请|全部|申请量)?(?:的|为|达)?(?:约)?\s*$"
)
_LIST_ENDS = re.compile(rf"[{CLAUSE_ENDS};\n]")
_NEW_WHOLE = re.compile(r"共|合计|累计|总计")


@dataclass(frozen=True)
class CountedList:
    """A mention with what it was held against, if anything."""

    mention: Mention
    held: HeldNumber | None


def list_findings(
    reader: ProseReader, text: ReportText, sentence: Sentence, before: list[CountedList], counted: list[CountedList]
) -> Iterator[Finding]:
    """The finding about each closed list that does not add up, unless its numbers were judged one by one.

    `before` are the numbers of the sentence before, to which a list belongs whose sentence begins with 其中.
    """
    for match in re.finditer("其中", sentence.text):
        at = sentence.start + match.start()
        told = counted if sentence.text[: match.start()].strip() else before
        wholes = [one for one in told if one.mention.number.end <= at and _whole(reader, one.mention)]
        parts = list(_parts(reader.knowledge.grammar, text, at, counted, wholes[-1:]))
        if not wholes or len(parts) < 2 or _judged([wholes[-1], *parts]):
            continue
        whole = wholes[-1].mention.number
        added = sum((part.mention.number.value for part in parts), Decimal(0))
        end = parts[-1].mention.number.end
        tail = parts[-1].mention.right
        is_open = bool(reader.knowledge.grammar.open_words.search(text.text[at:end] + tail))
        if added == whole.value or (added < whole.value and (is_open or not _all_named(parts))):
            continue
        start = wholes[-1].mention.left_start
        yield from reader.found(
            "narrative.sum",
            text,
            (start, end),
            words=text.text[start:end],
            sum=plain(added),
            whole=plain(whole.value),
            difference=plain(abs(added - whole.value)),
        )


def _all_named(parts: list[CountedList]) -> bool:
    """Whether each part is named before its number: 其中甲类60条; 其中1件要求补正 is an instance, no part of a whole."""
    return all(re.sub(r"其中|[\s，、]", "", part.mention.left) for part in parts)


def _whole(reader: ProseReader, mention: Mention) -> bool:
    """Whether a number can be the whole of a list: no share, no difference to last year, not rough."""
    rough = mention.number.rough or mention.number.unit == "%"
    return not rough and not _delta(reader.knowledge.grammar, mention)


def _parts(
    grammar: Grammar, text: ReportText, at: int, counted: list[CountedList], wholes: list[CountedList]
) -> Iterator[CountedList]:
    """The numbers of the list that 其中 at `at` opens, as long as they are of one unit and one sort."""
    unit = wholes[0].mention.number.unit if wholes else ""
    previous, sort = at, ""
    for one in counted:
        number = one.mention.number
        if number.start < at or number.unit == "%":
            continue
        between = text.text[previous : number.start]
        if _LIST_ENDS.search(between) or _NEW_WHOLE.search(one.mention.left) or number.unit != unit:
            return
        if grammar.channels.search(one.mention.left) or number.rough or _delta(grammar, one.mention):
            return
        now = _sort(one)
        if sort and now != sort:
            return
        previous, sort = number.end, now
        yield one


def _delta(grammar: Grammar, mention: Mention) -> bool:
    return bool(re.search(rf"(?:{grammar.deltas.pattern})(?:了|约|近)?$", mention.left.strip()))


def _sort(one: CountedList) -> str:
    if one.held is None:
        return "unknown"
    return "column" if one.held.meaning.columns and not one.held.meaning.typed else "row"


def _judged(all_of_them: list[CountedList]) -> bool:
    """Whether each number was held against the table: then the table has said what is to be said."""
    return all(one.held is not None and one.held.link.agrees is not None for one in all_of_them)


def share_findings(
    reader: ProseReader, text: ReportText, counted: list[CountedList], wholes: list[Decimal]
) -> Iterator[Finding]:
    """The finding about each share (占 33.33%) that is not the part before it in the whole before that."""
    part: Mention | None = None
    for one in counted:
        number = one.mention.number
        if number.unit != "%":
            part = None if number.rough or number.unit in ("元", "万元") else one.mention
            if part and not _is_part(one):
                wholes.append(number.value)
            continue
        if (
            part is None
            or not wholes
            or not wholes[-1]
            or not _SHARE.search(text.text[part.number.end : number.start])
        ):
            continue
        expected = part.number.value / wholes[-1] * 100
        tolerance = Decimal(1).scaleb(-number.decimals)
        if part.number.value <= wholes[-1] and abs(expected - number.value) > tolerance:
            shown = round(expected, max(number.decimals, 1))
            yield from reader.found(
                "narrative.percent",
                text,
                (text.text.index("占", part.number.end), number.end),
                words=text.text[part.left_start : number.end],
                stated=plain(number.value),
                expected=plain(shown),
                difference=plain(abs(shown - number.value)),
            )


def _is_part(one: CountedList) -> bool:
    """A number followed by its share is a part, and so is one with a column or a result of its own."""
    follows = re.match(r"[（(，,]?\s*(?:约)?占", one.mention.right)
    if follows or one.held is None:
        return True
    meaning = one.held.meaning
    return bool(meaning.columns) or not meaning.typed or meaning.quantity.rank > 0
