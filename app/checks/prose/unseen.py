"""Values that nobody has looked at (待核对): one finding a section, with how many there are and why.

They stand in the report like any other; only a person can say that they are right.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.findings.finding import Finding
from app.findings.reader import ProseReader
from app.report.doubt import Doubt, counted

RULE = "doubts.unseen"


def unseen(source: ProseReader) -> Iterator[Finding]:
    """A finding for each section that holds doubted values, the closing block for one."""
    form = source.inquiry.form
    sections: dict[str, list[Doubt]] = {}
    for doubt in source.inquiry.doubts:
        sections.setdefault(form.cells[doubt.cell].section, []).append(doubt)
    for section, here in sections.items():
        cells = tuple(dict.fromkeys(doubt.cell for doubt in here))  # several texts may stand beside one field
        yield from source.found(RULE, None, cells=cells, section=section, number=len(here), why=counted(here))
