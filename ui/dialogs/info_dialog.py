"""The report's own particulars: the office's full name, its kind, and a title in place of the usual one.

One undoable step for what was changed here; what does not fit is refused beside its field.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app.errors import NianbaoError
from app.form.kinds import Value
from app.knowledge.offices import contradicted, kind_of, office_kinds
from app.report import limits
from app.report.report import HEADER_WORDS, KIND, OFFICE, TITLE, Edit
from app.report.session import Session
from ui.dialogs.name_field import NameField

LABEL = "修改报告信息"
LIMITS = {OFFICE: limits.OFFICE, TITLE: limits.TITLE}
WORDS = {OFFICE: "单位全称", TITLE: "报告标题"}


class InfoDialog(QDialog):
    """`taken` says why an office's name cannot be given, since another report of this year has it; '' when it can."""

    def __init__(self, session: Session, taken: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("报告信息")
        self.setMinimumWidth(600)
        self._session, self._taken = session, taken
        self.fields = {name: NameField(limit, str(session.report.get(name) or "")) for name, limit in LIMITS.items()}
        self.kind = QComboBox()
        self.kind_note = QLabel()
        self.kind_note.setProperty("level", "verify")
        self.message = QLabel()
        self.message.setProperty("level", "mandatory")
        self.message.setWordWrap(True)
        self.message.hide()
        self._arrange()

    def accept(self) -> None:
        """Makes the edit; stays open where something does not fit."""
        report = self._session.report
        try:
            values = {name: field.value() or None for name, field in self.fields.items()}
            values[KIND] = self.kind.currentData()
            changes: dict[str, Value | None] = {n: value for n, value in values.items() if value != report.get(n)}
            taken = self._taken(values[OFFICE] or "") if OFFICE in changes and values[OFFICE] else ""
            if taken:
                self._refuse(f"{taken}请核对单位全称。")
                return
            self._session.apply(Edit(changes, LABEL))
        except NianbaoError as reason:
            self._refuse(reason.sentence)
            return
        super().accept()

    def _tell(self, field: NameField) -> None:
        """Says what was taken out of what was just typed or pasted."""
        if field.told or not self.message.isHidden():
            self._refuse(field.told)

    def _refuse(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def _arrange(self) -> None:
        form, report = self._session.form, self._session.report
        self._rows = rows = QFormLayout()
        rows.setVerticalSpacing(8)
        hints = {OFFICE: "全称，与公章一致", TITLE: f"留空即为：{report.office}{form.title.format(year=report.year)}"}
        for name, words in WORDS.items():
            field = self.fields[name]
            field.setPlaceholderText(hints[name])
            field.setAccessibleName(words)
            field.setToolTip(words)
            field.setReadOnly(self._session.read_only)
            field.textChanged.connect(lambda _, field=field: self._tell(field))
            rows.addRow(words, field)
            if name == OFFICE:  # in this order, which is that of Tab
                rows.addRow(HEADER_WORDS[KIND], self._kinds())
                rows.addRow("", self.kind_note)
        self._say_kind()
        told = QLabel(f"{report.year} 年度，{form.edition} 版格式（{form.basis}）")
        told.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(told)
        column.addLayout(rows)
        column.addWidget(self.message)
        column.addWidget(make_buttons(self))


    def _kinds(self) -> QComboBox:
        """The kinds to choose from; the first follows the name as it is being typed."""
        self.kind.addItem("", None)
        for kind in office_kinds().values():
            self.kind.addItem(kind.name, kind.id)
        self.kind.setCurrentIndex(max(self.kind.findData(self._session.report.kind), 0))
        self.kind.setEnabled(not self._session.read_only)
        self.kind.setAccessibleName(HEADER_WORDS[KIND])
        self.kind.setToolTip("检查按单位性质进行：能不能有规章，怎样自称，哪些是上级和下属；单位名称看不出来时在这里选")
        self.fields[OFFICE].textChanged.connect(self._follow_name)
        self.kind.currentIndexChanged.connect(lambda _: self._say_kind())
        self.kind.setItemText(0, self._told_kind())
        return self.kind

    def _follow_name(self) -> None:
        self.kind.setItemText(0, self._told_kind())
        self._say_kind()

    def _told_kind(self) -> str:
        return f"按单位名称：{kind_of(self.fields[OFFICE].text()).name}"

    def _say_kind(self) -> None:
        """That the name tells another kind than the chosen one, as soon as it is chosen."""
        told = contradicted(self.fields[OFFICE].text(), self.kind.currentData())
        self.kind_note.setText(f"从单位名称看是“{told.name}”，请核对。" if told else "")
        self._rows.setRowVisible(self.kind_note, told is not None)


def make_buttons(dialog: QDialog) -> QDialogButtonBox:
    """「确定」 and 「取消」 for a dialog."""
    box = QDialogButtonBox()
    accept = box.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
    reject = box.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
    accept.setToolTip("保存修改（回车）")
    accept.setProperty("primary", True)
    accept.setDefault(True)
    reject.setToolTip("不作修改（Esc）")
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box
