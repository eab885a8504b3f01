"""The corpus as web pages: content management systems, Word's and WPS's own HTML, and what people do to tables."""

from __future__ import annotations

from base64 import encodebytes
from collections.abc import Callable
from dataclasses import replace

from tests.corpus.base import OFFICE, OLD_REPORT, REPORT, Cell, Rows, each, prose, retext, tables

Tag = Callable[[Cell], str]


def plain(cell: Cell) -> str:
    """A table cell as a plain td."""
    return f"<td{_spans(cell)}>{cell.text}</td>"


def wordy(cell: Cell) -> str:
    """A table cell as Word saves it."""
    return (
        f"<td width=52 style='width:39.0pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt'"
        f"{_spans(cell)}><p class=MsoNormal align=center style='text-align:center'><span lang=EN-US "
        f"style='font-size:9.0pt;font-family:仿宋_GB2312'>{cell.text}<o:p></o:p></span></p></td>"
    )


def soupy(cell: Cell) -> str:
    """A table cell as editors of content management systems leave it."""
    middle = len(cell.text) // 2
    head, tail = cell.text[:middle], cell.text[middle:]
    return (
        f'<td{_spans(cell)} style="text-align:center"><div><span style="font-size:14px"><span>{head}</span></span>'
        f"<strong><span>{tail}</span></strong>&nbsp;</div></td>"
    )


def _spans(cell: Cell) -> str:
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    return down + (f' colspan="{cell.across}"' if cell.across > 1 else "")


def table(rows: Rows, tag: Tag = plain) -> str:
    """A table element."""
    return "<table border=1>" + "".join(f"<tr>{''.join(map(tag, row))}</tr>\n" for row in rows) + "</table>\n"


def body(
    grids: list[str], report=REPORT, line: Callable[[str], str] = "<p>{}</p>\n".format, after: str = ""
) -> str:
    """Title, sections and tables of a report as HTML."""
    parts = [line(f"{OFFICE}{report.year}年政府信息公开工作年度报告")]
    left = list(grids)
    for heading, lines in prose(report):
        parts += [line(heading), *map(line, lines)]
        if not lines:
            parts += [left.pop(0) if left else "", after]
    return "".join(parts)


def page(content: str, charset: str = "utf-8", head: str = "") -> bytes:
    """A whole page in an encoding that it declares."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    text = f"<html><head>{meta}<title>年报</title>{head}</head><body>{content}</body></html>"
    return text.encode("gb18030" if charset != "utf-8" else "utf-8")


def cms() -> bytes:
    """Nested layout tables, menus before and a footer after the article, spans within spans."""
    article = body(
        [table(rows, soupy) for rows in tables()], line=lambda t: f"<div>　　<span>{t}</span></div>"
    )
    menu = "<ul><li><a href='#'>首页</a></li><li>您现在的位置：首页 > 政府信息公开 > 年度报告</li></ul>"
    info = "<div>索引号：LY0012024</div><div>发布时间：2025-01-15</div><div>字体：大 中 小</div>"
    foot = "<div>【打印本页】</div><div>上一篇：没有了</div><div>主办单位：柳荫街道办事处 网站地图</div>"
    inner = f"<table width=100%><tr><td>{info}{article}</td></tr></table>"
    return page(
        f"<script>var a='<td>9</td>';</script><table><tr><td>{menu}</td></tr><tr><td>{inner}</td></tr></table>{foot}"
    )


def word() -> bytes:
    """Word's own HTML in GBK, with conditional comments."""
    head = (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
    )
    line = "<p class=MsoNormal style='text-indent:32.0pt'><span style='mso-spacerun:yes'>&nbsp;</span>{}<o:p></o:p></p>\n".format
    return page(body([table(rows, wordy) for rows in tables()], line=line), "gb2312", head)


def wps() -> bytes:
    """WPS's HTML: font elements, a byte order mark, line breaks inside words of the head."""
    broken = [each(rows, retext(lambda t: t[:2] + "<br/>" + t[2:], "head")) for rows in tables()]
    line = '<p class="p"><font face="仿宋">{}</font></p>\n'.format
    return b"\xef\xbb\xbf" + page(body([table(rows) for rows in broken], line=line))


def two_in_one() -> bytes:
    """Tables three and four in one table element, the heading between them a row of it."""
    two, three, four = tables()
    between = [[Cell("四、政府信息公开行政复议、行政诉讼情况", 1, 15, "head")]]
    whole = body([table(two), table(three + between + four)])
    return page(whole.replace("<p>四、政府信息公开行政复议、行政诉讼情况</p>\n", ""))


def one_big_table() -> bytes:
    """The whole report as one table with a column for everything."""
    rows: Rows = [[Cell(f"{OFFICE}2024年政府信息公开工作年度报告", 1, 10, "text")]]
    grids = tables()
    for heading, lines in prose():
        rows.append([Cell(heading, 1, 10, "text")])
        rows += [[Cell(line, 1, 10, "text")] for line in lines]
        rows += [] if lines else grids.pop(0)
    return page(table(rows))


def split_stubs() -> bytes:
    """The number of a row's label stands in a cell of its own."""

    def split(row: list[Cell]) -> list[Cell]:
        found = []
        for cell in row:
            number, dot, words = cell.text.partition(".")
            if cell.role == "stub" and dot and number.isdigit():
                found += [replace(cell, text=f"{number}."), replace(cell, text=words)]
            elif cell.role == "stub" and cell.across > 1:
                found.append(replace(cell, across=cell.across + 1))
            elif cell.role == "head" and cell.down == 3 and cell.across == 3:
                found.append(replace(cell, across=4))
            else:
                found.append(cell)
        return found

    two, three, four = tables()
    return page(body([table(two), table([split(row) for row in three]), table(four)]))


