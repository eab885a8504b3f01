"""Other offices by the form of their names: the longest name before 街道, 镇, 局, 区 … against the own one.

Whoever is asked, visited or worked with is lawfully named, and so are superiors and subordinate units. What is for sure is an
office of the own kind and level that does, at the head of a clause, what only the author of a report tells, while the sentence
knows no other author; or another place with the rest of the own name. Whatever else may be another's name is a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.checks.prose.own_name import UNITS, UPPER, OwnName, areas, slips, unquoted
from app.knowledge.name_words import NameWords, name_words

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_AREA = 5
_CLAUSE = 60  # characters of a clause that are looked at: the check stays linear where no stop comes
_WIDE = 400  # characters around a place in which it may be named again
_LONGEST = 8  # characters of a name before its unit
_NEIGHBOUR = re.compile(r"街道(?:办事处)?|镇(?![江静域痛压定长])(?:人民政府|政府)?|乡(?![村镇土亲愁情贤长])(?:人民政府|政府)?")
# Who speaks and acts for an office, right behind its name: 临岐镇|党委、镇政府; 市统计局|领导班子.
_ORGANS = re.compile(
    r"(?:(?:党工委|党委|党组|纪工委|纪委|纪检组|人大(?:主席团|工委)?|(?:党政)?(?:主要|分管)(?:领导|负责同志|负责人)"
    r"|(?:党政)?领导(?:班子)?|班子|[镇乡局]长|书记|主任|机关)(?:成员|书记|干部|办公室)?"
    r"(?:[、和与及]?(?:办事处|管委会|管理委员会|[镇乡]?(?:人民)?政府))?)?"
)
_PARTY = "(?:党工委|党委)[、和与及]"  # 产业园党工委、管委会 is the 管委会 of the 产业园
_TIME = (
    r"(?:(?:20\d\d年(?:度)?|今年|本年(?:度)?|全年|年内)?(?:[上下]半年|年[初底中末]|[春夏秋冬]季|第?[一二三四]季度|\d{1,2}月(?:份|初|[上中下]旬|底|\d{1,2}日)?)?"
    r"(?:以来|期间)?，?(?:[一二三四五六七八九]是|同时，?|此外，?|另外，?|为此，?)?)"
)
_HEAD = rf"(?:^|(?<=[。；！？：\n]))[^\S\n]*{_TIME}"  # behind the last of many line ends: blank lines cost no square
_AT_HEAD = re.compile(rf"(?:^|[。；！？：，\n])\s*{_TIME}$")
_ENDS = "，。；！？：\n"
_WITHIN = r"(?:党政(?:综合)?办|办公室|综合(?:部|科|股|办|处)|宣传(?:部|科|办)|信息(?:科|股|中心)|党群(?:部|办)|行政(?:部|科))"
_USED = re.compile("(?:依托|登录|登陆|通过|访问)(?:[\u4e00-\u9fff]{2,4}[省市州盟])?$")
# What is the reporting office's own, before and behind its name: its report, who made that, its place on the website of the 县.
_OURS = (
    (re.compile("(?:现将|公布|发布|编制)$"), re.compile("(?:20\\d\\d年|本年)(?:度)?(?:政府信息公开|政务公开|工作)")),
    (re.compile("(?:报告|年报)由$"), re.compile(f"{_WITHIN}?(?:根据|依据|依照|按照|编制|汇总|负责编制)")),
    (re.compile("(?:网站|门户网)$"), re.compile("(?:专栏|栏目|板块|页面|频道|子站)")),
)
_PARKS = ("经开区", "高新区", "开发区", "保税区")  # of an own level: a 园 may lie within the own 区
_NO_PLACE = "年月日季内期来全各我本该由的在对和与及等个家是为级"
_DONE_BY = re.compile("承办|负责|承担|维护|运维|编制|主办|审核|发布|公布|更新")
_MEASURES = re.compile(r"^[年月日号度个件条次期场份名家篇项轮天周](?:[份底末初内中间来])?")


@dataclass(frozen=True)
class OtherName:
    """A place with another office's name, or with the own one miswritten; whether it is for sure."""

    rule: str
    start: int
    end: int
    sure: bool


def neighbours(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int, bool]]:
    """Other 街道, 镇 and 乡 in the report of one: lawful only where they are asked, visited, worked with."""
    if own.kind.id not in ("street", "township"):
        return
    acts = _acting()
    for match in _NEIGHBOUR.finditer(text):
        start, unit = _name_start(text, match.start(), words), match.end()
        if start < 0 or own.is_part_of(text[start:unit]):
            continue
        end = _organs(text, unit)
        before = text[max(start - 24, 0) : start]
        ours = any(left.search(before) and right.match(text, unit) for left, right in _OURS)
        if not ours and (_lawful(text, start, end, words) or text[end : end + 1] == "、"):
            continue
        head, by_it = bool(_AT_HEAD.search(before)), before.endswith("由")
        acting, within = bool(acts.match(text, end)), bool(re.match(_WITHIN, text[unit : unit + 6]))
        if (head and acting) or (by_it and within) or ours:
            told = _told(text, start, end)
            yield start, end, not own.calls.search(told) and not any(word in told for word in words.beside)
        elif within or (by_it and _DONE_BY.match(text, end)) or (match[0] not in ("街道", "镇", "乡") and (head or acting)):
            yield start, end, False


