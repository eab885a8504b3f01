"""Libraries of earlier programs, kept as these left them: they open, are upgraded once with a backup, and lose nothing."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.register.register_file import RegisterBook, register_path
from app.report.report import Edit
from app.review.kept import read_review, review_path
from app.store.library import Library
from app.store.past import Past
from app.store.verify import verify
from tests.kept import made_anew
from tests.store.places import TEXT, opened

OLD = Path(__file__).parent / "old_libraries"
STATES = sorted(path.parent.relative_to(OLD).as_posix() for path in OLD.glob("schema*/*/expected.json"))
LASTING = ("library.json", "journal", "history", "reviews", "doubts", "registers", "damaged")
TORN = "最后"  # of a killed library alone is something to be said: its last line is half-written


@pytest.fixture(params=STATES)
def state(request) -> str:
    return str(request.param)


@pytest.fixture
def home(state: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(OLD / state / "library", tmp_path / "library"))


def expected(state: str) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((OLD / state / "expected.json").read_text("utf-8"))
    return raw


def values(library: Library, key: str) -> dict[str, Any]:
    one = library.holdings[key]
    return {
        "office": one.office,
        "year": one.year,
        "title": one.record["title"],
        "cells": dict(one.cells),
        "binned": one.binned is not None,
    }


def beside(library: Library, key: str) -> dict[str, Any]:
    review, versions = read_review(review_path(library.folder, key)), Past(library).versions(key)
    assert versions.damaged == 0
    return {
        "versions": len(versions.all),
        "named": [version.name for version in versions.all if version.name],
        "log": len(Past(library).log(key).next_page(10**6).lines),
        "explanations": [told.text for told in review.explanations],
        "signed": [event.who for event in review.course.events],
        "register": [row.subject for row in RegisterBook(register_path(library.folder, key)).read()],
        "doubts": [[doubt.cell, doubt.value] for doubt in library.doubted(key)],
    }


def files(home: Path) -> dict[str, bytes]:
    paths = (path for name in LASTING for path in (home / name, *(home / name).rglob("*")))
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def test_states_of_every_kind_are_kept():
    assert STATES == ["schema2/closed", "schema2/killed"]


def test_every_value_and_what_lies_beside_is_there(home, state):
    with opened(home) as library:
        assert not library.read_only
        found = {key: values(library, key) | beside(library, key) for key in sorted(library.holdings)}
    assert found == expected(state)["reports"], made_anew("tests/store/old_libraries")


def test_nothing_is_said_but_of_the_torn_line(home, state):
    with opened(home) as library:
        told = library.notices
    assert len(told) == len(expected(state)["told"])
    assert all(TORN in sentence for sentence in told)


def test_one_backup_is_made_before_the_upgrade(home):
    with opened(home):
        pass
    with opened(home) as library:
        made = [one for one in library.backups.all() if one.reason == "upgrade"]
        assert len(made) == 1
        assert library.backups.read(made[0]).schema == 2


def test_the_newest_backups_made_before_are_still_there(home):
    before = set(sorted(one.name for one in (home / "backups").glob("library-*"))[-5:])
    with opened(home) as library:
        assert before <= {one.name for one in (home / "backups").iterdir()}
        assert all(library.backups.read(one) for one in library.backups.all())


def test_opening_again_changes_nothing_more(home):
    with opened(home):
        pass
    before = files(home)
    with opened(home) as library:
        assert library.notices == ()
    assert files(home) == before


def test_no_file_keeps_a_name_that_cleaners_throw_away(home):
    with opened(home):
        pass
    names = [path.name for path in home.rglob("*")]
    assert [name for name in names if name.endswith((".log", ".tmp", ".bak", ".old"))] == []


def test_the_log_of_changes_is_good_after_the_upgrade(home):
    with opened(home):
        pass
    found = verify(home)
    assert found.good, found.sentences


def test_work_goes_on_and_is_there_at_the_next_opening(home, state):
    key = next(key for key, one in expected(state)["reports"].items() if not one["binned"])
    with opened(home) as library:
        session = library.open_session(key)
        text = session.report.text(TEXT) + "升级后填写的一句。"
        session.apply(Edit({TEXT: text}))
    with opened(home) as library:
        assert library.sessions.report(key).text(TEXT) == text
        assert library.notices == ()

