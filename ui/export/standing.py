"""How the open report stands before it is exported: whether it is final, and what its checks left open."""

from __future__ import annotations

from dataclasses import dataclass

from app.checks import LEVEL_WORDS, tally
from app.findings.explained import Explained
from app.review.course import Course, obstacles


@dataclass(frozen=True)
class Standing:
    """Of the report `key`; `sentence` is '' for a final one, `mandatory` counts what must be mended."""

    key: str
    sentence: str
    mandatory: int

    @property
    def draft(self) -> bool:
        """Whether it is not final."""
        return bool(self.sentence)


def standing_of(key: str, course: Course, state: Explained) -> Standing:
    """What the dialog says of the report, and whether it asks."""
    counts = tally(obstacles(state))
    mandatory = sum(count for level, count in counts if level == "mandatory")
    if course.locked:
        return Standing(key, "", mandatory)
    left = "、".join(f"{LEVEL_WORDS[level]} {count} 条" for level, count in counts)
    told = f"还有{left}没有解决" if left else "没有未解决的强制性、核实性问题"
    return Standing(key, f"打开的这份报告还没有定稿，{told}。", mandatory)


def sure_question(standing: Standing) -> str:
    """What is asked before files are written of a report with something that must be mended."""
    return f"这份报告还有 {standing.mandatory} 条强制性问题没有改正，导出的文件会带着它们，请勿上报。\n仍然导出？"
