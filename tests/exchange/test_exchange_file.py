"""The exchange file: any report comes back the same, and a broken file is refused with its place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ExchangeError, InputError, UnknownEdition
from app.exchange import read as read_any
from app.exchange.exchange_file import read_json, write_json
from app.exchange.source.found import NO_OFFICE
from app.report.record import one_line
from app.system.paths import resource
from tests.kept import made_anew
from tests.reports import FORM, FORMS, full, reports

SCHEMA = json.loads(resource("exchange.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def raw() -> dict[str, Any]:
    return dict(json.loads(write_json(FORM, full())))


def read(data: object):
    return read_json(FORMS, json.dumps(data).encode(), "年报.json")


@given(reports())
def test_any_report_comes_back_the_same(report):
    data = write_json(FORM, report)
    assert read_json(FORMS, data, "x.json") == (report, ())


ODD = st.text(max_size=12) | st.sampled_from(["", " ", "\u3000", "甲\n乙", "\n", "\x00", "\u2028", "a\r\nb", "\ufffe"])


@given(reports(), ODD, ODD | st.none())
def test_whatever_is_written_is_read_again_however_odd_its_office_and_title(report, office, title):
    data = write_json(FORM, replace(report, office=office, title=title))
    VALIDATOR.validate(json.loads(data))
    read_again = read_json(FORMS, data, "x.json")[0]
    assert read_again.cells == report.cells
    assert (read_again.office, read_again.title or "") == (one_line(office), one_line(title or ""))


def test_a_file_without_an_office_is_read_and_the_office_asked_for():
    found = read_any(FORMS, write_json(FORM, replace(full(), office="")), "年报.json")
    assert [(one.cell, one.sentence) for one in found.questions] == [("office", NO_OFFICE)]


@given(reports())
def test_any_exchange_file_fits_the_schema(report):
    VALIDATOR.validate(json.loads(write_json(FORM, report)))


def test_the_built_in_sample_fits_the_schema_and_reads_without_remarks():
    data = resource("samples", "2025.json").read_bytes()
    VALIDATOR.validate(json.loads(data))
    report, remarks = read_json(FORMS, data, "2025.json")
    assert remarks == ()
    assert write_json(FORM, report) == data, made_anew("resources/samples/2025.json")


def test_a_stated_sum_is_compared_and_its_difference_told():
    data = raw()
    data["cells"]["requests.received.total"] = 4
    report, remarks = read(data)
    assert [(r.cell, r.stated, r.computed) for r in remarks] == [("requests.received.total", 4, 0)]
    assert "requests.received.total" not in report.cells


BROKEN = {
    "unknown key": (lambda d: d.update(colour="red"), "colour"),
    "no format": (lambda d: d.pop("format"), "format"),
    "newer version": (lambda d: d.update(version=2), "升级"),
    "version no number": (lambda d: d.update(version="1"), "version"),
    "no cells": (lambda d: d.pop("cells"), "cells"),
    "cells a list": (lambda d: d.update(cells=[]), "cells"),
    "unknown cell": (lambda d: d["cells"].update({"requests.x.natural": 1}), "requests.x.natural"),
    "text in a count": (
        lambda d: d["cells"].update({"requests.received.natural": "1"}),
        "requests.received.natural",
    ),
    "negative count": (
        lambda d: d["cells"].update({"requests.received.natural": -1}),
        "requests.received.natural",
    ),
    "fraction in a count": (
        lambda d: d["cells"].update({"requests.received.legal": 1.5}),
        "requests.received.legal",
    ),
    "true as a count": (
        lambda d: d["cells"].update({"requests.received.legal": True}),
        "requests.received.legal",
    ),
    "number as a text": (lambda d: d["cells"].update({"other.text": 5}), "other.text"),
    "empty text": (lambda d: d["cells"].update({"other.text": " "}), "other.text"),
    "bad date": (lambda d: d["cells"].update({"signature.date": "2026-02-30"}), "signature.date"),
    "office no table": (lambda d: d.update(office="甲街道"), "office"),
    "office without name": (lambda d: d["office"].clear(), "office.name"),
    "office with more": (lambda d: d["office"].update(code="1"), "code"),
    "year a text": (lambda d: d.update(year="2025"), "year"),
    "year far off": (lambda d: d.update(year=99999), "year"),
    "title of two lines": (lambda d: d.update(title="甲\n乙"), "title"),
    "edition a number": (lambda d: d.update(edition=2021), "edition"),
}


@pytest.mark.parametrize(("spoil", "place"), BROKEN.values(), ids=BROKEN)
def test_a_wrong_file_is_refused_with_its_name_and_place(spoil, place):
    data = raw()
    spoil(data)
    with pytest.raises(ExchangeError) as refusal:
        read(data)
    assert "年报.json" in refusal.value.sentence
    assert place in refusal.value.sentence


def test_an_unknown_edition_is_refused_with_those_that_are_known():
    with pytest.raises(UnknownEdition, match=r"2035.*2021"):
        read({**raw(), "edition": "2035"})


def test_a_year_before_its_edition_is_refused():
    with pytest.raises(InputError, match="2018"):
        read({**raw(), "year": 2018})


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a": 1, "a": 2}', b"[" * 100_000, b'{"year": NaN}', b"9" * 5000],
)  # fmt: skip
def test_rubbish_is_refused_in_one_sentence(data):
    with pytest.raises(ExchangeError) as refusal:
        read_json(FORMS, data, "年报.json")
    assert refusal.value.sentence.startswith("年报.json")
    assert "\n" not in refusal.value.sentence


def test_every_truncation_of_a_file_is_refused():
    data = write_json(FORM, full()).rstrip()
    for length in range(0, len(data), 7):
        with pytest.raises(ExchangeError):
            read_json(FORMS, data[:length], "年报.json")


def odd(**changed: str) -> bytes:
    data = raw()
    data["office"]["name"], data["title"] = changed.get("office", "甲\u202e镇"), changed.get("title", "题\u200b目")
    data["cells"]["overview.proactive"] = changed.get("text", "\ufeff正文")
    return json.dumps(data).encode()


def test_what_nobody_sees_is_not_taken_over_and_told():
    found = read_any(FORMS, odd(), "年报.json")
    assert (found.report.office, found.report.title) == ("甲镇", "题目")
    assert found.report.text("overview.proactive") == "正文"
    assert found.notes == ("年报.json 里有 3 个看不见的字符（U+202E、U+200B、U+FEFF），已经去掉。",)


@pytest.mark.parametrize(("changed", "place"), [({"office": "镇" * 101}, "office.name"), ({"title": "题" * 201}, "title")])
def test_names_beyond_reason_are_refused_with_the_place(changed, place):
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(json.loads(odd(**changed)))
    with pytest.raises(ExchangeError, match=f"年报.json：{place} 处"):
        read_any(FORMS, odd(**changed), "年报.json")


def test_a_rare_name_of_full_length_comes_back():
    data = odd(office="𠮷" * 99 + "葛\U000e0100"[:1], title="葛\U000e0100㎡" * 60, text="，\ufe00")
    found = read_any(FORMS, data, "年报.json")
    assert (len(found.report.office), found.report.title, found.notes) == (100, "葛\U000e0100㎡" * 60, ())


def test_a_file_name_of_others_turns_no_sentence_round():
    with pytest.raises(ExchangeError, match=r"年报\[U\+202E\]nosj\.json"):
        read_any(FORMS, b"x", "年报\u202enosj.json")
