"""The commands that write a file: `pdf`, `convert`, `sample`. What a person should look at is said on stderr.

Exit code 4: written, but some text of the source belongs to no field for all that can be told; it is on stderr, whole.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from app.chinese.characters import harmless
from app.cli.console import FINE, UNPLACED, hand_over, say, warn
from app.cli.telling import told
from app.errors import InputError
from app.exchange import Import, read
from app.exchange.sandbox import read_apart
from app.export import formats
from app.export.exporting import export, known_suffixes
from app.form.form import Form
from app.form.form_file import Forms
from app.report.limits import OFFICE as OFFICE_LIMIT
from app.report.record import one_line
from app.report.report import OFFICE, Report
from app.system.file_names import fitted
from app.system.files import read_input, write_whole
from app.system.paths import resource
from app.typeset.page_grid import BODY
from app.typeset.typesetter import Typesetter

SAMPLES = MappingProxyType({"街道": "2025.json", "镇": "2025-township.json", "局": "2025-bureau.json"})


@dataclass(frozen=True)
class Wanted:
    """How a file is written: for which `office` where the source names none, and whether `every` blank cell is told."""

    office: str = ""
    every: bool = False


def print_pdf(forms: Forms, source: Path, output: Path | None, wanted: Wanted) -> int:
    """The command `pdf`: the report in `source` as a PDF, beside it where no other file is named."""
    return _write(source, output or source.parent / f"{fitted(source.stem)}.pdf", "pdf", wanted, forms)


def convert(forms: Forms, source: Path, output: Path, wanted: Wanted) -> int:
    """The command `convert`: the report in `source` as a file of the kind that the suffix of `output` says."""
    return _write(source, output, output.suffix.lower().removeprefix("."), wanted, forms)


def _write(source: Path, output: Path, suffix: str, wanted: Wanted, forms: Forms) -> int:
    if suffix not in formats.FORMATS:
        raise InputError(f"不认识后缀“{output.suffix}”，输出文件 {output} 的后缀可以是 {known_suffixes()}。")
    read_in = read_apart(forms, read_input(source), source.name)
    found = _of_office(read_in, source, one_line(wanted.office).strip())
    form, setter = forms.edition(found.report.edition), Typesetter()
    for sentence in _doubts(form, found, setter.faces.coverage(BODY.role), every=wanted.every):
        warn(harmless(sentence))
    written = export(form, found.report, suffix, setter=setter)
    write_whole(output, written)
    _wrote(output)
    for sentence in _lost(forms, found.report, written, output.name) if formats.FORMATS[suffix].bare else ():
        warn(sentence)
    return UNPLACED if found.unplaced else FINE


def _lost(forms: Forms, report: Report, written: bytes, name: str) -> Iterator[str]:
    """What the program itself would not find again in a file of text, where a title of its own leaves it out."""
    try:
        again = read(forms, written, name).report
    except InputError as reason:
        yield f"以后读回这个文件时：{reason.sentence}"
        return
    if again.office != report.office:
        yield f"{name} 里看不出单位“{report.office}”，以后读回时请加上 --office。"


def _of_office(found: Import, source: Path, office: str) -> Import:
    """What was read, as the report of `office` where one is given. Raises InputError for a report without any."""
    own = found.report.office
    if not (office or own):
        raise InputError(
            f"{source.name} 里没有写明单位，没有写出文件。请在命令后面加上 --office 单位全称，再试一次。"
        )
    OFFICE_LIMIT.judge(office)
    if office and own and office != own:
        said = f"{source.name} 的单位是“{own}”，已按 --office 写成“{office}”，请核对。"
        warn(harmless(said))
    asked = tuple(question for question in found.questions if question.cell != OFFICE or not office)
    return replace(found, report=replace(found.report, office=office or own), questions=asked)


def give_sample(output: Path | None, kind: str) -> int:
    """The command `sample`: the built-in report of one of the kinds of office as an exchange file."""
    if kind not in SAMPLES:
        raise InputError(f"没有“{kind}”的示例报告，--kind 后面可以是 {'、'.join(SAMPLES)}。")
    data = resource("samples", SAMPLES[kind]).read_bytes()
    if output is None:
        hand_over(data)
    else:
        write_whole(output, data)
        _wrote(output)
    return FINE


def _wrote(output: Path) -> None:
    if sys.stdout is not None:  # a program with a window has none on Windows; the file is there all the same
        say(harmless(f"已写入 {output}"))


def _doubts(form: Form, found: Import, has_glyph: Callable[[str], bool], *, every: bool) -> Iterator[str]:
    """What a person should look at before the result is used."""
    yield from told(form, found, every=every)
    if found.doubts or not all(map(has_glyph, _letters(found.report))):
        from app.cli.checking import waiting_sentences  # not before: most reports have nothing of the kind

        yield from waiting_sentences(form, found, has_glyph)


def _letters(report: Report) -> set[str]:
    """Every character that will be printed."""
    texts = (value for value in report.cells.values() if isinstance(value, str))
    return set().union(report.office, report.title or "", *texts) - {"\n"}
