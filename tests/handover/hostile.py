"""Hand-over files that nobody sends in good faith, by what is wrong with them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from app.handover.handover_file import BASE, HEAD, LARGEST_MEMBER, STATE, HandoverFile, write_handover
from app.handover.snapshot import Snapshot
from app.render.archive import members, pack
from app.review.kept import Review
from tests.reports import FORMS, full

NAME = "交接.nbjj"
SAME: Snapshot = Snapshot(full(), Review(), (), {}, ())
TOKEN = "0123456789abcdef"


def good() -> bytes:
    """A file as the program writes it."""
    at = datetime(2026, 1, 10, tzinfo=UTC)
    return write_handover(FORMS, HandoverFile("a" * 16, TOKEN, TOKEN, (), "张一@甲", at, SAME, SAME))


def with_members(changed: Mapping[str, bytes], *, right_sums: bool = True) -> bytes:
    """The good file with other members."""
    found = {**members(good()), **changed}
    if right_sums and HEAD not in changed:
        head = json.loads(found[HEAD])
        head["sums"] = {name: hashlib.sha256(found[name]).hexdigest() for name in (STATE, BASE)}
        found[HEAD] = json.dumps(head).encode()
    return pack(found)


def with_head(**changed: Any) -> bytes:
    head = json.loads(members(good())[HEAD]) | changed
    return with_members({HEAD: json.dumps({k: v for k, v in head.items() if v is not None}).encode()})


def with_state(**changed: Any) -> bytes:
    """The good file with other parts of its state, rightly summed."""
    state = json.loads(members(good())[STATE]) | changed
    return with_members({STATE: json.dumps(state).encode()})


def with_report(**changed: Any) -> bytes:
    report = json.loads(members(good())[STATE])["report"]
    return with_state(report=report | changed)


def named(names: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return out.getvalue()


def lying_size() -> bytes:
    """A member that says to be small and unpacks to far more than it may."""
    data = bytearray(pack({**members(good()), STATE: b" " * (2 * LARGEST_MEMBER)}))
    for mark, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        start = data.index(mark, data.index(mark) + 4)
        data[start + place : start + place + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(good())
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


DEEP = b"[" * 100_000
LONG_WHO = {"version": 1, "explanations": [], "course": [{"who": "x" * 5000, "day": "2026-01-01", "reason": "y"}]}
MANY = {"version": 1, "comments": [{}] * 6000}

HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no archive": lambda: b"PK\3\4" + b"x" * 500,
    "cut short": lambda: good()[:-50],
    "one byte changed": lambda: good()[:300] + bytes([good()[300] ^ 1]) + good()[301:],
    "too large": lambda: good() + b"x" * (5 * 1024 * 1024),
    "zip bomb": lambda: with_members({STATE: b" " * (100 * 1024 * 1024)}),
    "lying size": lying_size,
    "many members": lambda: named({f"{n}": b"" for n in range(60_000)}),
    "path out of the archive": lambda: named({"../../handover.json": b"{}", STATE: b"{}", BASE: b"{}"}),
    "other names": lambda: named({"a": b"", "b": b"", "c": b""}),
    "a fourth member": lambda: pack({**members(good()), "registers.json": b"{}"}),
    "a name twice": lambda: named(members(good())).replace(BASE.encode(), STATE.encode()[:-5] + b".json"),
    "encrypted": encrypted,
    "a comment behind": lambda: good()[:-2] + b"\x05\0hello",
    "deep JSON": lambda: with_members({STATE: DEEP}),
    "deep head": lambda: with_members({HEAD: DEEP}),
    "no UTF-8": lambda: with_members({STATE: b"\xff\xfe{}"}),
    "a wrong check sum": lambda: with_members({BASE: b"{}"}, right_sums=False),
    "a newer version": lambda: with_head(version=2),
    "no version": lambda: with_head(version=None),
    "another format": lambda: with_head(format="nianbao"),
    "an unknown key": lambda: with_head(more=1),
    "a token that is a path": lambda: with_head(token="../../../etc"),
    "a lineage that is none": lambda: with_head(lineage=7),
    "endless tokens": lambda: with_head(known=[TOKEN] * 2000),
    "a time without a zone": lambda: with_head(at="2026-01-01T00:00:00"),
    "a part too many": lambda: with_state(register={}),
    "a part too few": lambda: with_members({STATE: b"{}"}),
    "a cell that is none": lambda: with_report(cells={"no.such": 1}),
    "a value that does not fit": lambda: with_report(cells={"requests.received.natural": "many"}),
    "a number without end": lambda: with_report(cells={"requests.received.natural": int("9" * 4000)}),
    "a text without end": lambda: with_report(cells={"overview.proactive": "长" * 300_000}),
    "lines without end": lambda: with_report(cells={"overview.proactive": "a\nb\n" * 5000}),
    "an unknown edition": lambda: with_report(edition="1999"),
    "another year than before": lambda: with_report(year=2024),
    "an office without end": lambda: with_report(office={"name": "长" * 500}),
    "no review": lambda: with_state(review=[]),
    "a stage that is none": lambda: with_state(
        review={"version": 2, "explanations": [], "course": [{"stage": "x", "who": "a", "day": "2026-01-01"}]}
    ),
    "a name without end": lambda: with_state(review=LONG_WHO),
    "comments without end": lambda: with_state(comments=MANY),
    "doubts of another form": lambda: with_state(doubts={"version": 1, "doubts": [{"cell": "no.such", "why": "likely"}]}),
    "claims that are none": lambda: with_state(claims={"version": 1, "claims": 7}),
}
