"""Many reports in many formats: which files, under which names, written one after the other.

Tells its progress after each file and can be cancelled between two; one file that cannot be written does not stop
the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.chinese.characters import clean
from app.errors import InputError, NianbaoError
from app.export.exporting import export
from app.form.form_file import Forms
from app.report.anchor import Anchor
from app.report.doubt import Doubt, counted
from app.report.report import Report
from app.system.file_names import fitted
from app.system.files import write_whole
from app.system.paths import font_folders

if TYPE_CHECKING:
    from app.typeset.typesetter import Typesetter

PLACEHOLDERS = ("单位", "年份")
DRAFT = "（草稿）"  # behind the name of a file whose report is not final
LONGEST = 235  # bytes of a name in UTF-8; file systems of Linux take 255, a number and a suffix included
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Job:
    """One file to write. `doubts` are the report's values that nobody has looked at."""

    report: Report
    suffix: str
    path: Path
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a batch came to: files written, files that failed with the reason in one sentence, and whether it was
    cancelled before the end. `notices`: a sentence for each chosen face that this machine does not have, and for each
    report in which values stand that nobody has looked at."""

    written: tuple[Path, ...]
    failed: tuple[tuple[Path, str], ...]
    cancelled: bool = False
    notices: tuple[str, ...] = ()


def file_name(pattern: str, report: Report) -> str:
    """The file's name without suffix, fit for Windows and Linux. Raises InputError for an unknown placeholder."""
    told = {"单位": report.office, "年份": str(report.year)}
    unknown = [name for name in _PLACE.findall(pattern) if name not in told]
    if unknown or "{" in _PLACE.sub("", pattern) or "}" in _PLACE.sub("", pattern):
        allowed = "、".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise InputError(f"文件名里的花括号只能写 {allowed}，请改正“{pattern}”。")
    told["单位"] = _shortened(pattern, told)
    name = fitted(_PLACE.sub(lambda found: told[found[1]], pattern), LONGEST)
    if not name:
        raise InputError("文件名是空的，请填写文件名。")
    return name


def _shortened(pattern: str, told: Mapping[str, str]) -> str:
    """The office's name as far as there is room for it beside the rest of the file's name, year and all."""
    rest = _PLACE.sub(lambda found: "" if found[1] == "单位" else told[found[1]], pattern)
    room = LONGEST - len(rest.encode("utf-8", "ignore"))
    places = max(pattern.count("{单位}"), 1)
    return clean(told["单位"]).encode("utf-8")[: max(room // places, 0)].decode("utf-8", "ignore")


def plan(
    reports: Iterable[Report],
    suffixes: Sequence[str],
    folder: Path,
    pattern: str,
    doubted: Callable[[Report], tuple[Doubt, ...]] = lambda report: (),
    drafts: Collection[Report] = (),
) -> tuple[Job, ...]:
    """One job for each report and format; names that would meet get a number. Raises InputError.

    `doubted` gives the values of a report that nobody has looked at. The names of `drafts` say that they are such.
    """
    jobs: list[Job] = []
    taken: set[str] = set()
    for report in reports:
        name = free = file_name(pattern + DRAFT if report in drafts and pattern else pattern, report)
        number = 1
        while free.casefold() in taken:
            number += 1
            free = f"{name}（{number}）"
        taken.add(free.casefold())
        doubts = doubted(report)
        jobs += [Job(report, suffix, folder / f"{free}.{suffix}", doubts) for suffix in suffixes]
    return tuple(jobs)


def run(
    jobs: Sequence[Job],
    forms: Forms,
    *,
    two_sided: bool = True,
    faces: Mapping[str, str] | None = None,
    anchor: Anchor | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Writes the files. `progress` hears (files done, of how many) after each; `cancelled` is asked before each.

    `faces` names the machine's face for a role that shall not stand in the bundled one. `anchor` is carried by each
    file that carries data.
    """
    setter, notices = setter_of(faces or {})
    written: list[Path] = []
    failed: list[tuple[Path, str]] = []
    for number, job in enumerate(jobs, 1):
        if cancelled():
            return Outcome(tuple(written), tuple(failed), cancelled=True, notices=notices)
        try:
            form = forms.edition(job.report.edition)
            data = export(form, job.report, job.suffix, two_sided=two_sided, setter=setter, anchor=anchor)
            write_whole(job.path, data)
        except NianbaoError as error:
            failed.append((job.path, error.sentence))
        else:
            written.append(job.path)
        progress(number, len(jobs))
    return Outcome(tuple(written), tuple(failed), notices=(*notices, *_unseen(jobs)))


def _unseen(jobs: Sequence[Job]) -> Iterator[str]:
    """A sentence for each report of which nobody has looked at every value."""
    reports = {(job.report.office, job.report.year): job for job in jobs if job.doubts}
    for (office, year), job in reports.items():
        yield f"{office} {year} 年度报告有 {len(job.doubts)} 处没有人核对过（{counted(job.doubts)}）。"


def setter_of(names: Mapping[str, str]) -> tuple[Typesetter, tuple[str, ...]]:
    """What composes with these faces by role, and a sentence for each that this machine does not have."""
    from app.typeset.typesetter import Typesetter

    if not names:
        return Typesetter(), ()
    from app.typeset.installed import choose_faces, find_installed

    faces, notices = choose_faces(names, find_installed(font_folders()))
    return Typesetter(faces), notices
