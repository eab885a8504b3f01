"""What people have said the numbers of the prose mean, found again in a text whose numbers may have changed.

2025年收到申请5件 and 2026年收到申请7件 are one sentence: #年收到申请#件. A whole sentence that was claimed is strong: an unequal
cell contradicts its number. A clause of it elsewhere (窗口转来#件) only ties an equal number, and offers what was claimed first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from app.checks.narrative.outcome import Candidate, ReadNumber
from app.checks.narrative.table_figures import Figures, plain
from app.chinese.numerals import DIGITS, NUMERALS, plain_digits
from app.chinese.sentences import sentences
from app.findings.cell_mend import cell_name
from app.findings.finding import Span
from app.findings.reader import ReportText
from app.form.form import Form
from app.report.claim import Claim

NUMERAL = re.compile(rf"[0-9]{{1,3}}(?:[,，][0-9]{{3}})+(?![0-9])|[0-9]+(?:[.．][0-9]+)?|[{NUMERALS}]+(?:点[{DIGITS}]+)?")
_CLAUSE_SIGNS = "，,、；;：:。！？!?（）()“”《》\n"
_CLAUSE = re.compile(rf"[^{_CLAUSE_SIGNS}]+")
_LEAST = 4  # characters beside the numbers that a clause must have to say what a number means: 受理#件 has three
_NAMED = 2  # cells of a sum that are named
_OFFERED = 3
_NUMBER_RULE = "narrative.number"
# What a claim answers: not that a list does not add up, for that is true whatever its numbers mean.
_ANSWERED = ("", _NUMBER_RULE, "narrative.percent", "narrative.change")

_SHARES = ("%", "％", "百分")

NumberKey = tuple[str, int]


@dataclass(frozen=True)
class _Place:
    """A numeral of a text, with its sentence as words with #, and where its clause begins."""

    start: int
    end: int
    key: NumberKey
    phrase: NumberKey
    clause: int


def key_of(text: str, span: Span) -> NumberKey:
    """The words of the sentence with # for each number, and which of them the number at `span` is; ("", -1) where none is."""
    found = _at(list(_places(text)), span)
    return found.key if found else ("", -1)


def keys_in(text: str) -> dict[tuple[int, int], NumberKey]:
    """The keys of all numerals of a text, by where they stand."""
    return {(place.start, place.end): place.key for place in _places(text)}


def phrase_of(key: NumberKey) -> NumberKey:
    """The clause of a number with # for each number, and which of them it is."""
    phrases = [phrase for phrase, _ in _phrases_of(key[0])]
    return phrases[key[1]] if key[1] < len(phrases) else key


def claimable(one: ReadNumber) -> bool:
    """Whether a person can say of a number what it means: it is written as a numeral, and the answer would count."""
    return one.value is not None and one.rule in _ANSWERED and NUMERAL.search(plain_digits(one.words)) is not None


def is_share(one: ReadNumber) -> bool:
    """Whether a number is a part of a whole, or a rate: no cell holds such a one."""
    return any(sign in one.words for sign in _SHARES)


def cell_words(form: Form, cells: tuple[str, ...], period: str = "this", *, whole: bool = False) -> str:
    """Some cells by their rows and columns, as a person reads them: 予以公开 总计. A long sum by its first two, or `whole`."""
    names = [cell_name(form, cell) for cell in cells]
    if len(names) <= _NAMED:
        sum_of = "＋".join(names)
    elif whole:
        sum_of = "＋".join(_without_repeats(names))
    else:
        sum_of = f"{'＋'.join(names[:_NAMED])} 等 {len(cells)} 格之和"
    return f"上年的 {sum_of}" if period == "last" else sum_of


def _without_repeats(names: list[str]) -> Iterator[str]:
    """予以公开 商业企业, 科研机构: a row is said once for all its columns, so that a sum has room in a line."""
    before = ""
    for name in names:
        row, _, column = name.rpartition(" ")
        yield column if row == before else name
        before = row



