"""The printed PDF: same bytes for the same report, fonts embedded, text that can be copied out, marks of the file."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from datetime import date

import pypdfium2 as pdfium
import pytest

from app.document.blocks import Grid, Note, Paragraph, Signature
from app.render.pdf import write
from app.render.writer_job import WriterJob
from app.typeset.compose import compose
from app.typeset.page_grid import MEASURE
from app.typeset.typesetter import Typesetter
from tests.typeset.generated_narratives import narrative
from tests.typeset.papers import OFFICE, TITLE, document, heading, requests

REPORT = document(
    TITLE,
    heading(),
    *(Paragraph(narrative(seed), f"cell.{seed}") for seed in range(12)),
    heading("三、收到和处理政府信息公开申请情况"),
    requests("7654321"),
    Note("注：含上年度结转数量。", "requests.note"),
    heading("六、其他"),
    Paragraph("无。", "other.text"),
    Signature(OFFICE, date(2026, 1, 15), "联系人：王堃"),
)
# A character beyond the basic plane in a widely spaced line may be copied out with blanks: the known exception.
BASIC = "\uffff"
WORD_BOX = re.compile(r'yMin="([^"]+)" xMax="([^"]+)" yMax="[^"]+">(.*)</word>')
PRINT_IT = """
import sys
from tests.render.pdf.test_pdf_press import REPORT
from app.render.pdf import write
from app.render.writer_job import WriterJob
sys.stdout.buffer.write(write(REPORT, WriterJob()))
"""


@pytest.fixture(scope="module")
def printed() -> bytes:
    return write(REPORT, WriterJob())


@pytest.fixture(scope="module")
def path(printed, tmp_path_factory):
    target = tmp_path_factory.mktemp("pdf") / "report.pdf"
    target.write_bytes(printed)
    return target


def told(*command) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def test_the_same_report_gives_the_same_bytes(printed):
    assert write(REPORT, WriterJob()) == printed


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "99"},
        {"RL_pdfMultiLine": "1", "RL_pdfComments": "1", "RL_invariant": "0", "RL_documentLang": "en"},
    ],
)
def test_another_process_gives_the_same_bytes(printed, root, variables):
    run = subprocess.run(
        [sys.executable, "-c", PRINT_IT],
        cwd=root,
        env=os.environ | variables,
        check=True,
        capture_output=True,
    )
    assert run.stdout == printed


def test_a_setter_that_printed_before_gives_the_bytes_of_a_fresh_one(printed):
    kept = WriterJob(setter=Typesetter())
    changed = dataclasses.replace(
        REPORT, blocks=(*REPORT.blocks[:2], Paragraph("改过的一段，共7件。", "x"), *REPORT.blocks[3:])
    )
    assert write(REPORT, kept) == printed
    assert write(changed, kept) == write(changed, WriterJob()) != printed
    assert write(REPORT, kept) == printed


def test_the_identity_of_a_file_is_that_of_what_is_in_it():
    # The review sheet names the print by its digest: what the program calls its blocks and reckons beside them changes nothing.
    bare = [dataclasses.replace(block, equations=(), caption="") if isinstance(block, Grid) else block for block in REPORT.blocks]
    identity = re.compile(rb"/ID \n\[<(\w{32})><\1>\]")
    one = identity.search(write(REPORT, WriterJob()))
    other = identity.search(write(dataclasses.replace(REPORT, blocks=tuple(bare), data=()), WriterJob()))
    changed = identity.search(write(dataclasses.replace(REPORT, title="另一份"), WriterJob()))
    assert one
    assert other
    assert changed
    assert one[1] == other[1] != changed[1]


def test_every_font_is_embedded_and_subset(path):
    rows = told("pdffonts", path).splitlines()[2:]
    assert len(rows) >= 5
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_every_composed_line_can_be_copied_out_of_the_file(path):
    composed = compose(REPORT)
    extracted = {line.strip("\f") for line in told("pdftotext", "-enc", "UTF-8", path, "-").splitlines()}
    lines = {
        placed.line.text
        for page in composed.pages
        for placed in page.lines
        if placed.part != "cell" and max(placed.line.text) < BASIC
    }
    assert lines - extracted == set()


def test_the_numbers_of_a_row_are_copied_in_their_order(path):
    rows = told("pdftotext", "-layout", "-enc", "UTF-8", path, "-").splitlines()
    assert sum(row.split().count("7654321") == 7 for row in rows) == 25


def test_the_preview_s_reader_finds_the_same_text(printed):
    file = pdfium.PdfDocument(printed)
    text = "".join(file[index].get_textpage().get_text_range() for index in range(len(file)))
    file.close()
    body = [
        placed.line.text
        for page in compose(REPORT).pages
        for placed in page.lines
        if placed.part == "paragraph" and max(placed.line.text) < BASIC
    ]
    assert [line for line in body if line not in text] == []


def test_the_file_says_what_it_is(path):
    info = dict(
        line.split(":", 1) for line in told("pdfinfo", "-enc", "UTF-8", "-isodates", path).splitlines()
    )
    assert info["Title"].strip() == REPORT.title
    assert info["Author"].strip() == OFFICE
    assert info["Subject"].strip() == "2025年政府信息公开工作年度报告"
    assert info["CreationDate"].strip() == "2026-01-15T00:00:00Z"


def test_a_report_without_a_date_bears_the_end_of_its_year(tmp_path):
    (tmp_path / "x.pdf").write_bytes(write(document(TITLE), WriterJob()))
    assert "2025-12-31" in told("pdfinfo", "-isodates", tmp_path / "x.pdf")


def test_sections_are_bookmarks_on_their_pages(printed):
    pages = compose(REPORT)
    file = pdfium.PdfDocument(printed)
    found = [(mark.get_title(), mark.get_dest().get_index()) for mark in file.get_toc()]
    file.close()
    assert found == [(mark.text, mark.page) for mark in pages.bookmarks]


def test_the_viewer_is_told_language_title_and_sides(printed):
    for entry in (b"/Lang (zh-CN)", b"/DisplayDocTitle true", b"/DuplexFlipLongEdge"):
        assert entry in printed
    assert b"/Simplex" in write(REPORT, WriterJob(two_sided=False))


def test_a_character_without_glyph_is_never_a_blank_but_can_be_copied(tmp_path):
    (tmp_path / "x.pdf").write_bytes(write(document(Paragraph("甲\ue000乙", "x")), WriterJob()))
    assert "甲\ue000乙" in told("pdftotext", "-enc", "UTF-8", tmp_path / "x.pdf", "-")


def test_ink_stands_only_inside_the_text_area_and_the_page_number(printed):
    file = pdfium.PdfDocument(printed)
    picture = file[0].render(scale=1, grayscale=True)
    width, height, stride, buffer = picture.width, picture.height, picture.stride, bytes(picture.buffer)
    dark = [(x, y) for y in range(height) for x in range(width) if buffer[y * stride + x] < 128]
    file.close()
    assert min(x for x, _ in dark) >= 78
    assert max(x for x, _ in dark) <= 523
    assert min(y for _, y in dark) >= 104
    assert max(y for _, y in dark) <= 780


def right_edges(path) -> dict[str, float]:
    """By the text of each printed line: the right edge of its last character's box, as another program sees it."""
    lines: dict[tuple[int, str], list[tuple[float, str]]] = {}
    page = 0
    for row in told("pdftotext", "-bbox", "-enc", "UTF-8", path, "-").splitlines():
        page += "<page" in row
        if found := WORD_BOX.search(row):
            lines.setdefault((page, found[1]), []).append((float(found[2]), found[3]))
    return {"".join(text for _, text in words): max(edge for edge, _ in words) for words in lines.values()}


def test_printed_lines_end_at_the_measure_as_another_program_measures_them(path):
    edges, checked = right_edges(path), 0
    for page in compose(REPORT).pages:
        for placed in page.lines:
            if placed.part == "paragraph" and not placed.line.last and placed.line.text in edges:
                checked += 1
                assert edges[placed.line.text] == pytest.approx(page.left + MEASURE, abs=0.1)
    assert checked > 50
