"""Documents and titles: the form's own number and title, decrees and titles of laws, the report's title, a letter for a report.

Only what belongs together is held together: another document has a number of its own, and that is nobody's mistake.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.checks.prose.own_name import OwnName, own_name
from app.chinese.days import plain_years
from app.chinese.sentences import Passage, sentences
from app.findings.finding import Finding, Inquiry
from app.findings.reader import ProseReader, ReportText
from app.knowledge.knowledge import FormDocument, Law

_OPENS, _CLOSES = r"〔\[［【(（〖", r"〕\]］】)）〗"
_BLANK = r"[ \u3000]{0,4}"
_YEAR = rf"{_BLANK}[{_OPENS}]?{_BLANK}(?P<year>\d{{4}}){_BLANK}[{_CLOSES}]?"
_NUMBER = rf"{_YEAR}{_BLANK}第?{_BLANK}(?P<number>\d{{1,4}}){_BLANK}号"
_OF_STATE = re.compile(rf"(?P<series>国[\u4e00-\u9fff]{{2,5}}){_NUMBER}")
_TITLED = re.compile(r"《([^《》\n]{2,120})》")
_INNER = re.compile(r"〈([^〈〉\n]{2,120})〉")
_DECREE = re.compile(r"(?:国务院令?|国令)[ \u3000]{0,4}第?[ \u3000]{0,4}(\d{3})[ \u3000]{0,4}号令?(?!公告|文)")
_STATE = "中华人民共和国"
_KIND = re.compile("(?:条例|法|办法|规定)$")
_NEAR = 3  # characters between a title and the number that belongs to it: 》（
_NEAR_FORM = 30  # characters around a number in which the form may be spoken of
_OF_FORM = re.compile("编制|编写|格式|年度报告|年报")
_WHOLE_YEAR = re.compile(r"(?<!\d)20\d\d年?(?!\d)")
_UPPER = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|新区|省|市|区|县|州(?!市)|盟|旗)")
_LEVELS = {"省": 1, "自治区": 1, "市": 2, "自治州": 2, "州": 2, "盟": 2, "区": 3, "新区": 3, "县": 3, "旗": 3}

_SHORTEST = 4  # characters of a title that may be a law's with a slip: 《条例》 is none
_TELLING = 5  # characters at the head of a title that tell which one it is meant to be, with any word for the next one


def documents(source: ProseReader) -> Iterator[Finding]:
    """The findings about document numbers, decrees, titles of laws, the title and the manner of the report."""
    for text in source.texts:
        yield from _form(source, text)
        yield from _laws(source, text)
        for match in source.knowledge.phrases.part.letter.finditer(text.text) if text.section else ():
            yield from source.found("documents.letter", text, match.span(), words=match.group())
    report = source.inquiry.report
    if report.title is not None:
        faults = _title_faults(source.inquiry, report.title)
        if faults:
            sure = faults != [_lacking([report.office])] or not _is_short(own_name(source), report.title)
            yield from source.found("names.title", None, sure=sure, words=report.title, fault="、".join(faults))


def _series(document: FormDocument) -> re.Pattern[str]:
    # the longest first, and a word that only ends like the series stands for itself
    words = sorted((document.words, *document.miswritten, *document.alike), key=len, reverse=True)
    return re.compile(rf"(?P<series>{'|'.join(map(re.escape, words))})(?P<after>{_NUMBER})?")


def _form(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    """The form's own number and title, each judged where it stands for the form."""
    document, form = source.knowledge.document, source.inquiry.form
    own = {_bare(number) for number in (form.basis, *document.earlier)}
    titles = list(_TITLED.finditer(text.text))
    closes = {match.end(): match[1] for match in titles}
    opens = {match.start(): match[1] for match in titles}
    for match in _series(document).finditer(text.text):
        before = text.text[max(match.start() - _NEAR, 0) : match.start()].rstrip("（(〔[ ")
        beside = closes.get(max(match.start() - _NEAR, 0) + len(before), "") or opens.get(match.end(), "")
        ours = bool(match["after"]) and (match["year"], match["number"]) in own
        if beside and document.title not in beside:
            if ours:
                titled = next((one.start() for one in titles if one[1] == beside and one.end() <= match.start()), match.start())
                yield from _corrected(source, text, (titled, match.end()), f"《{form.name}》（{form.basis}）", mended=False)
        elif match["after"] and (ours or beside or _nearly(form.basis, match, text.text)):
            if match.group() != form.basis:
                yield from _corrected(source, text, match.span(), form.basis)
        elif match["series"] not in (document.words, *document.alike) and ("涵" in match["series"] or not match["after"]):
            yield from _corrected(source, text, match.span("series"), document.words)
    for match in titles:
        if document.title in match[1] and form.name not in match[1]:
            sure = not form.name.endswith(match[1])  # 《政府信息公开工作年度报告格式》 is only short
            yield from _corrected(source, text, match.span(), f"《{form.name}》", sure=sure)


