"""The fifth section: improvements answer the problems, neither is an empty answer, and something of them is already done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.prose.leftovers import own_words
from app.chinese.numerals import COUNTING, NUMBERED
from app.chinese.sentences import lines, sentences
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText

_BLANKS = r"[ \t\u3000]*"
_COUNTED = (
    re.compile(rf"(?:^|[。；：，、\n]){_BLANKS}[{COUNTING}]{{1,2}}是"),
    re.compile(rf"^{_BLANKS}{NUMBERED}", re.MULTILINE),
    re.compile(rf"(?:^|[。；\n]){_BLANKS}第[{COUNTING}][，、]"),
    re.compile(rf"(?:^|[。；\n]){_BLANKS}针对[^，。；\n]{{2,40}}(?:问题|不足|短板|情况)"),
)
_MARKS = re.compile(r"[\s，。；、：:！？,.;（）()“”]")


def problems(source: ProseReader) -> Iterator[Finding]:
    """The findings about problems and improvements."""
    yield from _answers(source)
    phrases = source.knowledge.phrases
    for text in source.prose:
        words = _MARKS.sub("", own_words(phrases.template, text.text))
        if text.cell in source.cells_of("problems.empty") and (not words or phrases.problem.empty.fullmatch(words)):
            yield from source.found("problems.empty", text, (0, len(text.text)), words=text.text.strip()[:20])
        elif text.cell in source.cells_of("problems.future"):
            yield from _future(source, text)


def _future(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    words = source.knowledge.phrases.problem
    of_future = words.future.search(text.text)
    if of_future and not words.done.search(text.text):
        first = next(sentences(text.text)).words
        yield from source.found("problems.future", text, (0, len(first)), words=first.strip()[:20])


def items(text: str) -> int:
    """How many points a text names by 一是二是, by numbered lines, by 第一， or 针对; else its paragraphs. One counts as none."""
    numbered = max(len(pattern.findall(text)) for pattern in _COUNTED)
    several = numbered if numbered > 1 else sum(1 for _, line in lines(text) if line.strip())
    return several if several > 1 else 0


def _answers(source: ProseReader) -> Iterator[Finding]:
    cells = source.cells_of("problems.answered")
    texts = [text for cell in cells for text in source.texts if text.cell == cell]
    if len(cells) != 2 or len(texts) != 2:
        return
    named, answered = (items(text.text) for text in texts)
    if named > answered > 0 and named > 1:  # what is told without numbers may answer all of them in one sentence
        yield from source.found(
            "problems.answered", texts[1], problems=named, improvements=answered, difference=named - answered
        )
