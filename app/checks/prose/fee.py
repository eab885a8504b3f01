"""The fee for handling requests: whether section six speaks of it, in whatever words, and whether all that is said of it agrees.

国办函〔2020〕109号. What is called otherwise (行政事业性收费) is another fee. Words and tariff are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from app.checks.prose.leftovers import own_words
from app.chinese.days import years
from app.chinese.numerals import NUMERALS, number, plain_digits
from app.chinese.sentences import clauses, sentences
from app.findings.cell_mend import cell_mend
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.phrases import FeePhrases
from app.report import totals
from app.report.report import Edit

_AMOUNT = re.compile(
    rf"(?<![0-9.,，{NUMERALS}万])(?P<n>[0-9]{{1,9}}(?:[,，][0-9]{{3}}){{0,3}}(?:\.[0-9]{{1,6}})?|[{NUMERALS}]{{1,9}})\s?(?P<unit>万元|元)"
)
_TENTHS = 1000  # a sum that is so many times last year's may be in 元 where 万元 stands
_WAN = Decimal(10000)


@dataclass(frozen=True)
class StatedFee:
    """What one sentence says of the fee for information, in 元; `full` when it calls the fee by its name."""

    text: ReportText
    place: tuple[int, int]
    amount: Decimal
    full: bool


def fees(source: ProseReader) -> Iterator[Finding]:
    """The findings about the fee in the prose and in the tables."""
    stated = [fee for text in source.prose for fee in _stated(source, text)]
    yield from _there(source, stated)
    yield from _tariff(source)
    full = [fee for fee in stated if fee.full]
    summed = 2 * max((fee.amount for fee in full), default=Decimal(0)) == sum(fee.amount for fee in full)
    for fee in full if not summed else ():  # 200元 and 60元, 260元 in all
        if fee.amount != full[0].amount:
            first, other = _shown(full[0]), _shown(fee)
            cells = (full[0].text.cell,)
            for found in source.found("fee.consistent", fee.text, fee.place, cells=cells, first=first, other=other):
                yield replace(found, mends=tuple(_both(full[0], fee)))
            break
    yield from _unit(source)
    yield from _notice(source)


def amounts(text: str) -> Iterator[tuple[tuple[int, int], Decimal]]:
    """Every sum of money with its place, in 元."""
    for match in _AMOUNT.finditer(plain_digits(text)):
        digits = re.sub("[,，]", "", match["n"])
        value = Decimal(digits) if digits[0].isdecimal() else number(digits)
        if value is not None:
            yield match.span(), Decimal(value) * (_WAN if match["unit"] == "万元" else 1)


def _stated(source: ProseReader, text: ReportText) -> Iterator[StatedFee]:
    words, year = source.knowledge.phrases.fee, source.inquiry.report.year
    for sentence in clauses(own_words(source.knowledge.phrases.template, text.text)):
        said = words.other.sub(lambda match: "＿" * len(match.group()), sentence.words)
        if not words.nouns.search(said) or words.earlier.search(said):
            continue
        if any(one.year != year for one in years(said) if said[one.end : one.end + 1] == "年"):
            continue
        sums = list(amounts(said))
        total = words.total.search(said)
        chosen = next((money for money in sums if total and money[0][0] >= total.end()), sums[0] if len(sums) == 1 else None)
        none = None if sums else words.none.search(said)
        full = _of_the_fee(words, said) if sums else _of_no_fee(words, said, text.cell in source.cells_of("fee.stated"))
        if chosen or none:
            start, end = chosen[0] if chosen else (0, len(said.rstrip()))
            amount = chosen[1] if chosen else Decimal(0)
            yield StatedFee(text, (sentence.start + start, sentence.start + end), amount, full)
        elif sums:
            yield StatedFee(text, (sentence.start, sentence.end), sums[0][1], full=False)
        for start, end in _none_beside(words, said) if sums and full else ():
            yield StatedFee(text, (sentence.start + start, sentence.start + end), Decimal(0), full=True)


def _of_the_fee(words: FeePhrases, said: str) -> bool:
    """Whether a sentence with a sum tells what was collected of this fee: by its name, or after a notice of it that was paid."""
    if words.notice.search(said) or not words.full.search(said):
        return bool(words.notice.search(said) and words.collected.search(said) and not words.unpaid.search(said))
    return not words.due.search(said) or words.paid.search(said) is not None


def _of_no_fee(words: FeePhrases, said: str, of_fees: bool) -> bool:
    """Whether a sentence without a sum says none of this fee: by its name, or of all fees where only this one may be meant."""
    if words.full.search(said):
        return not words.notice.search(said)
    return bool(words.nothing.search(said) and not words.others.search(said) and (of_fees or "申请" in said))


def _none_beside(words: FeePhrases, said: str) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence with a sum that say there was none: 未收取信息处理费，共收取信息处理费120元."""
    if words.others.search(said):
        return
    for match in re.finditer("[^，；]+", said):
        if words.full.search(match[0]) and words.none.search(match[0]) and not any(amounts(match[0])):
            yield match.span()


