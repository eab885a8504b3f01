"""Every cell knows its page, blank or not: the one on which its label or heading is printed, by the PDF's own words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pypdfium2
import pytest

from app.exchange.exchange_file import read_json
from app.export.exporting import export
from app.form.form import Cell
from app.report.record import to_record
from app.report.report import Edit, Report
from app.store.library import Library
from app.system.paths import resource
from app.system.settings import Settings
from tests.reports import FORM, FORMS, empty, full, plain_value
from ui.preview.press import Press
from ui.window.main_window import MainWindow

PATIENCE = 30_000
LONG = "本年按要求开展了这项工作。" * 60


def sample() -> Report:
    return read_json(FORMS, resource("samples", "2025.json").read_bytes(), "2025.json")[0]


def half(report: Report) -> Report:
    """Every other cell taken away."""
    return replace(report, cells=dict(list(report.cells.items())[::2]))


def long_beginning() -> Report:
    """A blank report but for a first text of several pages."""
    return replace(empty(), cells={"overview.proactive": LONG})


def long_everywhere() -> Report:
    """All texts of the sections long, and a closing block."""
    texts = {field.id: LONG for section in FORM.sections for field in section.fields}
    closing = {item.id: plain_value(FORM.cells[item.id]) for item in FORM.closing}
    return replace(full(), cells={**full().cells, **texts, **closing})


REPORTS = {
    "blank": empty, "half": lambda: half(full()), "half sample": lambda: half(sample()), "sample": sample,
    "long beginning": long_beginning, "long everywhere": long_everywhere,
}  # fmt: skip


def pages_of(report: Report) -> Mapping[str, int]:
    press = Press(FORMS)
    told = press.compose(json.dumps(to_record(FORM, report), ensure_ascii=False).encode(), True)
    press.close()
    return {cell: page for cell, (page, _) in told["cells"].items()}


def words_of(report: Report) -> list[str]:
    """The words of each page, blanks aside."""
    with pypdfium2.PdfDocument(export(FORM, report, "pdf")) as printed:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in printed]


def label_of(cell: Cell) -> str:
    """What is printed beside or above a cell, blank or not."""
    section = FORM.section(cell.section)
    of = cell.note_of if cell.note_of in FORM.cells else cell.id
    rows = {key: leaf.label for grid in section.grids for key, leaf, _ in grid.rows.leaves()}
    headings = {field.id: field.heading for field in section.fields}
    row = [*rows][-1] if of == section.note else FORM.cells[of].row  # the note of a table stands under its last row
    return "".join((rows[row] if row else headings.get(of) or section.heading).split())


@pytest.mark.parametrize("name", REPORTS)
def test_a_cell_is_on_the_page_of_its_label(name: str) -> None:
    report = REPORTS[name]()
    pages, words = pages_of(report), words_of(report)
    wrong = [
        (cell.id, pages[cell.id], label_of(cell))
        for cell in FORM.cells.values()
        if cell.section and label_of(cell) not in words[pages[cell.id]]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", REPORTS)
def test_the_closing_block_stands_at_the_end(name: str) -> None:
    report = REPORTS[name]()
    pages, words = pages_of(report), words_of(report)
    assert {pages[item.id] for item in FORM.closing} == {len(words) - 1}


def test_the_pages_of_blank_cells_follow_what_is_typed_before_them() -> None:
    before, after = pages_of(empty()), pages_of(long_beginning())
    blank = [cell.id for cell in FORM.cells.values() if cell.section and cell.id != "overview.proactive"]
    assert all(after[cell] >= before[cell] for cell in blank)
    assert after["other.text"] > before["other.text"]


@pytest.fixture
def beside(qtbot, window: MainWindow, library: Library, settings: Settings) -> MainWindow:
    """A blank report open with the preview beside it, its pages composed."""
    settings.put("preview.visible", True)
    window.open_report(library.create(empty()))
    qtbot.waitUntil(lambda: bool(window.desk.workspace.preview.composition.sizes), timeout=PATIENCE)
    return window


@pytest.mark.parametrize("cell", ["overview.supervision", "requests.granted.natural", "requests.note", "other.text"])
def test_the_preview_goes_with_a_blank_cell(qtbot, beside: MainWindow, cell: str) -> None:
    preview = beside.desk.workspace.preview
    beside.desk.workspace.tabs.go_to(cell)
    qtbot.waitUntil(lambda: preview.view.page == preview.composition.cells[cell])


def test_the_preview_goes_with_the_tab(qtbot, beside: MainWindow) -> None:
    workspace = beside.desk.workspace
    pages = []
    for place in range(workspace.tabs.count()):
        workspace.tabs.go(place)
        pages.append(workspace.preview.view.page)
    assert pages == sorted(pages)
    assert pages[-1] == len(workspace.preview.composition.sizes) - 1


def test_the_preview_goes_with_a_blank_cell_that_moves_to_another_page(qtbot, beside: MainWindow) -> None:
    workspace = beside.desk.workspace
    workspace.tabs.go_to("other.text")
    before = workspace.preview.composition.cells["other.text"]
    workspace.session.apply(Edit({"overview.proactive": LONG}))
    qtbot.waitUntil(lambda: workspace.preview.composition.cells["other.text"] > before, timeout=PATIENCE)
    assert workspace.preview.view.page == workspace.preview.composition.cells["other.text"]


def test_a_report_that_is_opened_again_shows_the_page_of_where_one_was(qtbot, beside: MainWindow) -> None:
    key = beside.desk.key
    beside.desk.workspace.tabs.go_to("other.text")
    qtbot.waitUntil(lambda: beside.desk.place.cell == "other.text")
    beside.go_home()
    beside.open_report(key)
    preview = beside.desk.workspace.preview
    qtbot.waitUntil(lambda: bool(preview.composition.sizes), timeout=PATIENCE)
    assert preview.view.page == preview.composition.cells["other.text"] > 0
