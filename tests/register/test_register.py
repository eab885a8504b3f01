"""The register of requests: deadlines in working days, its own file, and the tables counted from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks import Inquiry, find_arithmetic
from app.errors import ResourceError, StoreError
from app.register.counting import CountingFrame, count, frame_of
from app.register.register_file import read_register, register_path, write_register
from app.register.request import CHANNELS, Request, from_data, to_data
from app.register.working_days import Calendar, read_calendar
from app.report.report import applied
from app.report.session import Session
from app.system.paths import resource
from tests.reports import FORM, FORMS, empty

CALENDAR = read_calendar(resource("register", "holidays.toml"))


@pytest.fixture
def frame() -> CountingFrame:
    found = frame_of(FORM)
    assert found is not None
    return found


def frame_keys() -> tuple[list[str], list[str]]:
    found = frame_of(FORM)
    assert found is not None
    return [key for key, _ in found.answers], [key for key, _ in found.applicants]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 3, 3), date(2025, 3, 31)),  # no holiday on the way
        (date(2025, 1, 20), date(2025, 2, 21)),  # 春节, with two working weekends
        (date(2025, 9, 26), date(2025, 10, 30)),  # 国庆 and 中秋, with two working weekends
        (
            date(2025, 12, 8),
            date(2026, 1, 6),
        ),  # over the turn of the year, 1 January off, Sunday the 4th working
    ],
)
def test_an_answer_is_due_after_twenty_working_days(received: date, due: date) -> None:
    found = CALENDAR.due(received)
    assert (found.day, found.certain) == (due, True)


def test_a_year_without_known_holidays_gives_an_uncertain_day() -> None:
    found = CALENDAR.due(date(2031, 3, 3))
    assert not found.certain
    assert found.day == date(2031, 3, 31)


@given(st.dates(date(2024, 1, 1), date(2026, 11, 1)), st.integers(1, 40))
def test_a_due_day_is_a_working_day_and_lies_exactly_the_term_behind(received: date, term: int) -> None:
    day = CALENDAR.due(received, term).day
    between = [received + timedelta(n) for n in range(1, (day - received).days + 1)]
    assert CALENDAR.works(day)
    assert sum(map(CALENDAR.works, between)) == term


def test_working_weekends_are_weekends_and_days_off_are_not_worked() -> None:
    assert all(day.weekday() >= 5 for day in CALENDAR.on)
    assert not any(map(CALENDAR.works, CALENDAR.off))
    assert isinstance(CALENDAR, Calendar)


@pytest.mark.parametrize("span", ["2025-02-30", "2025-02-03..2025-02-01", "2月3日"])
def test_a_wrong_day_in_the_holidays_is_refused_with_its_place(tmp_path, span: str) -> None:
    path = tmp_path / "holidays.toml"
    path.write_text(f'[[year]]\nyear = 2025\nbasis = "x"\noff = ["{span}"]\n', "utf-8")
    with pytest.raises(ResourceError, match="year 1 off"):
        read_calendar(path)


def test_the_frame_comes_from_the_rules_of_the_form(frame: CountingFrame) -> None:
    assert (frame.received, frame.carried_in, frame.carried_out) == ("received", "carried_in", "carried_out")
    assert len(frame.answers) == 21
    assert [key for key, _ in frame.applicants] == [
        "natural",
        "business",
        "research",
        "ngo",
        "legal",
        "other",
    ]
    assert len(frame.disputes) == 12


def test_the_edition_of_2019_has_a_frame_of_its_own() -> None:
    frame = frame_of(FORMS.edition("2019"))
    assert frame is not None
    assert ("closed", "其他处理") in frame.answers


def test_requests_are_counted_by_how_they_came_and_how_they_left(frame: CountingFrame) -> None:
    requests = [
        Request(date(2025, 2, 3), "natural", answer="granted", answered=date(2025, 2, 20)),
        Request(date(2025, 12, 20), "natural"),
        Request(
            date(2024, 12, 20),
            "legal",
            answer="denied_query",
            answered=date(2025, 1, 9),
            disputes=("review.upheld",),
        ),
        Request(date(2025, 12, 28), "other", answer="granted", answered=date(2026, 1, 9)),
    ]
    cells = count(FORM, frame, requests, 2025).edit.changes
    counted = {name: value for name, value in cells.items() if value}
    assert counted == {
        "requests.received.natural": 2, "requests.granted.natural": 1, "requests.carried_out.natural": 1,
        "requests.carried_in.legal": 1, "requests.denied_query.legal": 1, "disputes.review.upheld": 1,
        "requests.received.other": 1, "requests.carried_out.other": 1,
    }  # fmt: skip
    assert len(cells) == 156


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        (Request(date(2026, 1, 2), "natural"), "晚于 2025 年"),
        (Request(date(2025, 1, 2)), "没有选申请人类型"),
        (Request(date(2025, 1, 2), "natural", answer="granted"), "没有答复日期"),
        (Request(date(2025, 1, 2), "natural", answered=date(2025, 1, 9)), "没有选答复"),
        (Request(date(2025, 1, 9), "natural", answer="granted", answered=date(2025, 1, 2)), "早于收到日期"),
        (Request(date(2023, 1, 9), "natural", answer="granted", answered=date(2024, 1, 2)), "已经办结"),
    ],
)
def test_a_line_that_cannot_be_counted_is_told_by_its_number(
    frame: CountingFrame, request_: Request, why: str
) -> None:
    counted = count(FORM, frame, [request_], 2025)
    assert not any(counted.edit.changes.values())
    assert counted.left_out[0].startswith("第 1 行")
    assert why in counted.left_out[0]


REQUESTS = st.lists(
    st.builds(
        Request,
        received=st.dates(date(2024, 6, 1), date(2025, 12, 31)),
        applicant=st.sampled_from(frame_keys()[1]),
        channel=st.sampled_from(CHANNELS),
        answer=st.sampled_from(frame_keys()[0]),
        answered=st.none() | st.dates(date(2025, 1, 1), date(2026, 3, 1)),
        disputes=st.just(()) | st.just(("review.pending",)),
        who=st.text(max_size=5),
        subject=st.text(max_size=9),
    ),
    max_size=25,
)


@given(REQUESTS)
def test_tables_counted_from_any_register_balance(requests: list[Request]) -> None:
    frame = frame_of(FORM)
    assert frame is not None
    counted = count(FORM, frame, requests, 2025)
    report = applied(empty(), counted.edit)
    Session(FORM, empty()).apply(counted.edit)
    assert [f for f in find_arithmetic(Inquiry(FORM, report)) if f.rule == "requests.balance"] == []


@given(REQUESTS)
def test_a_register_comes_back_from_its_data(requests: list[Request]) -> None:
    assert [from_data(to_data(one)) for one in requests] == requests


def test_a_register_lies_in_a_file_of_its_own(tmp_path) -> None:
    path = register_path(tmp_path, "abc")
    requests = (Request(date(2025, 1, 2), "natural", who="某人", subject="某事"),)
    assert read_register(path) == ()
    write_register(path, requests)
    assert read_register(path) == requests
    assert path.parent.name == "registers"


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": 2, "requests": []}', '{"version": 1, "requests": [{}]}', "{"]
)
def test_a_damaged_register_is_refused_and_left_alone(tmp_path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(StoreError, match=r"无法读取（[^A-Z]+重新打开"):
        read_register(path)
    assert path.read_text("utf-8") == text


def test_no_name_and_no_subject_enters_the_report(frame: CountingFrame) -> None:
    requests = [Request(date(2025, 1, 2), "natural", who="张某某", subject="拆迁补偿")]
    told = repr(count(FORM, frame, requests, 2025))
    assert "张某某" not in told
    assert "拆迁补偿" not in told
