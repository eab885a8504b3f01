"""What an office calls itself, held against its kind and its name: 我镇 in a 局, 我街道 in a 管委会, 我县 in a 区."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.findings.reader import ProseReader, ReportText
from app.knowledge.name_words import NameWords, name_words
from app.knowledge.offices import OfficeKind, bare, kind_of

# 文本, 成本, 基本 and 安全, 健全 are words of their own.
_BEFORE = r"(?:(?<!自)我|(?<![基根资成版文样标课书原副范脚剧])本|(?<![安完健齐周保])全)"
_HEAD = r"(?:^|(?<=[。；！\n，]))(?:20\d\d年(?:度)?|今年|本年(?:度)?|全年)?，?"
_ONLY_ALL = ("局", "委", "厅", "校", "院", "中心")  # 全局, 全委, 全校 are words of every office


def calls(source: ProseReader, text: ReportText) -> Iterator[tuple[int, int]]:
    """The places where the office speaks of itself as another kind does."""
    report, words = source.inquiry.report, name_words()
    kind = kind_of(report.office, report.kind)
    yield from _units(text.text, words, _own(words, report.office, kind))
    yield from _areas(source, text.text, words)
    for unit in words.bare:
        if unit not in kind.includes and unit not in _own(words, report.office, kind):
            verbs = "|".join(map(re.escape, (*words.verbs, *words.more)))
            for match in re.finditer(f"{_HEAD}({unit})(?={verbs})", text.text):
                yield match.span(1)


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


def _areas(source: ProseReader, text: str, words: NameWords) -> Iterator[tuple[int, int]]:
    """我县 where the name, or else all the rest of the report, knows a 区."""
    office = source.inquiry.report.office
    kind = kind_of(office, source.inquiry.report.kind)
    known = {area for area in "县区旗" if re.search(rf"[\u4e00-\u9fff]{area}", bare(office))}
    known = known or {a for a in "县区旗" if any(re.search(f"{a}(?:政府|级|委)", one.text) for one in source.texts)}
    for area in "县区旗":
        if known and area not in known and area not in kind.calls and area not in kind.includes:
            for match in re.finditer(f"(?:(?<!自)我|(?<![基根资])本){area}{_but(words, area)}", text):
                yield match.span()


def _but(words: NameWords, unit: str) -> str:
    return f"(?![{words.but[unit]}])" if unit in words.but else ""
