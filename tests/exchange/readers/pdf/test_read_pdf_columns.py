"""Columns of text side by side are read one after the other; what stands beside the text is told and left out."""

from __future__ import annotations

from tests.corpus.in_pdf import LEFT, Sheet
from tests.exchange.readers.pdf.drawn_pages import LONG, SENTENCE, TITLE, lines_of, sheet, source_of

LINKS = [
    "机构简介",
    "信息公开指南",
    "信息公开制度",
    "法定主动公开内容",
    "信息公开年报",
    "依申请公开",
    "政策解读",
]
ROOM = 17  # letters of a narrow line


def column(page: Sheet, x: float, top: float, texts: list[str], pitch: float = 19) -> None:
    """Paragraphs in a narrow column, their first lines indented."""
    page.canvas.setFont("corpus", 12)
    y = top
    for text in texts:
        for n, start in enumerate([0, *range(ROOM - 2, len(text), ROOM)]):
            end = ROOM - 2 if n == 0 else start + ROOM
            page.canvas.drawString(x + (24 if n == 0 else 0), y, text[start:end])
            y -= pitch
    page.y = min(page.y, y)


def test_links_beside_the_text_are_left_out_of_its_lines_and_told() -> None:
    page = sheet()
    top = page.y - 30
    page.canvas.setFont("corpus", 10)
    for n, link in enumerate(LINKS):
        page.canvas.drawString(LEFT, top - 23 * n, link)
    column(page, LEFT + 150, top, [LONG, LONG])
    source = source_of(page.saved())
    texts = [getattr(block, "text", "") for block in source.blocks]
    assert texts == [TITLE, LONG, LONG, "", *LINKS]
    assert source.asks == ("第 1 页正文旁边另有一栏文字（“机构简介”等 7 行），没有放进正文，请核对",)


def test_short_paragraphs_beside_links_and_below_them_are_the_text() -> None:
    texts = ["一、总体情况", SENTENCE[:22], SENTENCE[:25], SENTENCE[:20], SENTENCE, SENTENCE[:23], SENTENCE]
    page = sheet()
    top = page.y - 30
    page.canvas.setFont("corpus", 10)
    for n, link in enumerate(LINKS[:5]):
        page.canvas.drawString(LEFT, top - 30 * n, link)
    column(page, LEFT + 150, top - 4, texts)
    source = source_of(page.saved())
    assert [getattr(block, "text", "") for block in source.blocks] == [TITLE, *texts, "", *LINKS[:5]]


def test_two_columns_are_read_one_after_the_other() -> None:
    for shift in (0, 6):
        page = sheet()
        top = page.y - 30
        column(page, LEFT, top, [f"左{LONG}", f"二{SENTENCE}"])
        column(page, LEFT + 240, top - shift, [f"右{LONG}", f"四{SENTENCE}"])
        assert lines_of(page.saved()) == [TITLE, f"左{LONG}", f"二{SENTENCE}", f"右{LONG}", f"四{SENTENCE}"]


def test_headings_beside_the_text_stand_before_it() -> None:
    page = sheet()
    top = page.y - 30
    page.canvas.setFont("corpus", 12)
    for n, heading in enumerate(["一、总体情况", "二、公开情况", "三、申请情况", "四、复议情况"]):
        page.canvas.drawString(LEFT, top - 150 * n, heading)
        column(page, LEFT + 150, top - 150 * n, [LONG[:90]])
    found = lines_of(page.saved())
    assert found[1:5] == ["一、总体情况", LONG[:90], "二、公开情况", LONG[:90]]


def test_columns_of_figures_without_lines_stay_rows() -> None:
    page = sheet(LONG)
    page.canvas.setFont("corpus", 12)
    for n in range(8):
        page.y -= 19
        page.canvas.drawString(LEFT, page.y, f"{n + 1}.属于国家秘密的信息")
        page.canvas.drawString(LEFT + 250, page.y, str(n))
    rows = [
        [box.text for box in block.boxes]
        for block in source_of(page.saved()).blocks
        if hasattr(block, "boxes")
    ]
    assert rows == [[f"{n + 1}.属于国家秘密的信息", str(n)] for n in range(8)]
