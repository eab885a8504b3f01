"""Other offices by the form of their names: the longest name before 街道, 镇, 局, 区 … against the own one.

Whoever is asked, visited or worked with is lawfully named, and so are superiors and subordinate units; the fault is a neighbour
in the own place, another office as the one that acts, and the own name with a wrong character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.findings.reader import ProseReader
from app.knowledge.name_words import NameWords, name_words
from app.knowledge.offices import OfficeKind, bare, kind_of

_HAN = re.compile(r"[\u4e00-\u9fff]")
_AREA = re.compile(r"([\u4e00-\u9fff]{2,4}?)([县区旗])")
# An area in front of the rest of a name: 新乡市|临江区|教育局; 高新区 and 示范区 are no such areas.
_UPPER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,5}?(?:自治[州县旗区]|省|[市盟州](?!场|民|政|级)|县|旗|(?<!开发)(?<!高新)(?<!经开)(?<!示范)(?<!度假)"
    r"(?<!保税)(?<!名胜)(?<![园景港库片社])区(?!域)))(?=.{2})(?!(?:人民)?政府|管)"
)
_LONGEST_AREA = 5
_CLAUSE = 60  # characters of a clause that are looked at: the check stays linear where no stop comes
_WIDE = 400  # characters around a place in which it may be named again
_LONGEST = 8  # characters of a name before its unit
_NEIGHBOUR = re.compile(r"街道(?:办事处)?|镇(?![江静域痛压定长])(?:人民政府|政府)?|乡(?![村镇土亲愁情贤长])(?:人民政府|政府)?")
_UNITS = ("街道办事处", "街道", "镇人民政府", "镇政府", "镇", "乡人民政府", "乡政府", "乡")
_HEAD = r"(?:^|(?<=[。；！\n]))\s*(?:20\d\d年(?:度)?|今年|本年(?:度)?|全年)?(?:以来)?，?"
_ENDS = "，。；！？：\n"
_ONE_CHARACTER = 5  # characters that a name needs before any wrong one in it is a slip, not only one of the same sound
_MEASURES = re.compile(r"^[年月日号度个件条次期场份名家篇项轮天周](?:[份底末初内中间来])?")


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
        letters = iter(self.full)  # 县卫健委 of 临江县卫生健康委员会; nobody shortens 健康路街道 to 健康街道
        return len(name) > 2 and not name.endswith(_UNITS) and all(letter in letters for letter in name)


def _areas(name: str) -> list[tuple[str, str]]:
    """The counties and districts in a name, without the city above them: 临江区 of 新乡市临江区教育局."""
    return [(found[1], found[2]) for part in re.split("[省市州盟]", name) if (found := _AREA.match(part))]


def own_name(source: ProseReader) -> OwnName:
    """The forms of the report's own name: 区教育局 of 临江区教育局, 健康路街道 of 健康路街道办事处."""
    report, forms = source.inquiry.report, set()
    name = bare(report.office)
    for one in (name, re.sub("(?<=政府)办公室$", "", name), *re.findall(r"[（(]([^（）()]+)[）)]", report.office)):
        short = one.removesuffix("办事处").replace("人民政府", "政府").replace("委员会", "委").replace("管理委", "管委会")
        for form in (one, short, re.sub("(?:人民)?政府$", "", one)):
            forms |= {form, *_lower(form)}
    return OwnName(name, kind_of(report.office, report.kind), frozenset(form for form in forms if len(form) > 1))


def _lower(form: str) -> Iterator[str]:
    """The form without its first area, without its first two …; of a government its letter stays: 县政府."""
    while match := _UPPER.match(form):
        form = form[match.end() :]
        yield form
    if match := re.search("[县区旗市省州](?:人民)?政府$", form):
        yield match[0]


