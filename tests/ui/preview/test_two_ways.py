"""The page leads to the form, and the form has its frame on the page: real clicks into the real preview, at several zooms."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.exchange.exchange_file import read_json
from app.report.report import TITLE, Edit
from app.store.library import Library
from app.system.paths import resource
from app.system.settings import Settings
from tests.reports import FORM, FORMS, empty
from ui.desk.workspace import Workspace
from ui.narrative.text_editor import TextEditor
from ui.preview.page_view import FIT
from ui.preview.spots import Spot
from ui.window.main_window import MainWindow

PATIENCE = 30_000
TEXT = "overview.on_request"
TABLE = [cell for cell in FORM.cells.values() if cell.section == "requests" and cell.row]


def shown(qtbot, window: MainWindow, library: Library, settings: Settings, report) -> Workspace:
    settings.put("preview.visible", True)
    window.resize(1366, 728)
    window.open_report(library.create(report))
    workspace = window.desk.workspace
    qtbot.waitUntil(lambda: workspace.preview.view.drawn, timeout=PATIENCE)
    return workspace


@pytest.fixture
def filled(qtbot, window: MainWindow, library: Library, settings: Settings) -> Workspace:
    """The sample open with its preview."""
    report, _ = read_json(FORMS, resource("samples", "2025.json").read_bytes(), "示例")
    return shown(qtbot, window, library, settings, report)


@pytest.fixture
def blank(qtbot, window: MainWindow, library: Library, settings: Settings) -> Workspace:
    """A blank report open with its preview."""
    return shown(qtbot, window, library, settings, empty())


def spots_of(workspace: Workspace, cell: str, kind: str) -> list[tuple[int, Spot]]:
    found = workspace.preview.composition.by_cell.get(cell, ())
    return [(page, spot) for page, spot in found if spot.kind == kind]


def point_of(workspace: Workspace, page: int, x: float, y: float) -> QPoint:
    """A point of a page in the viewport, scrolled to."""
    view = workspace.preview.view
    view.show_page(page)
    there = view._on_screen(page, (x, y, x, y)).topLeft()
    for bar, away in ((view.verticalScrollBar(), there.y() - 100), (view.horizontalScrollBar(), there.x() - 100)):
        bar.setValue(bar.value() + round(away))
    return view._on_screen(page, (x, y, x, y)).topLeft().toPoint()


def click(qtbot, workspace: Workspace, page: int, x: float, y: float) -> None:
    here = point_of(workspace, page, x, y)
    qtbot.mouseClick(workspace.preview.view.viewport(), Qt.MouseButton.LeftButton, pos=here)


def click_spot(qtbot, workspace: Workspace, page: int, spot: Spot) -> None:
    left, top, right, bottom = spot.box
    click(qtbot, workspace, page, (left + right) / 2, (top + bottom) / 2)


@pytest.mark.parametrize(("zoom", "step"), [(FIT, 1), (50, 6), (100, 6), (170, 6)])
def test_a_click_on_any_cell_of_table_three_goes_to_that_cell(qtbot, filled: Workspace, zoom: int, step: int) -> None:
    filled.preview.view.set_zoom(zoom)
    wrong = []
    for cell in TABLE[::step]:
        ((page, spot),) = spots_of(filled, cell.id, "cell")
        click_spot(qtbot, filled, page, spot)
        if filled.cell != cell.id:
            wrong.append((cell.id, filled.cell))
    assert wrong == []


def test_every_cell_of_table_three_has_one_box_and_they_do_not_overlap(filled: Workspace) -> None:
    spots = [spot for cell in TABLE for _, spot in spots_of(filled, cell.id, "cell")]
    boxes = [QRectF(QPointF(*spot.box[:2]), QPointF(*spot.box[2:])) for spot in spots]
    assert len(boxes) == len(TABLE) == 175
    inner = [box.adjusted(0.2, 0.2, -0.2, -0.2) for box in boxes]
    assert not any(one.intersects(other) for n, one in enumerate(inner) for other in inner[:n])


def test_a_derived_and_a_blank_cell_are_gone_to_as_well(qtbot, blank: Workspace) -> None:
    for cell in ("requests.received.total", "requests.granted.natural"):
        ((page, spot),) = spots_of(blank, cell, "cell")
        click_spot(qtbot, blank, page, spot)
        assert blank.cell == cell


def character(workspace: Workspace, words: str, of: int = 0) -> tuple[int, float, float]:
    """The point of a character of the words on the page: page, x, y."""
    at = workspace.session.report.text(TEXT).index(words) + of
    for page, spot in spots_of(workspace, TEXT, "text"):
        part = spot.part(at, at + 1)
        if part:
            return page, (part[0] + part[2]) / 2, (part[1] + part[3]) / 2
    raise AssertionError(words)


def editor_now() -> TextEditor:
    editor = QApplication.focusWidget()
    assert isinstance(editor, TextEditor)
    return editor


def test_a_click_on_a_sentence_marks_it_and_selects_nothing(qtbot, filled: Workspace) -> None:
    filled.session.apply(Edit({TEXT: "第一句说明情况。第二句　 说明abc做法，很长很长。\n　　另起一段，收到申请25件。"}))
    qtbot.waitUntil(lambda: bool(spots_of(filled, TEXT, "text")) and not filled.preview.waiting, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(spots_of(filled, TEXT, "text")) == 2, timeout=PATIENCE)
    click(qtbot, filled, *character(filled, "第二句　 说明", 6))
    editor = editor_now()
    text = editor.toPlainText()
    assert editor.field.id == TEXT
    assert editor._place is not None
    assert text[slice(*editor._place)] == "第二句　 说明abc做法，很长很长。"
    assert not editor.textCursor().hasSelection()
    assert editor.place == editor._place[1]
    (box,) = {box for _, box in filled.preview.view._frame.boxes}
    assert box[0] < character(filled, "第二句")[1] < character(filled, "很长。", 2)[1] < box[2]
    assert box[0] > character(filled, "情况。", 2)[1]


def test_a_click_on_a_number_of_the_prose_marks_that_number(qtbot, filled: Workspace) -> None:
    filled.session.apply(Edit({TEXT: "第一句。\n　　另起一段，收到申请1025件，比上年多3件。"}))
    qtbot.waitUntil(lambda: len(spots_of(filled, TEXT, "text")) == 2, timeout=PATIENCE)
    click(qtbot, filled, *character(filled, "1025", 2))
    editor = editor_now()
    assert editor._place is not None
    assert editor.toPlainText()[slice(*editor._place)] == "1025"


@pytest.mark.parametrize("cell", ["overview.proactive", TEXT, "other.text"])
def test_a_click_on_a_heading_goes_to_its_text(qtbot, blank: Workspace, cell: str) -> None:
    page, spot = spots_of(blank, cell, "heading")[-1]
    click_spot(qtbot, blank, page, spot)
    assert editor_now().field.id == cell


def test_a_click_on_the_heading_of_a_table_or_of_a_row_goes_to_its_first_cell(qtbot, filled: Workspace) -> None:
    first = TABLE[0].id
    page, heading = spots_of(filled, first, "heading")[0]
    click_spot(qtbot, filled, page, heading)
    assert filled.cell == first
    row = next(cell.id for cell in TABLE if cell.row.endswith("granted"))
    page, head = spots_of(filled, row, "head")[-1]
    click_spot(qtbot, filled, page, head)
    assert filled.cell == row


def test_a_click_on_the_title_opens_the_report_s_particulars(qtbot, filled: Workspace, window: MainWindow, monkeypatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(window.desk, "edit_info", lambda: asked.append(True))
    page, spot = spots_of(filled, TITLE, "heading")[0]
    click_spot(qtbot, filled, page, spot)
    assert asked == [True]


def test_notes_and_the_closing_block_are_gone_to(qtbot, filled: Workspace) -> None:
    filled.session.apply(Edit({"requests.note": "注：含上年度结转数量。", "signature.office": "某某街道办事处"}))
    qtbot.waitUntil(lambda: bool(spots_of(filled, "requests.note", "text")), timeout=PATIENCE)
    for cell in ("requests.note", "signature.office"):
        ((page, spot),) = spots_of(filled, cell, "text")
        click_spot(qtbot, filled, page, spot)
        assert filled.cell == cell


def test_beside_everything_a_click_leads_nowhere_and_there_is_no_hand(qtbot, filled: Workspace) -> None:
    before, view = filled.cell, filled.preview.view
    here = point_of(filled, 0, 20, 20)
    qtbot.mouseMove(view.viewport(), here)
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    click(qtbot, filled, 0, 20, 20)
    assert filled.cell == before


def test_over_a_cell_there_is_a_hand_and_a_tip_that_names_it(qtbot, filled: Workspace) -> None:
    cell, view = FORM.cells["requests.granted.natural"], filled.preview.view
    ((page, spot),) = spots_of(filled, cell.id, "cell")
    here = point_of(filled, page, spot.box[0] + 3, spot.box[1] + 3)
    qtbot.mouseMove(view.viewport(), here)
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    view.viewportEvent(QHelpEvent(QHelpEvent.Type.ToolTip, here, view.viewport().mapToGlobal(here)))
    assert QToolTip.text() == f"点一下，到：{cell.label}"
    QToolTip.hideText()


def boxes(workspace: Workspace, cell: str) -> list[QRectF]:
    view = workspace.preview.view
    return [view._on_screen(page, spot.box) for page, spot in spots_of(workspace, cell, "cell")]


@pytest.mark.parametrize("cell", ["requests.received.natural", TABLE[-1].id, "disputes.review.upheld"])
@pytest.mark.parametrize("zoom", [FIT, 120])
def test_the_frame_is_the_box_of_the_cell_and_in_sight(qtbot, blank: Workspace, cell: str, zoom: int) -> None:
    view = blank.preview.view
    view.set_zoom(zoom)
    blank.tabs.go_to(cell)
    assert view.frame_rects() == boxes(blank, cell)
    assert QRectF(view.viewport().rect()).contains(view.frame_rects()[0])


def test_the_frame_of_a_text_is_round_the_sentence_of_the_caret(qtbot, filled: Workspace) -> None:
    filled.session.apply(Edit({TEXT: "第一句。第二句，说得长一些。"}))
    qtbot.waitUntil(lambda: len(spots_of(filled, TEXT, "text")) == 1, timeout=PATIENCE)
    filled.tabs.go_to(TEXT, 1, 2)
    ((_, spot),) = spots_of(filled, TEXT, "text")
    (first,) = filled.preview.view._frame.boxes
    editor = editor_now()
    qtbot.keyClick(editor, Qt.Key.Key_End)
    (second,) = filled.preview.view._frame.boxes
    assert first[1][0] == pytest.approx(spot.edges[0], abs=3)
    assert first[1][2] == pytest.approx(spot.edges[4], abs=3)
    assert second[1][0] == pytest.approx(spot.edges[4], abs=3)
    assert second[1][2] == pytest.approx(spot.edges[-1], abs=3)


@pytest.mark.parametrize("cell", ["overview.supervision", "other.text"])
def test_a_blank_text_has_the_frame_at_its_heading(blank: Workspace, cell: str) -> None:
    blank.tabs.go_to(cell)
    page, heading = spots_of(blank, cell, "heading")[-1]
    ((at, box),) = blank.preview.view._frame.boxes
    assert at == page
    assert box[0] < heading.box[0] < heading.box[2] < box[2]
    assert box[1] < heading.box[1] < heading.box[3] < box[3]


@pytest.mark.parametrize("cell", ["requests.note", "signature.office"])
def test_a_blank_note_has_a_line_where_it_would_stand(blank: Workspace, cell: str) -> None:
    blank.tabs.go_to(cell)
    frame = blank.preview.view._frame
    ((page, box),) = frame.boxes
    assert frame.blank
    assert page == blank.preview.composition.cells[cell]
    assert box[1] == box[3] == blank.preview.composition.depths[cell]


def test_enter_in_the_preview_goes_back_to_the_framed_place(qtbot, filled: Workspace) -> None:
    filled.tabs.go_to("requests.granted.natural")
    filled.preview.view.setFocus()
    qtbot.keyClick(filled.preview.view, Qt.Key.Key_Return)
    assert filled.tabs.isAncestorOf(QApplication.focusWidget())
    assert filled.cell == "requests.granted.natural"


def test_pages_that_look_as_before_are_not_drawn_again(qtbot, filled: Workspace) -> None:
    view = filled.preview.view
    filled.tabs.go_to("requests.granted.natural")
    page = filled.preview.composition.cells["requests.granted.natural"]
    qtbot.waitUntil(lambda: {page - 1, page} <= view._fresh, timeout=PATIENCE)
    with qtbot.waitSignal(filled.preview._house.composed, timeout=PATIENCE):
        filled.session.apply(Edit({"requests.granted.natural": 77}))
    assert page - 1 in view._fresh
    assert page not in view._fresh


def test_a_preview_in_the_place_of_the_form_gives_way_to_what_was_clicked(qtbot, filled: Workspace, window: MainWindow) -> None:
    window.resize(820, 600)
    qtbot.waitUntil(lambda: filled.preview.isHidden())
    filled.panels.toggle_preview()
    assert not filled.tabs.isVisible()
    qtbot.waitUntil(lambda: filled.preview.view.drawn, timeout=PATIENCE)
    ((page, spot),) = spots_of(filled, "requests.granted.natural", "cell")
    click_spot(qtbot, filled, page, spot)
    assert filled.tabs.isVisible()
    assert filled.cell == "requests.granted.natural"
