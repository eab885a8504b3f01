"""Requests are counted in 件: one hint a text for all that are counted in 例, 宗 or the like, with one mend for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.chinese.numerals import NUMERALS, plain_digits
from app.chinese.sentences import sentences
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.lexicon import Grammar
from app.report.report import Edit

_VERBS = "收到|受理|新收|收办|办结|答复|办理|结转|共有|未收到"
_OWN = r"(?:政府信息公开|信息公开|依申请公开|居民|群众|公民|自然人|企业|网络|书面|当面|有效|的|个人){0,3}"
_NOT = "表|书|材料|量|人|渠道|方式|条件|窗口|工作|指南|公开(?!申请)"


def counters(source: ProseReader) -> Iterator[Finding]:
    """The hint about requests that are counted in another unit."""
    pattern = _pattern(source.knowledge.grammar)
    for text in source.prose:
        places = list(_places(pattern, text))
        if places:
            yield from _found(source, text, places)


def _pattern(grammar: Grammar) -> re.Pattern[str]:
    number, units = rf"(?:[0-9]{{1,6}}|[{NUMERALS}]{{1,6}})", "|".join(grammar.odd_units)
    counted = rf"{number} ?(?P<unit>{units})(?=[，。；、：（）]|$|\s|{_OWN}申请(?!{_NOT}))"
    asked = rf"申请(?!{_NOT})(?:件)?(?:共计|共|总数|数量)?(?:为)?"
    return re.compile(rf"(?:{asked}|(?:{_VERBS})(?:了)?(?:{_OWN}申请(?!{_NOT}))?(?:共计|共|计)?)(?P<n>{counted})")


def _places(pattern: re.Pattern[str], text: ReportText) -> Iterator[tuple[int, int]]:
    """The number and its unit, in sentences about requests."""
    for sentence in sentences(plain_digits(text.text)):
        if "申请" in sentence.words:
            for match in pattern.finditer(sentence.words):
                yield sentence.start + match.start("n"), sentence.start + match.end("unit")


def _found(source: ProseReader, text: ReportText, places: list[tuple[int, int]]) -> Iterator[Finding]:
    right_unit = source.knowledge.grammar.right_unit
    mended, end = [], 0
    for _, after in places:
        mended += [text.text[end : after - 1], right_unit]  # every unit has one character
        end = after
    words = text.text[slice(*places[0])]
    right = words[:-1] + right_unit
    label = f"把“{words}”改为“{right}”" if len(places) == 1 else f"{len(places)} 处都改为“{right_unit}”"
    mend = Edit({text.cell: "".join(mended) + text.text[end:]}, label)
    more = "" if len(places) == 1 else f"等 {len(places)} 处"
    yield from source.found("narrative.unit", text, *places, mend=mend, words=words, right=right, more=more)
