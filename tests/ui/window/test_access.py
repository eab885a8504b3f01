"""Every control can be reached, named and understood without a mouse; everything fits a small screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QScrollBar,
    QSplitterHandle,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from tests.reports import empty
from ui.commands.actions import COMMANDS, ON_ROAD, TOOL_BAR, menu_names
from ui.commands.keys_dialog import KeysDialog
from ui.dialogs.info_dialog import InfoDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.window.main_window import MainWindow

SMALL_SCREEN = (1366, 768)
BARS = 64  # pixels that a system's own bars and the title bar take
# Parts of Qt's own controls, named and explained by the control that they belong to; and what waits for words.
INNER = (QScrollBar, QSplitterHandle, QMenu, QDialogButtonBox)


def controls(root: QWidget) -> Iterator[QWidget]:
    """Everything under `root` that takes the keyboard, or can be clicked, and is not hidden until it has words."""
    children = cast(list[QWidget], root.findChildren(QWidget))
    for widget in children:
        if _is_inner(widget) or widget.isHidden() or widget.focusProxy() is not None:
            continue
        if isinstance(widget, QAbstractButton) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def _is_inner(widget: QWidget) -> bool:
    owner: QWidget | None = widget.parentWidget()
    while owner is not None:
        waits = owner.isHidden() and not isinstance(owner.parentWidget(), QStackedWidget)
        if waits or isinstance(owner, QAbstractSpinBox | QComboBox):
            return True
        owner = owner.parentWidget()
    own = widget.objectName().startswith(("qt_", "Scroll")) and not isinstance(widget, QTabBar)
    return own or isinstance(widget, INNER) or cast(str, widget.metaObject().className()) == "QTableCornerButton"


def name_of(widget: QWidget) -> str:
    """What a screen reader calls the control."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {name_of(widget)!r}"


def everything(window: MainWindow) -> Iterator[QWidget]:
    """The window with every page made, then its dialogs."""
    window.desk.workspace.panels.show_preview(True)
    for place in range(window.desk.workspace.tabs.count()):
        window.desk.workspace.tabs.go(place)
    window.desk.workspace.find_bar.begin()
    yield window
    yield InfoDialog(window.desk.workspace.session, lambda _: "", window)
    yield SettingsDialog(window._settings, window.house, window)
    yield KeysDialog(window)


def test_every_control_has_a_name(opened) -> None:
    nameless = [told(w) for root in everything(opened) for w in controls(root) if not name_of(w).strip()]
    assert not nameless, '\n'.join(nameless)


def test_every_control_explains_itself(opened) -> None:
    silent = [told(w) for root in everything(opened) for w in controls(root) if not _tip(w)]
    assert not silent, '\n'.join(silent)


def _tip(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return widget.toolTip() or (parent.toolTip() if parent else "")


def test_every_button_takes_the_keyboard(opened) -> None:
    for root in everything(opened):
        deaf = [told(w) for w in controls(root) if not w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert not deaf, '\n'.join(deaf)


def test_tab_goes_through_the_whole_window(qtbot, window, library) -> None:
    """From the tool bar on, Tab meets every visible control that takes it, and comes back."""
    window.open_report(library.create(empty()))
    window.desk.workspace.panels.show_preview(True)
    wanted = {w for w in controls(window) if w.isVisible() and w.isEnabled()}
    seen: set[QWidget] = set()
    window.bar.menu_button.setFocus()
    for _ in range(4 * len(wanted)):
        window.focusNextChild()
        seen.add(QApplication.focusWidget())
    assert [told(w) for w in wanted - seen] == []


def test_no_key_means_two_things(opened) -> None:
    keys = [QKeySequence(command.keys).toString() for command in COMMANDS if command.keys]
    keys += [shortcut.key().toString() for shortcut in opened.findChildren(QShortcut)]
    keys += [button.shortcut().toString() for button in opened.findChildren(QAbstractButton) if button.shortcut()]
    assert [key for key, times in Counter(filter(None, keys)).items() if times > 1] == []


def test_every_command_has_its_method_and_stands_somewhere(window) -> None:
    assert all(callable(attrgetter(command.slot)(window)) for command in COMMANDS)
    ids = {command.id for command in COMMANDS}
    assert {name for name in (*TOOL_BAR, *menu_names()) if name} <= ids
    assert {command.id for command in COMMANDS if not command.keys} <= set(menu_names()) | set(TOOL_BAR) | set(ON_ROAD)


def test_every_command_says_its_keys_in_its_tip(window) -> None:
    for command in COMMANDS:
        assert command.keys in window.commands[command.id].toolTip()


def test_the_window_fits_a_small_screen_with_everything_unfolded(opened) -> None:
    opened.desk.workspace.panels.show_findings(True)
    opened.desk.workspace.panels.show_preview(True)
    for place in range(opened.desk.workspace.tabs.count()):
        opened.desk.workspace.tabs.go(place)
        least = opened.minimumSizeHint()
        assert least.width() <= SMALL_SCREEN[0]
        assert least.height() <= SMALL_SCREEN[1] - BARS


def test_all_tabs_are_in_sight_beside_the_preview(opened) -> None:
    opened.desk.workspace.panels.show_preview(True)
    bar = opened.desk.workspace.tabs.bar
    assert opened.width() == SMALL_SCREEN[0]
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()


@pytest.mark.parametrize("dialog", [KeysDialog])
def test_dialogs_close_with_esc(qtbot, window, dialog) -> None:
    made = dialog(window)
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()


def test_qt_speaks_chinese_too(dressed) -> None:
    field = QLineEdit()
    menu = field.createStandardContextMenu()
    words = [action.text().split("(")[0].split("\t")[0] for action in menu.actions() if action.text()]
    assert "复制" in words
    menu.deleteLater()


def test_ctrl_and_tab_go_round_the_tabs(qtbot, opened) -> None:
    tabs = opened.desk.workspace.tabs
    qtbot.keyClick(opened, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert (tabs.currentIndex(), tabs.bar.currentIndex()) == (1, 1)


def test_a_click_on_a_tab_shows_its_page(qtbot, opened) -> None:
    tabs = opened.desk.workspace.tabs
    qtbot.mouseClick(tabs.bar, Qt.MouseButton.LeftButton, pos=tabs.bar.tabRect(2).center())
    assert tabs.currentIndex() == 2


def test_a_narrow_window_opens_a_report_without_its_preview(window, library) -> None:
    window.means.remember("preview.visible", True)
    window.resize(900, 500)
    window.open_report(library.create(empty()))
    assert window.desk.workspace.preview.isHidden()


def test_the_menu_stays_in_sight_in_a_narrow_window(qtbot, opened) -> None:
    opened.resize(680, 480)
    menu = opened.bar.menu_button
    qtbot.waitUntil(lambda: opened.bar.width() == opened.width() and menu.isVisible())
    assert menu.geometry().right() <= 680
