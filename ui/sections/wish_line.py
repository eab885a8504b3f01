"""What the local profile asks of a text, under its field while it is being written: before it can become a finding."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel

from app.form.form import Section

Wishes = Mapping[str, tuple[str, ...]]  # by section or text


class WishLine(QLabel):
    """Hidden where nothing is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("muted", True)
        self.setWordWrap(True)
        self.hide()

    def say(self, sentences: tuple[str, ...]) -> None:
        """The wishes, or none."""
        self.setText("本地要求：" + "；".join(sentences))
        self.setVisible(bool(sentences))


def wishes_of(section: Section, wishes: Wishes) -> dict[str, tuple[str, ...]]:
    """What is asked of each text of a section; what is asked of all of them together stands under the first that is required."""
    texts = {field.id: wishes.get(field.id, ()) for field in section.fields}
    first = next((field.id for field in section.fields if not field.optional), "")
    if first:
        texts[first] = (*wishes.get(section.id, ()), *texts[first])
    return texts
