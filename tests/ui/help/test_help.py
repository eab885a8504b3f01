"""Help: F1 opens the chapter of where the person is; search, links and the PDF; nothing comes from elsewhere."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QDialog

import ui
from app.system import paths
from tests.ui.pages import found
from tests.ui.window.test_access import controls, name_of
from ui.commands.keys_dialog import KeysDialog
from ui.help.help_desk import DialogKey, load_manual
from ui.help.help_window import HelpWindow
from ui.help.manual_reading import MARGIN, WIDEST
from ui.help.topics import DIALOGS, PLACES, section_topic, topic_at
from ui.sections.section_page import SectionPage

PICTURE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture(scope="module")
def manual():
    from tests.reports import FORMS

    return load_manual(FORMS)


@pytest.fixture
def helping(qtbot, manual, appearance):
    """The help window alone."""
    made = HelpWindow(manual, appearance, None)
    qtbot.addWidget(made)
    made.show_topic("start")
    yield made
    made.stop()


def shown_by(window) -> str:
    window.commands["help"].trigger()
    return found(window, HelpWindow).reading.topic


def test_f1_is_the_key(window):
    assert window.commands["help"].shortcut().toString() == "F1"


def test_on_the_start_page_it_opens_there(window):
    assert shown_by(window) == "start"


def test_while_a_new_report_is_asked_for_it_tells_of_that(window):
    window.new_report()
    assert shown_by(window) == "new"


@pytest.mark.parametrize("place", range(6))
def test_in_a_section_it_opens_the_part_of_that_section(opened, place):
    tabs = opened.desk.workspace.tabs
    tabs.go(place)
    assert shown_by(opened) == section_topic(tabs.current_page().section.id)


def test_in_the_findings_it_tells_of_findings(opened):
    opened.hand.toggle_findings()
    opened.desk.workspace.findings.list.setFocus()
    assert shown_by(opened) == "findings"


def test_on_the_road_it_tells_of_the_seven_steps(opened):
    opened.commands["steps"].trigger()
    assert shown_by(opened) == "road"


def test_in_the_field_over_all_reports_it_tells_of_searching(window, library, report):
    library.create(report)
    window.go_home()
    window.find_words()
    assert shown_by(window) == "search"


def test_every_place_leads_to_a_chapter(manual):
    assert [topic for topic in PLACES.values() if manual.chapter_of(topic) is None] == []


def test_a_section_the_manual_does_not_know_leads_to_all_sections(opened, manual):
    page = found(opened, SectionPage)
    bare = type(manual)(manual.title, manual.day, manual.chapters[:1])
    assert topic_at(page, bare) == "sections"


def test_every_dialog_has_its_chapter(manual):
    kinds = {kind.__name__ for kind in every_dialog() if kind.__module__.startswith("ui.")}
    assert kinds - set(DIALOGS) == {"CrashDialog"}
    assert [topic for topic in DIALOGS.values() if manual.chapter_of(topic) is None] == []


def every_dialog():
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return QDialog.__subclasses__()


def test_f1_in_a_dialog_opens_its_chapter_beside_it(qtbot, window, dressed):
    DialogKey(dressed, window.show_help, window)
    dialog = KeysDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.list.hasFocus)
    qtbot.keyClick(dialog.list, Qt.Key.Key_F1)
    assert found(dialog, HelpWindow).reading.topic == "keys"
    dialog.reject()
    assert found(dialog, HelpWindow).isHidden()


def test_a_second_f1_keeps_one_window_and_its_place(window):
    window.commands["help"].trigger()
    help_window = found(window, HelpWindow)
    help_window.show_topic("keys")
    help_window.show_topic("")
    window.commands["help"].trigger()
    assert len(window.findChildren(HelpWindow)) == 1


def test_the_contents_follow_the_page_and_lead_to_it(helping):
    helping.show_topic("section-requests")
    assert helping.contents.tree.currentItem().text(0) == "依申请公开"
    helping.contents.tree.setCurrentItem(helping.contents.tree.topLevelItem(0))
    assert helping.reading.topic == "about"


def test_a_link_leads_to_its_chapter_and_back_returns(helping):
    helping.show_topic("findings")
    helping.reading.anchorClicked.emit(QUrl("#rules"))
    assert helping.reading.topic == "rules"
    helping.back_button.click()
    assert helping.reading.topic == "findings"


def test_search_leaves_the_chapters_with_the_words_and_marks_them(helping):
    helping.contents.words.setText("回收站")
    assert "start" in helping.contents.shown
    assert "keys" not in helping.contents.shown
    marked = helping.reading.extraSelections()
    assert {selection.cursor.selectedText() for selection in marked} == {"回收站"}


def test_search_goes_to_the_first_chapter_with_the_words(helping):
    helping.contents.words.setText("SHA256SUMS")
    assert helping.reading.topic == "admin"


def test_words_that_are_nowhere_are_told_and_forgotten_again(helping):
    helping.contents.words.setText("不会有的词")
    assert helping.contents.shown == ()
    assert not helping.contents.nothing.isHidden()
    helping.contents.words.clear()
    assert len(helping.contents.shown) == len(helping.manual.chapters)
    assert helping.reading.extraSelections() == []


def test_a_picture_is_no_wider_than_the_page(helping):
    picture = helping.reading.loadResource(PICTURE, QUrl("help:/window.png"))
    assert isinstance(picture, QImage)
    assert picture.width() / picture.devicePixelRatio() <= min(WIDEST, helping.reading.viewport().width() - 2 * MARGIN)


def test_on_a_narrower_page_its_pictures_are_drawn_anew(helping):
    helping.show()
    helping.show_topic("submit")
    page = helping.reading
    before = page.toPlainText()
    helping.resize(700, 500)
    assert page.document().idealWidth() <= page.viewport().width()
    assert page.toPlainText() == before


@pytest.mark.parametrize("address", ["http://example.org/x", "file:///etc/passwd", "help:/../settings.toml"])
def test_nothing_else_is_ever_loaded(helping, address):
    html = QTextDocument.ResourceType.HtmlResource.value
    assert helping.reading.loadResource(html, QUrl(address)) == ""


def test_the_manual_is_saved_as_pdf(qtbot, helping, folder):
    helping.write_pdf(folder / "手册.pdf")
    assert not helping.pdf_button.isEnabled()
    qtbot.waitUntil(helping.pdf_button.isEnabled, timeout=60_000)
    assert (folder / "手册.pdf").read_bytes().startswith(b"%PDF")
    assert str(folder / "手册.pdf") in helping.message.text()


def test_a_pdf_that_cannot_be_written_is_told(qtbot, helping, folder):
    helping.write_pdf(folder / "没有" / "手册.pdf")
    qtbot.waitUntil(helping.pdf_button.isEnabled, timeout=60_000)
    assert "文件夹不存在" in helping.message.text()


def test_a_damaged_manual_is_told_in_a_banner(window, monkeypatch, tmp_path):
    whole = paths.resource
    monkeypatch.setattr(paths, "resource", lambda *parts: tmp_path / "没有" if parts[0] == "help" else whole(*parts))
    window.commands["help"].trigger()
    assert window.banners.standing()[-1].startswith("程序自带的手册无法读取")


def test_escape_closes_it(qtbot, helping):
    with qtbot.waitActive(helping):
        pass
    qtbot.keyClick(helping.reading, Qt.Key.Key_Escape)
    assert helping.isHidden()


def test_every_control_has_a_name_and_a_tip(helping):
    assert [w for w in controls(helping) if not (name_of(w) and w.toolTip())] == []


def test_it_wears_the_theme(helping, appearance):
    appearance.choose("dark")
    top = helping.reading.cursorForPosition(QPoint(30, 30)).charFormat().foreground().color()
    assert top == appearance.theme.colour("text")
