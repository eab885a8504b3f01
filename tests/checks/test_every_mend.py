"""A mend mends: whatever a case of a rule is offered, the rule is silent about that place afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.checks import Inquiry, find
from app.form.form import Form
from app.report.report import applied
from tests.checks.rule_cases import Case, cases, inquiry, profiles
from tests.reports import FORM, full

PROFILES = profiles()
MENDED = (
    "proactive.no_regulations", "proactive.fees_unit", "proactive.stock", "requests.blank", "requests.carry", "fee.unit",
    "names.own", "names.signature", "headings.parts", "headings.named", "language.ordinals", "leftover.instruction",
    "narrative.sum", "narrative.number", "names.pronoun", "language.announced", "fee.consistent",
)  # fmt: skip


@pytest.mark.parametrize("case", [one for one in cases() if one.raw["expect"] == 1 and one.rule in MENDED], ids=lambda c: c.name)
def test_after_any_mend_of_a_case_its_finding_is_gone(form: Form, case: Case) -> None:
    asked = inquiry(form, PROFILES[case.profile], case)
    (found,) = [one for one in find(asked) if one.rule == case.rule]
    for mend in found.mends:
        after = replace(asked, report=applied(asked.report, mend))
        assert [one.sentence for one in find(after) if one.rule == case.rule] == []


@pytest.mark.parametrize("rule", MENDED)
def test_these_rules_offer_a_mend_in_some_case(form: Form, rule: str) -> None:
    asked = (inquiry(form, PROFILES[one.profile], one) for one in cases() if one.rule == rule and one.raw["expect"])
    assert any(found.mends for one in asked for found in find(one) if found.rule == rule)


def test_of_a_list_the_total_is_offered_unless_the_table_has_it() -> None:
    made = full(FORM)
    text = "全年发布信息66条，其中机构职能20条、政策解读17条、工作动态30条。"
    made = replace(made, cells={**made.cells, "overview.proactive": text})
    found = [one for one in find(Inquiry(FORM, made)) if one.rule == "narrative.sum"]
    assert [mend.label for one in found for mend in one.mends] == ["总数改成 67"]
