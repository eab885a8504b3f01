"""报送说明: one page of blocks for whoever receives a 报送: which office, which year, what is inside, who signed when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.chinese.days import day_words
from app.document.blocks import Document, Grid, GridCell, GridRow, Signature, Title
from app.form.form import Form
from app.report.report import Report
from app.review.course import WORDS, Course
from app.submission.file_list import LIST_NAME, Listed

TITLE = "报送说明"
WIDTHS = (34.0, 122.0)  # mm, together the text measure of 156
UNSIGNED, NOT_FINAL = "尚未签名", "草稿，尚未定稿：内容还可能改动"
SHORT = 16  # digits of a check sum, enough to tell two files apart by eye; the list has all of it


@dataclass(frozen=True)
class CoverNote:
    """What the note tells; `files` are those that it speaks of, `day` is the report's, never the clock's."""

    form: Form
    report: Report
    course: Course
    files: Sequence[Listed]
    day: date


def cover_note(note: CoverNote) -> Document:
    """The note as blocks, to be rendered like a report."""
    report = note.report
    name = report.title or note.form.title.format(year=report.year)
    grid = Grid(id="submission", caption=TITLE, widths=WIDTHS, rows=tuple(_rows(note, name)))
    blocks = (Title((report.office, f"{name}{TITLE}")), grid, Signature(office=report.office, date=note.day))
    return Document(f"{report.office}{name}{TITLE}", report.office, report.year, report.edition, blocks)


def _rows(note: CoverNote, name: str) -> Iterator[GridRow]:
    yield _row("单位", note.report.office)
    yield _row("报告年度", f"{note.report.year}年")
    yield _row("报告", name)
    yield _row("状态", f"已定稿（{day_words(note.course.signed[-1].day)}）" if note.course.locked else NOT_FINAL)
    signed = [f"{WORDS[one.stage]}：{one.who}，{day_words(one.day)}" for one in note.course.signed]
    yield _row("签名", "；".join(signed) or UNSIGNED)
    for number, one in enumerate(note.files, 1):
        yield _row(f"文件 {number}", f"{one.name}\n{one.use}\n校验码前 {SHORT} 位：{one.sum[:SHORT]}")
    yield _row("核对", f"各文件完整的校验码见“{LIST_NAME}”。")


def _row(head: str, told: str) -> GridRow:
    return GridRow((GridCell(head, 0, role="head"), GridCell(told, 1, role="stub", align="left")), group=True)
