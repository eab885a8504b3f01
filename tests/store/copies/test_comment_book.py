"""The comments of a report on the disk: read as they were written, refused when damaged, united when written apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import NotReady, StoreError
from app.report.comment import Comment, Reply
from app.store.copies.comment_book import LARGEST, CommentBook, comments_of, united
from app.store.file.side_file import COMMENTS, side_path
from app.store.file.stored_shape import loaded
from app.system.disk import Disk

AT = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
NEW = Comment("", "overview.proactive", "受理五件。", 0, "李二", AT, "请核对")


def book(folder: Path, *, read_only: bool = False) -> CommentBook:
    return CommentBook(Disk(), folder, "k1", read_only=read_only)


def test_comments_and_replies_are_read_as_they_were_written(tmp_path: Path) -> None:
    first = book(tmp_path)
    one = first.add(NEW)
    first.reply(one.id, Reply("answer", "张一", AT, "已核对"))
    assert book(tmp_path).comments == first.comments == (one.with_reply(Reply("answer", "张一", AT, "已核对")),)


def test_nothing_is_changed_where_nothing_may_be_written(tmp_path: Path) -> None:
    with pytest.raises(NotReady):
        book(tmp_path, read_only=True).add(NEW)
    assert book(tmp_path).comments == ()


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "comments": []}', '{"version": 1, "comments": [{"id": "x"}]}'])
def test_a_damaged_file_is_refused_and_left(tmp_path: Path, text: str) -> None:
    path = side_path(tmp_path, COMMENTS, "k1")
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    with pytest.raises(StoreError, match=r"k1\.json"):
        book(tmp_path)
    assert path.read_text("utf-8") == text


def test_what_two_computers_wrote_apart_is_all_there(tmp_path: Path) -> None:
    base = book(tmp_path / "one").add(NEW)
    data = side_path(tmp_path / "one", COMMENTS, "k1").read_bytes()
    other = side_path(tmp_path / "two", COMMENTS, "k1")
    other.parent.mkdir(parents=True)
    other.write_bytes(data)
    book(tmp_path / "one").reply(base.id, Reply("answer", "张一", AT))
    added = book(tmp_path / "two").add(NEW)
    both = united(side_path(tmp_path / "one", COMMENTS, "k1").read_bytes(), other.read_bytes())
    assert both is not None
    found = {one.id: one.waits for one in comments_of(loaded(both))}
    assert found == {base.id: False, added.id: True}


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    first = book(tmp_path)
    first.add(NEW)
    with pytest.raises(NotReady, match="太多"):
        first.take([replace(NEW, id="0" * 16, text="甲" * LARGEST)])
    assert book(tmp_path).comments == first.comments
