"""Hints set aside: a person has read one and leaves it. It stays so until the words or figures it speaks of change. Pure.

Nothing is said by that of any other level: what is mandatory is mended, what is to be verified explained.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.findings.finding import Finding
from app.findings.ground import fingerprint

HINT = "hint"


@dataclass(frozen=True)
class SetAside:
    """One hint that was set aside: its rule, its cells, the digest of what it spoke of, who did it, and when."""

    rule: str
    cells: tuple[str, ...]
    ground: str
    who: str
    day: date

    @property
    def key(self) -> tuple[str, tuple[str, ...], str]:
        """What it is known by."""
        return self.rule, self.cells, self.ground


def put_aside(finding: Finding, who: str, day: date) -> SetAside:
    """The record of a hint that is set aside."""
    rule, cells, ground = _key(finding)
    return SetAside(rule, cells, ground, who, day)


def without(asides: Iterable[SetAside], gone: SetAside) -> tuple[SetAside, ...]:
    """The records less one: of hints in the same words each has a record of its own."""
    kept = list(asides)
    if gone in kept:
        kept.remove(gone)
    return tuple(kept)


def parted(
    findings: Iterable[Finding], asides: Iterable[SetAside]
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, SetAside], ...]]:
    """The findings that are open, and the hints that are set aside, each with its record; a record puts away one of them."""
    records = tuple(asides)
    left = Counter(one.key for one in records)
    by_key = {one.key: one for one in records}
    opened: list[Finding] = []
    put_away: list[tuple[Finding, SetAside]] = []
    for finding in findings:
        key = _key(finding)
        if finding.level == HINT and left[key] > 0:
            left[key] -= 1
            put_away.append((finding, by_key[key]))
        else:
            opened.append(finding)
    return tuple(opened), tuple(put_away)


def _key(finding: Finding) -> tuple[str, tuple[str, ...], str]:
    return finding.rule, finding.cells, finding.ground or fingerprint(finding.values)