def slips(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int]]:
    """Where the own name stands with a wrong or a lost character, or with two that changed places."""
    for form in sorted((form for form in own.forms if len(form) > 2), key=len, reverse=True):
        if not re.search("街道|[镇乡局委会县区旗]|政府", form) or form in ("县政府", "区政府", "市政府"):
            continue
        for match in re.finditer("|".join(_miswritten(form, words)) or "(?!)", text):
            around = text[max(match.start() - 1, 0) : match.end() + 1]
            exact = form in around or any(match[0] in one for one in own.forms)
            if not exact and not _is_bureau(match[0], form, words):
                yield match.span()


def _miswritten(form: str, words: NameWords) -> Iterator[str]:
    """Patterns of the ways to miswrite one form of the own name."""
    unit = next((one for one in _UNITS if form.endswith(one)), form[-1])
    core = len(form) - len(unit)
    first = 1 if form[0] in "省市州县区旗" else 0  # 市教育局 is the superior of 区教育局
    for n in range(first, len(form)):
        head, tail = re.escape(form[:n]), re.escape(form[n + 1 :])
        if len(form) >= _ONE_CHARACTER and form[n] in "县区旗":
            yield f"{head}[县区旗]{tail}"
        elif len(form) >= _ONE_CHARACTER and form[n] not in "省市州政府":
            yield f"{head}[\u4e00-\u9fff]{tail}"
        elif n < core and (alike := words.alike.get(form[n], "")):
            yield f"{head}[{alike}]{tail}"
        if 0 < n < core and core > 2 and form[n] not in "省市州县区旗和与及" and (unit in _UNITS or len(form) > 6):
            yield head + tail
        if n + 1 < core and form[n] != form[n + 1] and len(form) >= _ONE_CHARACTER:
            yield re.escape(form[:n] + form[n + 1] + form[n] + form[n + 2 :])


def _is_bureau(name: str, form: str, words: NameWords) -> bool:
    """Whether what differs is another function: 体育局 beside 教育局; 临汇区教育局 beside 临江区教育局 is none."""
    differs = next((n for n in range(min(len(name), len(form))) if name[n] != form[n]), 0)
    lower = [name, *_lower(name)][-1]
    stem = re.sub("(?:局|委员会|委|厅)$", "", lower)
    return differs >= len(name) - len(lower) and any(stem.endswith(one) for one in words.functions)


def neighbours(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int]]:
    """Other 街道, 镇 and 乡 in the report of one: lawful only where they are asked, visited, worked with."""
    if own.kind.id not in ("street", "township"):
        return
    for match in _NEIGHBOUR.finditer(text):
        start = _name_start(text, match.start(), words)
        if start >= 0 and not own.is_part_of(text[start : match.end()]) and not _lawful(text, start, match.end(), words):
            yield start, match.end()


