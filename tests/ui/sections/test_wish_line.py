"""What the local profile asks stands under the text it asks it of, before anything is found."""

from __future__ import annotations

from app.knowledge.profile import read_profile
from app.system.paths import resource
from tests.reports import FORM
from tests.ui.pages import new_session
from ui.sections.section_page import SectionPage


def test_a_wish_stands_under_its_text_and_goes_with_the_profile(qtbot):
    page = SectionPage(new_session(), FORM.section("other"), lambda _: None)
    qtbot.addWidget(page)
    line = page.wishes["other.text"]
    assert line.isHidden()
    page.show_wishes(read_profile(resource("profiles", "district.toml")).wishes)
    assert not line.isHidden()
    assert line.text().startswith("本地要求：第六部分写明信息处理费：")
    page.show_wishes({})
    assert line.isHidden()


def test_what_is_asked_of_all_texts_stands_under_the_first_that_must_be_written(qtbot):
    page = SectionPage(new_session(), FORM.section("overview"), lambda _: None)
    qtbot.addWidget(page)
    page.show_wishes({"overview": ("总体情况不超过1000字",)})
    assert {name for name, line in page.wishes.items() if not line.isHidden()} == {"overview.proactive"}
