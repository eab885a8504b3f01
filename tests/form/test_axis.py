"""What a heading is called: its official wording, its number, its short words."""

from __future__ import annotations

import pytest

from app.form.axis import Axis


@pytest.mark.parametrize(
    ("label", "short", "number", "brief", "full"),
    [
        ("（二）部分公开（区分处理的）", "部分公开", "（二）", "（二）部分公开", "部分公开（区分处理的）"),
        ("5.要求确认或重新出具", "要求重新出具", "5.", "5.要求重新出具", "要求确认或重新出具"),
        ("一、本年新收", "", "一、", "一、本年新收", "本年新收"),
        ("自然人", "", "", "自然人", "自然人"),
    ],
)
def test_a_heading_has_its_number_its_brief_form_and_its_whole_wording(label, short, number, brief, full) -> None:
    axis = Axis(label=label, short=short)
    assert (axis.number, axis.brief, axis.full_name) == (number, brief, full)
