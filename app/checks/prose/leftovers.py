"""What a template leaves behind: placeholders, instructions of any wording, lost numbers, headings typed into a text.

What an instruction says counts nowhere as the report's own word: see `own_words`. Instructions are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.chinese.numerals import NUMERALS
from app.chinese.sentences import lines
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.phrases import TemplatePhrases

_HAN = "\u4e00-\u9fff"
_CROSSES = re.compile(r"(?<![A-Za-z])[XxＸｘ×]{2,}(?![A-Za-z])")
_PLACEHOLDER = re.compile(
    rf"[_＿]{{2,}}|□+|○{{2,}}|(?<=[{_HAN}])[ \u3000]{{2,}}[条件份次个篇场期名项宗]"
    rf"|(?<=[{_HAN}])(?<![{NUMERALS}几数每各这那该此本上下首末单多同整逐按])[ \u3000]"
    r"(?:[条件份次篇场期宗起例]|人次|万?元)(?=[，。；：、（）()其]|$)"
    r"|[（(][ \u3000]+[）)]|【[ \u3000]*】|[\[［][ \u3000]*[\]］]"
)
_BRACKET = re.compile(r"[（()）【】［］\[\]\n]")
# What is crossed out so that nobody knows it: ××小区, 刘××. A blank of the template has an office or a count behind it.
_MASKED = re.compile("小区|村|公司|地块|项目|户|号楼|栋|工程|企业|先生|女士|路|巷|楼|学校|店")
_OFFICE = re.compile("省|市|区|县|镇|乡|街道|局|办|年|月|日|件|条|次|个|份|篇|场|期|委|单位|机关|部门")


def leftovers(source: ProseReader) -> Iterator[Finding]:
    """The findings about leftovers of a template."""
    template = source.knowledge.phrases.template
    for text in source.texts:
        for start, end in sorted({*_placeholders(source, text)}):
            yield from source.found("leftover.placeholder", text, (start, end), words=text.text[start:end])
        for start, end in instructions(template, text.text):
            # A text of nothing but its instruction would become blank, and blank is for the person to decide.
            alone = not (text.text[:start] + text.text[end:]).strip()
            mend = None if alone else text.replaced(start, end, "", "删去模板的话")
            yield from source.found("leftover.instruction", text, (start, end), mend=mend, words=text.text[start:end])
        yield from _lost(source, text)
        yield from _headings(source, text)


def own_words(template: TemplatePhrases, text: str) -> str:
    """The text, as long as before, with blanks for the instructions: what they ask for has not been written by that."""
    letters = list(text)
    for start, end in instructions(template, text):
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def instructions(template: TemplatePhrases, text: str) -> list[tuple[int, int]]:
    """Where a text instructs its writer: whole brackets, and words outside of these."""
    places = [
        (start, end)
        for start, end in _brackets(text)
        if _instructs(template, text[start + 1 : end - 1])
        or (_stands_alone(text, start, end) and template.alone.search(text, start, end))
    ]
    covered = bytearray(len(text) + 1)
    for start, end in places:
        covered[start:end] = b"\1" * (end - start)
    places += [match.span() for match in template.instructions.finditer(text) if not covered[match.start()]]
    return sorted(places)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost brackets of each line."""
    depth, start = 0, 0
    for match in _BRACKET.finditer(text):
        if match.group() == "\n":
            depth = 0
        elif match.group() in "（(【［[":
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, match.end()


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a bracket is a paragraph or a sentence of its own."""
    return text[max(start - 1, 0) : start] in ("", "\n", "。") and text[end : end + 1] in ("", "\n", "。")


def _instructs(template: TemplatePhrases, words: str) -> bool:
    """Whether a bracket instructs the writer; what it asks of the reader (申请人应说明用途, 请拨打…) belongs to the report."""
    if template.reader.search(words) and not template.writer.search(words):
        return False
    if template.opens.match(words) or template.holds.search(words):
        return True
    subject = template.subject.search(words)
    return bool(subject and template.act.search(words, subject.end()))


def _placeholders(source: ProseReader, text: ReportText) -> Iterator[tuple[int, int]]:
    phrases, words = source.knowledge.phrases, text.text
    yield from (match.span() for match in _PLACEHOLDER.finditer(words))
    for match in phrases.template.blank_names.finditer(words):
        before = words[max(match.start() - 1, 0) : match.start()]
        person = bool(before) and before in phrases.person.surnames and match[0].startswith("某某")  # 王某某委托律师
        if before not in ("“", "《") and (not person or before in phrases.person.wordy):  # 公众号“某某街道”
            yield match.span()
    for match in _CROSSES.finditer(words):
        behind, before = words[match.end() : match.end() + 3], words[max(match.start() - 1, 0) : match.start()]
        masked = _MASKED.match(behind) or (before in phrases.person.surnames and before and not _OFFICE.match(behind))
        if not masked and not words[max(match.start() - 4, 0) : match.start() - 1].endswith("申请人"):
            yield match.span()


def _lost(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    template = source.knowledge.phrases.template
    for match in template.lost.finditer(text.text):
        around = text.text[max(match.start() - 6, 0) : match.end()]
        if not template.lost_unless.search(around):
            yield from source.found("leftover.lost", text, match.span(), words=around.strip())


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
