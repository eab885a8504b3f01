"""Kinds of value: what a person may type, what is refused, and that showing and reading agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ValueRefused
from app.form.kinds import AMOUNT, COUNT, DATE, DELTA, KINDS, TEXT, Kind, split_note
from tests.reports import VALUES


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12),
        ("１２", 12),
        (" 12 ", 12),
        ("12件", 12),
        ("1,234", 1234),
        ("１，２３４件", 1234),
        ("007", 7),
        ("0", 0),
    ],
)
def test_a_count_is_understood_as_people_type_it(typed, value):
    assert COUNT.read(typed) == value


@pytest.mark.parametrize("typed", ["", " ", "　", "件"])
def test_nothing_typed_is_blank_and_not_zero(typed):
    assert COUNT.read(typed) is None


@pytest.mark.parametrize(
    "typed", ["/", "-", "—", "——", "无", "1.5", "-3", "12,34", "十二", "5²", "①", "1e3", "1 2", "٣"]
)
def test_what_is_no_count_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueRefused) as refusal:
        COUNT.read(typed)
    assert typed in refusal.value.sentence
    assert refusal.value.sentence.endswith("。") or "，" in refusal.value.sentence


def test_a_count_of_ten_digits_is_a_slip_of_the_hand():
    with pytest.raises(ValueRefused, match="超过 9 位"):
        COUNT.read("1234567890")


@pytest.mark.parametrize("kind", [COUNT, DELTA, AMOUNT], ids=lambda kind: kind.name)
@pytest.mark.parametrize("typed", ["9" * 40, "9" * 5000, "0" * 5000, "1." + "9" * 40], ids=len)
def test_an_endless_number_is_refused_in_a_short_sentence(kind: Kind, typed):
    # Python's int stops at 4300 digits, decimal rounds at 29: neither may reach the person.
    with pytest.raises(ValueRefused) as refusal:
        kind.read(typed)
    assert len(refusal.value.sentence) < 80


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind is not DELTA], ids=lambda kind: kind.name)
def test_only_a_yearly_change_may_be_negative_in_a_file(kind: Kind):
    with pytest.raises(ValueRefused):
        kind.decode(-1)
    assert DELTA.decode(-1) == -1


@pytest.mark.parametrize(
    ("typed", "value"),
    [("-3", -3), ("－３项", -3), ("— 3", -3), ("+2", 2), ("+２", 2), ("0", 0), ("-0", 0), ("4", 4)],
)
def test_a_yearly_change_may_go_down(typed, value):
    assert DELTA.read(typed) == value


@pytest.mark.parametrize("typed", ["--3", "-", "/", "-1.5", "3-", "-1234567890", "+-2"])
def test_what_is_no_change_is_refused(typed):
    with pytest.raises(ValueRefused):
        DELTA.read(typed)


@pytest.mark.parametrize(
    ("typed", "value"), [("59237.2449", "59237.2449"), ("1.50万元", "1.5"), ("０．５", "0.5"), ("10", "10")]
)
def test_an_amount_may_have_decimals(typed, value):
    assert AMOUNT.read(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1.2345678", "-1", "1e5", "NaN", "一万", "/"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValueRefused):
        AMOUNT.read(typed)


@pytest.mark.parametrize(
    "typed", ["2026年1月15日", "2026-01-15", "2026.1.15", "2026/1/15", "２０２６年１月１５日"]
)
def test_a_date_is_read_in_the_usual_ways(typed):
    assert DATE.read(typed) == date(2026, 1, 15)


def test_a_date_is_shown_without_leading_zeros():
    assert DATE.show(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize("typed", ["2026年2月30日", "2026年13月1日", "一月", "26-1-1"])
def test_a_day_that_does_not_exist_is_refused(typed):
    with pytest.raises(ValueRefused):
        DATE.read(typed)


def test_pasted_text_loses_foreign_line_ends_and_control_characters():
    assert TEXT.read("一\r\n二\r三\u2028四\x00\tx") == "一\n二\n三\n四 x"


def test_a_bracket_note_is_split_from_its_number():
    assert split_note("22（其中修订16件）") == ("22", "其中修订16件")
    assert split_note("22") == ("22", None)
    assert split_note("（说明）") == ("（说明）", None)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@given(st.data())
def test_reading_what_is_shown_gives_the_value_again(kind: Kind, data):
    value = data.draw(VALUES[kind.name])
    kind.judge(value)
    assert kind.read(kind.show(value)) == value


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@given(st.data())
def test_decoding_what_is_encoded_gives_the_value_again(kind: Kind, data):
    value = data.draw(VALUES[kind.name])
    assert kind.decode(kind.encode(value)) == value


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@given(typed=st.text(max_size=20))
def test_whatever_is_typed_is_judged_or_refused_with_a_sentence(kind: Kind, typed):
    try:
        value = kind.read(typed)
    except ValueRefused:
        return
    if value is not None:
        kind.judge(value)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("raw", [True, [], {}, None, -1.5, float("nan"), float("inf"), 1e300, "\ud800", ""])
def test_foreign_json_is_refused(kind: Kind, raw):
    with pytest.raises(ValueRefused):
        kind.decode(raw)


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "\ufeff", "\u200d", "\U000e0041", "\u3164", "\ufdd0", "\u00ad"])
def test_what_nobody_sees_is_not_read_and_no_fault_where_it_is_stored(mark):
    assert TEXT.read(f"甲{mark}乙") == "甲乙"
    assert TEXT.read(mark) is None
    TEXT.judge(f"甲{mark}乙")


def test_a_number_is_read_without_marks_but_never_in_another_order_than_it_is_seen():
    assert COUNT.read("\ufeff1\u200b2") == 12
    with pytest.raises(ValueRefused, match=r"\[U\+202E\]12"):
        COUNT.read("\u202e12")
