"""The reporting office's own name: the forms in which its report may write it, and where one of them stands with a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.findings.reader import ProseReader
from app.knowledge.name_words import NameWords, name_words
from app.knowledge.offices import OfficeKind, bare, kind_of

UNITS = ("街道办事处", "街道", "镇人民政府", "镇政府", "镇", "乡人民政府", "乡政府", "乡")
_AREA = re.compile(r"([\u4e00-\u9fff]{2,4}?)([县区旗])")
# An area in front of the rest of a name: 新乡市|临江区|教育局; 高新区 and 示范区 are no such areas.
UPPER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,5}?(?:自治[州县旗区]|省|[市盟州](?!场|民|政|级)|县|旗|(?<!开发)(?<!高新)(?<!经开)(?<!示范)(?<!度假)"
    r"(?<!保税)(?<!名胜)(?<![园景港库片社])区(?!域)))(?=.{2})(?!(?:人民)?政府|管)"
)
_LONGEST_NAME = 60  # characters; the name of no office has so many, and each of them is a pattern to look for
_QUOTED = re.compile("《[^《》]*》|“[^“”]{1,12}”")
_ONE_CHARACTER = 5  # characters that a name needs before any wrong one in it is a slip, not only one of the same sound
# One of these for another makes another place, not a slip: 城东街道 and 城西街道.
_TELLING = "东西南北中上下前后新老大小一二三四五六七八九十"


@dataclass(frozen=True)
class OwnName:
    """The office as its report may write it: in full, short, and each of them without the areas before it.

    `alike` are the characters that are taken for one another, by their sound or their shape.
    """

    full: str
    kind: OfficeKind
    forms: frozenset[str]
    alike: Mapping[str, str]

    def is_part_of(self, name: str) -> bool:
        """Whether this name is the own one: with areas before it or without, or shortened to some of its characters."""
        here = areas(self.full)
        letters_here = {letter for _, letter in here}
        for place, letter in areas(name):  # 现将临江区: what goes before the own area belongs to the sentence
            if letter in letters_here and not any(letter == own and place.endswith(area) for area, own in here):
                return False
        if any(name.endswith(form) or (len(name) > 2 and form.endswith(name)) for form in self.forms):
            return True
        if name.endswith(UNITS):
            return self._is_town(name)
        letters = iter(self.full)  # 县卫健委 of 临江县卫生健康委员会; nobody shortens 健康路街道 to 健康街道
        return len(name) > 2 and all(letter in letters for letter in name)

    def _is_town(self, name: str) -> bool:
        """石笋茶乡 of 石笋乡, and 苦竹箐乡 of 苦竹箐彝族乡; 青石乡 is not 青石镇."""
        core, letter = stem(name), name[len(stem(name))]
        return any(
            core.startswith(own) or ("族" in own and len(core) > 1 and own.startswith(core))
            for form in self.forms
            if len(own := stem(form)) > 1 and form[len(own) : len(own) + 1] == letter
        )

    @cached_property
    def calls(self) -> re.Pattern[str]:
        """Words by which the office speaks of itself beside another one."""
        own = sorted({*self.forms, *(call for call in self.kind.calls if len(call) > 1)}, key=len, reverse=True)
        named = "|".join(map(re.escape, own)).replace("|政府", "|政府(?!信息|网|门户|公开|采购|工作)")
        return re.compile(f"我|本(?:街道|镇|乡|局|委|办|机关|单位|级|部门)|(?<![省市州县区旗])(?:{named})")


def unquoted(text: str) -> str:
    """The text, as long as before, without titles and short quotations: what they say is not said by the office."""
    return _QUOTED.sub(lambda match: "　" * len(match[0]), text)


def stem(name: str) -> str:
    """A name without its unit: 石笋 of 石笋乡人民政府."""
    return name.removesuffix(next((unit for unit in UNITS if name.endswith(unit)), ""))


def areas(name: str) -> list[tuple[str, str]]:
    """The counties and districts in a name, without the city above them: 临江区 of 新乡市临江区教育局."""
    return [(found[1], found[2]) for part in re.split("[省市州盟]", name) if (found := _AREA.match(part))]


def own_name(source: ProseReader) -> OwnName:
    """The forms of the report's own name: 区教育局 of 临江区教育局, 健康路街道 of 健康路街道办事处."""
    report, forms = source.inquiry.report, set()
    name = bare(report.office)
    for one in (name, re.sub("(?<=政府)办公室$", "", name), *re.findall(r"[（(]([^（）()]+)[）)]", report.office)):
        short = one.removesuffix("办事处").replace("人民政府", "政府").replace("委员会", "委").replace("管理委", "管委会")
        for form in (one, short, re.sub("(?:人民)?政府$", "", one)):
            forms |= {form, *lower(form)}
    alike, more = name_words().alike, source.knowledge.phrases.slip.alike
    both = {char: alike.get(char, "") + more.get(char, "") for char in name}
    return OwnName(name, kind_of(report.office, report.kind), frozenset(form for form in forms if len(form) > 1), both)