def _organs(text: str, end: int) -> int:
    """Where a name ends with whoever acts for the office, behind the office itself."""
    found = _ORGANS.match(text, end)
    return found.end() if found else end


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, {*words}), key=len, reverse=True))


@lru_cache(maxsize=1)
def _acting() -> re.Pattern[str]:
    """What an office does, right behind its name."""
    words = name_words()
    verbs = _any((*words.verbs, *words.more, *words.peer))
    return re.compile(rf"(?:{_WITHIN}|全年)?，?(?:{verbs})(?!的|{_any(words.compounds)})")


@lru_cache(maxsize=1)
def _held_acting() -> re.Pattern[str]:
    """The same behind 县 or 区, with the office in between."""
    held = r"委[、和与]?[县区旗]?(?:人民)?政府|委|人民政府|政府|[\u4e00-\u9fff]{2,8}?局"
    return re.compile(rf"(?:{held})(?:办公室|办)?(?:{_acting().pattern})")


@lru_cache(maxsize=1)
def _all_acting() -> re.Pattern[str]:
    """The same of a whole 县: 河阳县|全年制发, 河阳县|各级行政机关未收取."""
    return re.compile(rf"(?:各级(?:行政)?(?:机关|部门))?(?:{_acting().pattern})")


@lru_cache(maxsize=1)
def _stressed() -> re.Pattern[str]:
    """What reports above all tell of their own office."""
    return re.compile(f"，?(?:{_any(name_words().verbs)})")


@lru_cache(maxsize=1)
def _actor_pattern() -> re.Pattern[str]:
    """Offices at the head of a sentence, or named as those by whom it is done, before what a report tells of its own office."""
    words = name_words()
    functions = _any(words.functions)
    area = r"(?:[\u4e00-\u9fff]{2,5}?[省市州盟县区旗]|[省市州县区旗])"
    bureau = rf"{area}{{0,2}}(?:(?:{functions})(?:和|与|、)?){{1,5}}(?:局|委员会|委|厅)"
    zone = rf"(?:(?!由|的|政府)[\u4e00-\u9fff]){{2,16}}?(?:{_PARTY})?(?:管理委员会|管委会)"
    park = rf"(?:(?![{_NO_PLACE}])[\u4e00-\u9fff]){{2,3}}(?:经开|高新|开发|保税)区"
    board = rf"{area}{{1,2}}(?:人民政府|政府)(?:办公室|办)?|[镇乡](?:人民政府|政府)|{zone}"
    town = r"[\u4e00-\u9fff]{2,10}?(?:街道(?:办事处)?|[镇乡](?:人民政府|政府)?)"
    name = f"(?P<name>{bureau}|{board}|{town}|{park})"
    does = rf"，?(?:{_any((*words.verbs, *words.peer))})(?!{_any(words.compounds)})"
    return re.compile(rf"(?:{_HEAD}{name}(?={_ORGANS.pattern}{does})|(?:{_HEAD}|(?<=，))由(?P<by>{board})(?={_WITHIN}负责))")


def actors(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int, bool]]:
    """Another office at the head of a sentence that does what the reporting office does."""
    for match in _actor_pattern().finditer(text):
        group = "name" if match["name"] else "by"
        one, (start, end) = re.sub(_PARTY, "", match[group]), match.span(group)
        if one.endswith(_PARKS) and not (own.kind.id == "zone" and _stands_beside(one, own)):
            continue
        if own.is_part_of(one) or not _named(one, words) or any(one.endswith(unit) for unit in own.kind.includes):
            continue
        told = _told(text, start, end)
        peer, alone = _is_peer(one, own), not own.calls.search(told)
        unless = words.beside if _stands_beside(one, own) else words.with_us
        if any(word in told for word in unless) or not any(word in told for word in words.topics):
            continue
        authored = bool(words.authored.search(told))
        if peer or authored or (alone and _stressed().match(text, _organs(text, end))):
            yield start, end, alone and (peer or authored)


def _told(text: str, start: int, end: int) -> str:
    """The sentence that a name begins, without the name, and without 本 where it speaks of the report or its year."""
    before = re.split("[。！？\n]", text[max(start - _CLAUSE, 0) : start])[-1]
    behind = re.sub("^(?:人民政府|政府)?(?:办公室|办)?", "", text[end : end + 2 * _CLAUSE])
    return re.sub("本(?=报告|年|期|次|文)", "　", before + "　" + re.split("[。！？\n]", behind, maxsplit=1)[0])


