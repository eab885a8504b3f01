"""Versions and restoring: what was once stored can be seen and brought back, and that undone."""

import pytest

from app.errors import StoreError
from app.report.report import Edit
from app.store.past import Past
from tests.store.places import COUNT, TEXT, library_with, opened, text_of


def test_versions_are_kept_at_opening_at_export_final_and_by_hand(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        library.open_session(key).apply(Edit({TEXT: "二"}))
        library.keep_version(key, "exported")
        library.keep_version(key, "exported")
        library.keep_version(key, "final")
        library.keep_version(key, "named", "送审稿")
        found = Past(library).versions(key)
    assert [(one.occasion, one.name) for one in found.all[1:]] == [
        ("opened", ""), ("exported", ""), ("final", ""), ("named", "送审稿"),
    ]  # fmt: skip
    assert [one.record["cells"].get(TEXT) for one in found.all] == [None, "一", "二", "二", "二"]


def test_a_damaged_version_is_counted_and_the_others_are_read(tmp_path):
    key = library_with(tmp_path, "一")
    (path,) = (tmp_path / "history").iterdir()
    path.write_bytes(path.read_bytes() + b"torn")
    with opened(tmp_path) as library:
        library.keep_version(key, "named", "之后")
        found = Past(library).versions(key)
    assert found.damaged == 1
    assert found.all[-1].name == "之后"


def test_a_backup_says_what_differs(tmp_path):
    key = library_with(tmp_path, "一", "二")
    with opened(tmp_path) as library:
        past = Past(library)
        oldest = past.backups()[-1]
        newest = past.backups()[0]
        assert past.differences(newest) == ()
        library.open_session(key).apply(Edit({COUNT: 7}))
        (found,) = past.differences(newest)
        assert (found.key, found.state, [one.cell for one in found.cells]) == (key, "changed", [COUNT])
        assert oldest.number < newest.number


def test_a_restore_brings_the_backup_back_and_can_be_undone(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        library.sync()  # the backup of opening is made
        past = Past(library)
        backup = past.backups()[0]
        session = library.open_session(key)
        session.apply(Edit({TEXT: "改坏了"}))
        past.restore(backup, {key: None})
        assert text_of(library, key) == "一"
        session.undo()
        assert text_of(library, key) == "改坏了"
        assert past.backups()[0].reason == "restore"
        (found,) = past.differences(backup)
        assert found.cells[0].mine == "改坏了"


def test_a_restore_takes_only_the_cells_that_were_chosen(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        library.sync()
        past = Past(library)
        backup = past.backups()[0]
        session = library.open_session(key)
        session.apply(Edit({TEXT: "改坏了", COUNT: 7}))
        past.restore(backup, {key: [TEXT]})
        assert (session.report.text(TEXT), session.report.get(COUNT)) == ("一", 7)


def test_a_restore_brings_a_report_back_that_left_the_library(tmp_path):
    key = library_with(tmp_path / "old", "一")
    with opened(tmp_path / "old") as library:
        backup = Past(library).backups()[0]
    with opened(tmp_path / "new") as library:
        past = Past(library)
        assert [one.state for one in past.differences(backup)] == ["missing"]
        past.restore(backup, {key: None})
    with opened(tmp_path / "new") as library:
        assert text_of(library, key) == "一"


def test_a_binned_report_is_restored_from_the_bin(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        past = Past(library)
        backup = past.backups()[0]
        library.bin(key)
        assert [one.state for one in past.differences(backup)] == ["binned"]
        past.restore(backup, {key: None})
        assert [one.key for one in library.entries()] == [key]


def test_a_damaged_backup_is_refused_with_a_sentence(tmp_path):
    library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        past = Past(library)
        backup = past.backups()[0]
        backup.path.write_bytes(backup.path.read_bytes()[:-3])
        with pytest.raises(StoreError) as refusal:
            past.differences(backup)
    assert "已损坏" in refusal.value.sentence
