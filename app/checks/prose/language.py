"""Slips of the pen: doubled words, unpaired marks, half-width marks, stops, ordinals, wrong words; marks of secrecy.

Word lists are data; the user's own stand beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from app.chinese.numerals import COUNTING, number, numeral
from app.chinese.sentences import lines
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.report.report import Edit

_HAN = "\u4e00-\u9fff"
_DOUBLED = re.compile(rf"([{_HAN}]{{2,8}}?)\1|(的|了|和|与|对|将|把)\2")
_PAIRS = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "(": ")",
    "「": "」",
}
_OPENING = {close: start for start, close in _PAIRS.items()}
_NUMBER = re.compile(rf"\s*[\d{COUNTING}]+")
_HALF = re.compile(rf"(?<=[{_HAN}”》）])(?:[,;:?!]|\.(?![\w.]))")
_FULL = {",": "，", ";": "；", ":": "：", ".": "。", "?": "？", "!": "！"}
_REPEATED = re.compile(r"。{2,}|，{2,}|、{2,}|；{2,}|：{2,}|，。|。，|；。|、。|，；|：。")
_ORDINAL = re.compile(rf"(?:^|(?<=[。；：，、！？\n“（]))[ \t\u3000]{{0,8}}(?P<n>[{COUNTING}]{{1,2}})是")
_MARKS = re.compile(r"\s*(?:$|[★▲。！；】）)])")  # behind a mark of secrecy; 内部资料40份 only tells of such papers
_ENDS = "。！？：；…”）》"
_LONG = 15  # characters from which on a paragraph is prose and no label


def language(source: ProseReader) -> Iterator[Finding]:
    """The findings about language and marks of secrecy."""
    for text in source.texts:
        yield from _doubled(source, text)
        yield from _unpaired(source, text)
        yield from _half_width(source, text)
        yield from _stops(source, text)
        yield from _ordinals(source, text)
        yield from _wrong_words(source, text)
        words = source.knowledge.words
        for start, word in source.listed(text, words.secrecy, words.secrecy_unless):
            sure = _MARKS.match(text.text, start + len(word)) is not None
            yield from source.found("secrecy.words", text, (start, start + len(word)), sure=sure, words=word)


def _doubled(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    for match in _DOUBLED.finditer(text.text):
        if any(fine in match.group() for fine in source.knowledge.words.doubled_fine):
            continue
        half = len(match.group()) // 2
        mend = text.replaced(match.start(), match.start() + half, "", "删去重复的词")
        yield from source.found("language.doubled", text, match.span(), mend=mend, words=match.group())


def _unpaired(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    for start, line in lines(text.text):
        for at in unpaired(line):
            yield from source.found("language.pairs", text, (start + at, start + at + 1), words=line[at])


def unpaired(line: str) -> list[int]:
    """The places of the opening and closing marks of a paragraph that have no partner."""
    alone: list[int] = []
    stack: list[int] = []
    waiting: Counter[str] = Counter()  # how many of each opening mark are in the stack
    number = _NUMBER.match(line)  # 1） and 一) at the head of a line number a point
    for n, char in enumerate(line):
        if char in _PAIRS:
            stack.append(n)
            waiting[char] += 1
        elif char in _OPENING:
            if not waiting[_OPENING[char]]:
                if not (number and n == number.end()):
                    alone.append(n)
                continue
            while line[last := stack.pop()] != _OPENING[char]:
                alone.append(last)
                waiting[line[last]] -= 1
            waiting[_OPENING[char]] -= 1
    return sorted(alone + stack)


def _half_width(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    places = [match.span() for match in _HALF.finditer(text.text)]
    if places:
        marks = [text.text[start] for start, _ in places]
        words = "".join(dict.fromkeys(marks))
        right = "".join(_FULL[mark] for mark in words)
        mend = Edit({text.cell: _HALF.sub(lambda m: _FULL[m.group()], text.text)}, "改为全角标点")
        yield from source.found(
            "language.half_width", text, *places, mend=mend, words=words, right=right, number=len(places)
        )


def _stops(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    for match in _REPEATED.finditer(text.text):
        start, end = max(match.start() - 4, 0), match.end()
        yield from source.found(
            "language.stop", text, match.span(), words=text.text[start:end].strip(), what="标点重复"
        )
    if text.note or not text.section:
        return
    open_ended = [
        start + len(words)
        for start, line in lines(text.text)
        if len((words := line.rstrip()).strip()) >= _LONG and words[-1] not in _ENDS
    ]
    if open_ended:
        edges = [0, *open_ended, len(text.text)]
        mended = "。".join(text.text[start:end] for start, end in pairwise(edges))
        first = text.text[max(open_ended[0] - 6, 0) : open_ended[0]]
        what = "段末没有句号" if len(open_ended) == 1 else f"等 {len(open_ended)} 段段末没有句号"
        places = [(at - 1, at) for at in open_ended]
        mend = Edit({text.cell: mended}, "补上句号")
        yield from source.found("language.stop", text, *places, mend=mend, words=first, what=what)


def _ordinals(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    last = 0
    for match in _ORDINAL.finditer(text.text):
        place = number(match["n"])
        if place is None:
            continue
        if place not in (1, last + 1):
            words, right = f"{match['n']}是", f"{numeral(last + 1)}是"
            mend = text.replaced(*match.span("n"), right[:-1], f"把“{words}”改为“{right}”")
            yield from source.found("language.ordinals", text, match.span(), mend=mend, words=words, right=right)
        last = place


def _wrong_words(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    for one in source.knowledge.words.wrong:
        for start, word in source.listed(text, (one.word,), one.unless):
            place = (start, start + len(word))
            mend = text.replaced(*place, one.right, f"把“{word}”改为“{one.right}”")
            yield from source.found("language.word", text, place, mend=mend, words=word, right=one.right)