def without_total(rows: Rows) -> Rows:
    """Table three without its column of totals."""

    def change(cell: Cell) -> Cell | None:
        if cell.cell.endswith(".total") or (cell.text == "总计" and cell.role == "head"):
            return None
        return replace(cell, across=6) if cell.text == "申请人情况" else cell

    return each(rows, change)


def merged_values() -> bytes:
    """Zeros merged into one cell over several columns: nobody can say what each of them is."""
    two, three, four = tables()
    merged = []
    for row in three:
        first = row[-7:]
        if first and first[0].cell.startswith("requests.denied_secret."):
            row = [*row[:-7], first[0], replace(first[1], across=5), first[6]]
        merged.append(row)
    return page(body([table(two), table(merged), table(four)]))


def with_three(change: Callable[[Rows], Rows]) -> bytes:
    """A page whose table three was changed."""
    two, three, four = tables()
    return page(body([table(two), table(change(three)), table(four)]))


def sidebar() -> bytes:
    """Links to the reports of other years stand before the article."""
    links = "".join(
        f"<li><a href='#'>{OFFICE}{year}年政府信息公开工作年度报告</a></li>" for year in (2021, 2022, 2023)
    )
    return page(f"<div>年度报告</div><ul>{links}</ul>" + body([table(rows) for rows in tables()]))


def head_without_spans(rows: Rows) -> Rows:
    """Table three whose head has lost its row spans, so that its labels stand over the wrong columns; zeros are blank."""
    heads = [[replace(cell, down=1) for cell in row] for row in rows[:3]]
    heads[0][0] = replace(heads[0][0], down=3)
    return [
        *heads,
        *each(rows[3:], lambda c: replace(c, text="") if c.text == "0" and c.role == "data" else c),
    ]


def renamed(text: str) -> str:
    """Labels as people retype them."""
    slips = {
        "3.危及“三安全一稳定”": "3．危及\"三安全一稳定\"",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "(二)部分公开",
        "1.本机关不掌握相关政府信息": "1、本机关不掌握相关信息",
        "4.无正当理由大量反复申请": "4.无正当理由、大量反复申请",
        "四、结转下年度继续办理": "四、结转下年度继续办理数量",
        "行政规范性文件": "规范性文件",
        "5.属于三类内部事务信息": "5.属于三类内部事物信息",
    }  # fmt: skip
    return slips.get(text, text)


def line_breaks() -> bytes:
    """The text parted by breaks alone, its long paragraphs broken at the edge as well."""

    def line(text: str) -> str:
        pieces = [text[at : at + 18] for at in range(0, len(text), 18)] if "，" in text else [text]
        return f"　　{'<br>'.join(pieces)}<br>"

    return page(f"<div>{body([table(rows) for rows in tables()], line=line)}</div>")


def saved_as_word() -> bytes:
    """A page that a web system gives out as a Word file: one file of two parts."""
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_next"\r\n\r\n--=_next\r\n'
    part = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    end = "\r\n--=_next\r\nContent-Type: image/gif\r\n\r\nGIF\r\n--=_next--\r\n"
    return f"{head}{part}".encode() + encodebytes(word()) + end.encode()


def files() -> dict[str, bytes]:
    """The pages by file name."""
    two, three, four = tables()
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    noted = [each(two, retext(lambda t: "22（其中修订16件）" if t == "22" else t)), three, four]
    note = "<p>注：行政复议、行政诉讼数量含上年度结转数量。</p>"
    slashed = each(two, retext(lambda t: "/" if t == "0" else t))
    blank = each(three, lambda c: replace(c, text="") if c.text == "0" and c.role == "data" else c)
    wrong = each(three, lambda c: replace(c, text="9") if c.cell == "requests.received.total" else c)
    yuan = each(two, retext(lambda t: t.replace("万元", "元"), "head"))
    labels = [each(rows, lambda c: replace(c, text=renamed(c.text))) for rows in (two, three, four)]
    heads = each(three, lambda c: replace(c, text="律师事务所等") if c.text == "法律服务机构" else c)
    return {
        "line-breaks.html": line_breaks(),
        "saved-as-word.doc": saved_as_word(),
        "cms.html": cms(),
        "word.htm": word(),
        "wps.html": wps(),
        "gbk-undeclared.html": page(body([table(rows) for rows in tables()]), ""),
        "two-in-one.html": two_in_one(),
        "one-big-table.html": one_big_table(),
        "split-labels.html": split_stubs(),
        "no-total-column.html": with_three(without_total),
        "merged-values.html": merged_values(),
        "full-width.html": page(
            body([table(each(r, retext(lambda t: t.translate(wide) + "件"))) for r in tables()]).replace(
                "１.２５件", "１．２５万元"
            )
        ),
        "notes.html": page(body([table(rows) for rows in noted]).replace("<p>五、", note + "<p>五、")),
        "strokes.html": page(body([table(slashed), table(three), table(four)])),
        "blanks.html": page(body([table(two), table(blank), table(four)])),
        "wrong-total.html": page(body([table(two), table(wrong), table(four)])),
        "yuan.html": page(body([table(yuan), table(three), table(four)])),
        "renamed.html": page(body([table(rows) for rows in labels])),
        "renamed-column.html": page(body([table(two), table(heads), table(four)])),
        "sidebar.html": sidebar(),
        "head-without-spans.html": with_three(head_without_spans),
        "edition-2019.html": page(body([table(rows) for rows in tables(OLD_REPORT)], OLD_REPORT)),
    }
