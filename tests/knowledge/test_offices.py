"""Kinds of office: told by the name, chosen by a person, and how the rules of the form bind each."""

from __future__ import annotations

import pytest

from app.checks import find_arithmetic
from app.errors import ResourceError
from app.findings.finding import Inquiry
from app.form.form import Form
from app.knowledge.offices import kind_of, office_kinds, read_kinds
from app.report.report import Report
from app.system.paths import resource

NAMES = {
    "street": ("健康路街道办事处", "卫滨区健康路街道办事处", "牡丹街道"),
    "township": ("青石镇人民政府", "大河乡", "镇川镇", "临江区大河回族乡人民政府"),
    "zone": ("新乡经济技术开发区管理委员会", "高新区管委会", "云台山风景名胜区管理局"),
    "county_government": ("临江县人民政府", "浦东新区人民政府", "科尔沁左翼旗人民政府"),
    "government": ("青州市人民政府", "河南省人民政府", "甘南藏族自治州人民政府"),
    "county_department": ("临江区教育局", "新乡县卫生健康委员会", "清水县人民政府办公室", "东乡县水利局（县移民办）"),
    "department": ("新乡市教育局", "国有资产监督管理委员会", "北京市城市管理委员会", "镇江市公安局", "甲", ""),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in NAMES.items() for name in names])
def test_the_name_tells_the_kind(kind: str, name: str):
    assert kind_of(name).id == kind


def test_what_a_person_chose_counts_more_than_the_name():
    assert kind_of("青州市人民政府", "county_government").id == "county_government"
    assert kind_of("青州市人民政府", "a kind that a newer program knows").id == "government"


def regulations(form: Form, office: str, kind: str | None = None) -> list[tuple[str, str]]:
    report = Report(office, 2025, "2021", cells={"proactive.regulations.in_force": 3}, kind=kind)
    found = find_arithmetic(Inquiry(form, report))
    return [(one.level, one.sentence) for one in found if one.rule == "proactive.no_regulations"]


def test_each_kind_is_told_of_itself_that_it_makes_no_regulations(form: Form):
    words = {"street": "街道办事处", "township": "乡镇人民政府", "zone": "功能区", "county_government": "县级人民政府"}
    for kind, names in NAMES.items():
        level, sentence = (regulations(form, names[0]) or [("", "")])[0]
        assert words.get(kind, "") in sentence
        assert ("街道" in sentence) == (kind == "street")
        assert (level == "mandatory") == (kind not in ("government", "department"))


def test_a_government_that_may_make_regulations_is_not_told_otherwise_until_it_says_what_it_is(form: Form):
    assert regulations(form, "青州市人民政府") == []
    assert [level for level, _ in regulations(form, "青州市人民政府", "county_government")] == ["mandatory"]


def test_every_kind_speaks_of_rules_that_stand_in_a_form(form: Form):
    named = {rule.id for kind in office_kinds().values() for rule in kind.rules}
    named |= {name for kind in office_kinds().values() for name in kind.free}
    assert named <= {rule.id for rule in form.rules}


def test_a_defect_names_file_and_place(tmp_path):
    text = resource("offices", "street.toml").read_text("utf-8")
    (tmp_path / "street.toml").write_text(text.replace("order = 1", "order = 0"), "utf-8")
    with pytest.raises(ResourceError, match=r"单位性质表 street\.toml：order 处为 0"):
        read_kinds(tmp_path)
