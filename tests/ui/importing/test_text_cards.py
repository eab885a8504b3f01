"""The texts of an import are cards beside their paragraphs: Enter = right, Delete = leave out, a long one is scrolled first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from app.exchange import read
from app.exchange.source.found import Question
from tests.corpus.build import FILES
from tests.few_columns import NAME, few_columns
from tests.reports import FORMS
from tests.ui.importing.checking import ENTER, TABLE, Checker
from ui.importing.text_card import TextCard

BROKEN = read(FORMS, (FILES / "line-breaks.html").read_bytes(), "2024 line-breaks.html")
LIKELY = tuple(name for name, one in BROKEN.evidence.items() if one.certainty == "likely")
LONG = read(FORMS, few_columns().replace("逐条改进。", "逐条改进。" * 900).encode(), NAME)
SUPERVISION = "overview.supervision"


@pytest.fixture
def checker(qtbot) -> Checker:
    """Before a page with paragraphs that were pieced together."""
    return Checker(qtbot, BROKEN)


def card(checker: Checker) -> TextCard:
    focus = QApplication.focusWidget()
    assert isinstance(focus, TextCard)
    return focus


def long_text(qtbot) -> Checker:
    evidence = {**LONG.evidence, SUPERVISION: replace(LONG.evidence[SUPERVISION], certainty="likely", why="按意思放")}
    return Checker(qtbot, replace(LONG, evidence=evidence), QSize(1100, 560))


def test_the_first_doubtful_text_has_the_keyboard_and_its_paragraph_is_marked(checker: Checker) -> None:
    assert card(checker).cell == LIKELY[0]
    assert card(checker).property("doubtful") is True
    assert "原文断开的行是拼起来的" in card(checker).accessibleDescription()
    assert checker.dialog.source.marked[0].strip("\u3000 ")[:6] in card(checker).words.text()


def test_enter_goes_from_text_to_text_until_nothing_waits(checker: Checker) -> None:
    checker.press_until(ENTER, lambda: not checker.doubted, most=len(LIKELY) + 2)
    assert checker.doubted == set()
    assert checker.dialog.take_button.hasFocus()


def test_the_key_for_a_table_takes_the_texts_of_a_section_that_were_in_sight(checker: Checker) -> None:
    section = checker.dialog.check.page.section.id
    checker.press(TABLE, 2)
    assert [name for name in checker.doubted if name.startswith(f"{section}.")] == []


def test_delete_leaves_a_text_out_and_once_more_takes_it_along(checker: Checker) -> None:
    checker.press("Delete")
    assert LIKELY[0] not in checker.dialog.chosen.report.cells
    assert card(checker).words.text() == "（不导入）"
    checker.press("Delete")
    assert checker.dialog.chosen.report.cells[LIKELY[0]] == BROKEN.report.cells[LIKELY[0]]


def test_a_long_text_is_not_right_before_its_end_was_in_sight(qtbot) -> None:
    checker = long_text(qtbot)
    checker.dialog.check.go_to(next(one for one in checker.dialog.review.stops if one.cell == SUPERVISION))
    QApplication.processEvents()
    checker.press(ENTER)
    assert SUPERVISION in checker.doubted
    checker.press_until(ENTER, lambda: SUPERVISION not in checker.doubted)
    assert checker.keys > 2
    assert SUPERVISION not in checker.doubted


def test_all_paragraphs_of_a_text_are_marked(checker: Checker, qtbot) -> None:
    other = Checker(qtbot, read(FORMS, few_columns().encode(), NAME))
    page = other.dialog.check.pages[4]
    other.dialog.check.bar.setCurrentIndex(4)
    page.cards["problems.problems"].setFocus()
    assert other.dialog.source.marked == ("专栏里的信息更新不够及时。", "少数信息写得不够通俗。")


def test_a_question_about_a_text_stands_on_its_card(qtbot) -> None:
    asked = (Question("overview.proactive", "主动公开：没有分小标题，请分到各栏"),)
    checker = Checker(qtbot, replace(BROKEN, questions=asked, evidence={}))
    assert card(checker).cell == "overview.proactive"
    assert card(checker).accessibleDescription() == "没有分小标题，请分到各栏"
    checker.press(ENTER)
    assert checker.dialog.take_button.hasFocus()
