"""Other offices by the form of their names: the longest name before 街道, 镇, 局, 区 … against the own one.

Whoever is asked, visited or worked with is lawfully named, and so are superiors and subordinate units; the fault is a neighbour
in the own place, another office as the one that acts, and the own name with a wrong character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.findings.reader import ProseReader
from app.knowledge.name_words import NameWords, name_words
from app.knowledge.offices import OfficeKind, bare, kind_of

_HAN = re.compile(r"[\u4e00-\u9fff]")
_AREA = re.compile(r"([\u4e00-\u9fff]{2,4}?)([县区旗])")
_ABOVE = re.compile(r"^.+?(?:[省市县区旗](?!人民政府$|政府$|$)|(?=[县区旗市省](?:人民)?政府$))")
_LONGEST_AREA = 5
_CLAUSE = 60  # characters of a clause that are looked at: the check stays linear where no stop comes
_LONGEST = 8  # characters of a name before its unit
_NEIGHBOUR = re.compile(r"街道(?:办事处)?|镇(?![江静域痛压定])(?:人民政府|政府)?|乡(?![村镇土亲愁情贤])(?:人民政府|政府)?")
_OFFICE = r"(?:人民政府|政府|委员会|管委会|局|委|厅|办公室|街道办事处|街道|镇|乡)"
_HEAD = r"(?:^|(?<=[。；！\n]))\s*(?:20\d\d年(?:度)?|今年|本年(?:度)?|全年)?，?"
_ENDS = "，。；！？：\n"
_ONE_CHARACTER = 5  # characters that a name needs before a lost one is a slip


@dataclass(frozen=True)
class OwnName:
    """The office as its report may write it: in full, short, and each of them without the areas before it."""

    full: str
    kind: OfficeKind
    forms: frozenset[str]

    def is_part_of(self, name: str) -> bool:
        """Whether this name is the own one: with areas before it or without, or shortened to some of its characters."""
        here = _areas(self.full)
        letters_here = {letter for _, letter in here}
        if any(one[1] in letters_here and one not in here for one in _areas(name)):
            return False
        if any(name.endswith(form) or (len(name) > 2 and form.endswith(name)) for form in self.forms):
            return True
        letters = iter(self.full)  # 县卫健委 of 临江县卫生健康委员会
        return len(name) > 2 and all(letter in letters for letter in name)


def _areas(name: str) -> list[tuple[str, str]]:
    """The counties and districts in a name, without the city above them: 临江区 of 新乡市临江区教育局."""
    return [(found[1], found[2]) for part in re.split("[省市州盟]", name) if (found := _AREA.match(part))]


def own_name(source: ProseReader) -> OwnName:
    """The forms of the report's own name: 区教育局 of 临江区教育局, 健康路街道 of 健康路街道办事处."""
    report, forms = source.inquiry.report, set()
    name = bare(report.office)
    for one in (name, re.sub("(?<=政府)办公室$", "", name), *re.findall(r"[（(]([^（）()]+)[）)]", report.office)):
        short = one.removesuffix("办事处").replace("人民政府", "政府").replace("委员会", "委").replace("管理委", "管委会")
        forms |= {one, short, re.sub("(?:人民)?政府$", "", one)}
        forms |= {_ABOVE.sub("", form) for form in tuple(forms)}
    return OwnName(name, kind_of(report.office, report.kind), frozenset(form for form in forms if len(form) > 1))


def slips(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int]]:
    """Where the own name stands with one wrong, or one lost, character."""
    for form in sorted((form for form in own.forms if len(form) >= _ONE_CHARACTER), key=len, reverse=True):
        if not re.search("街道|[镇乡局委会]|政府", form):
            continue
        wrong = "|".join(f"{re.escape(form[:n])}[\u4e00-\u9fff]{re.escape(form[n + 1 :])}" for n in range(len(form)))
        lost = "|".join(re.escape(form[:n] + form[n + 1 :]) for n in range(1, len(form) - 1)) if len(form) > 5 else ""
        for match in re.finditer(f"{wrong}|{lost}" if lost else wrong, text):
            if form not in match[0] and not own.is_part_of(match[0]) and not _is_bureau(match[0], words):
                yield match.span()


def _is_bureau(name: str, words: NameWords) -> bool:
    return any(name.removesuffix("局").removesuffix("委员会").removesuffix("委").endswith(one) for one in words.functions)


