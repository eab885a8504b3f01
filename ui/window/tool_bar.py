"""The one bar above everything: commands on the left, what is saved and how many days are left on the right.

Made from the table of commands; every button can be reached with Tab.
"""

from __future__ import annotations

from collections.abc import Mapping
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

from ui.commands.actions import MENU, TOOL_BAR
from ui.look.appearance import Appearance
from ui.look.buttons import make_icon_button

ICON = 20
NARROW, NARROWEST = 820, 640  # pixels; below these words do without icons, then icons without words: the menu stays in sight
TIP_FRAME, TIP_DROP = 32, 16  # pixels: around a tip's words; how far under the given place Qt shows it
Style = Qt.ToolButtonStyle


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
        self.setToolButtonStyle(Style.ToolButtonTextBesideIcon)
        self.report_items: list[QAction] = []
        self._of_report = True  # whether the commands and words of a report stand here
        for name in TOOL_BAR:
            self.report_items.append(self.addSeparator() if not name else self._add(actions[name]))
        self._spread()
        self.saved = self._label("saved", "保存情况")
        self.deadline = self._label("deadline", "报送期限")
        self.menu_button = self._menu_button(actions)
        self._ready = True
        appearance.changed.connect(self.dress)
        self.dress()

    def say_saved(self, words: str, failed: bool = False) -> None:
        """What stands about saving; a failure is bold and red besides its words."""
        self.saved.setText(words)
        self.saved.setProperty("level", "mandatory" if failed else "")
        self.saved.setProperty("muted", not failed)
        self.saved.style().polish(self.saved)
        self._fit()

    def say_deadline(self, words: str) -> None:
        """How long there is until the report is due; empty when it is none of today's matters."""
        self.deadline.setText(words)
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
            layout = self.layout()
            assert layout is not None  # a tool bar's own
            beside = layout.contentsMargins().left()
            layout.setContentsMargins(beside, 2 if low else beside, beside, 2 if low else beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window: words only, a very narrow one: icons only."""
        super().resizeEvent(event)
        self._fit()

    def actionEvent(self, event: QActionEvent) -> None:  # Qt's name
        """A command with other words needs another room."""
        super().actionEvent(event)
        if event.type() == QEvent.Type.ActionChanged:
            QTimer.singleShot(0, self, self._fit)  # the command's button hears of it after the bar

    def _fit(self) -> None:
        """As many words as there is room for, so that Qt never folds the menu away: first the days left go, then icons or
        words of the commands, at last what is said of saving."""
        if not self._ready:
            return
        wide = self.width()
        style = Style.ToolButtonTextBesideIcon if wide >= NARROW else Style.ToolButtonTextOnly
        style = style if wide >= NARROWEST else Style.ToolButtonIconOnly
        for way, deadline, saved in (
            (style, True, True), (style, False, True),
            (Style.ToolButtonTextOnly if style != Style.ToolButtonIconOnly else style, False, True),
            (Style.ToolButtonIconOnly, False, True), (Style.ToolButtonIconOnly, False, False),
        ):  # fmt: skip
            self.setToolButtonStyle(way)
            self.deadline.setVisible(deadline and self._of_report)
            self.saved.setVisible(saved and self._of_report)
            self._right.invalidate()
            if (layout := self.layout()) is not None:
                layout.invalidate()
            if self.sizeHint().width() <= wide:
                break
        self.saved.setToolTip("" if self.deadline.isVisibleTo(self) else self.deadline.text())

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
        self._right.setContentsMargins(0, 0, 8, 0)
        self._right.setSpacing(16)
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
        for name in MENU:
            if name:
                menu.addAction(actions[name])
            else:
                menu.addSeparator()
        button = make_icon_button("更多命令（Alt+M）")
        button.setText("更多")
        button.setShortcut("Alt+M")
        button.setToolButtonStyle(Style.ToolButtonTextBesideIcon)
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
