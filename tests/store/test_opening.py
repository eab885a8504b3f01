"""Opening after a damage: the newest good state, one sentence that says from when, nothing thrown away."""

import json
import shutil

from app.report.report import Edit
from app.store.file.storage import decode, encode
from app.store.journal.content import content_of
from app.store.journal.upgrades import SCHEMA
from tests.store.places import TEXT, Clock, library_with, opened, report, text_of

FILE = "library.json"


def test_a_damaged_file_is_rescued_from_backup_and_journal(tmp_path):
    clock = Clock()
    key = library_with(tmp_path, "一", "二", "三", clock=clock)
    (tmp_path / FILE).write_bytes(b"\0" * 100)
    with opened(tmp_path, clock=clock) as library:
        assert text_of(library, key) == "三"
        assert len(library.notices) == 1
        assert "已损坏" in library.notices[0]
        assert "2026年1月20日 09:30" in library.notices[0]
    assert [path.read_bytes() for path in (tmp_path / "damaged").iterdir()] == [b"\0" * 100]
    with opened(tmp_path, clock=clock) as library:
        assert library.notices == ()
        assert text_of(library, key) == "三"


def test_a_missing_file_is_rescued_too(tmp_path):
    key = library_with(tmp_path, "一", "二")
    (tmp_path / FILE).unlink()
    with opened(tmp_path) as library:
        assert text_of(library, key) == "二"
        assert "不见了" in library.notices[0]


def test_a_damaged_backup_is_passed_over_for_an_older_one(tmp_path):
    key = library_with(tmp_path, "一")
    library_with_more(tmp_path, key)
    (tmp_path / FILE).write_bytes(b"")
    newest = sorted((tmp_path / "backups").glob("library-*.json"))[-1]
    newest.write_bytes(newest.read_bytes()[:-1])
    with opened(tmp_path) as library:
        assert text_of(library, key) == "改"


def library_with_more(folder, key):
    with opened(folder) as library:
        library.open_session(key).apply(Edit({TEXT: "改"}))


def test_without_any_backup_the_journal_alone_brings_everything_back(tmp_path):
    key = library_with(tmp_path, "一", "二")
    (tmp_path / FILE).write_bytes(b"")
    for path in (tmp_path / "backups").glob("*.json"):
        path.unlink()
    with opened(tmp_path) as library:
        assert text_of(library, key) == "二"


def test_a_file_that_lags_behind_is_brought_up_to_date_without_a_word(tmp_path):
    key = library_with(tmp_path, "一")
    before = (tmp_path / FILE).read_bytes()
    library_with_more(tmp_path, key)
    (tmp_path / FILE).write_bytes(before)
    with opened(tmp_path) as library:
        assert text_of(library, key) == "改"
        assert library.notices == ()


def test_a_torn_journal_is_told_once(tmp_path):
    key = library_with(tmp_path, "一")
    journal = next((tmp_path / "journal").iterdir())
    with journal.open("ab") as file:
        file.write(b"torn")
    with opened(tmp_path) as library:
        assert "最后一条不完整" in library.notices[0]
        assert text_of(library, key) == "一"
    with opened(tmp_path) as library:
        assert library.notices == ()


def test_a_new_library_says_nothing(tmp_path):
    with opened(tmp_path / "new") as library:
        assert library.notices == ()
        assert not library.read_only


def test_a_newer_program_s_file_is_shown_and_never_changed(tmp_path):
    key = library_with(tmp_path, "一")
    lines = decode((tmp_path / FILE).read_bytes())
    about = json.loads(lines["about"]["1"])
    lines["about"]["1"] = json.dumps({**about, "schema": 99}).encode()
    (tmp_path / FILE).write_bytes(encode(lines))
    before = {
        path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "lock" not in path.name
    }
    with opened(tmp_path) as library:
        assert library.read_only
        assert "更新版本的程序" in library.notices[0]
        assert text_of(library, key) == "一"
    after = {
        path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "lock" not in path.name
    }
    assert after == before


def test_an_older_schema_is_upgraded_and_leaves_a_backup(tmp_path):
    key = library_with(tmp_path, "一")
    lines = decode((tmp_path / FILE).read_bytes())
    old = encode({"reports": lines["reports"]})
    for folder in ("journal", "backups"):
        shutil.rmtree(tmp_path / folder)
    (tmp_path / FILE).write_bytes(old)
    with opened(tmp_path) as library:
        assert text_of(library, key) == "一"
        library.create(report(year=2024))
    assert content_of((tmp_path / FILE).read_bytes()).schema == SCHEMA
    kept = [path.read_bytes() for path in (tmp_path / "backups").glob("library-*-upgrade-*.json")]
    assert kept == [old]
