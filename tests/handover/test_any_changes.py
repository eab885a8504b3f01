"""Any changes on two sides, there and back: each difference is only one side's or is asked, and nothing is lost."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.form.kinds import Value
from app.handover.snapshot import Snapshot, plain_data, state_of_data
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.review.kept import Review
from app.store.file.stored_shape import loaded
from tests.handover.two_desks import Desk
from tests.reports import FORM, FORMS, VALUES, full, reports

TYPED = [cell for cell in FORM.cells.values() if not cell.derived]
Changes = Mapping[str, Value | None]


@st.composite
def changes(draw: st.DrawFn) -> Changes:
    """A few cells with any value, or blank; texts of few paragraphs, so that both sides meet in them."""
    cells = draw(st.lists(st.sampled_from(TYPED[::4]), unique_by=lambda cell: cell.id, max_size=8))
    few = st.lists(st.sampled_from(["甲段。", "乙段。", "丙段。", "丁段。"]), min_size=1, max_size=4).map("\n".join)
    values = {"text": few, **{name: one for name, one in VALUES.items() if name != "text"}}
    return {cell.id: draw(st.none() | values[cell.kind.name]) for cell in cells}


def entered(desk: Desk, made: Changes) -> None:
    session = desk.library.open_session(desk.key)
    session.apply(Edit(made, "填写"))
    desk.library.close_session(desk.key)


def judge(name: str, base: Report, mine: Report, theirs: Report, after: Report, decided: Mapping[str, bool]) -> None:
    """What stands in a cell at the end is what one side alone made of it, or what was decided."""
    one, two, three, last = (report.get(name) for report in (base, mine, theirs, after))
    if two == three or three == one:
        assert last == two
    elif two == one:
        assert last == three
    elif name in decided:
        assert last == (three if decided[name] else two)
    else:  # a text of which both changed other paragraphs: every paragraph of both sides that they changed is in it
        kept = set(str(last or "").split("\n"))
        came = {part for side in (two, three) for part in str(side or "").split("\n")} - set(str(one or "").split("\n"))
        assert came - {""} <= kept


DOUBTED = ("requests.received.natural", "requests.received.legal", "requests.received.ngo")
ONCE = (Phase.explicit, Phase.reuse, Phase.generate)  # a smaller example takes minutes of disk work to find


@settings(max_examples=15, deadline=None, phases=ONCE, suppress_health_check=[HealthCheck.too_slow])
@given(changes(), changes(), changes(), st.booleans())
def test_there_and_back(first: Changes, mine: Changes, theirs: Changes, taken: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        clerk, reviewer = (stack.enter_context(closing(Desk(Path(folder) / name, name))) for name in "ab")
        clerk.begin(full())
        entered(clerk, first)
        base = clerk.report
        reviewer.take(clerk.give())
        assert reviewer.state == clerk.state
        entered(clerk, mine)
        entered(reviewer, theirs)
        own, other, data = clerk.report, reviewer.report, reviewer.give()
        came = clerk.look_at(data)
        assert came.held is not None
        clerk.take(data, {one.key: taken for one in came.held.asked})
        whole = {one.cell: taken for one in came.held.asked if one.row < 0}
        paragraphs = {one.cell for one in came.held.asked if one.row >= 0}
        for cell in TYPED:
            if cell.id not in paragraphs:
                judge(cell.id, base, own, other, clerk.report, whole)
        assert clerk.take(data).came == "again"
        assert reviewer.take(clerk.give()).held is not None


@settings(max_examples=60, deadline=None)
@given(reports())
def test_a_state_is_read_back_as_it_was(report: Report) -> None:
    state = Snapshot(report, Review(), (), {}, ())
    form = FORMS.edition(report.edition)
    raw = loaded(json.dumps(plain_data(form, state), ensure_ascii=False).encode("utf-8"))
    assert isinstance(raw, dict)
    assert state_of_data(FORMS, raw, "x").report == report


DEEDS = ("comment", "claim", "look", "explain", "sign", "change")


def do(desk: Desk, deed: str, number: int) -> None:
    """One of the things that lie beside a report."""
    if deed == "comment":
        desk.comment(f"{desk.name}{number}", number)
    elif deed == "claim":
        desk.claim(f"第{number % 3}句#。", (TYPED[number % 9].id,))
    elif deed == "look":
        desk.look(DOUBTED[number % 3])
    elif deed == "explain":
        desk.explain(f"{desk.name}{number}", number % 2)
    elif deed == "sign" and desk.state.review.course.next is not None:
        desk.sign()
    else:
        entered(desk, {TYPED[number % 9].id: number if TYPED[number % 9].kind.name == "count" else None})


def beside(state: Snapshot) -> dict[str, set[object]]:
    """What must be found again, by kind."""
    return {
        "comments": {(one.id, one.text) for one in state.comments},
        "claims": set(state.claims),
        "doubts": {(one.doubt.cell, one.doubt.value) for one in state.doubts},
        "events": set(state.review.course.events),
        "explained": {(one.rule, one.cells) for one in state.review.explanations},
        "words": {word for one in state.review.explanations for word in one.text.split("；")},
    }


@settings(max_examples=10, deadline=None, phases=ONCE, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(DEEDS), max_size=5), st.lists(st.sampled_from(DEEDS), max_size=5), st.booleans())
def test_nothing_of_what_lies_beside_is_lost(mine: list[str], theirs: list[str], taken: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        clerk, reviewer = (stack.enter_context(closing(Desk(Path(folder) / name, name))) for name in "ab")
        clerk.begin(full(), tuple(Doubt(cell, 0, "inferred") for cell in DOUBTED))
        reviewer.take(clerk.give())
        for number, deed in enumerate(mine):
            do(clerk, deed, number)
        for number, deed in enumerate(theirs):
            do(reviewer, deed, 20 + number)
        sides, data = [beside(one.state) for one in (clerk, reviewer)], reviewer.give()
        came = clerk.look_at(data)
        assert came.held is not None
        if came.held.mine.review.course.locked and came.held.items:
            return
        clerk.take(data, {one.key: taken for one in came.held.asked}, theirs_counts=taken)
        found = beside(clerk.state)
        assert all(found[kind] >= side[kind] for side in sides for kind in found)
        assert clerk.take(data).came == "again"
