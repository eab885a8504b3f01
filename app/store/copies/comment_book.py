"""The comments of a report as a side file (批注): who remarked what on which words, and what became of it.

Written with each deed, before it is shown as done. Nothing is ever taken out, so what two machines wrote apart is united.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from app.errors import NotReady, StoreError
from app.report.comment import DEED_WORDS, Comment, Deed, Reply, both
from app.store.file.failure import sentence
from app.store.file.side_file import (
    COMMENTS,
    WORDS,
    WRITES,
    SideFile,
    after_both,
    filed,
    side_path,
    standing,
    unreadable,
)
from app.store.file.stored_shape import Misshapen, loaded, table, text, time, whole
from app.system.disk import Disk

VERSION = 1
LARGEST = 4 * 1024 * 1024  # bytes; thousands of comments
ROOM = 64 * 1024  # bytes of that for what a file says of its writers
_ID = re.compile("[0-9a-f]{16}")
_KEYS = frozenset(("id", "cell", "words", "place", "who", "at", "text", "replies"))


class CommentBook:
    """The comments of one report: the only writer of their file. Nothing is changed that could not be written."""

    def __init__(self, disk: Disk, library: Path, key: str, *, read_only: bool = False) -> None:
        """Reads what is kept. Raises StoreError when it cannot be read as comments."""
        self._file, self.read_only = SideFile(side_path(library, COMMENTS, key), disk), read_only
        self._comments = self._read()

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All of them, the oldest first."""
        return self._comments

    def add(self, new: Comment) -> Comment:
        """Keeps a new comment, and gives it back with the id that it has from now on. Raises StoreError, NotReady."""
        named = replace(new, id=new.id or secrets.token_hex(8))
        self._put((*self._comments, named))
        return named

    def reply(self, to: str, reply: Reply) -> None:
        """Keeps what was done with the comment of that id. Raises StoreError, NotReady."""
        self._put(tuple(one.with_reply(reply) if one.id == to else one for one in self._comments))

    def take(self, others: Sequence[Comment]) -> None:
        """Keeps comments and replies that were written elsewhere, beside these. Raises StoreError, NotReady."""
        self._put(both(self._comments, others))

    def _put(self, comments: tuple[Comment, ...]) -> None:
        if self.read_only:
            raise NotReady("报告库现在只能查看，批注没有改动。")
        record = comments_record(comments)
        if len(filed(record)) > LARGEST - ROOM:  # what is longer could not be read again
            raise NotReady("这份报告的批注太多了，没有保存这一条。请把送来的批注分开，或者改短再试。")
        try:
            self._file.write(record)
        except OSError as reason:
            raise StoreError(sentence(reason, f"保存{WORDS[COMMENTS]}", self._file.path)) from reason
        self._comments = comments

    def _read(self) -> tuple[Comment, ...]:
        try:
            data = self._file.read(LARGEST)
            return () if data is None else comments_of(loaded(data))
        except (OSError, ValueError) as reason:
            raise StoreError(unreadable(WORDS[COMMENTS], self._file.path.name, reason)) from reason


def comments_record(comments: Sequence[Comment]) -> dict[str, object]:
    """The comments as plain JSON data."""
    return {"version": VERSION, "comments": [_told(one) for one in comments]}


def comments_of(raw: object) -> tuple[Comment, ...]:
    """The comments in plain data. Raises ValueError for what is none."""
    top = table(raw)
    found = top.get("comments")
    if top.get("version") != VERSION or not isinstance(found, list):
        raise ValueError("不是批注的记录")
    comments = tuple(map(_comment, found))
    if len({one.id for one in comments}) < len(comments):
        raise ValueError("同一个编号有两条批注")
    return comments


def united(kept: bytes, other: bytes) -> bytes | None:
    """Two states of a file in one after both where they were written apart, else the later one; None where one is none."""
    try:
        mine, theirs = comments_of(loaded(kept)), comments_of(loaded(other))
    except ValueError:
        return None
    if (how := standing(kept, other)) in ("same", "newer", "older"):
        return other if how == "older" else kept
    return filed({**comments_record(both(mine, theirs)), WRITES: after_both(kept, other)})


def _told(one: Comment) -> dict[str, object]:
    replies = [{"deed": r.deed, "who": r.who, "at": r.at.isoformat(), "text": r.text} for r in one.replies]
    head = {"id": one.id, "cell": one.cell, "words": one.words, "place": one.place}
    return {**head, "who": one.who, "at": one.at.isoformat(), "text": one.text, "replies": replies}


def _comment(raw: object) -> Comment:
    one = table(raw)
    replies = one.get("replies")
    if not one.keys() <= _KEYS or not isinstance(replies, list) or not _ID.fullmatch(text(one, "id")):
        raise Misshapen("不是一条批注")
    words = (text(one, "id"), text(one, "cell"), text(one, "words"), whole(one, "place"))
    return Comment(*words, text(one, "who"), time(one, "at"), text(one, "text"), tuple(map(_reply, replies)))


def _reply(raw: object) -> Reply:
    one = table(raw)
    deed = text(one, "deed")
    if deed not in DEED_WORDS:
        raise Misshapen("不是对批注的答复")
    return Reply(cast(Deed, deed), text(one, "who"), time(one, "at"), text(one, "text"))
