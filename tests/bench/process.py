"""Whole processes from the sample to a PDF on disk: ours, Typst's, LibreOffice's. Interpreter start included.

All three print the same blocks with the same bundled fonts; what each reads was written before its clock starts.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from fontTools.ttLib import TTFont

from app.document.blocks import Document
from app.document.layout import lay_out
from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from tests.bench.fodt_source import fodt_source
from tests.bench.measure import ROOT, SAMPLE, Figure, median_of, paired, process_seconds, processor_seconds
from tests.bench.typst_source import typst_source

FONTS = ROOT / "resources" / "fonts"
ROLES = ("fang", "kai", "hei", "song", "title")
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"


def sample_document() -> Document:
    """The sample as neutral blocks."""
    forms = Forms(ROOT / "resources" / "forms")
    report, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
    return lay_out(forms.edition(report.edition), report)


def families() -> dict[str, list[str]]:
    """The bundled families of each role: its own face, then the fallback."""
    names = {path.stem: str(TTFont(path, lazy=True)["name"].getBestFamilyName()) for path in FONTS.glob("*.ttf")}
    return {role: [names[role], names["fallback"]] for role in ROLES}


def measure_process() -> Iterator[Figure]:
    """Ours against the others, as whole processes."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = median_of(_ours(folder, environment))
        yield Figure("nianbao pdf, whole process", ours * 1000, "ms")
        typst = median_of(_typst(folder, environment))
        yield Figure("typst, whole process", typst * 1000, "ms", f"ours takes {ours / typst:.2f} of it")
        office = _office(folder, environment)
        goal = f"ours is {office / ours:.1f} times faster; to reach: 2" if office else "to reach: ours 2 times faster"
        yield Figure("LibreOffice headless, whole process", office and office * 1000, "ms", goal)


def measure_processor() -> Iterator[Figure]:
    """The processor time of ours against Typst's, taken in turns; both with their bytecode, as they are installed."""
    with tempfile.TemporaryDirectory() as name:
        bare = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment = {**bare, "PYTHONPYCACHEPREFIX": f"{name}/bytecode"}
        ours, theirs = _ours(Path(name), environment), _typst(Path(name), environment)
        one, other, ratio = paired(lambda: processor_seconds(ours), lambda: processor_seconds(theirs))
        yield Figure("nianbao pdf, whole process, processor time", one * 1000, "ms")
        yield Figure("typst, whole process, processor time", other * 1000, "ms")
        yield Figure("nianbao pdf takes of typst's processor time", ratio, "times", "to reach: 2.5")


def _ours(folder: Path, environment: Mapping[str, str]) -> Callable[[], float]:
    """One run of ours, in seconds on the clock."""
    result = folder / "ours.pdf"
    command: list[str | Path] = [sys.executable, "-m", "ui", "pdf", SAMPLE, "-o", result]
    return lambda: process_seconds(command, environment, result)


def _typst(folder: Path, environment: Mapping[str, str]) -> Callable[[], float]:
    """One run of a Python process that calls typst.compile."""
    source, result = folder / "report.typ", folder / "typst.pdf"
    source.write_text(typst_source(sample_document(), families()), encoding="utf-8")
    command: list[str | Path] = [sys.executable, "-c", TYPST, source, result, FONTS]
    return lambda: process_seconds(command, environment, result)


def _office(folder: Path, environment: Mapping[str, str]) -> float | None:
    """LibreOffice with a profile of its own that the uncounted first run makes, and our fonts for fontconfig."""
    program = shutil.which("soffice")
    if program is None:
        return None
    source, result = folder / "office.fodt", folder / "office.pdf"
    source.write_text(fodt_source(sample_document(), families()), encoding="utf-8")
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder}/cache</cachedir></fontconfig>")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command: list[str | Path] = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source]
    with_fonts = {**environment, "FONTCONFIG_FILE": str(config)}
    return median_of(lambda: process_seconds(command, with_fonts, result))
