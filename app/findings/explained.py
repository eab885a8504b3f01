"""Explanations of findings to be verified: kept while the values behind them stay, lapsed with a notice when they change.

A finding is known by its rule, its cells and a fingerprint of its values. Hints that are set aside stand apart, too. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from app.chinese.characters import clean
from app.findings import ground
from app.findings.finding import Finding
from app.findings.set_aside import SetAside, parted
from app.form.kinds import TEXT

LAPSED = "explanation.lapsed"
VERIFY = "verify"


@dataclass(frozen=True)
class Explanation:
    """Why a finding is right as it stands: the words, who gave them, and when."""

    rule: str
    cells: tuple[str, ...]
    fingerprint: str
    text: str
    who: str
    day: date


@dataclass(frozen=True)
class Explained:
    """Findings beside their explanations. `open` are those still to be mended or explained, notices among them; `aside` are the
    hints that were set aside."""

    open: tuple[Finding, ...]
    settled: tuple[tuple[Finding, Explanation], ...]
    lapsed: tuple[Explanation, ...]
    aside: tuple[tuple[Finding, SetAside], ...] = ()


def fingerprint(finding: Finding) -> str:
    """The values of a finding as a short digest; the same values give the same digest on any machine."""
    return ground.fingerprint(finding.values)


def explain(finding: Finding, text: str, who: str, day: date) -> Explanation:
    """The explanation of a finding; `text` is one or more sentences of the person `who`, kept without what nobody sees."""
    return Explanation(finding.rule, finding.cells, fingerprint(finding), str(TEXT.read(text) or ""), clean(who), day)


def given(explanations: Iterable[Explanation], new: Explanation) -> tuple[Explanation, ...]:
    """The explanations with a new one in the place of an older one of the same rule and cells."""
    kept = [one for one in explanations if (one.rule, one.cells) != (new.rule, new.cells)]
    # A rule may speak twice of the same cells (two numbers of one text): these stand side by side.
    same = [
        one
        for one in explanations
        if (one.rule, one.cells) == (new.rule, new.cells) and one.fingerprint != new.fingerprint
    ]
    return (*kept, *same, new) if new.text.strip() else (*kept, *same)


def explained(
    findings: Iterable[Finding], explanations: Iterable[Explanation], asides: Iterable[SetAside] = ()
) -> Explained:
    """Which findings are settled by an explanation, which are open, which set aside, and which explanations have lapsed.

    Only findings to be verified can be explained. An explanation whose finding is gone has done its work and is
    passed over; one whose finding now has other values has lapsed, and a notice beside the finding says so.
    """
    by_finding = {(one.rule, one.cells, one.fingerprint): one for one in explanations}
    opened: list[Finding] = []
    settled: list[tuple[Finding, Explanation]] = []
    for finding in findings:
        key = (finding.rule, finding.cells, fingerprint(finding))
        if finding.level == VERIFY and key in by_finding:
            settled.append((finding, by_finding.pop(key)))
        else:
            opened.append(finding)
    lapsed: list[Explanation] = []
    noticed: list[Finding] = []
    for finding in opened:
        noticed.append(finding)
        for key, one in list(by_finding.items()):
            if key[:2] == (finding.rule, finding.cells) and finding.level == VERIFY:
                lapsed.append(by_finding.pop(key))
                noticed.append(_notice(finding, one))
    still_open, aside = parted(noticed, asides)
    return Explained(still_open, tuple(settled), tuple(lapsed), aside)


def _notice(finding: Finding, one: Explanation) -> Finding:
    return replace(
        finding,
        level="hint",
        rule=LAPSED,
        sentence=f"{one.day.isoformat()} {one.who}写的说明“{one.text}”已失效：后面的数字变了，请改正或重新说明",
        values=MappingProxyType({"rule": finding.rule, "explanation": one.text}),
        hint="",
        mends=(),
        ground=fingerprint(finding),
    )
