"""Files of the corpus damaged at random, inside their containers too, and what the readers make of them.

Deterministic for a seed. An outcome other than a report or one sentence is a finding; its bytes are kept.
"""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import InputError
from app.exchange import read
from app.export import export
from app.kinds import TEXT
from tests.corpus.base import REPORT
from tests.corpus.build import FILES
from tests.reports import FORM, FORMS

SEEDS = Path(__file__).parent / "seeds"
PIECES = [
    b"<td>", b"</td>", b"<table>", b"</table>", b'rowspan="0"', b'colspan="99999"', b"&#x0;", b"&nbsp;", b"<!--", b"]]>", b"\x00",
    b"\xff\xfe", "行政许可".encode(), "总计".encode(), "一、总体情况".encode(), b"1e999", b"-1", b"999999999999",
    "２２（".encode(),     b"<w:vMerge/>", b'<w:gridSpan w:val="0"/>', b'<w:gridSpan w:val="-3"/>', b"<w:tr/>", b"<w:tc/>",
    b"{", b"[", b'"', b"\\u0000",
    b"stream", b"endobj", b"\r", "\u2028".encode(), "𠮷".encode(), "㈠".encode(), b"\t\t\t", "〔2024〕".encode(), b"2024",
]  # fmt: skip
SLOWEST = 5.0  # seconds of work that one file may take
ZIPPED = (".docx", ".xlsx")


@dataclass(frozen=True)
class Outcome:
    """How one damaged file went. `fault` is the unexpected exception, '' when all was well."""

    name: str
    data: bytes
    read: bool
    seconds: float
    fault: str = ""


def starting_files() -> dict[str, bytes]:
    """The corpus, and our own file of every format."""
    found = {path.name: path.read_bytes() for path in sorted(FILES.iterdir())}
    ours = {
        f"ours.{suffix}": export(FORM, REPORT, suffix)
        for suffix in ("json", "docx", "html", "xlsx", "pdf", "txt")
    }
    return {**found, **ours}


def damaged(data: bytes, suffix: str, chance: random.Random) -> bytes:
    """The file with a few random wounds; in a container mostly within one of its parts."""
    if suffix in ZIPPED and chance.random() < 0.85:
        return _damaged_part(data, chance)
    return _wounded(data, chance)


def _damaged_part(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    victim = chance.choice(sorted(members))
    members[victim] = _wounded(members[victim], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _wounded(data: bytes, chance: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) + 1)
        size = chance.choice((1, 1, 4, 40, 400))
        match chance.randrange(5):
            case 0:
                content[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                del content[at : at + size]
            case 2:
                content[at:at] = chance.choice(PIECES)
            case 3:
                content[at:at] = content[at : at + size]
            case _:
                other = chance.randrange(len(content) + 1)
                content[at : at + size] = content[other : other + size]
    return bytes(content)


def run(name: str, data: bytes) -> Outcome:
    """Reads one file; a report must hold only values that its form accepts."""
    start = time.process_time()
    try:
        found = read(FORMS, data, name)
        form = FORMS.edition(found.report.edition)
        for cell, value in found.report.cells.items():
            form.cells[cell].kind.judge(value)
        if found.report.office:
            TEXT.judge(found.report.office)
        seconds = time.process_time() - start
        return Outcome(name, data, True, seconds, "slow" if seconds > SLOWEST else "")
    except InputError:
        return Outcome(name, data, False, time.process_time() - start)
    except Exception as fault:  # noqa: BLE001 - finding these is the purpose
        return Outcome(name, data, False, time.process_time() - start, repr(fault))


def outcomes(seed: int) -> Iterator[Outcome]:
    """Damaged files without end."""
    chance = random.Random(seed)
    files = starting_files()
    names = sorted(files)
    while True:
        name = chance.choice(names)
        data = files[name]
        yield run(name, damaged(data, Path(name).suffix, chance))
