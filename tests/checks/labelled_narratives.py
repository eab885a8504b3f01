"""The labelled narratives of tests/cases/narrative: reading them, and how well the checks do on a set of them.

A folder a set; the head of its right.toml tells who made it, when, before or after which code, and what it measured. Its
`first` is what the checks did on the day when it was new: wrong numbers found of all, right narratives alarmed at of all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from app.checks import Finding, Inquiry
from app.checks.narrative import narrative_findings, read_prose
from app.findings.reader import reader
from app.form.form import Form
from app.form.kinds import Value
from app.report.report import Report

FOLDER = Path(__file__).parents[1] / "cases" / "narrative"
SETS = sorted(path.name for path in FOLDER.iterdir())


@dataclass(frozen=True)
class Narrative:
    id: str
    report: Report
    wrong: tuple[str, ...]


@dataclass
class Score:
    """`wrong` labelled places and how many were found; right narratives and those with a false alarm."""

    wrong: int = 0
    found: int = 0
    right: int = 0
    alarmed: int = 0
    strays: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.wrong

    def __str__(self) -> str:
        return (
            f"错数 {self.wrong} 处，查出 {self.found} 处（{self.recall:.1%}）；"
            f"无误的 {self.right} 篇，误报 {self.alarmed} 篇；有误的篇目里另有误报 {self.strays} 处"
        )


def flat(table: dict, prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def zeros(form: Form) -> dict[str, Value]:
    """0 in every number cell that is typed."""
    return {
        c.id: 0 if c.kind.name == "count" else Decimal(0)
        for c in form.cells.values()
        if c.kind.name in ("count", "amount") and not c.derived
    }


def cells(form: Form, *tables: dict) -> dict[str, Value]:
    return {name: form.cells[name].kind.decode(value) for table in tables for name, value in flat(table)}


def first_figures(name: str) -> str:
    """What was found of a set when it was new; '' of the set that the checks were tuned on."""
    return str(tomllib.loads((FOLDER / name / "right.toml").read_text("utf-8")).get("first", ""))


def narratives(form: Form, name: str) -> Iterator[Narrative]:
    for path in sorted((FOLDER / name).glob("*.toml")):
        for raw in tomllib.loads(path.read_text("utf-8"))["narrative"]:
            values = zeros(form) | cells(form, raw["texts"], raw.get("figures", {}))
            report = Report("健康路街道办事处", 2025, "2021", cells=values)
            yield Narrative(raw["id"], report, tuple(raw.get("wrong", ())))


def score(form: Form, name: str) -> Score:
    result = Score()
    for one in narratives(form, name):
        prose = read_prose(reader(Inquiry(form, one.report)))
        findings = [f for f in narrative_findings(prose) if f.rule != "narrative.unit"]
        hits = {words for words in one.wrong for f in findings if _touches(one.report, f, words)}
        strays = [f for f in findings if not any(_touches(one.report, f, words) for words in one.wrong)]
        result.wrong += len(one.wrong)
        result.found += len(hits)
        result.right += not one.wrong
        result.alarmed += bool(strays) and not one.wrong
        result.strays += len(strays) if one.wrong else 0
        result.notes += [f"{one.id} 漏报：{words}" for words in one.wrong if words not in hits]
        result.notes += [f"{one.id} 误报：{f.sentence}" for f in strays]
    return result


def _touches(report: Report, finding: Finding, words: str) -> bool:
    for span in finding.spans:
        start = report.text(span.cell).find(words)
        if start >= 0 and span.start < start + len(words) and start < span.end:
            return True
    return False
