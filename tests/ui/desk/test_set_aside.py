"""搁置这条提示 in the real window: F9 sets the hint on the line aside and takes it back; of the others it says why not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.checks import Finding
from app.findings.finding import Span
from app.review.kept import read_review, review_path
from app.store.library import Library
from tests.reports import full
from ui.desk.hint_aside import NONE
from ui.desk.workspace import Workspace
from ui.look.shared_sentences import LOCKED
from ui.window.main_window import MainWindow

CELL = "overview.on_request"
HINT = Finding("hint", "a.hint", "overview", "“收到申请”后面没有数", (CELL,), spans=(Span(CELL, 0, 4),), ground="one")
OTHER = replace(HINT, rule="b.hint", sentence="“另外”多余", ground="two")
DOUBT = replace(HINT, level="verify", rule="a.doubt", sentence="相差 2")
WRONG = replace(HINT, level="mandatory", rule="a.wrong", sentence="缺一个数")


def opened(window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch, *found: Finding) -> Workspace:
    monkeypatch.setattr("ui.findings.findings_watch.look", lambda inquiry: (found, ()))
    report = full()
    window.open_report(library.create(replace(report, cells={**report.cells, CELL: "收到申请。另外。"})))
    window.desk.workspace.watch.run()
    return window.desk.workspace


def listed(place: Workspace) -> list[str]:
    """The rules of the open findings."""
    return [one.rule for one in place.findings.findings]


def press(qtbot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_f9_sets_the_hint_aside_and_f9_again_takes_it_back(qtbot, window, library, monkeypatch) -> None:
    place = opened(window, library, monkeypatch, HINT, OTHER)
    press(qtbot, Qt.Key.Key_F7, Qt.Key.Key_F9)
    assert listed(place) == ["b.hint"]
    assert place.findings.list.lines()[-1][:2] == ["已搁置", "已搁置"]
    assert place.findings.aside_button.text() == "取回"
    press(qtbot, Qt.Key.Key_F9)
    assert listed(place) == ["a.hint", "b.hint"]


def test_f7_goes_on_behind_what_was_set_aside(qtbot, window, library, monkeypatch) -> None:
    third = replace(HINT, rule="c.hint", ground="three")
    place = opened(window, library, monkeypatch, HINT, OTHER, third)
    press(qtbot, Qt.Key.Key_F7, Qt.Key.Key_F7, Qt.Key.Key_F9, Qt.Key.Key_F7)
    assert place.findings.current() == third


def test_it_stays_aside_when_the_report_is_opened_again(qtbot, window, library, monkeypatch) -> None:
    opened(window, library, monkeypatch, HINT, OTHER)
    press(qtbot, Qt.Key.Key_F7, Qt.Key.Key_F9)
    key = window.desk.key
    assert [one.rule for one in read_review(review_path(library.folder, key)).set_aside] == ["a.hint"]
    window.go_home()
    window.open_report(key)
    window.desk.workspace.watch.run()
    assert window.desk.workspace.findings.findings == (OTHER,)


@pytest.mark.parametrize(("found", "said"), [(WRONG, "强制性的不能搁置"), (DOUBT, "点“说明”")])
def test_of_what_is_no_hint_it_says_why_not_and_what_to_do(qtbot, window, library, monkeypatch, found, said) -> None:
    place = opened(window, library, monkeypatch, found)
    press(qtbot, Qt.Key.Key_F9)
    assert place.findings.findings == (found,)
    assert said in window.banners.standing()[-1]


def test_where_there_is_no_hint_it_says_so(qtbot, window, library, monkeypatch) -> None:
    opened(window, library, monkeypatch)
    press(qtbot, Qt.Key.Key_F9)
    assert window.banners.standing() == (NONE,)


def test_a_report_that_may_only_be_read_is_left_as_it_is(qtbot, window, library, monkeypatch) -> None:
    place = opened(window, library, monkeypatch, HINT)
    place.session.read_only = True
    press(qtbot, Qt.Key.Key_F9)
    assert place.findings.findings == (HINT,)
    assert window.banners.standing() == (LOCKED,)
