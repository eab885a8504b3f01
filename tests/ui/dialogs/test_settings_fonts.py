"""The machine's faces in the window: offered, stored by name, used in preview, print and export, missed in words."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QLabel

from app.report.record import to_record
from app.report.session import Session
from app.system.settings import FACE, Settings
from app.typeset.faces import load_faces
from tests.office_faces import CHINESE, ENGLISH, RESTRICTED, face, gb2312_face, install
from tests.reports import FORM, FORMS, full
from tests.ui.pages import every
from ui.dialogs.face_choice import BUNDLED, NONE_FOUND, FaceChoice
from ui.dialogs.paper_dialog import PaperDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.export.export_dialog import ExportDialog
from ui.export.export_page import Choice
from ui.preview.press import Press
from ui.preview.preview_panel import PreviewPanel
from ui.preview.printing_house import PrintingHouse
from ui.printing.print_out import PrintOut

PATIENCE = 30_000
TITLE, BODY, GONE = "方正小标宋_GBK", "仿宋_GB2312", "方正书宋_GBK"


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch) -> Path:
    """The person's own fonts folder, as the printing process finds it too."""
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    folder = tmp_path / "person" / ".fonts"
    install(folder, "title.ttf", gb2312_face({CHINESE: TITLE, ENGLISH: "FZXiaoBiaoSong-B05"}))
    return folder


@pytest.fixture
def house(qtbot):
    made = PrintingHouse(FORMS.folder)
    yield made
    made.stop()


def opened(qtbot, settings: Settings, house: PrintingHouse, parent) -> SettingsDialog:
    """The dialog, shown, after the machine was looked through."""
    dialog = SettingsDialog(settings, house, parent)
    with qtbot.waitSignal(house.faces_found, timeout=PATIENCE):
        dialog.show()
    return dialog


def choice(dialog: SettingsDialog, role: str) -> FaceChoice:
    field = dialog.fields[FACE + role]
    assert isinstance(field, FaceChoice)
    return field


def offered(field: FaceChoice) -> list[str]:
    return [field.itemText(row) for row in range(field.count())]


def pdf_fonts(path: Path) -> str:
    return subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout


def test_every_role_of_the_page_has_its_setting(settings) -> None:
    keys = {entry.key for entry in settings.table.values() if entry.kind == "face"}
    assert keys == {FACE + role for role in load_faces().roles}
    assert settings.faces() == {}


def test_a_face_of_the_machine_is_offered_and_stored_by_its_name(
    qtbot, fonts, settings, house, window
) -> None:
    dialog = opened(qtbot, settings, house, window)
    field = choice(dialog, "title")
    assert (field.currentText(), field.currentData()) == (BUNDLED, "")
    field.setCurrentIndex(offered(field).index(TITLE))
    dialog.accept()
    assert settings.faces() == {"title": TITLE}


def test_the_dialog_says_that_the_pages_then_hang_on_this_machine(settings, house, window) -> None:
    labels = every(SettingsDialog(settings, house, window), QLabel)
    assert "取决于这台电脑" in "".join(label.text() for label in labels)


def test_no_hint_is_cut_off(qtbot, settings, house, window) -> None:
    labels = every(opened(qtbot, settings, house, window), QLabel)
    hints = [label for label in labels if label.wordWrap() and label.isVisible()]
    assert hints
    assert [hint.text() for hint in hints if hint.height() < hint.heightForWidth(hint.width())] == []


def test_a_face_that_may_not_be_embedded_is_not_offered_and_the_tip_says_why(
    qtbot, fonts, settings, house, window
) -> None:
    install(fonts, "simfang.ttf", face({CHINESE: BODY}, rights=RESTRICTED))
    field = choice(opened(qtbot, settings, house, window), "fang")
    assert BODY not in offered(field)
    assert f"{BODY}不能选" in field.toolTip()
    assert "授权" in field.accessibleDescription()


def test_a_stored_face_stays_chosen_under_any_of_its_names(qtbot, fonts, settings, house, window) -> None:
    settings.put(FACE + "title", "FZXiaoBiaoSong-B05")
    field = choice(opened(qtbot, settings, house, window), "title")
    assert field.currentData() == "FZXiaoBiaoSong-B05"
    assert len(offered(field)) == 2


def test_a_stored_face_that_is_gone_is_marked_and_kept(qtbot, fonts, settings, house, window) -> None:
    settings.put(FACE + "song", GONE)
    dialog = opened(qtbot, settings, house, window)
    assert choice(dialog, "song").currentText() == f"{GONE}（现在不能用）"
    assert NONE_FOUND in choice(dialog, "song").toolTip()
    dialog.accept()
    assert settings.faces() == {"song": GONE}


def test_the_preview_is_set_in_the_chosen_face(fonts) -> None:
    press = Press(FORMS, [fonts])
    record = json.dumps(to_record(FORM, full()), ensure_ascii=False).encode()
    pictures = []
    for faces in ({}, {"title": TITLE}, {}):
        assert press.compose(record, True, faces)["notices"] == ()
        pictures.append(press.picture(0, 400, grey=True))
    press.close()
    assert pictures[0] == pictures[2] != pictures[1]


def test_the_preview_says_that_a_chosen_face_is_gone(qtbot, fonts, settings, house, means) -> None:
    settings.put(FACE + "song", GONE)
    panel = PreviewPanel(Session(FORM, full()), house, means)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(house.composed, timeout=PATIENCE):
        panel.show()
    assert GONE in panel.complaint.text()
    assert "内置字体" in panel.complaint.text()
    assert not panel.retry_button.isVisible()
    settings.put(FACE + "song", "")
    with qtbot.waitSignal(house.composed, timeout=PATIENCE):
        panel.refresh()
    assert not panel.complaint.isVisible()


def exported(qtbot, settings: Settings, folder: Path) -> tuple[Path, str]:
    """The PDF that the export dialog wrote, and what it said."""
    settings.put("export.folder", str(folder))
    report = full()
    one = Choice("a", report.office, report.year)
    dialog = ExportDialog([one], frozenset("a"), {"a": report}.__getitem__, FORMS, settings)
    qtbot.addWidget(dialog)
    dialog.start()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=PATIENCE)
    (path,) = folder.glob("*.pdf")
    return path, dialog.message.text()


def test_an_exported_pdf_embeds_the_chosen_face(qtbot, fonts, settings, folder) -> None:
    settings.put(FACE + "title", TITLE)
    path, said = exported(qtbot, settings, folder)
    assert "+NianbaoChosenTitle" in pdf_fonts(path)
    assert said == "已导出 1 个文件。"


def test_an_export_without_a_chosen_face_that_is_gone_says_so(qtbot, fonts, settings, folder) -> None:
    settings.put(FACE + "song", GONE)
    path, said = exported(qtbot, settings, folder)
    assert "Chosen" not in pdf_fonts(path)
    assert GONE in said


def test_printing_says_that_a_chosen_face_is_gone(
    qtbot, fonts, settings, house, banners, means, folder, monkeypatch
) -> None:
    def accept(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFileName(str(folder / "纸.pdf"))
        dialog.printer().setResolution(72)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(PaperDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    settings.put(FACE + "song", GONE)
    PrintOut(banners, Session(FORM, full()), house, means).start()
    qtbot.waitUntil(lambda: "已写成文件" in "".join(banners.standing()), timeout=PATIENCE)
    assert GONE in "".join(banners.standing())