def _nearly(basis: str, match: re.Match[str], text: str) -> bool:
    """Whether a number without a title has a wrong year, or a wrong number, where one speaks of the form."""
    same = [one == other for one, other in zip((match["year"], match["number"]), _bare(basis), strict=True)]
    before = re.split("[。；\n]", text[max(match.start() - _NEAR_FORM, 0) : match.start()])[-1]
    behind = re.split("[。；\n]", text[match.end() : match.end() + _NEAR_FORM], maxsplit=1)[0]
    return match["series"] in basis and any(same) and _OF_FORM.search(before + behind) is not None


def _bare(number: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", number))


def _laws(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    called = set(re.findall(r"简称[：:]?[“《]{1,2}([^“”《》\n]{2,40})[”》]", text.text))
    for sentence in sentences(text.text):
        yield from _decrees(source, text, sentence)
        yield from _numbers(source, text, sentence)
        for match in (*_TITLED.finditer(sentence.words), *_INNER.finditer(sentence.words)):
            numbered = _numbered(source.knowledge.laws, sentence.words[match.end() :])
            law = _miswritten(source.knowledge.laws, match[1]) or (None if _holds(numbered, match[1]) else numbered)
            if law is not None and match[1] not in called:
                place = (sentence.start + match.start(), sentence.start + match.end())
                right = f"{match[0][0]}{law.name}{match[0][-1]}"
                yield from _corrected(source, text, place, right, rule="documents.law")


def _numbered(laws: tuple[Law, ...], behind: str) -> Law | None:
    """The law whose own number stands right behind a title: 》（国务院令第711号）."""
    decree = re.match(rf"[（(〔]?(?:中华人民共和国)?{_DECREE.pattern}", plain_years(behind[:_NEAR_FORM]))
    for law in laws:
        number = re.match(rf"[（(〔]?{_OF_STATE.pattern}", behind) if law.number else None
        if (number and (number["year"], number["number"]) == _bare(law.number)) or (decree and int(decree[1]) == law.decree):
            return law
    return None


def _holds(law: Law | None, title: str) -> bool:
    """Whether a title is the law's, or that of a paper about it: 关于印发〈政府信息公开信息处理费管理办法〉的通知."""
    return law is None or any(one in title for one in (law.name.removeprefix(_STATE), *law.short)) or "〈" in title


def _decrees(source: ProseReader, text: ReportText, sentence: Passage) -> Iterator[Finding]:
    plain = plain_years(sentence.words)
    numbered = [(match, int(match[1])) for match in _DECREE.finditer(plain)]
    stated = {number for _, number in numbered}
    for law in source.knowledge.laws if numbered else ():
        if law.decree is None or law.decree in stated:
            continue  # who names both tells when each was published
        past = any(str(year) in plain for year in law.years[:-1])
        for match, number in numbered:
            before = plain[max(match.start() - 60, 0) : match.start()].rstrip("（( ")
            of_law = before.endswith(tuple(f"{title}》" for title in (law.name, *law.short)))
            if (number in law.earlier and not past) or (of_law and not (number in law.earlier and past)):
                place = (sentence.start + match.start(), sentence.start + match.end())
                yield from _corrected(source, text, place, f"国务院令第{law.decree}号", rule="documents.law")


def _numbers(source: ProseReader, text: ReportText, sentence: Passage) -> Iterator[Finding]:
    """The number of a document right behind its title, or where a word tells of it: 国办函〔2020〕109号 beside 处理费."""
    for law in source.knowledge.laws:
        for match in _OF_STATE.finditer(sentence.words) if law.number else ():
            year, number = _bare(law.number)
            same = (law.number.startswith(f"{match['series']}〔"), match["year"] == year, match["number"] == number)
            behind = re.search(f"{law.name}[》〉][（(〔]?$", sentence.words[: match.start()]) is not None
            alone = sentence.words[: match.start()].rstrip("（(〔")[-1:] not in ("》", "〉") and law.told in sentence.words
            likely = sum(same) == 2 and (behind or (alone and law.told))
            if likely or (behind and same[0] and not all(same)):
                place = (sentence.start + match.start(), sentence.start + match.end())
                yield from _corrected(source, text, place, law.number, rule="documents.law")


def _miswritten(laws: tuple[Law, ...], title: str) -> Law | None:
    """The law whose title this one is with a slip, or the tail of which it is; None where it is right or another's."""
    bare = re.sub(r"（.*?）|\(.*?\)", "", title).removeprefix(_STATE)
    if len(bare) < _SHORTEST:
        return None
    for law in laws:
        core = law.name.removeprefix(_STATE)
        if bare == core or bare in law.short:
            return None
        of_kind = title.startswith(_STATE) and _KIND.sub("", bare) == _KIND.sub("", core)  # 中华人民共和国政府信息公开办法
        if bare in law.wrong or of_kind or core.endswith(bare) or _one_slip(bare, core):
            return law
        if any(_one_word(bare, one) for one in (core, *law.short)):
            return law
    return None


def _one_word(one: str, other: str) -> bool:
    """Whether a word is another in a title of which so much is left that it can be none but this: 信息处理费|收取|办法."""
    (head, tail), apart = _ends(one, other), _apart(one, other)
    return apart == (2, 2) and head >= _TELLING and tail > 1


def _apart(one: str, other: str) -> tuple[int, int]:
    """How many characters of each lie between the head and the tail that both have, the fewer first."""
    head, tail = _ends(one, other)
    shorter, longer = sorted((len(one) - head - tail, len(other) - head - tail))
    return shorter, longer


def _ends(one: str, other: str) -> tuple[int, int]:
    short = min(len(one), len(other))
    head = next((n for n in range(short) if one[n] != other[n]), short)
    return head, next((n for n in range(short - head) if one[-1 - n] != other[-1 - n]), short - head)


def _one_slip(one: str, other: str) -> bool:
    """Whether one character is another, or two in one place are lost or too many, behind a head that is right."""
    (head, _), apart = _ends(one, other), _apart(one, other)
    return one != other and head >= (1 if apart == (1, 1) else 2) and apart[0] <= 1 and apart[1] <= 2


def _corrected(
    source: ProseReader,
    text: ReportText,
    place: tuple[int, int],
    right: str,
    *,
    rule: str = "documents.number",
    mended: bool = True,
    sure: bool = True,
) -> Iterator[Finding]:
    words = text.text[place[0] : place[1]]
    mend = text.replaced(*place, right, f"改为“{right}”") if mended else None
    yield from source.found(rule, text, place, sure=sure, mend=mend, words=words, right=right)


def _lacking(parts: list[str]) -> str:
    return f"里没有“{'、'.join(parts)}”"


def _is_short(own: OwnName, title: str) -> bool:
    """Whether a title begins with the own name without the areas before it: only the seal tells whether that is all."""
    return any(len(form) > _SHORTEST and title.startswith(form) for form in own.forms)


def _title_faults(inquiry: Inquiry, title: str) -> list[str]:
    """What is wrong with a title, each as the end of a sentence: 里没有“2025年”; [] when nothing is."""
    report, form = inquiry.report, inquiry.form
    plain = plain_years(re.sub(r"\s", "", title))
    wanted = [part for part in (report.office, *re.split(r"(?<=年)", form.title.format(year=report.year), maxsplit=1)) if part]
    missing = [part for part in wanted if part not in plain]
    faults = [_lacking(missing)] if missing else []
    faults += [f"里“{part}”写了 {plain.count(part)} 次" for part in wanted if plain.count(part) > 1]
    if not missing:
        others = [year for year in _WHOLE_YEAR.findall(plain) if year.removesuffix("年") != str(report.year)]
        faults += [f"里多了“{years}”" for years in dict.fromkeys(others)]
        faults += _before(inquiry, plain[: plain.index(report.office)], report.office)
        faults += [] if faults else _between(plain, wanted)
    return faults


def _before(inquiry: Inquiry, before: str, office: str) -> list[str]:
    """What stands in front of the own name and is no upper unit of it, or another one than the signature's."""
    if not before or before.startswith("《"):
        return []
    units = _UPPER.findall(before)
    if "".join(units) != before:
        return [f"里“{office}”前面多了“{before}”"]
    levels = Counter(_level(unit) for unit in (*units, *_UPPER.findall(office)[:1]))
    # 省 and 市 may be one in 重庆市; two 区 or a 区 below a 县 are two places. A 市 below a 市 is a 县级市.
    descending = [_level(unit) for unit in (*units, *_UPPER.findall(office)[:1])]
    within = len({_level(unit) for unit in _UPPER.findall(office)[:2]} & {2, 3}) > 1  # 嘉陵市顺庆区: no 县级市, none above it
    if levels[3] > 1 or levels[1] > 1 or levels[2] > (1 if within else 2) or descending != sorted(descending):
        return [f"里“{office}”前面多了“{before}”"]
    if strange := _strange(inquiry, units):
        return [f"里“{office}”前面多了“{strange}”"]
    for field in inquiry.form.closing:
        signed = inquiry.report.text(field.id).strip()
        upper = signed.removesuffix(office)
        if field.part == "office" and upper not in ("", signed) and not (upper.endswith(before) or before.endswith(upper)):
            return [f"写“{before}”，落款写“{upper}”"]
    return []


def _between(plain: str, wanted: Sequence[str]) -> list[str]:
    """What stands behind the name, or behind the year, where the next part of a title should: the name in short once more."""
    faults = []
    for part, following in pairwise(wanted):
        more = plain.partition(part)[2].partition(following)[0]
        # in brackets another sign at the same door, not the name in short
        lawful = re.fullmatch(r"(?:[（(]([^（）()]+)[）)])?(?:关于|度)?", more)
        again = lawful is not None and lawful[1] is not None and lawful[1] in part
        if following in plain.partition(part)[2] and (lawful is None or again):
            faults.append(f"里“{part}”后面多了“{more}”")
    last = plain.partition(wanted[-1])[2]
    return faults + ([f"里末尾多了“{last}”"] if re.search(r"[\u4e00-\u9fff]", last) and not re.match("[（(《]", last) else [])


def _strange(inquiry: Inquiry, units: Sequence[str]) -> str:
    """A place before the name that no text knows, while they name another one of its kind again and again; '' for none."""
    texts = [value for value in inquiry.report.cells.values() if isinstance(value, str)]
    for unit in units:
        named = re.compile(rf"[\u4e00-\u9fff]{{2}}{unit[-1]}(?=人民政府|[\u4e00-\u9fff]{{2,8}}?局)")
        others = Counter(place for text in texts for place in named.findall(text))
        if not any(unit in text for text in texts) and any(count > 1 for count in others.values()):
            return unit
    return ""


def _level(unit: str) -> int:
    return next(_LEVELS[end] for end in sorted(_LEVELS, key=len, reverse=True) if unit.endswith(end))
