"""报告信息: the kind of office follows the name until a person chooses another; a choice is one step of undo."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.report.report import OFFICE
from app.report.session import Session
from tests.reports import FORM, empty
from ui.dialogs.info_dialog import InfoDialog


def test_the_kind_follows_the_name_until_it_is_chosen(qtbot: QtBot):
    window, session = QWidget(), Session(FORM, empty())
    qtbot.addWidget(window)
    dialog = InfoDialog(session, lambda _: "", window)
    assert dialog.kind.currentText() == "按单位名称：街道办事处"
    dialog.fields[OFFICE].setText("临江县教育局")
    assert dialog.kind.currentText() == "按单位名称：县（区）的局和其他部门"
    dialog.kind.setCurrentIndex(dialog.kind.findData("zone"))
    dialog.accept()
    assert (session.report.office, session.report.kind) == ("临江县教育局", "zone")
    session.undo()
    assert (session.report.office, session.report.kind) == (empty().office, None)
