"""审核表: one sheet of paper for the file. On its face rules run, results, explanations, the tables' figures, SHA-256, anchor; on
its back the stages with opinions, names and room for hand and seal, changes since, comments.

The report's own PDF is named by its SHA-256, so that sheet and print belong together; the anchor keeps the log of changes
on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks import LEVEL_WORDS, LEVELS
from app.checks.narrative import ReadNumber
from app.checks.number_words import counted_numbers, overruled, overruled_as
from app.chinese.days import day_words
from app.document.blocks import Document, Grid, GridCell, GridRow, Signature, Title
from app.findings.explained import Explained
from app.form.form import Cell, Form, Section
from app.report import totals
from app.report.anchor import Anchor
from app.report.comment import Comment
from app.report.doubt import Doubt, counted
from app.report.report import Report
from app.review import sheet_course
from app.review.course import Course, Proofs
from app.review.final_answers import FinalAnswer
from app.review.sheet_course import shortened
from app.review.since import Since

WIDTHS = (26.0, 52.0, 26.0, 52.0)  # mm, together the text measure of 156
MOST_LINES = 5  # explanations and open findings that are printed in full; the rest are counted
MOST_WORDS = 60
ALL_WORDS = 200  # characters of a contradiction that was claimed otherwise: its end says who answers for it
ONE_LINE = 40  # characters, digits among them, that surely stand in one line of a wide cell
MOST_UNSEEN = 3  # cells that are named in each section
MOST_BEGIN = 12  # characters that name a text without a field


@dataclass(frozen=True)
class ReviewSheet:
    """What the sheet tells. `rules` is how many rules were run, `pdf` the SHA-256 of the report's PDF in hex.

    `doubts` are the values that nobody has looked at, `anchor` the newest of the log of changes, `answers` what was asked before
    定稿, `numbers` those of the prose, `comments` all of them, `since` what was changed since each signature.
    """

    form: Form
    report: Report
    rules: int
    state: Explained
    course: Course
    pdf: str
    doubts: tuple[Doubt, ...] = ()
    anchor: Anchor | None = None
    answers: tuple[FinalAnswer, ...] = ()
    numbers: tuple[ReadNumber, ...] = ()
    comments: tuple[Comment, ...] = ()
    since: tuple[Since, ...] = ()
    proofs: Proofs = "off"


def review_sheet(sheet: ReviewSheet) -> Document:
    """The sheet as blocks, to be rendered like a report."""
    report = sheet.report
    title = f"{sheet.form.title.format(year=report.year)}审核表"
    grid = Grid(id="review", caption=title, widths=WIDTHS, rows=tuple(_rows(sheet)), keep=True)
    rows = (
        *sheet_course.course_rows(sheet.course, sheet.since, sheet.proofs),
        sheet_course.since_row(sheet.form, sheet.course, sheet.since),
        sheet_course.comment_row(sheet.form, report, sheet.comments),
    )
    stages = Grid("course", "审核经过", sheet_course.WIDTHS, rows, header_rows=1, keep=True)
    signed = sheet.course.signed
    day = signed[-1].day if signed else None
    blocks = (Title((report.office, title)), grid, stages, *((Signature(date=day),) if day else ()))
    return Document(report.office + title, report.office, report.year, report.edition, blocks)


def _rows(sheet: ReviewSheet) -> Iterator[GridRow]:
    report, state = sheet.report, sheet.state
    numbers = counted_numbers(sheet.numbers)
    # The anchor takes a line, and so does a second line of the numbers.
    most = MOST_LINES - bool(sheet.anchor) - (len(numbers) > ONE_LINE)
    against = [overruled_as(sheet.form, one) for one in overruled(sheet.numbers)]
    listed = min(most - 1, len(against))  # before all others: each is somebody's word against the tables
    most -= listed + bool(listed)  # its head takes a line, too
    yield _pair("单位", report.office, "报告年度", f"{report.year}年")
    counts = "；".join(
        f"{LEVEL_WORDS[level]} {sum(f.level == level for f in state.open)} 处" for level in LEVELS
    )
    yield _pair("检查规则", f"{sheet.rules} 条，全部运行", "尚未解决", counts)
    told = f"已作说明 {len(state.settled)} 处；已搁置 {len(state.aside)} 处"
    yield _pair("说明和搁置", told, "待核对", f"{len(sheet.doubts)} 处没有人核对过")
    explained = [f"{f.sentence}——{e.text}（{e.who}，{day_words(e.day)}）" for f, e in state.settled]
    yield _wide("已作说明", _listed(explained, most))
    if sheet.answers:
        said = [f"{one.ask}——{one.answer}（{one.who}，{day_words(one.day)}）" for one in sheet.answers]
        yield _wide("定稿前的询问", _listed(said, most))
    yield _wide("数文对照", numbers)
    if against:
        yield _wide("不一致而认作别的", _listed(against, listed, ALL_WORDS))
    yield _wide("没有人核对过", "；".join(_unseen(sheet)) or "无")
    yield _wide("其余提示", _listed([f.sentence for f in state.open], most))
    yield from _figures(sheet.form, report)
    yield _wide("报告 PDF 的 SHA-256", " ".join(sheet.pdf[n : n + 16] for n in range(0, len(sheet.pdf), 16)))
    if sheet.anchor:
        yield _wide("修改记录", f"截至第 {sheet.anchor.number} 条，校验码 {sheet.anchor.code}")


def _unseen(sheet: ReviewSheet) -> Iterator[str]:
    """For each section how many values nobody has looked at, why, and the first of them."""
    for section in (*sheet.form.sections, None):
        name = section.id if section else ""
        here = [one for one in sheet.doubts if sheet.form.cells[one.cell].section == name]
        if here:
            tab = section.tab if section else "落款"
            first = "、".join(_named(sheet.form, one) for one in here[:MOST_UNSEEN])
            more = "等" if len(here) > MOST_UNSEEN else ""
            yield f"{tab} {len(here)} 处（{counted(here)}）：{first}{more}"


def _named(form: Form, doubt: Doubt) -> str:
    """The cell that waits; of a text without one how it begins."""
    return f"“{shortened(' '.join(str(doubt.value).split()), MOST_BEGIN)}”" if doubt.unplaced else form.cells[doubt.cell].label


def _figures(form: Form, report: Report) -> Iterator[GridRow]:
    """A row for each section of tables: its totals where it has any, else every number."""
    for section in form.sections:
        cells = [
            c for c in form.cells.values() if c.section == section.id and not c.note_of and c.row + c.column
        ]
        sums = {operand for cell in cells for operand in cell.operands}
        ends = [cell for cell in cells if cell.id not in sums]
        shown = [cell for cell in ends if cell.derived] or ends
        told = [f"{_short(section, cell)}：{totals.shown(form, report, cell.id) or '空'}" for cell in shown]
        if told:
            yield _wide(section.tab, "；".join(told))


def _short(section: Section, cell: Cell) -> str:
    """A cell by its row's and its column's own names, without the headings above them where the row has a name."""
    rows = {key: leaf.name for grid in section.grids for key, leaf, _ in grid.rows.leaves()}
    row = rows.get(cell.row, "").strip()
    return f"{row}{cell.names[-1]}" if row else "".join(cell.names)


def _listed(sentences: list[str], most: int, words: int = MOST_WORDS) -> str:
    if not sentences:
        return "无"
    shown = [f"{n}. {shortened(s, words)}" for n, s in enumerate(sentences[:most], 1)]
    more = len(sentences) - len(shown)
    return "  ".join(shown) + (f"  另有 {more} 处，见程序内的记录。" if more else "")


def _pair(first: str, told: str, second: str, more: str) -> GridRow:
    cells = (
        _head(first, 0),
        GridCell(told, 1, role="stub"),
        _head(second, 2),
        GridCell(more, 3, role="stub"),
    )
    return GridRow(cells)


def _wide(head: str, told: str) -> GridRow:
    return GridRow((_head(head, 0), GridCell(told, 1, 3, role="stub", align="left")))


def _head(text: str, column: int) -> GridCell:
    return GridCell(text, column, role="head")