def _shown(fee: StatedFee) -> str:
    return f"{fee.amount.normalize():f}元" if fee.amount else "没有收取"


def _there(source: ProseReader, stated: list[StatedFee]) -> Iterator[Finding]:
    cells = source.cells_of("fee.stated")
    for text in source.prose:
        if text.cell in cells and not any(fee.text.cell == text.cell for fee in stated):
            yield from source.found("fee.stated", text, (0, len(text.text)))


def _both(first: StatedFee, other: StatedFee) -> Iterator[Edit]:
    """Each of two sums as the other one says."""
    if first.amount and other.amount:
        for one, right in ((other, first), (first, other)):
            words = right.text.text[slice(*right.place)]
            mend = one.text.replaced(*one.place, words, f"“{one.text.text[slice(*one.place)]}”改成“{words}”")
            if mend:
                yield mend


def _tariff(source: ProseReader) -> Iterator[Finding]:
    """Every sum of the fee must be a multiple of the tariff's step."""
    known = source.knowledge
    for text in source.prose:
        for sentence in sentences(text.text):
            if not known.phrases.fee.full.search(sentence.words):
                continue
            for (start, end), value in amounts(sentence.words):
                if value % known.fee_step:
                    place = (sentence.start + start, sentence.start + end)
                    words = text.text[slice(*place)]
                    yield from source.found(
                        "narrative.fee", text, place, words=words, stated=float(value), step=known.fee_step
                    )


def _unit(source: ProseReader) -> Iterator[Finding]:
    """元 where 万元 stands: against last year's sum, and against a sum in 元 that the prose names."""
    form, report, previous = source.inquiry.form, source.inquiry.report, source.inquiry.previous
    for cell in source.cells_of("fee.unit"):
        value = report.cells.get(cell)
        if not isinstance(value, Decimal) or value < 1 or cell not in form.cells:
            continue
        before = previous.cells.get(cell) if previous else None
        cells: tuple[str, ...] = (cell,)
        why = ""
        if isinstance(before, Decimal) and 0 < before * _TENTHS <= value:
            why = f"上年是 {before:f} 万元"
        elif place := next((t for t in source.prose if any(money == value for _, money in amounts(t.text))), None):
            cells, why = (cell, place.cell), f"{place.label}写的是 {value:f} 元"
        if why:
            section, right = form.cells[cell].section, value / _WAN
            yield from source.found(
                *("fee.unit", None),
                cells=cells,
                section=section,
                mend=cell_mend(form, report, cell, right),
                value=f"{value:f}",
                right=f"{right:f}",
                why=why,
            )


def _notice(source: ProseReader) -> Iterator[Finding]:
    """Requests closed because a notice of the fee was not paid, while the section says no word of such a notice."""
    inquiry, words = source.inquiry, source.knowledge.phrases.fee
    row, *cells = source.cells_of("fee.notice") or ("",)
    if row not in inquiry.form.cells:
        return
    closed = totals.value(inquiry.form, inquiry.report, row)
    told = any(words.notice.search(own_words(source.knowledge.phrases.template, text.text)) for text in source.prose)
    for text in source.prose:
        if text.cell in cells and isinstance(closed, int) and closed > 0:
            said = own_words(source.knowledge.phrases.template, text.text)
            if words.no_notice.search(said) or not told:
                yield from source.found("fee.notice", text, (0, len(text.text)), cells=(row,), number=closed)