@lru_cache(maxsize=1)
def _actor_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Offices at the head of a sentence, before what a report tells of its own office, and before what any office does."""
    words = name_words()
    functions = "|".join(sorted(map(re.escape, words.functions), key=len, reverse=True))
    area = r"(?:[\u4e00-\u9fff]{2,5}?[省市州盟县区旗]|[省市州县区旗])"
    bureau = rf"{area}{{0,2}}(?:(?:{functions})(?:和|与|、)?){{1,5}}(?:局|委员会|委|厅)"
    board = rf"{area}{{1,2}}(?:人民政府|政府)(?:办公室|办)?|[镇乡](?:人民政府|政府)|[\u4e00-\u9fff]{{2,16}}?(?:管理委员会|管委会)"
    town = r"[\u4e00-\u9fff]{2,10}?(?:街道(?:办事处)?|[镇乡](?:人民政府|政府)?)"
    name = f"(?P<name>{bureau}|{board}|{town})"
    verbs, peer = ("|".join(sorted(map(re.escape, one), key=len, reverse=True)) for one in (words.verbs, words.peer))
    return re.compile(f"{_HEAD}{name}(?=，?(?:{verbs}))"), re.compile(f"{_HEAD}{name}(?=，?(?:{peer}))")


def actors(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int]]:
    """Another office at the head of a sentence that does what the reporting office does."""
    sure, peers = _actor_patterns()
    for pattern in (sure, peers):
        for match in pattern.finditer(text):
            one, end = match["name"], match.end("name")
            if own.is_part_of(one) or not _named(one, words) or any(one.endswith(unit) for unit in own.kind.includes):
                continue
            if pattern is sure and any(word in _clause(text, end) for word in words.over_us):
                continue
            told = re.split("[。！？\n]", text[end : end + 2 * _CLAUSE], maxsplit=1)[0]
            ours = any(word in told for word in words.with_us) or not any(word in told for word in words.topics)
            if pattern is peers and (ours or not _is_peer(one, own)):
                continue
            yield match.span("name")


def _is_peer(name: str, own: OwnName) -> bool:
    """Whether an office is of the own kind and stands no higher: a bureau beside a bureau, a 管委会 beside a 管委会."""
    if own.kind.id == "zone":
        return name.endswith(("管理委员会", "管委会"))
    if own.kind.id in ("government", "county_government"):
        return bool(re.search("..[省市州县区旗](?:人民)?政府$", name)) and name[-3] not in own.kind.above
    if own.kind.id in ("street", "township"):
        return name.endswith(_UNITS)
    areas = [match[1] + match[2] for match in re.finditer(r"([\u4e00-\u9fff]{2,4}?)([省市州县区旗])", own.full)]
    area = re.match(r"(?:[\u4e00-\u9fff]{2,5}?[省市州县区旗])*[省市州县区旗]?", name)
    place = area[0] if area else ""
    level = place[-1:] or own.full[len(areas[-1]) - 1 : len(areas[-1])] if areas else place[-1:]
    return name.endswith(("局", "委员会", "委", "厅")) and (not place or not areas or level == areas[-1][-1])


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
            # 编发县政府公报: what stands there without a word that leads to a place may be a verb that no list knows
            again = text.count(text[start:end], max(start - _WIDE, 0), end + _WIDE) > 1
            held = text.startswith(("人民政府", after or "人民政府"), end)
            sure = again or held or not start or text.endswith(words.leading, 0, start)
            if other and sure and not _lawful(text, start, end, words):
                yield start, end


def _named(name: str, words: NameWords) -> bool:
    """Whether it has an area or a name of its own: 区教育局, 市政府, 红旗街道; 局党组, 委员会 have none."""
    if unit := next((one for one in _UNITS if name.endswith(one)), ""):
        return name == unit or _name_start(name, len(name) - len(unit), words) == 0 or bool(_UPPER.match(name))
    if name.endswith(("管理委员会", "管委会")):
        stem = re.sub("(?:管理委员会|管委会)$", "", name)
        return len(stem) > 3 and stem[:2] not in words.plain and stem[:2] not in words.common and stem[0] not in words.openers
    return name[:2] not in words.plain and not re.match(r"[我本各全社该]", name)


def _name_start(text: str, end: int, words: NameWords) -> int:
    """Where the name begins that ends at `end`, -1 where no name stands there: 推动|街道, 各|镇."""
    at = end
    while at > 0 and end - at < _LONGEST and _HAN.match(text[at - 1]):
        if text[at - 1] in words.openers or (text[at - 1] in words.soft and end - at >= 2):
            break
        at -= 1
    bounded = end - at < _LONGEST  # else what stands there is longer than a name, unless an area tells where the name begins
    if text[at - 1 : at].isdigit():  # 11月来镇抽查
        at += len(match[0]) if (match := _MEASURES.match(text[at:end])) else 0
    while end - at >= 2 and (text[at : at + 2] in words.plain or text[at : at + 2] in words.common):
        at, bounded = at + 2, True
    stem = text[at:end]
    inner = re.sub(r"^.*(?:[省市]|(?<![社园辖片])[县区旗])(?=[\u4e00-\u9fff]{2})", "", stem)
    if not (bounded or inner != stem) or not 2 <= len(inner) <= 5 or inner[0] in "我本各该全其每某":
        return -1
    if inner[-2:] in words.plain or inner[:2] in words.plain or inner[-1] in words.pointers + words.soft + words.openers:
        return -1
    if any(inner.endswith(one) if len(one) == 1 else one in inner for one in words.common):
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
