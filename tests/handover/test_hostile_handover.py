"""Nothing that comes as a hand-over file can crash, hang or fill the memory, or put anything anywhere: one sentence."""

from __future__ import annotations

import resource
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InputError
from app.handover.handover_file import LARGEST_MEMBER, read_handover
from tests.handover.hostile import HOSTILE, NAME, SAME, good, with_state
from tests.reports import FORMS

SENTENCE_END = "。"


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_a_hostile_file_is_refused_with_one_sentence(kind: str) -> None:
    data = HOSTILE[kind]()
    with pytest.raises(InputError) as refusal:
        read_handover(FORMS, data, NAME)
    told = refusal.value.sentence
    assert told.startswith(NAME)
    assert told.endswith(SENTENCE_END)
    assert "\n" not in told


@pytest.mark.parametrize("kind", ["zip bomb", "lying size", "many members", "too large"])
def test_refusing_takes_little_memory_and_work(kind: str) -> None:
    data = HOSTILE[kind]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    tracemalloc.start()
    with pytest.raises(InputError):
        read_handover(FORMS, data, NAME)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * LARGEST_MEMBER
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 2


def test_the_good_one_is_read() -> None:
    assert read_handover(FORMS, good(), NAME).state == SAME


def test_what_nobody_sees_is_not_taken_over() -> None:
    comment = {"id": "0" * 16, "cell": "a", "words": "", "place": 0, "who": "李\u202e二", "at": "2026-01-10T09:00:00+08:00"}
    told = {"version": 1, "comments": [{**comment, "text": "看\u200b这里", "replies": []}]}
    (found,) = read_handover(FORMS, with_state(comments=told), NAME).state.comments
    assert (found.who, found.text) == ("李二", "看这里")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6))
def test_any_damage_is_refused_or_does_no_harm(bytes_changed: list[tuple[int, int]]) -> None:
    data = bytearray(good())
    for place, value in bytes_changed:
        data[place % len(data)] = value
    with suppress(InputError):  # refused, or the harm was where nothing is read
        assert read_handover(FORMS, bytes(data), NAME).state == SAME
