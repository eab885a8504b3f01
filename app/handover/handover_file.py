"""The hand-over file (.nbjj): bytes ↔ states of a report. A zip archive of three members with fixed names, read strictly.

What comes from outside is bounded before it is unpacked: the size of the file, the directory of the archive, each member.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from app.errors import ExchangeError, UnknownEdition
from app.form.form_file import Forms
from app.handover.snapshot import Snapshot, plain_data, state_of_data
from app.render.archive import pack
from app.report.limits import PERSON
from app.store.copies.trips import token_of
from app.store.file.stored_shape import Misshapen, loaded, table, text, time

FORMAT, VERSION = "nianbao-handover", 1
HEAD, STATE, BASE = "handover.json", "state.json", "base.json"
NAMES = (HEAD, STATE, BASE)
LARGEST = 4 * 1024 * 1024  # bytes of the file; a report with all beside it is far below 1 MB
LARGEST_MEMBER = 8 * 1024 * 1024  # bytes of a member, unpacked
DIRECTORY = 1024  # bytes of the archive's directory: three names
MOST_TOKENS = 1000
_END = struct.Struct("<4s4H2LH")  # of an archive without a comment (APPNOTE.TXT, 4.3.16)
_KEYS = {"format", "version", "lineage", "token", "base", "known", "who", "at", "sums"}
DAMAGED = "{name}：交接文件已损坏或不完整，没有采用。请对方重新交出一份。"


@dataclass(frozen=True)
class HandoverFile:
    """What is in a file. `token` names its state, `base` the state that it began from, `known` all states that it comes after."""

    lineage: str
    token: str
    base: str
    known: tuple[str, ...]
    who: str
    at: datetime
    state: Snapshot
    began: Snapshot


def write_handover(forms: Forms, one: HandoverFile) -> bytes:
    """The file's bytes."""
    form = forms.edition(one.state.report.edition)
    members = {STATE: _json(plain_data(form, one.state)), BASE: _json(plain_data(form, one.began))}
    head = {
        "format": FORMAT,
        "version": VERSION,
        "lineage": one.lineage,
        "token": one.token,
        "base": one.base,
        "known": list(one.known[-MOST_TOKENS:]),
        "who": one.who,
        "at": one.at.isoformat(),
        "sums": {name: hashlib.sha256(data).hexdigest() for name, data in members.items()},
    }
    return pack({HEAD: _json(head), **members})


def read_handover(forms: Forms, data: bytes, name: str) -> HandoverFile:
    """What is in a file of that name. Raises ExchangeError or UnknownEdition with one sentence."""
    members = _members(data, name)
    try:
        head = table(loaded(members[HEAD]))
        _judge_head(head, name)
        sums = table(head["sums"])
        if any(sums.get(one) != hashlib.sha256(members[one]).hexdigest() for one in (STATE, BASE)):
            raise Misshapen("a member is not as it was written")
        known = head["known"]
        if not isinstance(known, list) or len(known) > MOST_TOKENS:
            raise Misshapen("no list of states")
        tokens = tuple(token_of({"token": one}, "token") for one in known)
        named = (token_of(head, "lineage"), token_of(head, "token"), token_of(head, "base"), tokens)
        who, at = text(head, "who"), time(head, "at")
        states = [table(loaded(members[one])) for one in (STATE, BASE)]
    except (Misshapen, KeyError):
        raise ExchangeError(DAMAGED.format(name=name)) from None
    state, began = (_state(forms, one, name) for one in states)
    if (state.report.year, state.report.edition) != (began.report.year, began.report.edition):
        raise ExchangeError(f"{name}：前后两份不是同一年度的报告，没有采用。请对方重新交出一份。")
    return HandoverFile(*named, who[: 4 * PERSON.most], at, state, began)


def _state(forms: Forms, raw: Mapping[str, Any], name: str) -> Snapshot:
    try:
        return state_of_data(forms, raw, name)
    except (UnknownEdition, ExchangeError):
        raise
    except RecursionError:
        raise ExchangeError(DAMAGED.format(name=name)) from None


def _judge_head(head: Mapping[str, object], name: str) -> None:
    if head.get("format") != FORMAT:
        raise Misshapen("another format")
    version = head.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise ExchangeError(f"{name}：这份交接文件由更新版本的程序写成，请升级本程序后再打开。")
    if version != VERSION or set(head) != _KEYS:
        raise Misshapen("another version")


def _members(data: bytes, name: str) -> dict[str, bytes]:
    """The three members. Raises ExchangeError."""
    if len(data) > LARGEST:
        most = LARGEST // 1024 // 1024
        raise ExchangeError(f"{name}：文件超过 {most} MB，不像是一份交接文件，请核对所选文件。")
    _judge_directory(data, name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if [one.filename for one in infos] != list(NAMES):
                raise ExchangeError(f"{name}：不是本程序的交接文件，请核对所选文件。")
            return {one.filename: _member(archive, one) for one in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise ExchangeError(DAMAGED.format(name=name)) from None


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member, unpacked no further than it may go whatever it says of itself."""
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("packed otherwise")
    if info.file_size > LARGEST_MEMBER:
        raise ValueError("too large")
    with archive.open(info) as member:
        data = member.read(LARGEST_MEMBER + 1)
    if len(data) > LARGEST_MEMBER:
        raise ValueError("too large")
    return data


def _judge_directory(data: bytes, name: str) -> None:
    """That the archive says to hold three members in a directory of their size, before anything of it is read."""
    if len(data) < _END.size:
        raise ExchangeError(DAMAGED.format(name=name))
    mark, disk, first, here, every, size, _, comment = _END.unpack(data[-_END.size :])
    if mark != b"PK\5\6":
        raise ExchangeError(DAMAGED.format(name=name))
    if (disk, first, here, every, comment) != (0, 0, len(NAMES), len(NAMES), 0) or size > DIRECTORY:
        raise ExchangeError(f"{name}：不是本程序的交接文件，请核对所选文件。")


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
