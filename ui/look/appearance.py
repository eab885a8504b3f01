"""Which theme the window wears: light, dark or as the system says; tells everybody when it changes.

The only place that sets the application's palette and style sheet.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.system import paths
from ui.look.icons import Icons
from ui.look.theme import Theme, palette, read_themes, style_sheet

SYSTEM = "system"


class Appearance(QObject):
    """The theme in force. `changed` comes after palette and style sheet are set."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = SYSTEM) -> None:
        super().__init__()
        self._app = app
        self._folder = paths.resource("style")
        self._themes = read_themes(self._folder)
        self._choice = choice
        self._theme: Theme | None = None
        self._icons: Icons | None = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._wear()

    @property
    def theme(self) -> Theme:
        """The theme in force now."""
        assert self._theme is not None  # set by the constructor
        return self._theme

    @property
    def icons(self) -> Icons:
        """The icons in the colours of the theme in force."""
        assert self._icons is not None  # set with the theme
        return self._icons

    def choose(self, choice: str) -> None:
        """Wear `light`, `dark`, or what the `system` says."""
        self._choice = choice
        self._wear()

    def _follow(self) -> None:
        if self._choice == SYSTEM:
            self._wear()

    def _wear(self) -> None:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        name = self._choice if self._choice in self._themes else ("dark" if dark else "light")
        if self._theme is not None and self._theme.name == name:
            return
        self._theme = self._themes[name]
        self._icons = Icons(self._theme)
        self._app.setPalette(palette(self._theme))
        self._app.setStyleSheet(style_sheet(self._theme, self._folder))
        self.changed.emit()