def apply(figures: Figures, claims: tuple[Claim, ...], text: ReportText, read: Iterable[ReadNumber]) -> tuple[ReadNumber, ...]:
    """The numbers of a text, in the order given, with what people have said of them."""
    lawful = [one for one in claims if figures.form.cells.keys() >= set(one.cells)]
    if not lawful:
        return tuple(read)
    whole = {(one.words, one.place): one for one in reversed(lawful)}
    parts = _phrases(lawful)
    places = list(_places(text.text))
    return tuple(_claimed(figures, whole, parts, text, one, _at(places, one.span)) for one in read)


def _claimed(
    figures: Figures,
    whole: dict[NumberKey, Claim],
    parts: dict[NumberKey, Claim | None],
    text: ReportText,
    one: ReadNumber,
    place: _Place | None,
) -> ReadNumber:
    if place is None or one.value is None or not claimable(one):
        return one
    claim = whole.get(place.key)
    strong = claim is not None
    if claim is None and one.outcome == "unclaimed":
        claim = parts.get(place.phrase)
    if claim is None:
        return one
    against = one if one.outcome == "contradicts" else None
    bare = ReadNumber(one.span, one.words, "free", one.value, claim=claim, against=against, relative=one.relative)
    if not claim.cells:
        return bare
    value = figures.sum(claim.cells, claim.period)
    meant = Candidate(claim.cells, cell_words(figures.form, claim.cells), value, claim.period)
    if value is None:
        return replace(bare, meant=meant)
    if value == one.value:
        return replace(bare, outcome="tied", meant=meant)
    if strong:
        return _against(text, bare, meant, place, (one.value, value))
    others = (other for other in one.candidates if other.cells != meant.cells)
    return replace(one, candidates=(meant, *others)[:_OFFERED], claim=claim)


def _against(
    text: ReportText, bare: ReadNumber, meant: Candidate, place: _Place, values: tuple[Decimal, Decimal]
) -> ReadNumber:
    stated, table = values
    told = (
        ("words", text.text[place.clause : bare.span.end].strip()),
        ("meaning", f"{'上年的' if meant.period == 'last' else ''}“{meant.title}”"),
        ("stated", plain(stated)),
        ("table", plain(table)),
        ("difference", plain(abs(stated - table))),
    )
    marked = (place.clause, bare.span.end)
    return replace(bare, outcome="contradicts", meant=meant, rule=_NUMBER_RULE, told=told, place=marked)


def _phrases(claims: Iterable[Claim]) -> dict[NumberKey, Claim | None]:
    """The claims by the clause of their number; None where two that differ have the same clause."""
    found: dict[NumberKey, Claim | None] = {}
    for one in claims:
        phrases = [phrase for phrase, _ in _phrases_of(one.words)]
        if one.place >= len(phrases):
            continue
        phrase = phrases[one.place]
        first = found.setdefault(phrase, one)
        if first is not None and (first.cells, first.period) != (one.cells, one.period):
            found[phrase] = None
    return {phrase: one for phrase, one in found.items() if len(phrase[0].replace("#", "")) >= _LEAST}


def _phrases_of(words: str) -> Iterator[tuple[NumberKey, int]]:
    """For each # of a sentence its clause with its place in it, and where that clause begins."""
    for clause in _CLAUSE.finditer(words):
        neat = "".join(clause[0].split())
        for place in range(neat.count("#")):
            yield (neat, place), clause.start()


def _places(text: str) -> Iterator[_Place]:
    """Every numeral of a text, in order."""
    even = plain_digits(text).replace("#", "＃")
    for sentence in sentences(even):
        found = list(NUMERAL.finditer(sentence.words))
        words = NUMERAL.sub("#", sentence.words)
        key = "".join(words.split())
        shifts = 0  # characters that the numerals before a place took beyond their #
        begun, clause, at = -1, 0, sentence.start
        for n, (numeral, (phrase, start)) in enumerate(zip(found, _phrases_of(words), strict=True)):
            if start != begun:
                begun, clause = start, at + start + shifts
            shifts += len(numeral[0]) - 1
            yield _Place(at + numeral.start(), at + numeral.end(), (key, n), phrase, clause)


def _at(places: list[_Place], span: Span) -> _Place | None:
    """The numeral that a span covers."""
    n = bisect_right(places, span.start, key=lambda one: one.start) - 1
    for one in places[max(n, 0) : n + 2]:
        if one.start < span.end and span.start < one.end:
            return one
    return None
