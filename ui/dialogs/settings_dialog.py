"""The settings that a person sees, made from the table of settings: one row for each entry that is shown.

Values are judged by the table; a wrong one is refused beside its field and nothing is stored. The machine's
faces are looked for by the printing process when the dialog opens.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.errors import NianbaoError
from app.system.settings import FACE, Setting, Settings, SettingValue
from ui.dialogs.face_choice import FaceChoice
from ui.dialogs.file_choice import FileChoice
from ui.dialogs.info_dialog import make_buttons
from ui.look.dialog_size import FRAME, height_for
from ui.preview.printing_house import FoundFace, PrintingHouse

WIDTH = 720  # pixels; hints in few lines, so that all of it fits a small screen
MARGIN = 24  # pixels
OTHERS = 104  # pixels that message, buttons and margins take
SettingField = QCheckBox | QComboBox | FileChoice | QLineEdit | QSpinBox
PATTERNS = "要求文件 (*.toml);;所有文件 (*)"


class SettingsDialog(QDialog):
    """`stored` after the settings were changed."""

    stored = Signal()

    def __init__(self, settings: Settings, house: PrintingHouse, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self.setMinimumWidth(min(WIDTH, self.screen().availableGeometry().width() - FRAME.width()))
        self._settings, self._house = settings, house
        self.fields: dict[str, SettingField] = {}
        self.message = QLabel()
        self.message.setProperty("level", "mandatory")
        self.message.setWordWrap(True)
        self.message.hide()
        rows = QFormLayout()
        rows.setVerticalSpacing(8)
        for entry in settings.table.values():
            if entry.shown:
                self._add(rows, entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 16)
        column.setSpacing(16)
        column.addWidget(self._scrolled(rows))
        column.addWidget(self.message)
        column.addWidget(make_buttons(self))
        house.faces_found.connect(self._offer)
        house.failed.connect(self._say)
        self.finished.connect(self.deleteLater)  # else it would go on listening

    def showEvent(self, event: QShowEvent) -> None:
        """Opened: fonts may have come or gone since the last time."""
        self._fit()
        super().showEvent(event)
        self._house.look_for_faces()

    def accept(self) -> None:
        """Judges everything, then stores; stays open where something does not fit."""
        try:
            judged = {
                key: self._settings.table[key].judge(_value(field)) for key, field in self.fields.items()
            }
            for key, value in judged.items():
                self._settings.put(key, value)
        except NianbaoError as reason:
            self._say(reason.sentence)
            return
        super().accept()
        self.stored.emit()

    def _offer(self, found: Mapping[str, tuple[FoundFace, ...]]) -> None:
        for key, field in self.fields.items():
            if isinstance(field, FaceChoice):
                field.show_found(found.get(key.removeprefix(FACE), ()))

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.show()
        self._fit()

    def _scrolled(self, rows: QFormLayout) -> QScrollArea:
        rows.setContentsMargins(0, 0, 8, 0)
        body = QWidget()
        body.setLayout(rows)
        self._rows, self._scroll = rows, QScrollArea()
        self._scroll.setObjectName("plain")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
        return self._scroll

    def _fit(self) -> None:
        """As high as the wrapped texts need, or as the screen has room for: then the rows scroll."""
        wanted = self._rows.heightForWidth(self.width() - 2 * MARGIN)
        self._scroll.setFixedHeight(min(wanted, height_for(self, OTHERS)))
        self.adjustSize()

    def _add(self, rows: QFormLayout, entry: Setting) -> None:
        field = _field(entry, self._settings)
        field.setAccessibleName(entry.label)
        if not isinstance(field, FaceChoice):  # it says more, and anew when faces are found
            field.setToolTip(entry.hint or entry.label)
        self.fields[entry.key] = field
        rows.addRow("" if isinstance(field, QCheckBox) else entry.label, field)
        if entry.hint:
            hint = QLabel(entry.hint)
            hint.setProperty("muted", True)
            hint.setWordWrap(True)
            rows.addRow("", hint)


def _field(entry: Setting, settings: Settings) -> SettingField:
    if entry.kind == "flag":
        box = QCheckBox(entry.label)
        box.setChecked(settings.flag(entry.key))
        return box
    if entry.kind == "face":
        return FaceChoice(settings.text(entry.key), entry.label)
    if entry.kind == "file":
        return FileChoice(settings.text(entry.key), entry.label, PATTERNS)
    if entry.kind == "choice":
        choice = QComboBox()
        for value, words in zip(entry.choices, entry.words, strict=True):
            choice.addItem(words, value)
        choice.setCurrentIndex(entry.choices.index(settings.text(entry.key)))
        return choice
    if entry.kind == "whole":
        number = QSpinBox()
        number.setRange(entry.least, entry.most)
        number.setValue(settings.whole(entry.key))
        return number
    return QLineEdit(settings.text(entry.key))


def _value(field: SettingField) -> SettingValue:
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QComboBox):
        return str(field.currentData())
    return field.value() if isinstance(field, QSpinBox) else field.text().strip()
