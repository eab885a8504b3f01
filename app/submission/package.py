"""What is handed up with a report: its files in every wanted format, the 审核表, a list with check sums, a cover note.

The same report and signatures give the same bytes: no clock goes into any of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.document.layout import lay_out
from app.export import formats
from app.export.batch import DRAFT, file_name
from app.export.exporting import export
from app.form.form import Form
from app.render import docx
from app.render.archive import dated, pack
from app.render.writer_job import WriterJob
from app.report.anchor import Anchor
from app.report.report import Report
from app.review.course import Course
from app.submission.cover_note import CoverNote, cover_note
from app.submission.file_list import LIST_NAME, Listed, file_list

if TYPE_CHECKING:
    from app.typeset.typesetter import Typesetter

FOLDER = "（报送）"  # behind the report's name: the folder's
SHEET, NOTE = "审核表", "报送说明"
SHEET_USE, NOTE_USE = "检查结果、说明和各级签名，随报告存档", "这一份报送里有什么，谁签过"
PATTERN = "{单位}{年份}年政府信息公开工作年度报告"


@dataclass(frozen=True)
class Order:
    """What is to be put together. `suffixes` are the formats wanted, `sheet` makes the 审核表 that belongs to a PDF.

    The rest is how every export is made: `two_sided`, `anchor`, and `setter` with the chosen faces.
    """

    form: Form
    report: Report
    course: Course
    suffixes: Collection[str]
    sheet: Callable[[bytes], bytes]
    pattern: str = PATTERN
    two_sided: bool = True
    anchor: Anchor | None = None
    setter: Typesetter | None = None

    @property
    def stem(self) -> str:
        """The name of the report's files without their endings; one that is not final says so. Raises InputError."""
        return file_name(self.pattern if self.course.locked else f"{self.pattern}{DRAFT}", self.report)

    @property
    def folder(self) -> str:
        """The name of the folder and of the archive. Raises InputError."""
        pattern = f"{self.pattern}{FOLDER}"
        return file_name(pattern if self.course.locked else f"{pattern}{DRAFT}", self.report)


@dataclass(frozen=True)
class Part:
    """One file of the package: its name, what it is for, its bytes."""

    name: str
    use: str
    data: bytes


def default_suffixes() -> tuple[str, ...]:
    """The formats that are handed up unless somebody leaves one out: every one that carries the data of the report."""
    return tuple(suffix for suffix, one in formats.FORMATS.items() if not one.bare)


def part_count(order: Order) -> int:
    """How many files it will be."""
    return len(order.suffixes) + 3


def parts(order: Order) -> Iterator[Part]:
    """The files one after the other, so that whoever asks for them can stop between two. Raises NianbaoError."""
    made: list[Part] = []
    for part in _of_report(order):
        made.append(part)
        yield part
    shown = tuple(Listed(one.name, one.use, one.data) for one in made)
    day = order.course.signed[-1].day if order.course.locked else dated(lay_out(order.form, order.report)).date()
    note = CoverNote(order.form, order.report, order.course, shown, day)
    noted = Part(f"{NOTE}.docx", NOTE_USE, docx.write(cover_note(note), WriterJob()))
    yield noted
    listed = (*shown, Listed(noted.name, noted.use, noted.data))
    yield Part(LIST_NAME, "", file_list(order.report.office, order.folder, listed))


def _of_report(order: Order) -> Iterator[Part]:
    pdf = b""
    for suffix, kind in formats.FORMATS.items():
        if suffix in order.suffixes:
            data = _exported(order, suffix)
            pdf = data if suffix == "pdf" else pdf
            yield Part(f"{order.stem}.{suffix}", kind.use, data)
    yield Part(f"{order.stem}{SHEET}.pdf", SHEET_USE, order.sheet(pdf or _exported(order, "pdf")))


def _exported(order: Order, suffix: str) -> bytes:
    return export(
        *(order.form, order.report, suffix), two_sided=order.two_sided, setter=order.setter, anchor=order.anchor
    )


def packed(name: str, files: Mapping[str, bytes]) -> bytes:
    """The files as one archive that unpacks into a folder of that name."""
    return pack({f"{name}/{one}": data for one, data in files.items()})
