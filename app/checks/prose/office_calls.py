"""What an office calls itself, held against its kind and its name: 我镇 in a 局, 我街道 in a 管委会, 我县 in a 区."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.prose.own_name import areas, unquoted
from app.findings.reader import ProseReader, ReportText
from app.knowledge.name_words import NameWords, name_words
from app.knowledge.offices import OfficeKind, bare, kind_of

# 文本, 成本, 基本 and 安全, 健全 are words of their own.
_BEFORE = r"(?:(?<!自)我|(?<![基根资成版文样标课书原副范脚剧])本|(?<![安完健齐周保])全)"
_HEAD = r"(?:^|(?<=[。；！\n，]))(?:20\d\d年(?:度)?|今年|本年(?:度)?|全年)?，?"
_ONLY_ALL = ("局", "委", "厅", "校", "院", "中心")  # 全局, 全委, 全校 are words of every office
_COUNTIES = "县区旗"
# Above these an office may belong to no 县 of its own, but to an 自治区, of which its people say 我区 too.
_REGION = re.compile("自治区|广西|内蒙古|宁夏|新疆|西藏")


def calls(source: ProseReader, text: ReportText) -> Iterator[tuple[int, int, bool]]:
    """The places where the office speaks of itself as another kind does, and whether that is for sure."""
    report, words = source.inquiry.report, name_words()
    kind, said = kind_of(report.office, report.kind), unquoted(text.text)
    own = _own(words, report.office, kind)
    yield from ((*place, True) for place in _units(said, words, own))
    yield from _areas(source, said, words)
    verbs = "|".join(map(re.escape, (*words.verbs, *words.more)))
    for unit in words.bare:
        if unit in said and unit not in kind.includes and unit.removesuffix("政府") not in {*kind.includes, *own}:
            for match in re.finditer(f"{_HEAD}({unit})(?={verbs})", said):
                yield *match.span(1), kind.id in ("street", "township")


def own_call(source: ProseReader, written: str) -> str:
    """我镇 as this office says it: 我街道; '' where that is no unit, or its name ends in none."""
    name = bare(source.inquiry.report.office).removesuffix("人民政府").removesuffix("政府").removesuffix("办事处")
    unit = max((one for one in name_words().units if name.replace("委员会", "委").endswith(one)), key=len, default="")
    return written[0] + unit if unit and written[1:] in name_words().units and written[0] in "我本全" else ""


def _own(words: NameWords, office: str, kind: OfficeKind) -> frozenset[str]:
    """The units that are this office: those of its kind, and the last one of its name (教育局: 局; 卫健委员会: 委)."""
    name = bare(office).removesuffix("人民政府").removesuffix("政府").replace("委员会", "委")
    last = [unit for unit in words.units if name.endswith(unit) or office.endswith(unit)]
    brackets = [unit for unit in words.units if f"{unit}）" in office]
    return frozenset((*kind.calls, *last, *brackets))


def _units(text: str, words: NameWords, own: frozenset[str]) -> Iterator[tuple[int, int]]:
    units = "|".join(sorted((unit + _but(words, unit) for unit in words.units), key=len, reverse=True))
    for match in re.finditer(f"({_BEFORE})({units})", text):
        if match[2] not in own and not (match[1] == "全" and match[2] in _ONLY_ALL):
            yield match.span()


def _areas(source: ProseReader, text: str, words: NameWords) -> Iterator[tuple[int, int, bool]]:
    """我县 where the name tells that the office belongs to a 区 or is a 市's; a hint where only the other texts tell it."""
    for area, sure in _strange(source):
        calls = f"(?:(?<!自)我|(?<![基根资])本{'|(?<![安完健齐周保])全' if area != '区' else ''}){area}{_but(words, area)}"
        for match in re.finditer(calls, text):
            yield *match.span(), sure and match[0][0] != "全"


def _strange(source: ProseReader) -> Iterator[tuple[str, bool]]:
    """Of 县, 区 and 旗 those that the office does not belong to, and whether its name says so."""
    report = source.inquiry.report
    kind, name = kind_of(report.office, report.kind), bare(report.office)
    own = {letter for _, letter in areas(name)}
    city = re.search(r"[\u4e00-\u9fff]{2}[市州盟省]", name) is not None and kind.id != "zone"
    told = {area for area in _COUNTIES if any(re.search(f"{area}(?:政府|级|委)", one.text) for one in source.texts)}
    region = any(_REGION.search(one.text) for one in source.texts) or _REGION.search(name)
    for area in _COUNTIES:
        if area in kind.calls or area in own or (area == "区" and region):
            continue
        if own or city:
            yield area, area != "区" or (bool(own) and "旗" not in own)
        elif (told and area not in told) or (kind.id == "zone" and area != "区"):
            yield area, False


def _but(words: NameWords, unit: str) -> str:
    return f"(?![{words.but[unit]}])" if unit in words.but else ""
