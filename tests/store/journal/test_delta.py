"""Changes of values: small, and right in both directions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.journal.delta import Unfit, backward, between, forward

PLAIN = st.none() | st.integers(0, 10**9) | st.floats(0, 1e6) | st.text(max_size=80)


@given(PLAIN, PLAIN)
def test_a_change_leads_forwards_and_backwards(old, new):
    delta = json.loads(json.dumps(between(old, new)))
    assert forward(delta, old) == new
    assert backward(delta, new) == old


@given(
    st.text(min_size=30, max_size=60), st.text(min_size=30, max_size=60), st.text(min_size=30, max_size=60)
)
def test_a_change_is_refused_by_another_text(old, new, other):
    if other != old:
        with pytest.raises(Unfit):
            forward(between(old, new), other)


def test_one_letter_in_a_long_text_makes_a_small_change():
    text = "公开" * 5000
    assert len(json.dumps(between(text, text[:77] + "了" + text[77:]))) < 100


def test_a_number_is_refused_by_another_number():
    with pytest.raises(Unfit):
        forward(between(3, 4), 5)
    with pytest.raises(Unfit):
        backward(between(3, 4), 3)
