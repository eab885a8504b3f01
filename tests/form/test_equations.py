"""A rule unrolled: an equation for each column or row it runs along, with the words that name it."""

from __future__ import annotations

from app.form.equations import equations
from app.form.form import Form
from app.form.rule import CarryRule, EqualRule

HEAD = {"id": "some.rule", "title": "标题", "level": "verify", "sentence": "不对", "basis": "依据"}


def equal(section: str, **keys: object) -> EqualRule:
    return EqualRule(**HEAD, section=section, **keys)  # type: ignore[arg-type]


def test_along_columns_there_is_one_for_each_column_sums_too(form: Form):
    rule = equal("requests", along="columns", left=("received", "carried_in"), right=("total", "carried_out"))
    found = list(equations(form, rule))
    assert [one.across for one in found] == ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert found[0].left == ("requests.received.natural", "requests.carried_in.natural")
    assert found[0].right == ("requests.total.natural", "requests.carried_out.natural")


def test_along_rows_there_is_one_for_each_row(form: Form):
    found = list(equations(form, equal("requests", along="rows", left=("natural",), right=("total",))))
    assert len(found) == 25
    assert (found[0].across, found[0].left) == ("本年新收政府信息公开申请数量", ("requests.received.natural",))


def test_a_column_that_has_not_all_the_cells_is_passed_over(form: Form):
    found = list(equations(form, equal("proactive", along="columns", left=("licences",), right=("penalties",))))
    assert [one.right for one in found] == [("proactive.penalties.decisions",)]
    assert list(equations(form, equal("proactive", along="columns", left=("fees",), right=("licences",)))) == []


def test_along_nothing_the_ids_stand_as_they_are(form: Form):
    rule = CarryRule(**HEAD, section="disputes", left=("a.b.c",), before=("d.e.f",))  # type: ignore[arg-type]
    (one,) = equations(form, rule)
    assert (one.left, one.right, one.column, one.row, one.across) == (("a.b.c",), ("d.e.f",), "", "", "")
