"""Files made to hurt: bombs, depth, size, lies. Each is (name, bytes); none may cost more than seconds and a sentence.

Written by the maintainers on 24 November 2026: after the readers (ff56134), and with the process that bounds them (35e4c6e).
`python -m tests.exchange.limits` measures what each costs. A regression set.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from tests.corpus.base import REPORT
from tests.corpus.in_html import page
from tests.corpus.in_word import MAIN, RELATIONS, TYPES, W, paragraph, word_file
from tests.exchange.hostile_pdf import HOSTILE_PDF

WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
BOOK_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
WIDE_ROW = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr></w:tc></w:tr>'
WIDE_CELL = "<tr><td colspan=99999999 rowspan=99999999>1</td></tr>"
EXTERNAL = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def archive(members: dict[str, bytes | str]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def word(document: str | bytes, **others: bytes) -> bytes:
    """A Word file with that main part."""
    return archive(
        {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document, **others}
    )


def book(rows: str, after: str = "") -> bytes:
    """A workbook with one sheet."""
    types = TYPES.replace("/word/document.xml", "/xl/workbook.xml").replace(
        MAIN, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    )
    return archive(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": RELATIONS.replace("word/document.xml", "xl/workbook.xml"),
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
            "xl/worksheets/sheet1.xml": SHEET.format(rows, after),
        }
    )


def sheets(count: int) -> bytes:
    """A workbook of that many sheets, all the same part."""
    one = WORKBOOK[WORKBOOK.index("<sheet ") : WORKBOOK.index("</sheets>")]
    many = "".join(
        one.replace('"s"', f'"s{n}"').replace('sheetId="1"', f'sheetId="{n}"') for n in range(1, count + 1)
    )
    with zipfile.ZipFile(io.BytesIO(book("<row/>"))) as file:
        members: dict[str, bytes | str] = {name: file.read(name) for name in file.namelist()}
    return archive({**members, "xl/workbook.xml": WORKBOOK.replace(one, many)})


def lying_archive() -> bytes:
    """A zip whose directory understates the size of a member by far."""
    data = bytearray(word(b" " * (60 * 1024 * 1024)))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", data, at + offset)[0] > 1_000_000:
                struct.pack_into("<I", data, at + offset, 1000)
            at = data.find(mark, at + 4)
    return bytes(data)


def xml(inside: str) -> str:
    """A Word document part around some XML."""
    return f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def locked_word() -> bytes:
    """A zip with the mark of a password."""
    data = bytearray(word_file())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def nested(open_tag: str, close_tag: str, depth: int = 10_000) -> str:
    """Elements within elements."""
    return open_tag * depth + "行政许可" + close_tag * depth


HOSTILE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "zip bomb": lambda: ("a.docx", word(b" " * (250 * 1024 * 1024))),
    "lying zip": lambda: ("a.docx", lying_archive()),
    "many members": lambda: ("a.docx", archive({f"{n}.xml": b"" for n in range(6000)})),
    "path out of the archive": lambda: ("a.docx", word(xml(""), **{"../../outside.xml": b"x"})),
    "absolute path": lambda: ("a.xlsx", archive({"/etc/cron.d/x": b"x", "xl/workbook.xml": WORKBOOK})),
    "entity bomb": lambda: ("a.docx", word(ENTITIES + xml(paragraph("&j;")))),
    "external entity": lambda: ("a.docx", word(EXTERNAL + xml(paragraph("&x;")))),
    "entity bomb in UTF-16": lambda: ("a.docx", word((ENTITIES + xml("&j;")).encode("utf-16"))),
    "entity bomb in a workbook": lambda: ("a.xlsx", archive({"xl/workbook.xml": ENTITIES + WORKBOOK})),
    "deep Word": lambda: ("a.docx", word(xml(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")))),
    "deep page": lambda: ("2025.html", page(nested("<div>", "</div>"))),
    "deep tables": lambda: ("2025.html", page(nested("<table><tr><td>", "</td></tr></table>"))),
    "deep spans in a cell": lambda: ("2025.html", page(f"<table><tr><td>{nested('<b>', '</b>')}</td></tr></table>")),
    "deep JSON": lambda: ("a.json", b"[" * 10_000 + b"]" * 10_000),
    "long number in JSON": lambda: ("a.json", b'{"a":' + b"9" * 100_000 + b"}"),
    "huge page": lambda: ("a.html", b"<p>" * 3_000_000),
    "huge text": lambda: ("2025.txt", "行政许可 1\n".encode() * 500_000),
    "one long line": lambda: ("2025.txt", "一、总体情况\n".encode() + b"0 " * 2_000_000),
    "spaces and brackets": lambda: ("2025.txt", "一、总体情况\n".encode() + b" " * 1_000_000 + b"(" * 1_000_000),
    "page of spans": lambda: ("2025.html", page("<table>" + "<tr>" + "<td rowspan=60 colspan=60>1</td>" * 9000 + "</table>")),
    "page of cells": lambda: ("2025.html", page("<table>" + "<tr><td>行政许可处</td><td>1</td></tr>" * 40_000 + "</table>")),
    "two hundred megabytes": lambda: ("a.pdf", b"%PDF-1.7" + bytes(200 * 1024 * 1024)),
    "sheet merged whole": lambda: ("2025.xlsx", book("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    "sheet of rows": lambda: ("2025.xlsx", book("".join(f'<row r="{n}"/>' for n in range(1, 200_000)))),
    "cut off Word": lambda: ("a.docx", word_file()[:2000]),
    "cut off XML": lambda: ("a.docx", word(xml(paragraph("一"))[:-20])),
    "no XML": lambda: ("a.docx", word(b"\x00\x01\x02")),
    "password": lambda: ("a.docx", locked_word()),
    "old Office": lambda: ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    "picture as Word": lambda: ("a.docx", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    "Word as PDF": lambda: ("a.pdf", word_file()),
    "text as workbook": lambda: ("a.xlsx", "规章 0 0 0".encode()),
    "Word as text": lambda: ("2025.txt", word_file()),
    "PDF without a page": lambda: ("a.pdf", b"%PDF-1.7\n%%EOF"),
    "deep Word tables": lambda: ("a.docx", word(xml(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")))),
    "Word of runs": lambda: ("a.docx", word(xml("<w:p>" + "<w:r><w:t>1</w:t></w:r>" * 140_000 + "</w:p>"))),
    "Word of empty cells": lambda: ("2025.docx", word(xml("<w:tbl>" + f"<w:tr>{'<w:tc/>' * 60}</w:tr>" * 4000 + "</w:tbl>"))),
    "Word of wide cells": lambda: ("2025.docx", word(xml(f"<w:tbl>{WIDE_ROW * 9000}</w:tbl>"))),
    "deep workbook": lambda: ("a.xlsx", book("", nested("<x>", "</x>"))),
    "workbook of strings": lambda: ("a.xlsx", book('<row r="1">' + '<c t="inlineStr"><is><t>1</t></is></c>' * 90_000 + "</row>")),
    "workbook far out": lambda: ("2025.xlsx", book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "workbook of long numbers": lambda: ("2025.xlsx", book(f'<row r="1"><c r="A1"><v>{"9" * 2_000_000}</v></c></row>')),
    "many sheets": lambda: ("2025.xlsx", sheets(2000)),
    "page of attributes": lambda: ("2025.html", page("<p " + "".join(f"a{n}=1 " for n in range(400_000)) + ">1</p>")),
    "page of entities": lambda: ("2025.html", (ENTITIES + "<html><body><p>&j;</p></body></html>").encode()),
    "page with an open comment": lambda: ("2025.html", page("<!--" * 800_000)),
    "page of wide cells": lambda: ("2025.html", page(f"<table>{WIDE_CELL * 5000}</table>")),
    "page of small tables": lambda: ("2025.html", page("<table><tr><td>行政许可</td><td>1</td></tr></table>" * 20_000)),
    "text of headings": lambda: ("2025.txt", "一、总体情况\n二、主动公开政府信息情况\n".encode() * 60_000),
    "text of titles": lambda: ("2025.txt", ("2025年政府信息公开" * 16 + "\n").encode() * 9000),
    "text of labels": lambda: ("2025.txt", "规章行政规范性文件行政许可总计".encode() * 90_000),
    "text of one number": lambda: ("2025.txt", "一、总体情况\n".encode() + b"9" * 4_000_000),
    "JSON of lists": lambda: ("a.json", b"[" + b"[]," * 2_500_000 + b"[]]"),
    "JSON of cells": lambda: ("a.json", b'{"cells":{' + b",".join(b'"a%d":1' % n for n in range(500_000)) + b"}}"),
    "empty": lambda: ("a.html", b""),
    "binary as text": lambda: ("2025.txt", bytes(range(256)) * 40),
    "other suffix": lambda: ("a.exe", b"MZ"),
    "no suffix": lambda: ("年报", b"x"),
    "old Word": lambda: ("a.doc", b"\xd0\xcf\x11\xe0"),
    "WPS": lambda: ("a.wps", b"\xd0\xcf\x11\xe0"),
    "WPS table": lambda: ("a.et", b"\xd0\xcf\x11\xe0"),
    "no report": lambda: ("2025.html", page("<p>今日天气晴。</p>")),
    "no year": lambda: ("a.html", page(f"<p>{REPORT.office}政府信息公开工作年度报告</p><p>一、总体情况</p>")),
    "year without a form": lambda: ("2011.txt", "一、总体情况\n".encode()),
    **HOSTILE_PDF,
}  # fmt: skip