def _is_peer(name: str, own: OwnName) -> bool:
    """Whether an office is of the own kind and stands no higher: a bureau beside a bureau, a 管委会 beside a 管委会."""
    if own.kind.id == "zone":
        return name.endswith(("管理委员会", "管委会"))
    if own.kind.id in ("government", "county_government"):
        return bool(re.search("..[省市州县区旗](?:人民)?政府$", name)) and name[-3] not in own.kind.above
    if own.kind.id in ("street", "township"):
        return name.endswith(UNITS)
    here = re.findall(r"[\u4e00-\u9fff]{2,4}?([省市州县区旗])", own.full)
    place = re.match(r"(?:[\u4e00-\u9fff]{2,5}?[省市州县区旗])*[省市州县区旗]?", name)
    level = place[0][-1:] if place else ""
    return name.endswith(("局", "委员会", "委", "厅")) and (not level or not here or level == here[-1])


def _stands_beside(name: str, own: OwnName) -> bool:
    """Whether nothing makes an office the superior of the own one, so that what it does with 各部门 is done in its own house.

    Of bureaus one may look after what all do, and the board of a 区 may stand above that of a 园 in it.
    """
    if own.kind.id == "zone":
        here, there = (re.sub("(?:管理委员会|管委会)$", "", one) for one in (own.full, name))
        return not there.endswith("新区") and (here.endswith("区") or not there.endswith("区"))
    levels = [re.findall("..([省市州县区旗])(?:人民)?政府$", one) for one in (own.full, name)]
    return bool(levels[0]) and levels[0] == levels[1]


def places(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int, bool]]:
    """Another 区, 县 or 旗 than the one in the own name, with its government or its offices."""
    for place, letter in areas(own.full):
        if letter in own.kind.includes or own.kind.id == "zone":
            continue
        governs = own.kind.id in ("government", "county_government")
        after = own.full.partition(place + letter)[2][:3]
        holders = r"人民政府|政府|委|政务|[\u4e00-\u9fff]{2,8}?局" + (f"|{after}" if after else "")
        holders += f"|{_all_acting().pattern}" if governs else ""
        for match in re.finditer(f"{letter}(?={holders})", text):
            start, end = _name_start(text, match.start(), words), match.end()
            other = start >= 0 and end - start <= _LONGEST_AREA and not text[start : end - 1].endswith(place)
            # 编发县政府公报: what stands there without a word that leads to a place may be a verb that no list knows
            again = text.count(text[start:end], max(start - _WIDE, 0), end + _WIDE) > 1
            held = text.startswith(("人民政府", after or "人民政府"), end)
            bounded = again or held or not start or text.endswith(words.leading, 0, start)
            if other and bounded and not _lawful(text, start, end, words):
                alone = not re.search(f"我|本[县区旗]|{re.escape(place)}", _told(text, start, end))
                used = _USED.search(text[max(start - 8, 0) : start])
                acts = _held_acting().match(text, end) or (governs and _all_acting().match(text, end))
                acting = _AT_HEAD.search(text[max(start - 24, 0) : start]) and acts
                yield start, end, bool(used or (alone and (acting or (after and text.startswith(after, end)))))


def _named(name: str, words: NameWords) -> bool:
    """Whether it has an area or a name of its own: 区教育局, 市政府, 红旗街道; 局党组, 委员会 have none."""
    if unit := next((one for one in UNITS if name.endswith(one)), ""):
        return name == unit or _name_start(name, len(name) - len(unit), words) == 0 or bool(UPPER.match(name))
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
    inner = re.sub(r"^.*(?:网站|门户网|现将|公布|发布|[省市]|(?<![社园辖片])[县区旗])(?=[\u4e00-\u9fff]{2})", "", stem)
    if not (bounded or inner != stem) or not 2 <= len(inner) <= 5 or inner[0] in "我本各该全其每某":
        return -1
    if inner[-2:] in words.plain or inner[:2] in words.plain or inner[-1] in words.pointers + words.soft + words.openers:
        return -1
    if any(inner.endswith(one) if len(one) == 1 else one in inner for one in words.common):
        return -1
    return end - len(inner)


def _lawful(text: str, start: int, end: int, words: NameWords) -> bool:
    if text.startswith("原", start):  # 原石塔镇划出的村: what it was called before
        return True
    before = text[max(0, start - _CLAUSE) : start]
    clause = before[max(before.rfind(mark) for mark in _ENDS) + 1 :].replace("报告", "　")
    return any(one in clause for one in words.lawful_before) or any(
        one in _clause(text, end)[:12] for one in words.lawful_after
    )


def _clause(text: str, start: int) -> str:
    """What follows up to the end of the clause."""
    return re.split(f"[{_ENDS}]", text[start : start + _CLAUSE], maxsplit=1)[0]


def other_offices(text: str, own: OwnName) -> Iterator[OtherName]:
    """Each place once: the own name with a slip, else another office."""
    words = name_words()
    covered = bytearray(len(text))
    plain = unquoted(text)
    found = [OtherName("names.own", *one) for one in slips(plain, own, words)]
    found = [one for one in found if one.sure or not _lawful(plain, one.start, one.end, words)]
    for check in (actors, neighbours, places):
        found += [OtherName("names.other", *one) for one in check(plain, own, words)]
    for one in sorted(found, key=lambda one: not one.sure):
        if not any(covered[one.start : one.end]):
            covered[one.start : one.end] = bytes([1]) * (one.end - one.start)
            yield one
