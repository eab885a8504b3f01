"""Claims are kept beside the report, come back after closing, serve the office's other reports, and undo takes them back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.errors import StoreError
from app.report.claim import Claim
from app.report.report import Edit
from tests.store.places import TEXT, library_with, opened, report

CLAIM = Claim("收到申请#件", 0, ("requests.received.total",))
FREE = Claim("收到申请#件", 0, ())


def kept(folder: Path, key: str) -> tuple[Claim, ...]:
    with opened(folder) as library:
        return library.open_session(key).claims


@pytest.fixture
def claimed(tmp_path: Path) -> tuple[Path, str]:
    """A library whose only report has a claim; closed."""
    folder = tmp_path / "library"
    key = library_with(folder, "收到申请5件。")
    with opened(folder) as library:
        library.open_session(key).claim(CLAIM)
    return folder, key


def test_a_claim_is_there_at_the_next_opening(claimed):
    assert kept(*claimed) == (CLAIM,)


def test_a_newer_claim_takes_the_place_of_the_older_one_and_undo_brings_that_back(claimed):
    folder, key = claimed
    with opened(folder) as library:
        session = library.open_session(key)
        session.apply(Edit({TEXT: "收到申请6件。"}, "输入"))
        session.claim(FREE)
        assert (session.claims, session.undoing) == ((FREE,), "认领")
        session.undo()
        assert (session.claims, session.report.text(TEXT)) == ((CLAIM,), "收到申请6件。")
    assert kept(folder, key) == (CLAIM,)


def test_a_claim_serves_the_same_office_s_other_reports(claimed):
    folder, key = claimed
    with opened(folder) as library:
        other = library.create(report(year=2026))
        stranger = library.create(report(office="临江镇人民政府"))
        assert library.sessions.claims_of_office(report().office, other) == (CLAIM,)
        assert library.sessions.claims_of_office("临江镇人民政府", stranger) == ()
        assert library.sessions.claims_of_office(report().office, key) == ()


def test_a_claim_that_is_gone_comes_back_from_the_newest_backup(claimed):
    folder, key = claimed
    with opened(folder) as library:
        library.sync("made")
    (folder / "claims" / f"{key}.json").unlink()
    with opened(folder) as library:
        assert any("认领的数不见了" in one for one in (*library.notices, *library.mend_sides(key)))
        assert library.open_session(key).claims == (CLAIM,)


def test_who_claimed_and_when_is_kept(tmp_path: Path):
    folder = tmp_path / "library"
    key = library_with(folder, "收到申请5件。")
    at = datetime(2026, 1, 15, 10, 30).astimezone()
    with opened(folder) as library:
        library.open_session(key).claim(replace(CLAIM, who="李四", at=at))
    (one,) = kept(folder, key)
    assert (one, one.who, one.at) == (CLAIM, "李四", at)


def test_a_claim_that_an_earlier_program_kept_has_nobody_s_name(claimed):
    folder, key = claimed
    raw = {"version": 1, "claims": [{"words": CLAIM.words, "place": 0, "cells": list(CLAIM.cells), "period": "this"}]}
    (folder / "claims" / f"{key}.json").write_text(json.dumps(raw), "utf-8")
    (one,) = kept(folder, key)
    assert (one, one.who, one.at) == (CLAIM, "", None)


def test_a_claim_can_be_taken_back_years_later_and_undo_brings_it_again(claimed):
    folder, key = claimed
    with opened(folder) as library:
        session = library.open_session(key)
        session.disclaim(CLAIM)
        assert (session.claims, session.undoing) == ((), "取消认领")
        session.undo()
        assert session.claims == (CLAIM,)
        session.disclaim(CLAIM)
    assert kept(folder, key) == ()


def test_claims_of_another_shape_are_refused_in_words(claimed):
    folder, key = claimed
    (folder / "claims" / f"{key}.json").write_text('{"version": 1, "claims": [{"words": 5}]}', "utf-8")
    with opened(folder) as library, pytest.raises(StoreError, match="认领的数"):
        library.open_session(key)


def test_nothing_is_claimed_in_a_report_that_may_only_be_read(claimed):
    folder, key = claimed
    with opened(folder) as library:
        session = library.open_session(key)
        session.read_only = True
        session.claim(FREE)
        assert session.claims == (CLAIM,)
