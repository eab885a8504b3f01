"""The register counted into the form's tables of requests and disputes: one edit, every typed cell of both.

Which row is what comes from the form's own rules: the balance of two rows against two, and the row carried over
from last year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.form.axis import Axis
from app.form.form import Form, Section, grid_cell
from app.form.kinds import Value
from app.form.rule import CarryRule, EqualRule
from app.register.request import Request
from app.report.report import Edit

Choices = tuple[tuple[str, str], ...]  # (key, words) in printed order


@dataclass(frozen=True)
class CountingFrame:
    """What the form's table of requests calls its rows and columns, and the columns of its table of disputes."""

    section: Section
    received: str
    carried_in: str
    carried_out: str
    answers: Choices
    applicants: Choices
    disputes: Choices
    disputes_section: Section | None


@dataclass(frozen=True)
class RegisterCount:
    """The edit that fills the tables, and one sentence for each line that could not be counted."""

    edit: Edit
    left_out: tuple[str, ...]


def frame_of(form: Form) -> CountingFrame | None:
    """The frame of a form; None for a form without such tables."""
    carry = next((r for r in form.rules if isinstance(r, CarryRule) and r.along == "columns"), None)
    balance = next((r for r in form.rules if isinstance(r, EqualRule) and r.along == "columns"), None)
    if carry is None or balance is None or carry.section != balance.section:
        return None
    section = form.section(carry.section)
    received = [row for row in balance.left if row not in carry.left]
    grid = section.grids[0]
    rows = {key: leaf for key, leaf, _ in grid.rows.leaves()}
    sums = [leaf for leaf in rows.values() if leaf.sum]
    if len(received) != 1 or len(sums) != 1:
        return None
    where = _disputes(form)
    return CountingFrame(
        section,
        received[0],
        carry.left[0],
        carry.before[0],
        tuple((key, _words(rows[key])) for key in sums[0].sum),
        tuple((key, _words(leaf)) for key, leaf, _ in grid.columns.leaves() if not leaf.sum),
        _dispute_columns(where),
        where,
    )


def _words(leaf: Axis) -> str:
    return leaf.short.strip() or leaf.name


def _disputes(form: Form) -> Section | None:
    """The section whose only grid has a single row without a label."""
    for section in form.sections:
        if len(section.grids) == 1:
            leaves = list(section.grids[0].rows.leaves())
            if len(leaves) == 1 and not leaves[0][1].label:
                return section
    return None


def _dispute_columns(section: Section | None) -> Choices:
    leaves = section.grids[0].columns.leaves() if section else ()
    return tuple(
        (key, "·".join(a.name for a in (*above, leaf))) for key, leaf, above in leaves if not leaf.sum
    )


def count(form: Form, frame: CountingFrame, requests: Sequence[Request], year: int) -> RegisterCount:
    """Tables three and four of the report of `year`; lines of other years or without a kind are left out and told."""
    tally: Counter[tuple[str, str]] = Counter()
    disputes: Counter[str] = Counter()
    left_out: list[str] = []
    for number, request in enumerate(requests, 1):
        why = _unfit(frame, request, year)
        if why:
            left_out.append(f"第 {number} 行{why}，没有计入")
            continue
        for row in _rows(frame, request, year):
            tally[row, request.applicant] += 1
        disputes.update(request.disputes)
    changes: dict[str, Value | None] = {}
    rows = (frame.received, frame.carried_in, *(key for key, _ in frame.answers), frame.carried_out)
    for row in rows:
        for column, _ in frame.applicants:
            changes[grid_cell(frame.section, row, column)] = tally[row, column]
    for column, _ in frame.disputes:
        assert frame.disputes_section is not None  # the columns are its own
        changes[grid_cell(frame.disputes_section, "", column)] = disputes[column]
    return RegisterCount(Edit(changes, "按台账填写"), tuple(left_out))


def _rows(frame: CountingFrame, request: Request, year: int) -> tuple[str, str]:
    """The two rows in which a request counts: how it came into the year, and how it left it."""
    came = frame.received if request.received.year == year else frame.carried_in
    answered = request.answered is not None and request.answered.year == year
    return came, request.answer if answered else frame.carried_out


def _unfit(frame: CountingFrame, request: Request, year: int) -> str:
    if request.received.year > year:
        return f"收到日期晚于 {year} 年"
    if request.applicant not in dict(frame.applicants):
        return "没有选申请人类型"
    if request.answered is None:
        return "选了答复却没有答复日期" if request.answer else ""
    if request.answered < request.received:
        return "答复日期早于收到日期"
    if request.answered.year < year:
        return f"在 {year} 年以前已经办结"
    if request.answered.year == year and request.answer not in dict(frame.answers):
        return "有答复日期却没有选答复"
    return ""
