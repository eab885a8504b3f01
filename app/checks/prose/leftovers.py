"""What a template leaves behind: placeholders, instructions, headings typed into a text, a wrong count of parts.

Also whether the improvements answer the problems. Instructions are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.chinese.numerals import COUNTING, NUMBERED, number
from app.chinese.sentences import lines
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText

_PLACEHOLDERS = (
    r"(?<![A-Za-z])(?<!申请人[\u4e00-\u9fff])[XxＸｘ×]{2,}(?![A-Za-z])",
    r"[_＿]{2,}",
    r"□+|○{2,}",
    r"[\u4e00-\u9fff]+[ \u3000]{2,}[条件份次个篇场期名项宗]",
    r"[（(][ \u3000]+[）)]|【\s*】",
)
_PLACEHOLDER = re.compile("|".join(_PLACEHOLDERS))
_PARTS = re.compile(rf"(?:由|分为|包括|共|含)\s*([{COUNTING}]+|\d+)\s*个?部分(?:组成|内容)?")
_COUNTED = (
    re.compile(rf"(?:^|[。；：，、\n])\s*[{COUNTING}]{{1,2}}是"),
    re.compile(rf"^\s*{NUMBERED}", re.MULTILINE),
    re.compile(rf"(?:^|[。；\n])\s*第[{COUNTING}][，、]"),
)


def leftovers(source: ProseReader) -> Iterator[Finding]:
    """The findings about leftovers of a template."""
    for text in source.texts:
        for match in _PLACEHOLDER.finditer(text.text):
            yield from source.found("leftover.placeholder", text, match.span(), words=match.group())
        for match in source.knowledge.words.instructions.finditer(text.text):
            yield from source.found("leftover.instruction", text, match.span(), words=match.group())
        yield from _parts(source, text)
        yield from _headings(source, text)
    yield from _answers(source)


def _parts(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    there = len(source.inquiry.form.sections)
    for match in _PARTS.finditer(text.text):
        said = number(match[1]) or 0
        about = re.search(r"报告[^。；]{0,16}$", text.text[: match.start()])
        if about and said != there:
            yield from source.found(
                "headings.parts", text, match.span(), words=match.group(), stated=said, parts=there
            )


def _headings(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    form = source.inquiry.form
    headings = {s.heading for s in form.sections} | {f.heading for s in form.sections for f in s.fields}
    for start, line in lines(text.text):
        words = line.strip()
        if words and words in headings:
            place = (start, start + len(line))
            mend = text.replaced(start, min(start + len(line) + 1, len(text.text)), "", "删去重复的标题")
            # A text of nothing but its heading would become blank, and blank is for the person to decide.
            yield from source.found(
                "headings.pasted", text, place, mend=mend if text.text.strip() != words else None, words=words
            )


def items(text: str) -> int:
    """How many points a text names: by 一是二是, by numbered lines or 第一，; else its paragraphs."""
    numbered = max(len(pattern.findall(text)) for pattern in _COUNTED)
    return numbered or sum(1 for _, line in lines(text) if line.strip())


def _answers(source: ProseReader) -> Iterator[Finding]:
    cells = source.cells_of("problems.answered")
    texts = [text for cell in cells for text in source.texts if text.cell == cell]
    if len(cells) != 2 or len(texts) != 2:
        return
    problems, improvements = (items(text.text) for text in texts)
    if problems >= 2 and improvements < problems:
        yield from source.found(
            "problems.answered",
            texts[1],
            problems=problems,
            improvements=improvements,
            difference=problems - improvements,
        )
