"""The choice of a face for one role: the bundled one, or one that this machine has.

What is stored stays chosen, also while the machine is looked through and when it has the face no more.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from ui.preview.printing_house import FoundFace

BUNDLED = "内置（默认）"
SEARCHING = "正在查找这台电脑上的字体……"
NONE_FOUND = "这台电脑上没有找到可选的办公字体。"


class FaceChoice(QComboBox):
    """`currentData` is the name to store, empty for the bundled face."""

    def __init__(self, stored: str, tip: str) -> None:
        super().__init__()
        self._stored, self._tip = stored, tip
        self.addItem(BUNDLED, "")
        if stored:
            self.addItem(stored, stored)
            self.setCurrentIndex(1)
        self._say(SEARCHING)

    def show_found(self, found: Sequence[FoundFace]) -> None:
        """Offers the faces of the machine that can be printed; why another cannot is said in the tooltip."""
        chosen = self.currentData()
        self.clear()
        self.addItem(BUNDLED, "")
        usable = [face for face in found if not face.refusal]
        for face in usable:
            name = self._stored if self._stored in face.names else face.names[0]
            self.addItem(name, name)
            self.setItemData(self.count() - 1, face.path, Qt.ItemDataRole.ToolTipRole)
        if self._stored and self.findData(self._stored) < 0:
            self.addItem(f"{self._stored}（现在不能用）", self._stored)
        self.setCurrentIndex(self.findData(chosen))
        refused = [f"{face.names[0]}不能选：{face.refusal}。" for face in found if face.refusal]
        self._say("\n".join(refused) if found else NONE_FOUND)

    def _say(self, words: str) -> None:
        self.setToolTip(f"{self._tip}\n{words}" if words else self._tip)
        self.setAccessibleDescription(words)
