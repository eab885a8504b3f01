"""Versions, comparison, restoring: what was once stored can be seen and brought back, and that undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import StoreError
from app.report import Edit
from app.store.compare import compared, pieces, taken_back
from app.store.past import Past
from tests.reports import FORM
from tests.store.places import COUNT, TEXT, library_with, opened, report, text_of

WORDS = st.text("公开年报告12.，a b\n", max_size=30)


@given(WORDS, WORDS)
def test_the_pieces_joined_give_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


def test_a_comparison_is_word_by_word_and_a_number_is_one_word():
    found = pieces("公开 1234 条", "公开 1235 条信息")
    assert [(one.kind, one.text) for one in found] == [
        ("same", "公开 "), ("gone", "1234"), ("new", "1235"), ("same", " 条"), ("new", "信息"),
    ]  # fmt: skip


def test_a_comparison_goes_cell_by_cell_in_printed_order():
    found = compared(FORM, report("甲"), report("乙", office="另一街道办事处"))
    assert [(one.cell, one.before, one.after) for one in found] == [
        ("office", report().office, "另一街道办事处"), (TEXT, "甲", "乙"),
    ]  # fmt: skip
    assert found[1].place.startswith(FORM.section("overview").heading)


def test_one_cell_or_all_can_be_taken_back():
    earlier, now = report("甲"), report("乙", office="另一街道办事处")
    assert taken_back(now, earlier, "找回", [TEXT]).changes == {TEXT: "甲"}
    assert taken_back(now, earlier, "找回").changes == {TEXT: "甲", "office": earlier.office}


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
    path = tmp_path / "history" / f"{key}.log"
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
        past.restore(backup, [key])
        assert text_of(library, key) == "一"
        session.undo()
        assert text_of(library, key) == "改坏了"
        assert past.backups()[0].reason == "restore"
        (found,) = past.differences(backup)
        assert found.cells[0].after == "改坏了"


def test_a_restore_brings_a_report_back_that_left_the_library(tmp_path):
    key = library_with(tmp_path / "old", "一")
    with opened(tmp_path / "old") as library:
        backup = Past(library).backups()[0]
    with opened(tmp_path / "new") as library:
        past = Past(library)
        assert [one.state for one in past.differences(backup)] == ["missing"]
        past.restore(backup, [key])
    with opened(tmp_path / "new") as library:
        assert text_of(library, key) == "一"


def test_a_binned_report_is_restored_from_the_bin(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        past = Past(library)
        backup = past.backups()[0]
        library.bin(key)
        assert [one.state for one in past.differences(backup)] == ["binned"]
        past.restore(backup, [key])
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
