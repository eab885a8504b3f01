"""Reports held against each other, two states and three, and the edits of a choice: what is not chosen stays."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from app.report.comparing import compared, differences, merged, sums, taken, taken_paragraphs
from app.report.report import Edit, Report, applied
from tests.reports import FORM, OFFICE, reports

TEXT, OTHER = "overview.proactive", "overview.on_request"
COUNT = "requests.received.natural"
TOTAL = "requests.received.total"


def report(text: str = "", office: str = OFFICE, **numbers: int) -> Report:
    cells = {name.replace("__", "."): value for name, value in numbers.items()}
    return Report(office, 2025, FORM.edition, None, {**({TEXT: text} if text else {}), **cells})


@st.composite
def three(draw: st.DrawFn) -> tuple[Report, Report, Report]:
    """A report and two that began from it."""
    base, other, third = (draw(reports()) for _ in range(3))
    mine, theirs = (Report(one.office, base.year, base.edition, one.title, one.cells) for one in (other, third))
    return base, mine, theirs


def test_a_comparison_goes_cell_by_cell_in_printed_order():
    found = compared(FORM, report("甲"), report("乙", office="另一街道办事处"))
    assert [(one.cell, one.mine, one.theirs) for one in found] == [
        ("office", OFFICE, "另一街道办事处"), (TEXT, "甲", "乙"),
    ]  # fmt: skip
    assert found[1].place.startswith(FORM.section("overview").heading)


def test_what_taking_does_to_a_cell_is_told_apart():
    found = compared(FORM, report("甲", requests__received__natural=3), report("", requests__received__business=4))
    assert [(one.cell, one.taking) for one in found] == [
        (TEXT, "cleared"), (COUNT, "cleared"), ("requests.received.business", "filled"),
    ]  # fmt: skip
    assert compared(FORM, report("甲"), report("乙"))[0].taking == "rewritten"


def test_one_cell_or_all_can_be_taken():
    earlier, now = report("甲"), report("乙", office="另一街道办事处")
    assert taken(now, earlier, "找回", [TEXT]).changes == {TEXT: "甲"}
    assert taken(now, earlier, "找回").changes == {TEXT: "甲", "office": earlier.office}


def test_sums_that_move_are_named_and_those_that_do_not_are_not():
    before = report(requests__received__natural=3, requests__received__business=1)
    (found, *_) = sums(FORM, before, applied(before, Edit({COUNT: 5})))
    assert (found.cell, found.mine, found.theirs) == (TOTAL, "4", "6")
    swapped = Edit({COUNT: 1, "requests.received.business": 3})
    assert TOTAL not in [one.cell for one in sums(FORM, before, applied(before, swapped))]


def test_a_paragraph_is_taken_and_the_others_stay():
    (one,) = compared(FORM, report("公开十条。\n培训两次。"), report("公开十二条。\n培训三次。"))
    assert taken_paragraphs(one, [1], "取回").changes == {TEXT: "公开十条。\n培训三次。"}
    assert taken_paragraphs(one, [], "取回").changes == {TEXT: "公开十条。\n培训两次。"}


def test_a_cell_knows_who_changed_it():
    base = report("公开十条。", requests__received__natural=3)
    mine = report("公开十一条。", requests__received__natural=3)
    theirs = report("公开十二条。", requests__received__natural=4)
    assert [(one.cell, one.side) for one in differences(FORM, base, mine, theirs)] == [(TEXT, "both"), (COUNT, "theirs")]


def test_what_both_changed_in_other_places_is_all_in_the_merge():
    base = report("公开十条。\n培训两次。", requests__received__natural=3)
    mine = report("公开十一条。\n培训两次。", requests__received__natural=3, requests__received__business=1)
    theirs = report("公开十条。\n培训三次。", requests__received__natural=4)
    whole = applied(mine, merged(FORM, base, mine, theirs, "合并"))
    assert whole == report("公开十一条。\n培训三次。", requests__received__natural=4, requests__received__business=1)


def test_what_both_changed_otherwise_stays_mine_and_is_named():
    base, mine, theirs = report("公开十条。"), report("公开十一条。"), report("公开十二条。")
    whole = applied(mine, merged(FORM, base, mine, theirs, "合并"))
    assert whole == mine
    assert [one.side for one in differences(FORM, base, whole, theirs)] == ["both"]


@given(three())
def test_taking_all_of_theirs_gives_theirs_and_none_gives_mine(states):
    base, mine, theirs = states
    cells = [one.cell for one in differences(FORM, base, mine, theirs)]
    assert applied(mine, taken(mine, theirs, "", cells)) == theirs
    assert applied(mine, taken(mine, theirs, "", [])) is mine


@given(three())
def test_every_difference_of_two_states_is_named(states):
    base, mine, theirs = states
    found = differences(FORM, base, mine, theirs)
    assert {one.cell for one in found} == {
        name for name in ("office", "title", *FORM.cells) if mine.get(name) != theirs.get(name)
    }


@given(reports(), reports(), st.data())
def test_changes_of_different_cells_all_stand_in_the_merge(base, other, data):
    other = Report(other.office, base.year, base.edition, other.title, other.cells)
    all_changes = taken(base, other, "").changes
    assume(len(all_changes) > 1)
    names = set(data.draw(st.lists(st.sampled_from(sorted(all_changes)), unique=True)))
    mine = applied(base, Edit({name: value for name, value in all_changes.items() if name in names}))
    theirs = applied(base, Edit({name: value for name, value in all_changes.items() if name not in names}))
    assert applied(mine, merged(FORM, base, mine, theirs, "合并")) == other


@given(three())
def test_no_paragraph_is_lost_it_stands_in_the_merge_or_is_named(states):
    base, mine, theirs = states
    whole = applied(mine, merged(FORM, base, mine, theirs, "合并"))
    named = {one.cell: one.paragraphs for one in differences(FORM, base, mine, theirs) if one.prose}
    for side in (mine, theirs):
        for name in (cell.id for cell in FORM.cells.values() if cell.kind.name == "text"):
            kept = whole.text(name).split("\n")
            told = {text for row in named.get(name, ()) if row.side != "same" for text in (row.mine, row.theirs)}
            assert all(line in kept or line in told for line in side.text(name).split("\n") if side.text(name))
