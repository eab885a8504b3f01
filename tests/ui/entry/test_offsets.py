"""Places in texts: characters and UTF-16 units, and the smallest change between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.entry.offsets import characters, counted, splice, units

TEXT = st.text(st.sampled_from("甲乙丙𬱟😀ab \n"), max_size=12)


@given(TEXT, TEXT)
def test_a_splice_leads_from_the_old_text_to_the_new(old, new):
    change = splice(old, new)
    assert old[: change.start] + change.text + old[change.start + change.removed :] == new


@given(TEXT, TEXT, TEXT)
def test_a_splice_touches_no_more_than_was_inserted(head, middle, tail):
    change = splice(head + tail, head + middle + tail)
    assert (change.removed, len(change.text)) == (0, len(middle))


@given(TEXT)
def test_units_count_as_qt_does(text):
    assert units(text) == sum(2 if ord(character) > 0xFFFF else 1 for character in text)


@given(TEXT, TEXT)
def test_characters_and_units_lead_to_the_same_place(head, tail):
    assert characters(head + tail, units(head)) == len(head)


@given(TEXT)
def test_spaces_and_line_ends_are_not_counted(text):
    assert counted(text) == sum(not character.isspace() for character in text)
