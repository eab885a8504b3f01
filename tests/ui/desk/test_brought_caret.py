"""A gesture that brings the caret into a text never lets the next Enter change that text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.checks import Finding
from app.report.report import Edit
from ui.desk.workspace import Workspace
from ui.narrative.text_editor import TextEditor
from ui.review.review_dialog import Parting
from ui.window.main_window import MainWindow

Key = Qt.Key
TEXT = "problems.improvements"
WORDS = "我们加强工作工作，全年公开信息。"


@pytest.fixture
def found(opened: MainWindow) -> Workspace:
    """A report with a finding in a text, the keyboard in a table."""
    place = opened.desk.workspace
    place.session.apply(Edit({TEXT: WORDS}))
    place.watch.run()
    place.tabs.go_to("requests.received.natural")
    return place


def wanted(place: Workspace) -> Finding:
    return next(one for one in place.findings.findings if one.spans and one.spans[0].cell == TEXT)


def choose(place: Workspace) -> None:
    place.findings.list.set_place(place.findings.findings.index(wanted(place)))


def by_click(window: MainWindow, place: Workspace) -> None:
    place.panels.show_findings(True)
    choose(place)
    line = place.findings.list.visualItemRect(place.findings.list.currentItem())
    QTest.mouseClick(place.findings.list.viewport(), Qt.MouseButton.LeftButton, pos=line.center())


def by_enter(window: MainWindow, place: Workspace) -> None:
    place.panels.show_findings(True)
    choose(place)
    place.findings.list.setFocus()
    QTest.keyClick(place.findings.list, Key.Key_Return)


def by_button(window: MainWindow, place: Workspace) -> None:
    choose(place)
    place.findings.place_button.click()


def by_next_key(window: MainWindow, place: Workspace) -> None:
    for _ in place.findings.findings:
        window.hand.next_finding()
        if place.findings.current() == wanted(place):
            return


def by_review(window: MainWindow, place: Workspace) -> None:
    there = wanted(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.review.reviewed.review_report", lambda *_: (False, Parting(there)))
        window.desk.review()


def by_finding_words(window: MainWindow, place: Workspace) -> None:
    place.find_bar.words.setText("工作工作")
    window.hand.find_next()


GESTURES = (by_click, by_enter, by_button, by_next_key, by_review, by_finding_words)


def brought(window: MainWindow, place: Workspace, gesture: Callable[[MainWindow, Workspace], None]) -> TextEditor:
    gesture(window, place)
    editor = QApplication.focusWidget()
    assert isinstance(editor, TextEditor)
    assert editor.field.id == TEXT
    return editor


@pytest.mark.parametrize("gesture", GESTURES)
def test_enter_after_it_leaves_the_text_as_it_is(opened, found, gesture) -> None:
    editor = brought(opened, found, gesture)
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClick(editor, Key.Key_Enter)
    assert found.session.report.text(TEXT) == WORDS


@pytest.mark.parametrize("gesture", GESTURES)
def test_enter_makes_a_paragraph_again_once_the_person_has_moved(opened, found, gesture) -> None:
    editor = brought(opened, found, gesture)
    QTest.keyClick(editor, Key.Key_Right)
    QTest.keyClick(editor, Key.Key_Return)
    assert found.session.report.text(TEXT).count("\n") == 1


def test_a_click_into_the_text_makes_enter_the_person_s_own(opened, found) -> None:
    editor = brought(opened, found, by_button)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=editor.cursorRect().center())
    QTest.keyClick(editor, Key.Key_Return)
    assert found.session.report.text(TEXT).count("\n") == 1


def test_after_an_undo_in_the_text_enter_goes_on_writing(opened, found) -> None:
    editor = brought(opened, found, by_button)
    QTest.keyClick(editor, Key.Key_End)
    QTest.keyClicks(editor, "a")
    opened.hand.undo()
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClicks(editor, "b")
    assert found.session.report.text(TEXT).endswith("\nb")
