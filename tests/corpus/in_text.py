"""The corpus as plain text: copied from a page with its merged cells lost, one cell a line, parted by spaces."""

from __future__ import annotations

from collections.abc import Callable

from tests.corpus.base import OFFICE, REPORT, Rows, prose, tables

Flat = Callable[[int, Rows], list[str]]


def whole(flat: Flat) -> bytes:
    """A report with each table made lines by `flat`, which is given 0 for table two, 1 for three, 2 for four."""
    lines = [f"{OFFICE} {REPORT.year} 年政府信息公开工作 年度报告", ""]
    grids = list(enumerate(tables()))
    for heading, texts in prose():
        lines += [heading, "", *(part for text in texts for part in (text, ""))]
        lines += flat(*grids.pop(0)) if not texts else []
        lines.append("")
    return "\r\n".join(lines).encode("utf-8")


def by_tabs(number: int, rows: Rows) -> list[str]:
    """A copy of a web table: one field a cell, nothing for what a merged cell covers to its right or below."""
    return ["\t".join(cell.text for cell in row) for row in rows]


def cut_off(number: int, rows: Rows) -> list[str]:
    """The worst copy seen: table three cut at eight fields a line, so that one or two values of each row are lost.

    In rows with three headings it is two values from the middle, in the others one; the total stays last, but for
    the first row, which loses the total itself.
    """
    if number != 1:
        return by_tabs(number, rows)
    lines = [
        "(本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和)\t\t申请人情况\t\t\t\t\t",
        "\t\t自然人\t法人或其他组织\t\t\t\t",
        "\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他",
    ]
    for row in rows[3:]:
        labels = [cell.text for cell in row if cell.role == "stub"]
        values = [cell.text for cell in row if cell.role == "data"]
        three = any(cell.role == "stub" and cell.across == 1 and cell.text[1] == "." for cell in row)
        if labels[0].startswith("一、"):
            kept, front = values[:6], [labels[0], ""]
        elif three:
            kept, front = (
                [*values[:3], *values[5:]],
                ["", *labels[-2:]] if len(labels) > 1 else ["", "", labels[0]],
            )
            kept = [*values[:2], *values[4:]]
        else:
            kept, front = [*values[:2], *values[3:]], ["", labels[-1]]
        lines.append("\t".join([*front, *kept]))
    return lines


def by_lines(number: int, rows: Rows) -> list[str]:
    """A copy with one cell a line."""
    return [cell.text for row in rows for cell in row]


def by_spaces(number: int, rows: Rows) -> list[str]:
    """A copy with the cells parted by spaces."""
    return ["  ".join(cell.text for cell in row) for row in rows]


def printed(number: int, rows: Rows) -> list[str]:
    """Table three as pdftotext -layout prints it: long labels begin in the line above their figures."""
    if number != 1:
        return by_spaces(number, rows)
    lines = by_spaces(number, rows[:3])
    for row in rows[3:]:
        stubs = [cell.text for cell in row if cell.role == "stub"]
        figures = "   ".join(cell.text for cell in row if cell.role == "data")
        cut = len(stubs[-1]) // 2 if len(stubs[-1]) > 8 and stubs[-1][1] == "." else 0
        left = 30 - 12 * len(stubs)
        heads = "".join(f"{text:<12}" for text in [*stubs[:-1], stubs[-1][:cut]])
        lines += ["", f"{' ' * left}{heads}"] if cut else [""]
        words = " " * 18 + stubs[-1][cut:] if cut else " " * left + "".join(f"{text:<12}" for text in stubs)
        lines.append(f"{words:<50}{figures}")
    return lines


def files() -> dict[str, bytes]:
    """The text files by name."""
    return {
        "tabs.txt": whole(by_tabs),
        "cut-off.txt": whole(cut_off),
        "one-cell-a-line.txt": whole(by_lines),
        "printed-layout.txt": whole(printed),
        "spaces-gbk.txt": whole(by_spaces).decode("utf-8").encode("gb18030"),
    }
