"""Right checksum, wrong shape: counts as damage, is told, and costs no report that is whole."""

import hashlib
import json
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store import requests
from app.store.copies.versions import History
from app.store.file.lock import FILE as LOCK
from app.store.file.lock import holder_of
from app.store.file.resume import FILE as RESUME
from app.store.file.resume import take_place
from app.store.file.storage import Damaged, decode, encode
from app.store.journal.content import content_of
from app.store.journal.event import from_line
from app.system.disk import Disk
from tests.reports import FORMS, OFFICE
from tests.store.places import library_with, opened, text_of
from tests.torture import shapes
from tests.torture.harm import plain_state, small_library

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(shapes.ODD[6:11]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    home = tmp_path_factory.mktemp("shapes") / "library"
    return home, small_library(home, FORMS, lagging=True)


@given(st.data())
@settings(max_examples=60)
def test_any_value_in_any_field_opens_and_costs_no_other_report(small, data):
    home, state = small
    file = data.draw(st.sampled_from(shapes.files(home)))
    kept = shapes.records(file)
    number = data.draw(st.integers(0, len(kept) - 1))
    place = data.draw(st.sampled_from(list(shapes.places(kept[number]))))
    assert shapes.opened(home, FORMS, state, file, number, place, data.draw(JSON)) == []


@given(JSON, st.sampled_from(["n", "at", "who", "do", "key", "prev", "record", "changes", "label", "merge"]))
def test_a_line_is_an_event_or_none(small, value, name):
    file = next((small[0] / "journal").iterdir())
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, file.name)
        copy.write_bytes(file.read_bytes())
        shapes.misshape(copy, 0, (name,), value)
        one = from_line(copy.read_bytes().splitlines()[0])
    assert one is None or isinstance(one.at, datetime)


@given(JSON)
def test_small_files_of_any_shape_are_read_as_nothing(value):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / requests.FOLDER).mkdir()
        for path in (folder / LOCK, folder / RESUME, folder / requests.FOLDER / "a.json"):
            path.write_text(json.dumps(value), "utf-8")
        assert holder_of(Disk(), folder) is None
        assert take_place(Disk(), folder) is None
        assert requests.take(Disk(), folder, datetime.now().astimezone(), {".docx"}) == ()


def test_a_report_of_another_shape_in_the_file_comes_back_from_backup_and_journal(tmp_path):
    key = library_with(tmp_path, "一", "二")
    shapes.misshape(tmp_path / "library.json", 0, ("report", "office", "name"), 5)
    before = (tmp_path / "library.json").read_bytes()
    with opened(tmp_path) as library:
        assert text_of(library, key) == "二"
        assert "1 份报告已损坏，其中 1 份已用备份和修改日志恢复" in library.notices[0]
    assert [path.read_bytes() for path in (tmp_path / "damaged").iterdir()] == [before]


def test_a_report_that_is_nowhere_whole_costs_the_others_nothing(tmp_path):
    small_library(tmp_path, FORMS, lagging=False)
    for name in ("journal", "backups"):
        shutil.rmtree(tmp_path / name)
    shapes.misshape(tmp_path / "library.json", 0, ("changed",), None)
    with opened(tmp_path) as library:
        assert len(library.entries()) == 1
        assert "也没有" in " ".join(library.notices)


def test_an_event_out_of_its_place_takes_no_other_s_number(tmp_path):
    key = library_with(tmp_path, "一", "二", "三")
    for name in ("library.json", *(f"backups/{path.name}" for path in (tmp_path / "backups").glob("*.json"))):
        (tmp_path / name).unlink()
    (segment,) = (tmp_path / "journal").iterdir()
    shapes.misshape(segment, 1, ("n",), 10**9)
    with opened(tmp_path) as library:
        assert "1 条记录现在读不出来" in " ".join(library.notices)
        assert library.find(OFFICE, 2025) == key
    assert content_of((tmp_path / "library.json").read_bytes()).reach.number < 10


@pytest.mark.parametrize("wrong", [0, 1, 4, 7, 1000])
def test_a_file_that_names_a_wrong_place_in_the_journal_loses_nothing_after_it(tmp_path, wrong):
    state = small_library(tmp_path, FORMS, lagging=True)
    place = next(n for n, one in enumerate(shapes.records(tmp_path / "library.json")) if "schema" in one)
    shapes.misshape(tmp_path / "library.json", place, ("number",), wrong)
    with opened(tmp_path) as library:
        assert plain_state(library) == state


def test_a_version_of_another_shape_is_counted_and_the_others_are_offered(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        library.keep_version(key, "named", "甲")
        library.sync()
    (path,) = (tmp_path / "history").iterdir()
    shapes.misshape(path, 0, ("at",), 5)
    versions = History(Disk(), tmp_path / "history").versions(key)
    assert (versions.damaged, versions.all[-1].name) == (1, "甲")


@pytest.mark.parametrize("body", [b"", b'"\xff": {\n}', b'"1": {}', b"x", b'"about": {\n"1": {"schema": true}\n}'])
def test_a_file_of_other_lines_under_a_right_checksum_is_damage(body):
    body = b"{\n" + body
    closing = b',\n"checksum": {"1": {"sha256": "%s"}}\n}\n' % hashlib.sha256(body).hexdigest().encode()
    with pytest.raises(Damaged):
        content_of(body + closing)


def test_every_odd_value_in_a_sample_of_fields(tmp_path):
    assert shapes.run(tmp_path, FORMS, 3, every=48).troubles == []


def test_a_table_that_is_none_is_kept_as_it_is(tmp_path):
    key = library_with(tmp_path, "一")
    lines = decode((tmp_path / "library.json").read_bytes())
    (tmp_path / "library.json").write_bytes(encode({**lines, "other": {"x": b"[1]"}}))
    with opened(tmp_path) as library:
        assert text_of(library, key) == "一"
        library.bin(key)
    assert decode((tmp_path / "library.json").read_bytes())["other"] == {"x": b"[1]"}
