"""The page of a section as the window uses it: made from data, following the session, forgetting it at the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.report.report import Edit
from tests.reports import FORM
from tests.ui.pages import Hands, every, new_session
from ui.sections.section_page import SectionPage


@pytest.mark.parametrize("section", [section.id for section in FORM.sections])
def test_every_section_has_a_page_under_its_official_heading(qtbot, section):
    hands = Hands(qtbot, new_session(), section)
    titles = [label.text() for label in every(hands.page, QLabel, "sectionTitle")]
    assert titles[0] == FORM.section(section).heading


@pytest.mark.parametrize("section", [section.id for section in FORM.sections])
def test_every_control_has_a_name_for_screen_readers(qtbot, section):
    hands = Hands(qtbot, new_session(), section)
    reached = [w for w in every(hands.page, QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [w for w in reached if w.isVisible() and not (w.accessibleName() or getattr(w, "text", str)())]
    assert reached
    assert nameless == []


@pytest.mark.parametrize("section", [section.id for section in FORM.sections])
def test_every_page_fits_beside_the_preview(qtbot, section):
    hands = Hands(qtbot, new_session(), section)
    assert hands.page.minimumSizeHint().width() <= 780
    assert hands.page.minimumSizeHint().height() <= 480


def test_a_page_that_is_closed_no_longer_listens(qtbot):
    session = new_session()
    page = SectionPage(session, FORM.section("requests"), lambda _: None)
    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
    session.apply(Edit({"requests.received.natural": 1}))
    assert session.report.cells["requests.received.natural"] == 1


def test_undo_from_the_window_reaches_the_open_page(qtbot):
    hands = Hands(qtbot, new_session(), "requests")
    hands.session.apply(Edit({"requests.received.natural": 1}))
    assert hands.view.model_of_cells.index(0, 0).data() == "1"
    hands.session.undo()
    assert hands.view.model_of_cells.index(0, 0).data() == ""


def test_buttons_say_in_a_tool_tip_what_they_do(qtbot):
    hands = Hands(qtbot, new_session(), "requests")
    shown = [one for one in every(hands.page, QPushButton) if one.isVisible()]
    assert all(one.toolTip() for one in shown)
