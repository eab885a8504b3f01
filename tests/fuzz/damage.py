"""Files of the corpus damaged at random, inside their containers too, and what the readers make of them.

Deterministic for a seed and a corpus, so it measures whatever it is run on. An outcome other than a report or one sentence is a
finding; its bytes are kept. Written by the maintainers after the readers, 24 November 2026 (ff56134, 60417b5).
"""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import InputError
from app.exchange import read
from app.export.exporting import export
from app.form.kinds import TEXT
from tests.corpus.base import REPORT
from tests.corpus.build import FILES
from tests.fuzz import wounds
from tests.reports import FORM, FORMS

SEEDS = Path(__file__).parent / "seeds"
SLOWEST = 5.0  # seconds of work that one file may take
ZIPPED = (".docx", ".xlsx")
WITHIN: Mapping[str, Callable[[bytes, random.Random], bytes]] = {
    ".json": wounds.wound_json,
    ".html": wounds.wound_text,
    ".htm": wounds.wound_text,
    ".txt": wounds.wound_text,
    ".doc": wounds.wound_text,
    ".pdf": wounds.wound_pdf,
}


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
    """The file with a few random wounds, mostly within what its reader unpacks; sometimes to its plain bytes."""
    if chance.random() < 0.15:
        return wounds.wound_bytes(data, chance)
    return _damaged_part(data, chance) if suffix in ZIPPED else WITHIN[suffix](data, chance)


def _damaged_part(data: bytes, chance: random.Random) -> bytes:
    """One part of the container wounded: mostly one that holds the report, mostly so that it stays XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    main = [
        name for name in sorted(members) if name.startswith(("word/document", "xl/worksheets/", "xl/sharedS"))
    ]
    victim = chance.choice(main if main and chance.random() < 0.7 else sorted(members))
    wound = wounds.wound_xml if chance.random() < 0.8 else wounds.wound_bytes
    members[victim] = wound(members[victim], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


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


def reader_of(name: str) -> str:
    """The reader that a file's suffix leads to."""
    return {"htm": "html"}.get(suffix := Path(name).suffix[1:], suffix)


def outcomes(seed: int, reader: str = "") -> Iterator[Outcome]:
    """Damaged files without end, of one reader or of all."""
    chance = random.Random(seed)
    files = starting_files()
    names = sorted(name for name in files if reader in ("", reader_of(name)))
    while True:
        name = chance.choice(names)
        data = files[name]
        yield run(name, damaged(data, Path(name).suffix, chance))
