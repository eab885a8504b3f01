"""Parts that are announced: those of the report, by number and name, aspects that a text counts; tables of another edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from app.chinese.numerals import COUNTING, NUMERALS, number, numeral, plain_digits
from app.chinese.sentences import Passage, sentences
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.report.report import Edit

_PARTS = re.compile(  # 第四部分 is one of them
    rf"(?<!第)(?P<n>[{NUMERALS}]{{1,3}}|(?<![0-9])[0-9]{{1,2}})[ \u3000]?(?:个|大|项)?[ \u3000]?(?:部分|章节|板块)"
)
_LIST = re.compile(r"(?:由|包括|包含|分为|分别为|分别是|含|涵盖|内容为)")
_REPORT = re.compile("报告|全文|年报")
_OF_OTHERS = re.compile("目录|指南|制度|方案|办法|专栏|栏目|专区|平台|清单|培训|会议|活动|网站")
_STARTS = r"(?:^|(?<=[。；：，、\n“（]))[ \t\u3000]{0,4}"
_ORDINALS = (
    re.compile(rf"{_STARTS}(?P<n>[{COUNTING}]{{1,3}})(?:是|要)"),
    re.compile(rf"{_STARTS}[（(](?P<n>[{COUNTING}]{{1,3}}|[0-9]{{1,2}})[）)](?![项款])"),
    re.compile(rf"{_STARTS}第(?P<n>[{COUNTING}]{{1,3}})(?=[，、：,])"),
    re.compile(rf"{_STARTS}(?P<n>[0-9]{{1,2}})[.．、](?![0-9])"),
)
_BARE = re.compile(r"^[（(]?[一二三四五六七八九十]+[)）]?、?|政府信息公开|政府信息|的|情况|工作|及其?|和|主要|需要|、")
_AMONG = re.compile(r"[、，；：。\d\s（）().．一二三四五六七八九十]|以及|及|共计?|总计|组成|构成|内容")
_OPENED = re.compile("(?:突出|抓[好住实牢]|做[好到]|把[好住握]|落实|坚持|[存仍还]有?在?)了?(?:以下)?$")
_BACK = re.compile("(?:针对|对照|围绕)?(?:上述|以上|前述|所列|存在的|反映的|提出的)$|针对(?:这)?$")
_MORE = re.compile("[；。，](?:同时|此外|另外|最后|还|再)")  # 一是…；二是…；同时…: the third without its number
_COUNTABLE = ("方面", "问题", "不足", "短板", "特点")
_LEAST = 3  # parts that a list names before it is held to be one
_WIDE = 120  # characters behind the last aspect in which one more may stand
_NEAR = 40  # characters from an announced number of aspects to the first of them


def parts(source: ProseReader) -> Iterator[Finding]:
    """The findings about announced parts and aspects, and about an edition that is not this year's."""
    for text in source.texts:
        for sentence in sentences(plain_digits(text.text)):
            yield from _report(source, text, sentence)
        yield from _aspects(source, text)
    yield from _edition(source)


def _report(source: ProseReader, text: ReportText, sentence: Passage) -> Iterator[Finding]:
    """The number and the names of the report's parts."""
    words, form = sentence.words, source.inquiry.form
    if not _REPORT.search(words):
        return
    named = _named(source, words)
    for match in _PARTS.finditer(words):
        said = number(match["n"]) or 0
        before = words[max(match.start() - 100, 0) : match.start()]
        ours = source.knowledge.phrases.part.itself.search(before) and not _OF_OTHERS.search(before[-12:])
        of_section = "|".join(re.escape(section.tab) for section in form.sections)
        ours = ours and not re.search(f"(?:{of_section})(?:主要)?(?:包括|分|由|从|含)", before)
        if ours and said != len(form.sections):
            yield from _found(source, "headings.parts", text, sentence, match, said, len(form.sections))
        elif ours and _LEAST <= named != said:
            sure = _is_whole_list(source, words, match[0])
            yield from _found(source, "headings.named", text, sentence, match, said, named, sure=sure)
        if ours:
            break
    old = list(source.knowledge.phrases.part.old.finditer(words)) if _LIST.search(words) else []
    several = len({match.group() for match in old}) > 1  # one alone may be an annex of today: 附统计表
    if old and (named >= _LEAST or several):
        yield from _found(source, "headings.old", text, sentence, old[0], named, len(form.sections), sure=several)


def _plain(words: str) -> str:
    return _BARE.sub("", re.sub("政府信息公开|政府信息", "", words))


