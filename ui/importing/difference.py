"""How a file differs from the open report it could be filled into: another office, another year, or neither.

Spaces, width and look-alikes of a name do not count; what the file does not say is no difference. Leans on likeness.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.knowledge.lookalikes import same_office
from app.report.report import Report


@dataclass(frozen=True)
class Difference:
    """Sentences for the person, '' where there is no difference; `words` names what differs."""

    office: str = ""
    year: str = ""

    @property
    def words(self) -> str:
        """单位, 年度 or both."""
        return "、".join(word for word, told in (("单位", self.office), ("年度", self.year)) if told)

    @property
    def sentence(self) -> str:
        """All of it."""
        return self.office + self.year


def difference(found: Report, here: Report) -> Difference:
    """What tells the report in a file from the open one."""
    other = bool(found.office) and not same_office(found.office, here.office)
    office = f"读到的是“{found.office}”的报告，打开的是“{here.office}”的。" if other else ""
    year = f"读到的是 {found.year} 年度的报告，打开的是 {here.year} 年度的。" if found.year != here.year else ""
    return Difference(office, year)
