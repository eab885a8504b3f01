"""The one bar above everything: back to the list, undo and redo, the road, what is saved and how many days are left, the menu.

Made from the table of commands; every button can be reached with Tab. In a narrow bar the road becomes a chip, then words go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QActionEvent, QCursor, QFontMetrics, QHelpEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QToolTip,
    QWidget,
)

from ui.commands.actions import MENU, MENU_KEYS, TOOL_BAR, Submenu
from ui.look.appearance import Appearance
from ui.look.buttons import make_icon_button
from ui.road.road_bar import RoadBar

ICON = 20
MARGIN, LOW_MARGIN = 4, 1  # pixels around what stands in the bar
TIP_FRAME, TIP_DROP = 32, 16  # pixels: around a tip's words; how far under the given place Qt shows it
ICON_ALONE, ICON_AND_WORDS = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextBesideIcon


@dataclass(frozen=True)
class BarFit:
    """How much is said: the road as a strip, the way back and the blue button with all words, days left, saved when."""

    strip: bool = True
    home: bool = True
    long: bool = True
    days: bool = True
    saved: bool = True


# From all words to the fewest; the first with which the menu stays in sight is taken.
FITS = (
    BarFit(),
    BarFit(home=False),
    BarFit(strip=False),
    BarFit(strip=False, home=False),
    BarFit(strip=False, home=False, long=False),
    BarFit(strip=False, home=False, long=False, days=False),
    BarFit(strip=False, home=False, long=False, days=False, saved=False),
)


class TippedMenu(QMenu):
    """A menu whose tool tips stand beside it: under the mouse they would cover the neighbouring names."""

    def event(self, event: QEvent) -> bool:
        """Shows the tip of the command under the mouse."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        action = self.actionAt(event.pos())
        words = action.toolTip() if action is not None and not action.isSeparator() else ""
        width = QFontMetrics(QToolTip.font()).horizontalAdvance(words) + TIP_FRAME
        row, left = self.actionGeometry(action) if action is not None else self.rect(), self.mapToGlobal(QPoint()).x()
        fits = left - width >= self.screen().availableGeometry().left()
        place = QPoint(left - width if fits else left + self.width(), self.mapToGlobal(row.topLeft()).y() - TIP_DROP)
        QToolTip.showText(place, words, self)
        return True


class ToolBar(QToolBar):
    """The bar. `say_saved` and `say_deadline` fill its right end."""

    def __init__(self, actions: Mapping[str, QAction], appearance: Appearance) -> None:
        super().__init__("工具栏")
        self._ready = False  # Qt tells of actions and sizes while the bar is still being made
        self._appearance = appearance
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(ICON, ICON))
        self.setToolButtonStyle(ICON_ALONE)
        self._of_report = True  # whether the commands and words of a report stand here
        self.report_items = [self._add(actions[name]) for name in TOOL_BAR]
        self._home = self.widgetForAction(actions[TOOL_BAR[0]])
        self.road = RoadBar(appearance)
        self.road.resized.connect(self._fit)
        self.report_items.append(self.addWidget(self.road))
        self._spread()
        self.saved = self._label("saved", "保存情况")
        self._dot = self._label("dot", "")
        self._dot.setText("·")
        self.deadline = self._label("deadline", "报送期限")
        self.menu_button = self._menu_button(actions)
        self._ready = True
        self._lay()
        appearance.changed.connect(self.dress)
        self.dress()

    def say_saved(self, words: str, failed: bool = False) -> None:
        """What stands about saving; a failure is bold and red besides its words."""
        self.saved.setText(words)
        self.saved.setProperty("level", "mandatory" if failed else "")
        self.saved.setProperty("muted", not failed)
        self.saved.style().polish(self.saved)
        self._fit()

    def say_deadline(self, words: str, whole: str = "") -> None:
        """How long there is until the report is due, and the `whole` sentence; empty when it is none of today's matters."""
        self.deadline.setText(words)
        self.deadline.setToolTip(whole or words)
        self._fit()

    def show_report_items(self, shown: bool) -> None:
        """Commands of a report stand only while one is open."""
        for item in self.report_items:
            item.setVisible(shown)
        self._of_report = shown
        self._fit()

    def dress(self) -> None:
        """The menu button's icon in the theme's colours; the actions are dressed by their owner."""
        self.menu_button.setIcon(self._appearance.icons.icon("more"))

    def show_low(self, low: bool) -> None:
        """A flat bar for a low window."""
        if self.property("low") != low:
            self.setProperty("low", low)
            for part in (self, *self.findChildren(QToolButton)):
                part.style().unpolish(part)
                part.style().polish(part)
            self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """Another style has margins of its own."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._lay()

    def _lay(self) -> None:
        """The same margin on all sides: Qt takes the left one for the upper."""
        margin = LOW_MARGIN if self.property("low") else MARGIN
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(margin, margin, margin, margin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other words."""
        super().resizeEvent(event)
        self._fit()

    def actionEvent(self, event: QActionEvent) -> None:  # Qt's name
        """A command with other words needs another room."""
        super().actionEvent(event)
        if event.type() == QEvent.Type.ActionChanged:
            QTimer.singleShot(0, self, self._fit)  # the command's button hears of it after the bar

    def _fit(self) -> None:
        """As many words as there is room for, so that Qt never folds the menu away."""
        if not self._ready:
            return
        for fit in FITS:
            self._show(fit)
            if self.sizeHint().width() <= self.width():
                break
        self.saved.setToolTip("" if self.deadline.isVisibleTo(self) else self.deadline.toolTip())

    def _show(self, fit: BarFit) -> None:
        if isinstance(self._home, QToolButton):
            self._home.setToolButtonStyle(ICON_AND_WORDS if fit.home else ICON_ALONE)
        self.road.fit(strip=fit.strip, short=not fit.long)
        days = fit.days and self._of_report and bool(self.deadline.text())
        saved = fit.saved and self._of_report
        for part, shown in ((self.deadline, days), (self._dot, days and saved), (self.saved, saved)):
            part.setVisible(shown)
        for inside in (self.road.layout(), self._right, self.layout()):
            if inside is not None:
                inside.invalidate()

    def _add(self, action: QAction) -> QAction:
        self.addAction(action)
        button = self.widgetForAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(action.text())
        return action

    def _spread(self) -> None:
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self._right = QHBoxLayout()
        right = QWidget()
        right.setLayout(self._right)
        self._right.setContentsMargins(8, 0, 8, 0)
        self._right.setSpacing(6)
        self.addWidget(right)

    def _label(self, name: str, accessible: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setProperty("muted", True)
        label.setAccessibleName(accessible)
        self._right.addWidget(label)
        return label

    def _menu_button(self, actions: Mapping[str, QAction]) -> QToolButton:
        menu = TippedMenu(self)
        for one in MENU:
            if isinstance(one, Submenu):
                part = TippedMenu(menu)
                part.setTitle(one.title)
                part.addActions([actions[name] for name in one.names])
                menu.addMenu(part)
            elif one:
                menu.addAction(actions[one])
            else:
                menu.addSeparator()
        button = make_icon_button(f"更多命令（{MENU_KEYS}）")
        button.setText("更多")
        button.setShortcut(MENU_KEYS)
        button.setToolButtonStyle(ICON_ALONE)
        button.setIconSize(QSize(ICON, ICON))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, button, partial(_look_for_mouse, button)))
        self.addWidget(button)
        return button


def _look_for_mouse(button: QToolButton) -> None:
    """Whether the mouse is still over a button whose menu has gone: while a menu stands, Qt tells nobody that it left."""
    over = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, over)
    button.update()
