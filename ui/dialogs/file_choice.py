"""A field for the path of a file, with a button that looks for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.system.paths import documents_folder
from ui.dialogs.file_dialog import ask_file
from ui.look.buttons import make_button


class FileChoice(QWidget):
    """`text` is the path, empty for none. `patterns` are those of the system's dialog."""

    def __init__(self, path: str, label: str, patterns: str) -> None:
        super().__init__()
        self._label, self._patterns = label, patterns
        self.line = QLineEdit(path)
        self.line.setAccessibleName(label)
        self.line.setClearButtonEnabled(True)
        self.browse = make_button("浏览…", f"选择{label}", self._ask)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.browse)

    def text(self) -> str:
        """The path as it stands."""
        return self.line.text()

    def _ask(self) -> None:
        there = Path(self.text()).parent if self.text() else documents_folder()
        chosen = ask_file(self, self._label, str(there), self._patterns)
        if chosen is not None:
            self.line.setText(str(chosen))
