"""One rule of counting: a finding counts once, where one is led to, and every number on the screen is made of that."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QLabel, QTabBar

from app.checks import LEVEL_WORDS, LEVELS
from app.form.kinds import Value
from app.report.report import TITLE, Edit
from tests.reports import FORM, empty, full
from tests.ui.pages import every
from ui.desk.workspace import Workspace
from ui.narrative.text_block import TextBlock
from ui.window.main_window import MainWindow

WRONG: dict[str, Value | None] = {
    "requests.received.natural": 99,
    "overview.proactive": "加强工作工作。",
    "overview.management": "加强工作工作，2023年公开了3件规章。",
    "problems.improvements": "联系电话13800138000。",
    TITLE: "年度报告",
}


def counted(words: str) -> dict[str, int]:
    """强制性 5 · 核实性 1, wherever it stands."""
    return {word: int(number) for word, number in re.findall(rf"({'|'.join(LEVEL_WORDS.values())}) (\d+)", words)}


def added(counts: list[dict[str, int]]) -> dict[str, int]:
    summed = {word: sum(count.get(word, 0) for count in counts) for word in LEVEL_WORDS.values()}
    return {word: number for word, number in summed.items() if number}


@pytest.fixture(params=["empty", "wrong"])
def checked(request, window: MainWindow, library) -> Workspace:
    window.open_report(library.create(empty() if request.param == "empty" else full()))
    place = window.desk.workspace
    if request.param == "wrong":
        place.session.apply(Edit(WRONG))
    for number in range(place.tabs.count()):
        place.tabs.go(number)
    place.ask_check()
    place.watch.run()
    return place


def groups(place: Workspace) -> dict[str, dict[str, int]]:
    lines = [place.findings.list.topLevelItem(n) for n in range(place.findings.list.topLevelItemCount())]
    return {line.text(0).split("　")[0]: counted(line.text(0)) for line in lines if line is not None}


def test_the_groups_of_the_list_add_up_to_the_line(checked) -> None:
    line = added([counted(words) for words in checked.findings.counted()])
    assert line
    assert added(list(groups(checked).values())) == line


def test_a_tab_says_what_its_group_says_and_its_number_is_of_the_gravest_alone(checked) -> None:
    for place, section in enumerate(FORM.sections):
        group = groups(checked).get(section.tab, {})
        assert counted(checked.tabs.bar.tabToolTip(place)) == group
        mark = counted(checked.tabs.bar.tabButton(place, QTabBar.ButtonPosition.RightSide).accessibleName())
        gravest = next((word for word in (LEVEL_WORDS[level] for level in LEVELS) if word in group), None)
        assert mark == ({gravest: group[gravest]} if gravest else {})


def test_the_texts_of_a_section_add_up_to_its_tab(checked) -> None:
    for place, section in enumerate(FORM.sections):
        if section.grids:
            continue
        checked.tabs.go(place)
        labels = [every(block, QLabel) for block in every(checked.tabs.current_page(), TextBlock)]
        shown = [counted(" ".join(label.text() for label in here)) for here in labels]
        assert added(shown) == groups(checked).get(section.tab, {})
