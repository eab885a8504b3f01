"""The ways between the form and its printed page: a click there leads here, and the frame there goes with the caret here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.narrative.text_editor import TextEditor
from ui.preview.pointing import ReportPlace
from ui.preview.preview_panel import PreviewPanel
from ui.sections.find_bar import TextPlace


class PageWays(QObject):
    """Of one open report. `go_to` brings the keyboard to a place of the form and marks its characters."""

    def __init__(self, preview: PreviewPanel, go_to: Callable[[TextPlace], None]) -> None:
        super().__init__(preview)
        self._preview, self._go_to = preview, go_to
        self._editor: TextEditor | None = None  # the text in which the person is
        preview.chosen.connect(self._go)

    def visit(self, cell: str) -> None:
        """The person is in a cell; in a text the frame goes with the caret from now on."""
        editor = QApplication.focusWidget()
        there = editor if isinstance(editor, TextEditor) and editor.field.id == cell else None
        if there is not self._editor:
            if self._editor is not None:
                self._editor.cursorPositionChanged.disconnect(self._follow)
            self._editor = there
            if there is not None:
                there.cursorPositionChanged.connect(self._follow)
        self._preview.follow(cell, there.place if there else -1)

    def _follow(self) -> None:
        assert self._editor is not None  # it is its cursor that moved
        self._preview.follow(self._editor.field.id, self._editor.place)

    def _go(self, place: ReportPlace) -> None:
        self._go_to(TextPlace(place.cell, place.start, place.end))
