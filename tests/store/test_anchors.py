"""What `verify` can show: a log that was made anew as a whole fits together, and only an anchor outside tells."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.report.anchor import Anchor, from_code
from app.store import anchors
from app.store.anchors import HeldAnchor
from app.store.file.storage import decode, encode
from app.store.journal.event import START, from_line, to_line
from app.store.journal.upgrades import ABOUT
from app.store.opening import FILE
from app.store.verify import verify
from tests.store.places import library_with, opened, report


def rewrite(folder: Path, old: str, new: str) -> None:
    """What a person with Python can do: the words changed everywhere, and every hash made anew."""
    made, before = {START: START}, START
    for path in sorted((folder / "journal").iterdir()):
        lines = []
        for line in path.read_bytes().splitlines():
            event = from_line(line)
            assert event is not None
            changes = json.loads(json.dumps(event.changes, ensure_ascii=False).replace(old, new))
            lines.append(to_line(replace(event, before=before, changes=changes)))
            before = made[event.hash] = lines[-1][:64].decode()
        path.write_bytes(b"".join(lines))
    for path in (folder / FILE, *(folder / "backups").glob("library-*.json")):
        tables = _opened(path, old, new)
        about = json.loads(tables[ABOUT]["1"])
        tables[ABOUT]["1"] = json.dumps({**about, "hash": made[about["hash"]]}).encode()
        path.write_bytes(encode(tables))


def _opened(path, old, new):
    tables = decode(path.read_bytes())
    return {
        name: {key: line.replace(old.encode(), new.encode()) for key, line in table.items()}
        for name, table in tables.items()
    }


def anchor_of(folder: Path) -> Anchor:
    with opened(folder) as library:
        anchor = library.anchor()
    assert anchor is not None
    return anchor


def named(anchor: Anchor) -> HeldAnchor:
    return HeldAnchor("报告.pdf", anchor, outside=True)


def test_a_log_made_anew_as_a_whole_is_not_said_to_be_unaltered(tmp_path):
    library_with(tmp_path, "一", "二")
    rewrite(tmp_path, "二", "两")
    found = verify(tmp_path)
    assert found.good
    assert "没有被改动" not in "".join(found.sentences)
    assert "这里看不出来" in "".join(found.sentences)


def test_a_log_made_anew_is_told_by_a_file_exported_before(tmp_path):
    library_with(tmp_path, "一", "二")
    anchor = anchor_of(tmp_path)
    rewrite(tmp_path, "二", "两")
    found = verify(tmp_path, named=[named(anchor)])
    assert not found.good
    assert "报告.pdf 与修改记录第 3 条不符" in found.sentences[0]


def test_a_log_made_anew_is_told_by_the_copies_in_the_second_folder(tmp_path):
    home, second = tmp_path / "home", tmp_path / "usb"
    second.mkdir()
    library_with(home, "一", "二", second=second)
    assert "另存的备份" in verify(home, second=second).sentences[1]
    rewrite(home, "二", "两")
    found = verify(home, second=second)
    assert not found.good
    assert "另存的备份 library-" in found.sentences[0]


def test_an_older_anchor_shows_where_the_change_lies(tmp_path):
    library_with(tmp_path, "一")
    older = anchor_of(tmp_path)
    with opened(tmp_path) as library:
        key = library.create(report("二", 2024))
        newer = library.anchor()
        assert newer is not None
        library.bin(key)
    good = verify(tmp_path, named=[named(older), replace(named(newer), name="新.pdf")])
    assert "第 3 条" in good.sentences[1]
    assert "新.pdf" in good.sentences[1]
    assert "此后到第 4 条没有外面的校验码可比" in good.sentences[2]
    wrong = verify(tmp_path, named=[named(older), HeldAnchor("新.pdf", replace(newer, hash="0" * 64), outside=True)])
    assert not wrong.good
    assert "第 2 条" in wrong.sentences[1]
    assert "报告.pdf" in wrong.sentences[1]


def test_a_newer_anchor_that_fits_does_not_outweigh_an_older_one_that_does_not(tmp_path):
    library_with(tmp_path, "一", "二")
    older = replace(anchor_of(tmp_path), number=2)
    found = verify(tmp_path, named=[named(older), replace(named(anchor_of(tmp_path)), name="新.pdf")])
    assert not found.good
    assert "没有被改动" not in "".join(found.sentences)
    assert "新.pdf" in found.sentences[1]


def test_a_typed_code_is_an_anchor(tmp_path):
    library_with(tmp_path, "一", "二")
    code = anchor_of(tmp_path).code
    assert code in verify(tmp_path).sentences[-1]
    other = code[:-1] + ("0" if code[-1] != "0" else "1")
    for typed, good in ((code, True), (other, False)):
        anchor = from_code(typed)
        assert anchor is not None
        assert verify(tmp_path, named=[named(anchor)]).good is good


def test_an_anchor_beyond_the_end_says_that_entries_were_cut_off(tmp_path):
    library_with(tmp_path, "一")
    found = verify(tmp_path, named=[named(Anchor(99, "a" * 64))])
    assert not found.good
    assert "只到第 2 条" in found.sentences[0]


def test_a_file_without_an_anchor_or_of_another_library_is_said_and_not_wrong():
    held = [HeldAnchor("甲.pdf", None, outside=True), named(Anchor(9, "a" * 64, "b" * 16))]
    judged = anchors.judge((), "c" * 16, held)
    assert (judged.wrong, judged.reached) == ((), 0)
    assert "甲.pdf 里没有" in judged.notes[0]
    assert "另一个报告库" in judged.notes[1]


def test_a_second_folder_that_is_away_is_said(tmp_path):
    library_with(tmp_path, "一")
    found = verify(tmp_path, second=tmp_path / "拔掉了")
    assert found.good
    assert "没有用来核查" in found.sentences[-1]


def test_the_anchor_of_a_library_is_its_last_event_on_the_disk(tmp_path):
    with opened(tmp_path) as library:
        assert library.anchor() is None
        library.create(report("一"))
        anchor = library.anchor()
    (path,) = (tmp_path / "journal").iterdir()
    assert anchor
    assert anchor == Anchor(1, path.read_bytes().splitlines()[-1][:64].decode(), anchor.library)
    assert len(anchor.library) == 16


@pytest.mark.parametrize("outside", [False, True])
def test_a_backup_holds_number_hash_and_library(tmp_path, outside):
    library_with(tmp_path, "一")
    tables = decode((tmp_path / FILE).read_bytes())
    about = {**json.loads(tables[ABOUT]["1"]), "library": "b" * 16}
    data = encode({**tables, ABOUT: {"1": json.dumps(about).encode()}})
    held = anchors.held_by_library_file("a.json", data, outside=outside)
    assert held.anchor is not None
    assert (held.anchor.library, held.outside, held.damaged) == ("b" * 16, outside, False)
    assert anchors.held_by_library_file("a.json", data[:-9], outside=outside).damaged
