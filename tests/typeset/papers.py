"""Small documents and grids for the tests of composing and printing, built from blocks by hand."""

from __future__ import annotations

from app.document.blocks import Block, Document, Grid, GridCell, GridRow, Heading, Paragraph, Title

OFFICE, REST = "某某街道办事处", "2025年政府信息公开工作年度报告"
TITLE = Title((OFFICE, REST))


def document(*blocks: Block) -> Document:
    """A report of these blocks."""
    return Document(OFFICE + REST, OFFICE, 2025, "2021", blocks, subject=REST)


def heading(text: str = "一、总体情况") -> Heading:
    """A heading of the first level."""
    return Heading(1, text, "overview")


def lines_of_text(count: int, cell: str = "overview.proactive") -> Paragraph:
    """A paragraph that takes exactly so many lines."""
    return Paragraph("字" * (28 * count - 2), cell)


def requests(value: str = "0", rows: int = 25, *, keep: bool = True) -> Grid:
    """A table shaped like table three: three head rows, `rows` rows in groups, ten columns."""
    balance = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    bodies = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    second = (("自然人", 3, 1, 2), ("法人或其他组织", 4, 5, 1), ("总计", 9, 1, 2))
    head: tuple[GridRow, ...] = (
        GridRow((GridCell(balance, 0, 3, 3, "head"), GridCell("申请人情况", 3, 7, 1, "head"))),
        GridRow(tuple(GridCell(text, column, wide, high, "head") for text, column, wide, high in second)),
        GridRow(tuple(GridCell(text, 4 + n, 1, 1, "head") for n, text in enumerate(bodies))),
    )
    return Grid(
        id="requests", caption="申请", widths=(12.4, 21.3, 44.4, 10.4, 11.2, 10.7, 13.1, 11.4, 10.4, 10.7),
        rows=head + tuple(_row(n, rows, value) for n in range(rows)), header_rows=3, keep=keep,
    )  # fmt: skip


def _row(number: int, rows: int, value: str) -> GridRow:
    """Every fifth row begins a group; one cell at the left spans them all."""
    cells = []
    if number == 0:
        cells.append(GridCell("三、本年度办理结果", 0, 1, rows, "stub"))
    if number % 5 == 0:
        cells.append(GridCell(f"（{number}）不予处理", 1, 1, min(5, rows - number), "stub"))
    label = (
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
        if number % 11 == 7
        else "属于国家秘密"
    )
    cells.append(GridCell(f"{number}.{label}", 2, 1, 1, "stub", "left"))
    cells += [GridCell(value, column, cell=f"requests.{number}.{column}") for column in range(3, 10)]
    return GridRow(tuple(cells), group=number % 5 == 0)
