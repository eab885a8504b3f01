"""A table from the clipboard goes where its labels say, from HTML or from tab text, whole or in part."""

from __future__ import annotations

import pytest

from app.errors import ExchangeError
from app.exchange.clip_block import block_of
from app.exchange.clipboard import read_labelled
from app.report.report import applied
from tests.corpus.base import REPORT, tables
from tests.corpus.in_html import soupy, table, wordy
from tests.reports import FORM, empty

NUMBERS = {name: value for name, value in REPORT.cells.items() if not isinstance(value, str)}


def pasted(markup: str = "", text: str = "") -> dict[str, object]:
    found = read_labelled(FORM, empty(), markup=markup, text=text)
    assert found is not None
    return dict(applied(empty(), found.edit).cells)


@pytest.mark.parametrize("tag", [soupy, wordy])
@pytest.mark.parametrize(("number", "section"), list(enumerate(("proactive", "requests", "disputes"))))
def test_a_whole_table_of_a_web_page_or_of_word_is_matched_by_its_labels(
    tag, number: int, section: str
) -> None:
    cells = pasted(markup=table(tables()[number], tag))
    assert cells == {n: v for n, v in NUMBERS.items() if n.startswith(f"{section}.")}


def test_a_few_rows_with_their_labels_are_enough() -> None:
    rows = tables()[1]
    assert pasted(markup=table([*rows[:3], rows[3], rows[5]])).keys() == {
        f"requests.{row}.{column}"
        for row in ("received", "granted")
        for column in ("natural", "business", "research", "ngo", "legal", "other")
    }


def test_rows_without_the_head_are_matched_by_label_and_order() -> None:
    text = "（一）予以公开\t2\t1\t0\t0\t0\t0\t3"
    cells = pasted(text=text)
    assert cells["requests.granted.natural"] == 2
    assert cells["requests.granted.business"] == 1


def test_tab_text_is_read_when_there_is_no_markup() -> None:
    assert pasted(text="行政许可\t46\r\n行政处罚\t7\r\n") == {
        "proactive.licences.decisions": 46,
        "proactive.penalties.decisions": 7,
    }


def test_numbers_alone_are_left_to_the_place_of_the_cursor() -> None:
    assert read_labelled(FORM, empty(), text="1\t2\t3\n4\t5\t6") is None
    assert read_labelled(FORM, empty(), markup="<table><tr><td>1</td></tr></table>", text="1") is None


def test_prose_is_no_table() -> None:
    assert read_labelled(FORM, empty(), text="今年办理行政许可46件。", markup="<p>行政许可</p>") is None


def test_what_cannot_be_read_is_asked_and_leaves_its_cell_alone() -> None:
    found = read_labelled(FORM, empty(), text="行政许可\t四十六\r\n行政处罚\t7")
    assert found is not None
    assert set(found.edit.changes) == {"proactive.penalties.decisions"}


def test_a_number_of_money_without_its_head_is_asked() -> None:
    found = read_labelled(FORM, empty(), text="行政事业性收费\t12500")
    assert found is not None
    assert (dict(found.edit.changes), [q.cell for q in found.questions]) == ({}, ["proactive.fees.amount"])


def test_the_edit_holds_only_what_changes() -> None:
    found = read_labelled(FORM, REPORT, markup=table(tables()[0]))
    assert found is not None
    assert dict(found.edit.changes) == {}
    assert len(found.evidence) == 10


def test_cells_that_a_spreadsheet_quotes_for_their_line_ends_are_put_together() -> None:
    text = '第二十条第（八）项\r\n信息内容\t"本年收费金额\n（单位：万元）"\r\n"行政\n事业性收费"\t1.25\r\n'
    assert pasted(text=text) == {"proactive.fees.amount": REPORT.cells["proactive.fees.amount"]}


def test_a_struck_out_number_is_not_pasted() -> None:
    markup = "<table><tr><td>行政许可</td><td><s>64</s>46</td></tr></table>"
    assert pasted(markup=markup) == {"proactive.licences.decisions": 46}


def block(markup: str, text: str = "") -> str:
    return block_of(f"<table><tr>{markup}</tr></table>", text)


@pytest.mark.parametrize(
    ("inner", "text", "readings"),
    [
        ("3<sup>2</sup>", "32", "看到的是“3”，纯文字却是“32”"),
        ("<del>5</del><ins>2</ins>", "52", "看到的是“2”，纯文字却是“52”"),
        ("<s>5</s>", "5", "看到的是空白，纯文字却是“5”"),
        ('3<span style="display:none">9</span>', "39", "看到的是“3”，纯文字却是“39”"),
        ('3<span style="color:rgb(255, 255, 255)">9</span>', "39", "“39”有的数字看不见"),
        ("3<br>9", "39", "看到的是“3 9”，纯文字却是“39”"),
    ],
)
def test_figures_that_look_otherwise_than_their_plain_text_are_not_pasted(
    inner: str, text: str, readings: str
) -> None:
    with pytest.raises(ExchangeError, match=f"第 1 行第 2 列.*{readings}.*整块没有粘贴"):
        block(f"<td>1</td><td>{inner}</td>", f"1\t{text}")


@pytest.mark.parametrize(
    "inner", ["3<sup>2</sup>", "<s>3</s>2", '3<span style="vertical-align:sub">2</span>']
)
def test_a_figure_outside_every_table_is_held_against_its_plain_text_too(inner: str) -> None:
    with pytest.raises(ExchangeError, match="没有粘贴"):
        block_of(f"<html><body><!--StartFragment-->{inner}<!--EndFragment--></body></html>", "32")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<td> 1,234 </td><td>&nbsp;</td><td>5</td>", "1,234\t\t5\r\n"),
        ('<td style="background:#003366;color:#fff">3</td><td><p>7<o:p></o:p></p></td>', "3\t7"),
        ("<td colspan=2>3</td><td>7</td>", "3\t\t7"),
    ],
)
def test_a_block_whose_text_says_what_is_seen_is_pasted_as_it_is(markup: str, text: str) -> None:
    assert block(markup, text) == text


def test_a_merged_cell_that_moves_its_neighbours_is_not_pasted() -> None:
    with pytest.raises(ExchangeError, match="第 1 行第 2 列"):
        block("<td colspan=2>3</td><td>7</td>", "3\t7")


def test_a_clipboard_of_html_alone_is_read_as_it_is_seen() -> None:
    assert block("<td>3<sup>1</sup></td><td><s>5</s></td><td>7</td>") == "3\t\t7"
    assert block("<td>3<br>7</td><td>7</td>") == "3 7\t7"
    with pytest.raises(ExchangeError, match=r"第 1 行第 1 列“52”.*下标"):
        block("<td>5<sub>2</sub></td><td>7</td>")


def test_a_figure_that_is_shown_in_another_order_is_asked_and_not_taken():
    row = "<table><tr><td>一、本年新收政府信息公开申请数量</td><td>\u202e12</td></tr></table>"
    found = read_labelled(FORM, empty(), markup=row)
    assert found is None or 12 not in found.edit.changes.values()
