"""Characters that no bundled font can print: named with their place, never a blank in the print."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from app.findings.finding import Finding, Inquiry, Span
from app.report.report import OFFICE, TITLE

RULE = "print.glyph"
NAMES = MappingProxyType({OFFICE: "单位名称", TITLE: "报告标题"})


def glyphs(inquiry: Inquiry) -> Iterator[Finding]:
    """A mandatory finding for each cell that holds unprintable characters."""
    if inquiry.has_glyph is None:
        return
    report = inquiry.report
    texts = {OFFICE: report.office, TITLE: report.title or ""}
    texts |= {name: value for name, value in report.cells.items() if isinstance(value, str)}
    for name, text in texts.items():
        lacking = {char for char in set(text) if char != "\n" and not inquiry.has_glyph(char)}
        places = [n for n, char in enumerate(text) if char in lacking] if lacking else []
        if places:
            yield _finding(inquiry, name, text, places)


def _finding(inquiry: Inquiry, name: str, text: str, places: list[int]) -> Finding:
    cell = inquiry.form.cells.get(name)
    where = cell.label if cell else NAMES[name]
    told = "、".join(dict.fromkeys(f"“{text[n]}”（U+{ord(text[n]):04X}，第 {n + 1} 字）" for n in places))
    return Finding(
        level="mandatory",
        rule=RULE,
        section=cell.section if cell else "",
        sentence=f"{where}里有打印字体没有的字：{told}，请改用其他写法",
        cells=(name,),
        values=MappingProxyType({"characters": "".join(dict.fromkeys(text[n] for n in places))}),
        basis="印刷要求：报告中每个字都应能打印",
        spans=tuple(Span(name, n, n + 1) for n in places),
    )
