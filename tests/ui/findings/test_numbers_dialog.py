"""正文里的数: the number stands in sight whatever the width, and what contradicts stands first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget

from app.checks import Span
from app.checks.narrative import ReadNumber
from app.report.session import Session
from tests.reports import FORM, full
from ui.findings.numbers_dialog import NumbersDialog, fitting

CELL = "overview.on_request"
TEXT = "收到申请12件，上年收到申请9件。"


def number(words: str, outcome: str) -> ReadNumber:
    start = TEXT.index(words)
    return ReadNumber(Span(CELL, start, start + len(words)), words, outcome, Decimal(words.rstrip("件")))  # type: ignore[arg-type]


def test_what_contradicts_stands_first_in_the_list_and_is_coloured(qtbot):
    report = full()
    session = Session(FORM, replace(report, cells={**report.cells, CELL: TEXT}))
    room = QWidget()
    qtbot.addWidget(room)
    dialog = NumbersDialog(session, (number("12件", "tied"), number("9件", "contradicts")), room)
    first, second = (dialog.list.topLevelItem(place) for place in (0, 1))
    assert (first.text(1), second.text(1)) == ("9件", "12件")
    assert first.foreground(3) != second.foreground(3)


@pytest.mark.parametrize("width", [60, 120, 400])
def test_the_words_around_a_number_are_cut_at_both_ends_and_never_the_number(qtbot, width: int):
    metrics = QFontMetrics(QApplication.font())
    words = fitting(("全年共收到" * 8, "12件", "政府信息公开申请" * 5), metrics, width)
    assert "12件" in words
    assert metrics.horizontalAdvance(words) <= width
