"""Larger and smaller, by the keys that browsers have taught: the preview where the keyboard is in it, else the letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages import every
from ui.dialogs.settings_dialog import SettingsDialog
from ui.look.fonts import POINTS, set_letters
from ui.window.letters import SIZES


@pytest.fixture(autouse=True)
def plain(dressed: QApplication) -> Iterator[None]:
    """What one test enlarges is plain again for the next."""
    yield
    set_letters(dressed, 1)


def press(keys: str) -> None:
    QTest.keySequence(QApplication.focusWidget(), QKeySequence(keys))


def test_the_letters_grow_and_shrink_step_by_step_and_go_back(opened, settings) -> None:
    for keys, size in (("Ctrl+=", 110), ("Ctrl++", 125), ("Ctrl+-", 110), ("Ctrl+0", 100)):
        press(keys)
        assert settings.whole("letters") == size
        assert opened.start_page.font().pointSizeF() == pytest.approx(POINTS * size / 100)


def test_they_stop_at_the_largest_and_the_smallest(opened, settings) -> None:
    for keys, end in (("Ctrl+=", SIZES[-1]), ("Ctrl+-", SIZES[0])):
        for _ in SIZES:
            press(keys)
        assert settings.whole("letters") == end


def test_with_the_keyboard_in_the_preview_that_is_meant(opened, settings) -> None:
    opened.desk.workspace.panels.show_preview(True)
    view = opened.desk.workspace.preview.view
    view.setFocus()
    before = view.zoom
    press("Ctrl+=")
    assert view.zoom > before
    assert settings.whole("letters") == 100


def test_nothing_of_the_bars_is_lost_in_the_largest_letters(opened) -> None:
    for _ in SIZES:
        press("Ctrl+=")
    QApplication.processEvents()
    assert opened.bar.road.blue.isVisible()
    assert opened.bar.menu_button.geometry().right() <= opened.width()


def test_the_settings_say_it_too(opened, settings) -> None:
    dialog = SettingsDialog(settings, opened.house, opened)
    dialog.stored.connect(opened._use_settings)
    box = dialog.fields["letters"]
    box.setValue(125)  # type: ignore[union-attr]
    dialog.accept()
    assert every(opened, type(opened.bar))[0].font().pointSizeF() == pytest.approx(POINTS * 1.25)
