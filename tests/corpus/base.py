"""The two invented reports that every file of the corpus shows in its own way, and their tables as plain cells.

Figures and wording are made up. `python -m tests.corpus.build` writes the files anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from app.document.blocks import Grid
from app.document.layout import lay_out
from app.form.kinds import Value
from app.report.report import Report
from tests.reports import FORMS

OFFICE = "柳荫街道办事处"
TEXTS = {
    "overview.proactive": "2024年，街道通过区政府网站和公众号公开信息86条，其中政策解读9条。",
    "overview.on_request": "全年收到申请8件，上年结转1件，办结8件，结转下年1件。",
    "overview.management": "印发文件前先定公开属性，发布前三级审核，每季度清理一次。",
    "overview.platform": "专栏每周巡检，失效链接当日修复。",
    "overview.supervision": "组织培训2次，公开工作计入年度考核。",
    "problems.problems": "一是解读形式单一。\n二是公开不够及时。",
    "problems.improvements": "一是增加图解和短视频。\n二是明确每类信息的公开时限。",
    "other.text": "2024年没有收取信息处理费。",
}
FIGURES_2021: dict[str, Value] = {
    "proactive.normative.issued": 3,
    "proactive.normative.repealed": 1,
    "proactive.normative.in_force": 22,
    "proactive.licences.decisions": 46,
    "proactive.penalties.decisions": 7,
    "proactive.fees.amount": Decimal("1.25"),
    "requests.received.natural": 5,
    "requests.received.business": 2,
    "requests.received.other": 1,
    "requests.carried_in.natural": 1,
    "requests.granted.natural": 2,
    "requests.granted.business": 1,
    "requests.partial.natural": 1,
    "requests.denied_third_party.natural": 1,
    "requests.unavailable_not_held.natural": 1,
    "requests.unavailable_not_held.business": 1,
    "requests.rejected_petition.other": 1,
    "requests.carried_out.natural": 1,
    "disputes.review.upheld": 1,
    "disputes.review.pending": 1,
    "disputes.suit_direct.corrected": 1,
}
FIGURES_2019: dict[str, Value] = {
    **{name: value for name, value in FIGURES_2021.items() if not name.startswith("proactive.")},
    "proactive.normative.made": 4,
    "proactive.normative.published": 3,
    "proactive.normative.published_total": 19,
    "proactive.licences.previous": 12,
    "proactive.licences.change": -2,
    "proactive.licences.decisions": 46,
    "proactive.penalties.previous": 8,
    "proactive.penalties.change": 1,
    "proactive.fees.previous": 2,
    "proactive.procurement.projects": 3,
    "proactive.procurement.amount": Decimal("88.6"),
}


def _full(year: int, figures: dict[str, Value]) -> Report:
    form = FORMS.for_year(year)
    zeros: dict[str, Value] = {
        cell.id: Decimal(0) if cell.kind.name == "amount" else 0
        for cell in form.required
        if cell.kind.name != "text"
    }
    texts: dict[str, Value] = {name: text.replace("2024", str(year)) for name, text in TEXTS.items()}
    return Report(OFFICE, year, form.edition, None, {**zeros, **figures, **texts})


REPORT = _full(2024, FIGURES_2021)
OLD_REPORT = _full(2020, FIGURES_2019)


@dataclass(frozen=True)
class Cell:
    """One cell of a table to be written: its text, its spans, what it is, and the form's cell it shows."""

    text: str
    down: int = 1
    across: int = 1
    role: str = "data"
    cell: str = ""


Rows = list[list[Cell]]


def tables(report: Report = REPORT) -> list[Rows]:
    """The official tables two, three and four of a report, row by row."""
    blocks = lay_out(FORMS.edition(report.edition), report).blocks
    return [
        [[Cell(c.text, c.rowspan, c.colspan, c.role, c.cell) for c in row.cells] for row in block.rows]
        for block in blocks
        if isinstance(block, Grid)
    ]


def each(rows: Rows, change: Callable[[Cell], Cell | None]) -> Rows:
    """The rows with each cell changed, or left out where `change` gives None."""
    return [[new for cell in row if (new := change(cell)) is not None] for row in rows]


def retext(change: Callable[[str], str], role: str = "data") -> Callable[[Cell], Cell]:
    """A change of the text of all cells of a role."""
    return lambda cell: replace(cell, text=change(cell.text)) if cell.role == role else cell


def prose(report: Report = REPORT) -> list[tuple[str, list[str]]]:
    """Each section's heading with its lines: sub-headings and paragraphs; tables stand after 二, 三 and 四."""
    form = FORMS.edition(report.edition)
    found = []
    for section in form.sections:
        lines = []
        for item in section.fields:
            lines += [item.heading] if item.heading else []
            lines += report.text(item.id).split("\n") if report.text(item.id) else []
        found.append((section.heading, lines))
    return found
