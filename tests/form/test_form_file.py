"""Form files: every defect is refused with its place, and the forms we ship are complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import FormError, ResourceError, UnknownEdition
from app.form.form_file import Forms, parse_form, read_form
from app.knowledge.knowledge import builtin, with_words

BROKEN = Path(__file__).parents[1] / "broken_forms"
# file → what its refusal must say: the place, and what is wrong or allowed there
REFUSALS = {
    "basis_blank": ("basis", "为空"),
    "column_id_twice": ("numbers › grid 1 column", "编号 first 重复"),
    "column_label_missing": ("numbers › grid 1 column second", "缺少 label"),
    "edition_missing": ("edition", "缺少"),
    "edition_twice": ("TOML", "line 4"),
    "extent_zero": ("column 1 › first extent", "不能小于 1"),
    "first_year_text": ("first_year", "应为整数"),
    "grid_without_rows": ("numbers › grid 1 row", "缺少"),
    "group_named_like_a_row": ("group", "编号 numbers.received 重复"),
    "group_without_rows": ("row 1 › received group", "只能写在有下级的栏目上"),
    "no_sections": ("section", "至少要有一个部分"),
    "not_toml": ("TOML", "line 4"),
    "parent_with_sum": ("column 3 › total child", "不能再有 sum"),
    "row_id_missing": ("numbers › grid 1 row 1", "“收到”缺少 id"),
    "row_id_twice": ("numbers › grid 1 row", "编号 received 重复"),
    "row_kind_missing": ("numbers › grid 1 done", "没有 kind"),
    "row_unknown_key": ("row 1 › received articel", "article、child"),
    "rule_basis_missing": ("rule numbers.balance basis", "缺少"),
    "rule_id_twice": ("rule", "编号 numbers.balance 重复"),
    "rule_kind_unknown": ("rule numbers.balance kind", "只能是 equal、"),
    "rule_left_missing": ("rule numbers.balance left", "缺少"),
    "rule_level_unknown": ("rule numbers.balance level", "只能是 mandatory、verify、hint"),
    "rule_placeholder_unknown": ("rule numbers.balance sentence", "gap", "{difference}"),
    "rule_row_unknown": ("rule numbers.balance right", "finished", "不存在"),
    "rule_section_unknown": ("rule numbers.balance section", "只能是 words、numbers"),
    "section_empty": ("section 1 › words", "应有 text 或 grid"),
    "section_heading_missing": ("numbers heading", "缺少"),
    "section_id_capital": ("section 1 id", "Words", "小写字母"),
    "section_id_twice": ("section", "编号 words 重复"),
    "section_not_tables": ("section", "[[…]]"),
    "section_text_and_grid": ("section 2 › numbers", "只有其一"),
    "stub_widths_too_many": ("grid 1 stub_widths", "应有 1 个数，实有 2 个"),
    "sum_of_dates": ("grid 1 received", "total", "不能相加"),
    "sum_of_itself": ("grid 1 total", "绕回了自己"),
    "sum_twice": ("column 3 › total sum", "'first' 重复"),
    "sum_unknown": ("grid 1 total", "third", "没有这一行或列"),
    "text_id_twice": ("编号 words.plain 重复",),
    "text_kind_number": ("text 2 › day kind", "只能是 text、date"),
    "text_kind_unknown": ("text 2 › day kind", "'day'"),
    "text_optional_word": ("text 2 › day optional", "true 或 false"),
    "text_without_label": ("text 2 › day label", "缺少"),
    "title_unknown_placeholder": ("title", "只能用 {year}"),
    "title_without_year": ("title", "缺少 {year}"),
    "unknown_key_top": ("last_yaer", "last_year"),
    "widths_negative": ("grid 1 widths", "-20"),
    "widths_too_few": ("grid 1 widths", "应有 3 个数，实有 2 个"),
    "years_reversed": ("last_year", "早于 first_year"),
}


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_a_broken_form_is_refused_with_its_place(name: str) -> None:
    with pytest.raises(FormError) as refusal:
        read_form(BROKEN / f"{name}.toml")
    for fragment in (f"{name}.toml", *REFUSALS[name]):
        assert fragment in refusal.value.sentence


def test_every_broken_form_is_expected_to_be_refused() -> None:
    assert {path.stem for path in BROKEN.glob("*.toml")} == {*REFUSALS, "valid"}


def test_the_form_they_all_derive_from_is_valid() -> None:
    form = read_form(BROKEN / "valid.toml")
    assert [cell.id for cell in form.required] == [
        "words.plain", "numbers.received.first", "numbers.received.second", "numbers.done.first", "numbers.done.second",
    ]  # fmt: skip


def test_each_broken_form_differs_from_the_valid_one_in_one_place() -> None:
    valid = (BROKEN / "valid.toml").read_text("utf-8").splitlines()[2:]
    for path in BROKEN.glob("*.toml"):
        lines = path.read_text("utf-8").splitlines()
        assert lines[0].startswith("# "), f"{path.name} does not say its defect"
        assert path.stem == "valid" or lines[2:] != valid


def test_a_form_file_that_is_not_there_is_a_fault_of_the_installation(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="重新安装"):
        read_form(tmp_path / "none.toml")


def test_a_form_file_in_another_encoding_is_a_fault_of_the_installation(tmp_path: Path) -> None:
    path = tmp_path / "gbk.toml"
    path.write_bytes('name = "格式"'.encode("gbk"))
    with pytest.raises(ResourceError, match="gbk"):
        read_form(path)


def test_a_folder_without_forms_is_a_fault_of_the_installation(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="缺失"):
        Forms(tmp_path).for_year(2025)


def test_the_year_chooses_the_edition(root: Path) -> None:
    forms = Forms(root / "resources" / "forms")
    assert [forms.for_year(year).edition for year in (2019, 2020, 2021, 2040)] == ["2019", "2019", "2021", "2021"]
    with pytest.raises(UnknownEdition, match="2018"):
        forms.for_year(2018)


def test_an_unknown_edition_is_refused_with_the_known_ones(root: Path) -> None:
    with pytest.raises(UnknownEdition, match="2019、2021"):
        Forms(root / "resources" / "forms").edition("1999")


def test_the_message_names_the_file_it_was_given() -> None:
    with pytest.raises(FormError, match="自编"):
        parse_form("edition = 1", "自编.toml")


@pytest.mark.parametrize("endless", ["a = " + "[" * 20_000 + "]" * 20_000, "a = " + "1" * 10_000])
def test_a_form_or_a_list_of_words_without_end_is_refused_in_a_sentence(endless: str, tmp_path: Path) -> None:
    with pytest.raises(FormError, match="太长的数字或太多层"):
        parse_form(endless, "2021.toml")
    path = tmp_path / "words.toml"
    path.write_text(endless, "utf-8")
    with pytest.raises(FormError, match="太长的数字或太多层"):
        with_words(builtin(), path)