def neighbours(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int]]:
    """Other 街道, 镇 and 乡 in the report of one: lawful only where they are asked, visited, worked with."""
    if own.kind.id not in ("street", "township"):
        return
    for match in _NEIGHBOUR.finditer(text):
        start = _name_start(text, match.start(), words)
        if start >= 0 and not own.is_part_of(text[start : match.end()]) and not _lawful(text, start, match.end(), words):
            yield start, match.end()


def actors(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int]]:
    """Another office at the head of a sentence that does what the reporting office does."""
    verbs = "|".join(map(re.escape, words.verbs))
    area = r"(?:[\u4e00-\u9fff]{1,8}?[省市县区旗]|[省市县区旗])"
    name = rf"({area}?[\u4e00-\u9fff]{{0,12}}?{_OFFICE})(?=，?(?:{verbs}))"
    for match in re.finditer(_HEAD + name, text):
        one = match[1]
        if own.is_part_of(one) or not _named(one, words) or any(one.endswith(end) for end in own.kind.includes):
            continue
        if not any(word in _clause(text, match.end(1)) for word in words.over_us):
            yield match.span(1)


def places(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int]]:
    """Another 区, 县 or 旗 than the one in the own name, with its government or its offices."""
    for place, letter in _areas(own.full):
        if letter in own.kind.includes or own.kind.id == "zone":
            continue
        after = own.full.partition(place + letter)[2][:3]
        holders = r"人民政府|政府|委|政务|[\u4e00-\u9fff]{2,8}?局" + (f"|{after}" if after else "")
        for match in re.finditer(f"{letter}(?={holders})", text):
            start, end = _name_start(text, match.start(), words), match.end()
            other = start >= 0 and end - start <= _LONGEST_AREA and not text[start : end - 1].endswith(place)
            if other and not _lawful(text, start, end, words):
                yield start, end


def _named(name: str, words: NameWords) -> bool:
    """Whether it has an area or a name of its own: 区教育局, 市政府, 红旗街道; 局党组, 委员会 have none."""
    unit = re.search(_OFFICE + "$", name)
    stem = name[: unit.start()] if unit else name
    if unit and unit[0] in ("街道", "镇", "乡", "街道办事处"):
        return _name_start(name, unit.start(), words) >= 0
    return bool(re.match(r"[\u4e00-\u9fff]{0,8}?[省市县区旗镇乡]", stem)) and not re.match(r"[我本各全社该]", stem)


def _name_start(text: str, end: int, words: NameWords) -> int:
    """Where the name begins that ends at `end`, -1 where no name stands there: 推动|街道, 各|镇."""
    at = end
    while at > 0 and end - at < _LONGEST and _HAN.match(text[at - 1]):
        if text[at - 1] in words.openers or (text[at - 1] in words.soft and end - at >= 2):
            break
        at -= 1
    stem = text[at:end]
    inner = re.sub(r"^.*(?:[省市]|(?<![社园辖片])[县区旗])(?=[\u4e00-\u9fff]{2})", "", stem)
    if not 2 <= len(inner) <= 5 or inner[-1] in words.pointers or inner[0] in "我本各该全其每某":
        return -1
    if any(inner.endswith(one) or (len(one) > 1 and one in inner) for one in words.common):
        return -1
    return end - len(inner)


def _lawful(text: str, start: int, end: int, words: NameWords) -> bool:
    before = text[max(0, start - _CLAUSE) : start]
    clause = before[max(before.rfind(mark) for mark in _ENDS) + 1 :]
    return any(one in clause for one in words.lawful_before) or any(
        one in _clause(text, end)[:12] for one in words.lawful_after
    )


def _clause(text: str, start: int) -> str:
    """What follows up to the end of the clause."""
    return re.split(f"[{_ENDS}]", text[start : start + _CLAUSE], maxsplit=1)[0]


def other_offices(text: str, own: OwnName) -> Iterator[tuple[str, int, int]]:
    """(rule, start, end) of each place, a place once: the own name with a slip, else another office."""
    words = name_words()
    covered = bytearray(len(text))
    plain = re.sub(r"《[^《》]*》", lambda match: "　" * len(match[0]), text)
    for rule, found in (
        ("names.own", slips(plain, own, words)),
        ("names.other", actors(plain, own, words)),
        ("names.other", neighbours(plain, own, words)),
        ("names.other", places(plain, own, words)),
    ):
        for start, end in found:
            if not any(covered[start:end]):
                covered[start:end] = bytes([1]) * (end - start)
                yield rule, start, end