def lower(form: str) -> Iterator[str]:
    """The form without its first area, without its first two …; of a government its letter stays: 县政府."""
    while match := UPPER.match(form):
        form = form[match.end() :]
        yield form
    if match := re.search("[县区旗市省州](?:人民)?政府$", form):
        yield match[0]


def slips(text: str, own: OwnName, words: NameWords) -> Iterator[tuple[int, int, bool]]:
    """Where the own name stands with a wrong or a lost character, or with two that changed places: start, end, whether for sure.

    For sure where the characters are alike: another one may make the name of another office.
    """
    for form in sorted((form for form in own.forms if 2 < len(form) <= _LONGEST_NAME), key=len, reverse=True):
        if not re.search("街道|[镇乡局委会县区旗]|政府", form) or form in ("县政府", "区政府", "市政府"):
            continue
        for pattern, sure in _miswritten(form, own.alike):
            for match in re.finditer(pattern, text):
                around = text[max(match.start() - 1, 0) : match.end() + 1]
                exact = form in around or any(match[0] in one for one in own.forms)
                if not exact and not _is_other(match[0], form, words):
                    yield *match.span(), sure


def _miswritten(form: str, similar: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Patterns of the ways to miswrite one form of the own name, and whether nothing but a slip makes them.

    A unit of one character stands as it is: 生态环境 with anything behind it is no slip in 生态环境局.
    """
    unit = next((one for one in UNITS if form.endswith(one)), form[-1])
    core = len(form) - len(unit)
    first = 1 if form[0] in "省市州县区旗" else 0  # 市教育局 is the superior of 区教育局
    for n in range(first, len(form) if len(unit) > 1 else core):
        head, tail = re.escape(form[:n]), re.escape(form[n + 1 :])
        alike = similar.get(form[n], "")
        if len(form) >= _ONE_CHARACTER and form[n] in "县区旗":
            yield f"{head}[县区旗]{tail}", True
        elif alike and (n < core or len(form) >= _ONE_CHARACTER):
            yield f"{head}[{alike}]{tail}", True
        if len(form) >= _ONE_CHARACTER and n < core and form[n] not in f"县区旗省市州政府{_TELLING}":
            yield f"{head}[^{alike}{_TELLING}\\W\\da-zA-Z]{tail}", unit not in UNITS
        if 0 < n < core and core > 2 and form[n] not in "省市州县区旗和与及" and (unit in UNITS or len(form) > 6):
            yield head + tail, len(form) > 6
        if n + 1 < core and form[n] != form[n + 1] and len(form) >= _ONE_CHARACTER:
            yield re.escape(form[:n] + form[n + 1] + form[n] + form[n + 2 :]), True


def _is_other(name: str, form: str, words: NameWords) -> bool:
    """Whether what differs is another function: 体育局 beside 教育局; 临汇区教育局 beside 临江区教育局 is none."""
    differs = next((n for n in range(min(len(name), len(form))) if name[n] != form[n]), 0)
    last = [name, *lower(name)][-1]
    function = re.sub("(?:局|委员会|委|厅)$", "", last)
    return differs >= len(name) - len(last) and any(function.endswith(one) for one in words.functions)
