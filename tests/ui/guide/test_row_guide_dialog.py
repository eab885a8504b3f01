"""「这一件在第几行」: the article is typed, the row is found, the cell is gone to or counted up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.report.session import Session
from tests.reports import FORM, full
from ui.guide.row_guide_dialog import NONE, RowGuideDialog

QUERY = "requests.denied_query.natural"


class Guide:
    """The dialog on a full report, and the cells that it led to."""

    def __init__(self, qtbot, *, read_only: bool = False) -> None:
        self.session, self.gone = Session(FORM, full(), read_only=read_only), list[str]()
        self.room = QWidget()
        qtbot.addWidget(self.room)
        self.dialog = RowGuideDialog(self.session, "requests", self.gone.append, self.room)
        qtbot.addWidget(self.dialog)
        self.dialog.show()

    def count(self) -> int:
        value = self.session.report.get(QUERY)
        assert isinstance(value, int)
        return value

    def type(self, words: str) -> None:
        self.dialog.words.clear()
        self.dialog.words.insert(words)  # as an input method does


@pytest.fixture
def guide(qtbot) -> Guide:
    return Guide(qtbot)


def test_an_article_and_enter_lead_to_the_cell(guide: Guide) -> None:
    guide.type("36(7)")
    QTest.keyClick(guide.dialog.words, Qt.Key.Key_Return)
    assert guide.gone == [QUERY]
    assert not guide.dialog.isVisible()


def test_adding_one_is_a_step_of_undo_and_is_said(guide: Guide) -> None:
    before = guide.count()
    guide.type("36(7)")
    QTest.keyClick(guide.dialog.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert guide.count() == before + 1
    assert f"{before} → {before + 1}" in guide.dialog.value.text()
    guide.session.undo()
    assert guide.count() == before


def test_the_column_of_the_applicant_stays_from_row_to_row(guide: Guide) -> None:
    guide.type("36(7)")
    guide.dialog.column.setCurrentIndex(4)
    guide.type("撤回")
    assert guide.dialog.cell == "requests.closed_other.legal"


def test_the_section_it_was_asked_from_comes_first(guide: Guide) -> None:
    row = guide.dialog.row
    assert row is not None
    assert row.section.id == "requests"


def test_words_that_lead_nowhere_are_said_and_lead_nowhere(guide: Guide) -> None:
    guide.type("无人机")
    assert guide.dialog.help.text() == NONE
    QTest.keyClick(guide.dialog.words, Qt.Key.Key_Return)
    assert guide.gone == []


def test_a_final_report_is_not_counted_up(qtbot) -> None:
    guide = Guide(qtbot, read_only=True)
    guide.type("36(7)")
    assert not guide.dialog.add_button.isEnabled()
    assert guide.dialog.go_button.isEnabled()


def test_an_amount_of_money_is_not_counted_up(guide: Guide) -> None:
    guide.type("行政事业性收费")
    assert guide.dialog.cell == "proactive.fees.amount"
    assert not guide.dialog.add_button.isEnabled()
