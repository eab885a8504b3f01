"""报告信息: the kind of office follows the name until a person chooses another; a choice is one step of undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QWidget
from pytestqt.qtbot import QtBot

from app.report.report import OFFICE, TITLE
from app.report.session import Session
from tests.reports import FORM, empty
from tests.ui.dialog_hands import press, show
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


def test_a_kind_that_the_name_contradicts_is_said_at_once(qtbot: QtBot):
    window, session = QWidget(), Session(FORM, empty())
    qtbot.addWidget(window)
    dialog = InfoDialog(session, lambda _: "", window)
    dialog.show()
    assert not dialog.kind_note.isVisible()
    dialog.kind.setCurrentIndex(dialog.kind.findData("township"))
    assert dialog.kind_note.isVisible()
    assert "看是“街道办事处”，请核对" in dialog.kind_note.text()
    dialog.fields[OFFICE].setText("青山镇人民政府")
    assert not dialog.kind_note.isVisible()


def test_tab_goes_down_the_fields_as_they_stand(qtbot: QtBot):
    window, session = QWidget(), Session(FORM, empty())
    qtbot.addWidget(window)
    dialog = InfoDialog(session, lambda _: "", window)
    show(qtbot, dialog)
    for field in (dialog.fields[OFFICE], dialog.kind, dialog.fields[TITLE]):
        assert QApplication.focusWidget() is field
        press(qtbot, Qt.Key.Key_Tab)


def test_every_kind_is_whole_in_the_list(qtbot: QtBot, appearance):
    window, session = QWidget(), Session(FORM, empty())
    qtbot.addWidget(window)
    dialog = InfoDialog(session, lambda _: "", window)
    show(qtbot, dialog)
    dialog.kind.showPopup()
    view = dialog.kind.view()
    last = view.visualRect(view.model().index(dialog.kind.count() - 1, 0))
    assert 0 < last.bottom() <= view.viewport().height()
    assert view.verticalScrollBar().maximum() == 0
    assert not dialog.kind.style().styleHint(QStyle.StyleHint.SH_ComboBox_Popup, None, dialog.kind)
    dialog.kind.hidePopup()
