"""The settings that a person sees, made from the table of settings: one row for each entry that is shown.

Values are judged by the table; a wrong one is refused beside its field and nothing is stored.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.errors import NianbaoError
from app.settings import Entry, Setting, Settings
from ui.info_dialog import make_buttons

Field = QCheckBox | QComboBox | QLineEdit | QSpinBox


class SettingsDialog(QDialog):
    """`stored` after the settings were changed."""

    stored = Signal()

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self.setMinimumWidth(520)
        self._settings = settings
        self.fields: dict[str, Field] = {}
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
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(rows)
        column.addWidget(self.message)
        column.addWidget(make_buttons(self))

    def accept(self) -> None:
        """Judges everything, then stores; stays open where something does not fit."""
        try:
            judged = {key: self._settings.table[key].judge(_value(field)) for key, field in self.fields.items()}
            for key, value in judged.items():
                self._settings.put(key, value)
        except NianbaoError as reason:
            self.message.setText(reason.sentence)
            self.message.show()
            return
        super().accept()
        self.stored.emit()

    def _add(self, rows: QFormLayout, entry: Entry) -> None:
        field = _field(entry, self._settings)
        field.setAccessibleName(entry.label)
        field.setToolTip(entry.hint or entry.label)
        self.fields[entry.key] = field
        rows.addRow("" if isinstance(field, QCheckBox) else entry.label, field)
        if entry.hint:
            hint = QLabel(entry.hint)
            hint.setProperty("muted", True)
            hint.setWordWrap(True)
            rows.addRow("", hint)


def _field(entry: Entry, settings: Settings) -> Field:
    if entry.kind == "flag":
        box = QCheckBox(entry.label)
        box.setChecked(settings.flag(entry.key))
        return box
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


def _value(field: Field) -> Setting:
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QComboBox):
        return str(field.currentData())
    return field.value() if isinstance(field, QSpinBox) else field.text().strip()
