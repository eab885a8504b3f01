"""Whatever road a figure comes by: the one that a person sees is taken, or none is and the cell is asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from app.errors import NianbaoError, ValueRefused
from app.exchange import read
from app.exchange.clip_block import block_of
from app.exchange.clipboard import read_labelled
from app.export.exporting import export
from app.report.entry import parse_block, read_block, read_entry
from tests.exchange.readers.shown_figures import (
    AMOUNTS_IN_TEXT,
    ASKED,
    IN_PDF,
    IN_TEXT,
    IN_WORD,
    ON_PAGES,
    RUN,
    TYPED_AMOUNTS,
    TYPED_COUNTS,
)
from tests.exchange.readers.shown_figures_of_strangers import (
    IN_WORD_CELLS,
    STRANGERS_IN_TEXT,
    STRANGERS_IN_WORD,
    STRANGERS_ON_PAGES,
    WHOLE_STYLE,
)
from tests.exchange.readers.shown_in_files import (
    COUNT,
    COUNT_HEAD,
    FEES,
    FEES_HEAD,
    HEADING,
    OTHER,
    TITLE,
    answer,
    in_pdf,
    in_word,
    on_a_page,
    packed,
)
from tests.reports import FORM, FORMS, OFFICE, empty, full


def typed(cell: str, text: str) -> object:
    try:
        return read_entry(FORM.cells[cell], text)[cell]
    except ValueRefused:
        return ASKED


@pytest.mark.parametrize(("text", "right"), TYPED_COUNTS.items(), ids=str)
def test_a_count_typed_into_its_cell(text: str, right: object) -> None:
    assert typed(COUNT, text) == right


@pytest.mark.parametrize(("text", "right"), TYPED_AMOUNTS.items(), ids=str)
def test_an_amount_typed_into_its_cell(text: str, right: object) -> None:
    assert typed(FEES, text) == right


@pytest.mark.parametrize(
    ("cell", "text", "right"),
    [(COUNT, *one) for one in TYPED_COUNTS.items()] + [(FEES, *one) for one in TYPED_AMOUNTS.items()],
    ids=str,
)
def test_a_figure_in_a_pasted_block(cell: str, text: str, right: object) -> None:
    try:
        pasted = read_block(FORM, empty(), [[cell]], parse_block(text)).edit.changes[cell]
    except ValueRefused:
        assert right is ASKED
    else:
        assert pasted == right


@pytest.mark.parametrize(("text", "right"), IN_TEXT.items(), ids=str)
def test_a_figure_pasted_with_its_label(text: str, right: object) -> None:
    found = read_labelled(FORM, empty(), text=f"行政许可\t{text}\r\n行政处罚\t7")
    assert found is not None
    assert found.edit.changes.get(COUNT, ASKED) == right
    assert found.edit.changes[OTHER] == 7


@pytest.mark.parametrize(("inner", "right"), (ON_PAGES | STRANGERS_ON_PAGES).items(), ids=str)
def test_a_figure_pasted_with_its_label_from_a_page(inner: str, right: object) -> None:
    rows = f"<tr><td>行政许可</td><td>{inner}</td></tr><tr><td>行政处罚</td><td>7</td></tr>"
    found = read_labelled(
        FORM, empty(), markup=f"{WHOLE_STYLE}<table>{rows}</table>", text="行政许可\t52\n行政处罚\t7"
    )
    assert found is not None
    assert found.edit.changes.get(COUNT, ASKED) == right


@pytest.mark.parametrize(("inner", "right"), (ON_PAGES | STRANGERS_ON_PAGES).items(), ids=str)
def test_a_figure_on_a_page(inner: str, right: object) -> None:
    assert answer(on_a_page(inner), COUNT) == right


@pytest.mark.parametrize(
    ("inner", "head", "label", "before", "right"),
    [
        ("1.5", FEES_HEAD[1], "行政事业性收费", "", Decimal("1.5")),
        ("1.5", FEES_HEAD[1], "行政事业性收费", "<p>单位：件</p>", Decimal("1.5")),
        ("1,500.00元", FEES_HEAD[1], "行政事业性收费", "", ASKED),
        ("1500", "本年收费金额（单位：元）", "行政事业性收费", "", ASKED),
        ("1500", "本年收费金额", "行政事业性收费（元）", "", ASKED),
        ("1500", FEES_HEAD[1], "行政事业性收费（元）", "", ASKED),
        ("1500", "本年收费金额", "行政事业性收费", "<p>单位：元</p>", ASKED),
        ("1500", "本年收费金额", "行政事业性收费", "<p>（单位：元）</p>", ASKED),
        ("1500", "本年收费金额", "行政事业性收费", "<p>金额单位：人民币元</p>", ASKED),
        ("1500", "本年收费金额", "行政事业性收费", "<p>2025年度　单位：件、元</p>", ASKED),
        ("1.5", "本年收费金额", "行政事业性收费", "<p>单位：件、万元</p>", Decimal("1.5")),
        ("1.5", "本年收费金额", "行政事业性收费", "<p>单位：元宝街道办事处</p>", Decimal("1.5")),
    ],
)  # fmt: skip
def test_the_unit_that_a_heading_states(
    inner: str, head: str, label: str, before: str, right: object
) -> None:
    found = on_a_page(inner, head=("信息内容", head), label=label, before=before)
    assert answer(found, FEES) == right


@pytest.mark.parametrize(
    ("td", "right"), [('x:num="1500.6"', ASKED), ('sdval="1500.6"', ASKED), ('x:num="1501"', 1501)]
)
def test_the_number_that_a_spreadsheet_keeps_beside_the_shown_one(td: str, right: object) -> None:
    assert answer(on_a_page("1,501", td=td), COUNT) == right


@pytest.mark.parametrize(
    ("layout", "right"),
    [
        ("General", 52),
        ("0", 52),
        ("\\#\\,\\#\\#0", 52),
        ("0\\,", ASKED),
        ("0\\0022\u4ef6\\0022", 52),
        ("\\[\\>5\\]0", ASKED),
    ],
)
def test_the_number_format_that_excel_puts_beside_a_copied_figure(layout: str, right: object) -> None:
    page = f'<style>.xl65 {{mso-number-format:"{layout}";}}</style>'
    assert answer(on_a_page("52", td="class=xl65", before=page), COUNT) == right


@pytest.mark.parametrize(("inner", "right"), (IN_WORD | STRANGERS_IN_WORD).values(), ids=IN_WORD | STRANGERS_IN_WORD)
def test_a_figure_in_a_word_file(inner: str, right: object) -> None:
    assert answer(read(FORMS, in_word(inner), "文.docx"), COUNT) == right


@pytest.mark.parametrize(("inner", "cell", "row", "right"), IN_WORD_CELLS.values(), ids=IN_WORD_CELLS)
def test_a_figure_in_a_word_file_whose_cell_and_row_count_too(
    inner: str, cell: str, row: str, right: object
) -> None:
    assert answer(read(FORMS, in_word(inner, cell, row), "文.docx"), COUNT) == right


@pytest.mark.parametrize("letters", ["<w:strike/>", '<w:color w:val="FFFFFF"/>'])
def test_the_style_of_a_table_counts_for_its_letters(letters: str) -> None:
    table = f'<w:style w:type="table" w:styleId="t"><w:rPr>{letters}</w:rPr></w:style></w:styles>'
    with zipfile.ZipFile(io.BytesIO(in_word(RUN.format("52")))) as plain:
        parts = {name: plain.read(name).decode() for name in plain.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", table)
    styled = '<w:tbl><w:tblPr><w:tblStyle w:val="t"/></w:tblPr>'
    parts["word/document.xml"] = parts["word/document.xml"].replace("<w:tbl>", styled)
    found = read(FORMS, packed(parts), "文.docx")
    assert COUNT not in found.report.cells
    assert COUNT in {question.cell for question in found.questions}


@pytest.mark.parametrize(("text", "right"), IN_TEXT.items(), ids=str)
def test_a_count_in_a_text_file(text: str, right: object) -> None:
    lines = [TITLE, HEADING, "\t".join(COUNT_HEAD), "行政处罚\t7", f"行政许可\t{text}"]
    assert answer(read(FORMS, "\n".join(lines).encode(), "文.txt"), COUNT) == right


@pytest.mark.parametrize(("text", "right", "reason"), STRANGERS_IN_TEXT, ids=str)
def test_a_count_in_a_text_file_that_is_broken_or_no_figure(text: str, right: object, reason: str) -> None:
    lines = [TITLE, HEADING, "\t".join(COUNT_HEAD), "行政处罚\t7", f"行政许可\t{text}", "行政强制\t3"]
    found = read(FORMS, "\n".join(lines).encode(), "文.txt")
    assert answer(found, COUNT) == right
    assert found.report.get("proactive.coercion.decisions") == 3
    assert any(reason in question.sentence for question in found.questions if question.cell == COUNT)


@pytest.mark.parametrize(("text", "right"), AMOUNTS_IN_TEXT.items(), ids=str)
def test_an_amount_in_a_text_file(text: str, right: object) -> None:
    lines = [
        TITLE,
        HEADING,
        "\t".join(COUNT_HEAD),
        "行政处罚\t7",
        "\t".join(FEES_HEAD),
        f"行政事业性收费\t{text}",
    ]
    assert answer(read(FORMS, "\n".join(lines).encode(), "文.txt"), FEES) == right


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "free"])
@pytest.mark.parametrize(("pieces", "right"), IN_PDF.values(), ids=IN_PDF)
def test_a_figure_in_a_pdf(pieces: Sequence[tuple[str, float, float]], ruled: bool, right: object) -> None:
    assert answer(read(FORMS, in_pdf(pieces, ruled=ruled), "页.pdf"), COUNT) == right


def test_a_block_without_labels_whose_figures_look_otherwise_is_not_pasted() -> None:
    markup = "<table><tr><td>5<sub>2</sub></td><td>7</td></tr></table>"
    with pytest.raises(NianbaoError, match=r"下标.*没有粘贴"):
        block_of(markup, "52\t7")


@pytest.mark.parametrize(
    ("head", "right"), [("（件）", 52), ("（项）", 52), ("（万件）", ASKED), ("（万元）", ASKED)]
)
def test_the_unit_that_the_head_of_a_count_states(head: str, right: object) -> None:
    assert answer(on_a_page("52", head=(COUNT_HEAD[0], COUNT_HEAD[1] + head)), COUNT) == right


def test_a_digit_lowered_by_hand_in_our_own_page_is_asked() -> None:
    page = export(FORM, full(proactive__licences__decisions=5287), "html").decode()
    found = read(FORMS, page.replace(">5287<", ">52<sub>87</sub><", 1).encode(), "年报.html")
    assert COUNT not in found.report.cells
    assert COUNT in {question.cell for question in found.questions}


def test_our_own_page_as_it_was_written_is_read_as_written() -> None:
    report = replace(full(proactive__licences__decisions=5287), office=OFFICE)
    assert read(FORMS, export(FORM, report, "html"), "年报.html").report == report