def _named(source: ProseReader, words: str) -> int:
    """How many of the form's sections a sentence names, their numbers and small words aside."""
    plain = _plain(words)
    return sum(_BARE.sub("", section.heading) in plain for section in source.inquiry.form.sections)


def _is_whole_list(source: ProseReader, words: str, said: str) -> bool:
    """Whether nothing stands among the named sections, up to their number, that may be a section in other words; no 等 either."""
    plain = _plain(words)
    cores = [core for section in source.inquiry.form.sections if (core := _BARE.sub("", section.heading)) in plain]
    start, end = min(map(plain.find, cores)), plain.rfind(said)
    listed = plain[start : end if end > start else len(plain)]
    for core in cores:
        listed = listed.replace(core, "")
    return not _AMONG.sub("", listed)


def _found(
    source: ProseReader,
    rule: str,
    text: ReportText,
    sentence: Passage,
    match: re.Match[str],
    stated: int,
    there: int,
    *,
    sure: bool = True,
) -> Iterator[Finding]:
    place = (sentence.start + match.start(), sentence.start + match.end())
    mend = None
    if match.re is _PARTS:
        start, end = sentence.start + match.start("n"), sentence.start + match.end("n")
        mend = text.replaced(start, end, (right := _counted(text.text[start:end], there)), f"改成“{right}个部分”")
    yield from source.found(
        rule, text, place, sure=sure, mend=mend, words=text.text[slice(*place)], stated=stated, parts=there
    )


def _counted(written: str, right: int) -> str:
    """A number of parts in the spelling of the one that stands there."""
    return str(right) if written.isascii() else numeral(right)


def _aspects(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    """四个方面：一是…二是…三是…: every row of 一是 to the next one, against the number announced closely before it."""
    for pattern in _ORDINALS:
        yield from _rows(source, text, list(pattern.finditer(text.text)))


def _rows(source: ProseReader, text: ReportText, ordinals: list[re.Match[str]]) -> Iterator[Finding]:
    places = [n for n, match in enumerate(ordinals) if number(match["n"]) == 1]
    for first, after in pairwise([*places, len(ordinals)]):
        start = ordinals[first].start()
        before = text.text[max(start - _NEAR, 0) : start]
        head = re.split("[。！？\n]", told := before.rstrip("。：:\n "))[-1]
        begins = start - len(before) + len(told) - len(head)
        announced = list(source.knowledge.phrases.part.aspects.finditer(head))
        if not announced or _BACK.search(head[: announced[-1].start()]):  # 针对上述三个问题: what was listed before
            continue
        said, there, words = number(next(filter(None, announced[-1].groups()))) or 0, after - first, announced[-1].group()
        # 结合三项重点任务，一是…: what a comma parts from the row need not be what the row lists
        listed = before.rstrip()[-1:] in ("：", ":", "。") or words.endswith(_COUNTABLE)
        opened = announced[-1].end() == len(head.rstrip("，")) and _OPENED.search(head[: announced[-1].start()])
        if (listed or opened) and there > 1 and said != there:
            place = (begins + announced[-1].start(), ordinals[after - 1].end())
            behind = re.split("\n", text.text[place[1] : place[1] + _WIDE], maxsplit=1)[0]
            sure = listed and (there > said or not _MORE.search(behind))
            mend = _announced(text, begins, announced[-1], there) if sure else None
            yield from source.found(
                "language.announced", text, place, sure=sure, mend=mend, words=words, stated=said, there=there
            )


def _announced(text: ReportText, begins: int, match: re.Match[str], there: int) -> Edit | None:
    """The announced number as the row has it."""
    group = next(n for n, words in enumerate(match.groups(), 1) if words)
    right = _counted(match[group], there)
    words = match.string[match.start() : match.start(group)] + right + match.string[match.end(group) : match.end()]
    return text.replaced(begins + match.start(group), begins + match.end(group), right, f"改成“{words}”")


def _edition(source: ProseReader) -> Iterator[Finding]:
    """One sentence when the report's form, or a word of its texts, is of an edition that does not serve its year."""
    form, report = source.inquiry.form, source.inquiry.report
    if not form.serves(report.year):
        yield from source.found("headings.edition", None, year=report.year, edition=form.edition, words=form.basis)
        return
    for edition, labels in source.knowledge.phrases.part.editions.items():
        for text in source.texts:
            word = next((label for label in labels if edition != form.edition and label in text.text), "")
            if word:
                start = text.text.index(word)
                place = (start, start + len(word))
                yield from source.found("headings.edition", text, place, year=report.year, edition=edition, words=word)
                return
