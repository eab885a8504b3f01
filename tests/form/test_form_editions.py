"""The editions we ship, counted against the official formats of 2019 and 2021."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.form.axis import Axis
from app.form.form import Cell, Form
from app.form.form_file import Forms

HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
EDITIONS = ("2019", "2021")


@pytest.fixture(scope="module")
def forms(request: pytest.FixtureRequest) -> Forms:
    return Forms(Path(request.config.rootpath) / "resources" / "forms")


@pytest.fixture
def form(forms: Forms) -> Form:
    return forms.edition("2021")


def numbers(form: Form, section: str) -> list[Cell]:
    return [c for c in form.cells.values() if c.section == section and not c.note_of]


def rows(form: Form, section: str) -> list[tuple[str, Axis]]:
    return [(key, leaf) for grid in form.section(section).grids for key, leaf, _ in grid.rows.leaves()]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_six_headings_are_the_official_ones(forms: Forms, edition: str) -> None:
    assert [section.heading for section in forms.edition(edition).sections] == HEADINGS


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_row_has_help_and_an_article(forms: Forms, edition: str) -> None:
    form = forms.edition(edition)
    for section in form.sections:
        assert [key for key, row in rows(form, section.id) if not (row.help and row.article)] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_full_grid_fills_the_text_width_of_156_mm(forms: Forms, edition: str) -> None:
    for section in forms.edition(edition).sections:
        for grid in section.grids:
            assert sum(grid.stub_widths) + sum(grid.widths) == pytest.approx(156, abs=0.05)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_text_says_what_to_write(forms: Forms, edition: str) -> None:
    fields = [item for section in forms.edition(edition).sections for item in section.fields]
    assert [item.id for item in fields if not item.hint] == []


def test_table_three_has_25_rows_and_7_columns(form: Form) -> None:
    cells = numbers(form, "requests")
    assert (len(rows(form, "requests")), len({c.column for c in cells}), len(cells)) == (25, 7, 175)
    assert sum(not cell.derived for cell in cells) == 144
    assert sum(cell.derived for cell in cells) == 31


def test_table_two_has_10_numbers_and_one_of_them_is_money(form: Form) -> None:
    cells = numbers(form, "proactive")
    assert len(cells) == 10
    assert not any(cell.derived for cell in cells)
    assert [(c.id, c.unit) for c in cells if c.kind.name == "amount"] == [("proactive.fees.amount", "万元")]


@pytest.mark.parametrize("edition", EDITIONS)
def test_table_four_has_15_numbers_of_which_12_are_typed(forms: Forms, edition: str) -> None:
    cells = numbers(forms.edition(edition), "disputes")
    assert (len(cells), sum(not cell.derived for cell in cells)) == (15, 12)


def test_the_column_of_totals_adds_the_six_applicants_and_the_row_the_21_results(form: Form) -> None:
    assert len(form.cells["requests.received.total"].operands) == 6
    assert len(form.cells["requests.total.natural"].operands) == 21
    assert len(form.typed_under("requests.total.total")) == 126


def test_no_row_of_the_official_wording_is_lost(form: Form) -> None:
    labels = [row.label for _, row in rows(form, "requests")]
    assert labels[0] == "一、本年新收政府信息公开申请数量"
    assert labels[3] == "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    assert labels[6] == "3.危及“三安全一稳定”"
    assert labels[-2:] == ["（七）总计", "四、结转下年度继续办理"]


def test_the_edition_of_2019_has_23_rows_and_one_row_of_other_handling(forms: Forms) -> None:
    form = forms.edition("2019")
    labels = [row.label for _, row in rows(form, "requests")]
    assert len(labels) == 23
    assert "（六）其他处理" in labels
    assert len(numbers(form, "requests")) == 161


def test_the_edition_of_2019_has_five_grids_in_table_two(forms: Forms) -> None:
    form = forms.edition("2019")
    headers = [grid.header for grid in form.section("proactive").grids]
    assert headers == [f"第二十条第（{n}）项" for n in "一五六八九"]
    assert len(numbers(form, "proactive")) == 22


def test_a_yearly_change_of_2019_may_be_negative(forms: Forms) -> None:
    cell = forms.edition("2019").cells["proactive.licences.change"]
    assert cell.kind.read("-3") == -3


def test_the_same_meaning_has_the_same_id_in_both_editions(forms: Forms) -> None:
    old, new = forms.edition("2019").cells, forms.edition("2021").cells
    assert {c for c in old if c.startswith("requests.")} - set(new) == {
        f"requests.closed.{column}{note}"
        for column in ("natural", "business", "research", "ngo", "legal", "other", "total")
        for note in ("", ".note")
    }
    for shared in set(old) & set(new):
        assert old[shared].kind == new[shared].kind


def test_what_means_something_else_has_another_id(forms: Forms) -> None:
    old, new = forms.edition("2019").cells, forms.edition("2021").cells
    shared = {c for c in old if c.startswith("proactive.") and not c.endswith(".note")} & set(new)
    assert shared == {"proactive.licences.decisions", "proactive.penalties.decisions", "proactive.coercion.decisions"}
