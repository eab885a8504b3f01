"""A key that names a file is judged where it comes in and where it becomes a path: nothing lies outside its folder."""

import json

import pytest

from app.errors import StoreError
from app.register.register_file import register_path
from app.review.kept import review_path
from app.store.copies.doubts import doubts_path
from app.store.copies.side_files import SideFileSet
from app.store.copies.versions import History
from app.store.file.holding import from_document, to_document
from app.store.file.storage import decode, encode
from app.store.file.stored_shape import Misshapen, fit_key
from app.store.past import Past
from app.system.disk import Disk
from tests.store.places import library_with, opened

WRONG = ["../../outside", "/etc/passwd", "..", "", "a/b", "a\\b", "c:x", "a.b", "键", "a" * 65, "a\0", "a\n", " a"]


@pytest.mark.parametrize("key", WRONG)
def test_what_is_no_key_becomes_no_path(tmp_path, key):
    history, sides = History(Disk(), tmp_path), SideFileSet(Disk(), tmp_path)
    for road in (
        lambda: doubts_path(tmp_path, key),
        lambda: review_path(tmp_path, key),
        lambda: register_path(tmp_path, key),
        lambda: history.versions(key),
    ):
        with pytest.raises(StoreError, match="编号"):
            road()
    copy = tmp_path / "sides.json"
    copy.write_bytes(encode({"reviews": {key.replace("\n", ""): json.dumps("{}").encode()}}))
    with pytest.raises(StoreError):
        sides.put_back(copy, key)
    assert sorted(tmp_path.iterdir()) == [copy]


@pytest.mark.parametrize("key", [*WRONG, 5, None])
def test_a_report_of_such_a_key_is_no_report(tmp_path, key):
    library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        (one,) = library.holdings.values()
    assert not fit_key(key)
    with pytest.raises(Misshapen):
        from_document({**to_document(one), "key": key})


def test_a_backup_in_the_shared_folder_with_such_a_key_reaches_nothing_outside(tmp_path):
    mine, shared = tmp_path / "deep" / "mine", tmp_path / "shared"
    theirs, folder = tmp_path / "theirs", shared / "nianbao-other@there"
    key = library_with(theirs, "一")
    folder.mkdir(parents=True)
    mine.mkdir(parents=True)
    tables = decode((theirs / "library.json").read_bytes())
    (line,) = tables["reports"].values()
    tables["reports"]["17"] = line.replace(key.encode(), b"../../outside")
    (folder / "library-000000000003-20260120T093000-closed.json").write_bytes(encode(tables))
    before = sorted(tmp_path.iterdir())
    with opened(mine, second=shared) as library:
        past = Past(library)
        (backup,) = [one for one in past.backups() if one.other]
        assert [one.key for one in past.differences(backup)] == [key]
        past.restore(backup, {key: None})
        assert library.sync("timed").error is None
    assert sorted(tmp_path.iterdir()) == before
