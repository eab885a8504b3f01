"""What the tables show and say: blank and 0, sums, findings, help, names for screen readers, sizes."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from app.checks import Finding
from app.form.form_file import Forms
from app.form.rule import BlankRule
from app.report.report import Edit
from tests.reports import FORM
from tests.ui.pages import Hands, found, new_session
from ui.grid.measure import share
from ui.grid.table_part import TablePart
from ui.grid.table_view import GridView
from ui.sections.section_page import SectionPage

SECRET = "requests.denied_secret.natural"
Role = Qt.ItemDataRole


def drawn(view: GridView, cell: str) -> QImage:
    """The picture of one cell, drawn by the view's own delegate."""
    option: Any = QStyleOptionViewItem()  # the stubs do not know its members
    option.rect = view.visualRect(view.model_of_cells.index_of(cell))
    option.rect.moveTo(0, 0)
    image = QImage(QSize(option.rect.size()), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    view.itemDelegate().paint(painter, option, view.model_of_cells.index_of(cell))
    painter.end()
    return image


@pytest.fixture
def hands(qtbot) -> Hands:
    return Hands(qtbot, new_session(), "requests")


def test_blank_and_0_look_different(hands):
    blank = drawn(hands.view, SECRET)
    hands.session.apply(Edit({SECRET: 0}))
    assert drawn(hands.view, SECRET) != blank


def test_blank_says_that_it_is_not_filled_in(hands):
    index = hands.view.model_of_cells.index_of(SECRET)
    assert index.data(Role.ToolTipRole) == "未填：没有发生的请填 0"
    assert index.data(Role.AccessibleTextRole).endswith("属于国家秘密 自然人：未填")


def test_a_screen_reader_hears_section_row_column_and_value(hands):
    hands.session.apply(Edit({SECRET: 5}))
    spoken = hands.view.model_of_cells.index_of(SECRET).data(Role.AccessibleTextRole)
    assert spoken == "三、收到和处理政府信息公开申请情况 不予公开 属于国家秘密 自然人：5 件"


def test_a_sum_says_which_cells_it_adds_and_how_many_are_blank(hands):
    told = hands.view.model_of_cells.index_of("requests.received.total").data(Role.ToolTipRole)
    assert told.startswith("由自然人、")
    assert told.endswith("自动相加（还有 6 格未填）")


def test_a_change_repaints_only_its_cell_and_the_sums_above_it(hands, qtbot):
    repainted = []
    model = hands.view.model_of_cells
    model.dataChanged.connect(lambda index, _: repainted.append(model.cell(index).id))
    hands.session.apply(Edit({SECRET: 5}))
    assert set(repainted) == {
        SECRET, "requests.denied_secret.total", "requests.total.natural", "requests.total.total",
    }  # fmt: skip


def test_the_cells_of_a_finding_are_marked_until_the_next_findings(hands):
    model = hands.view.model_of_cells
    index = model.index_of(SECRET)
    hands.page.show_findings((Finding("mandatory", "r", "requests", "两数不等", (SECRET,)),))
    assert model.level(SECRET) == "mandatory"
    assert "强制性：两数不等" in index.data(Role.ToolTipRole)
    assert "有强制性问题" in index.data(Role.AccessibleTextRole)
    hands.page.show_findings(())
    assert model.level(SECRET) is None


def test_the_gravest_of_two_findings_marks_the_cell(hands):
    hands.page.show_findings(
        (
            Finding("hint", "a", "requests", "提示", (SECRET,)),
            Finding("verify", "b", "requests", "核实", (SECRET,)),
        )
    )
    assert hands.view.model_of_cells.level(SECRET) == "verify"


def test_a_marked_number_is_drawn_otherwise(hands):
    hands.session.apply(Edit({SECRET: 5}))
    plain = drawn(hands.view, SECRET)
    hands.page.show_findings((Finding("verify", "b", "requests", "核实", (SECRET,)),))
    assert drawn(hands.view, SECRET) != plain


def test_the_help_line_follows_the_current_row_with_its_article(hands):
    hands.go("requests.unavailable_needs_making.ngo")
    assert "需要对现有政府信息加工、分析才能答复的" in hands.table.help.whole
    assert "条例第三十八条" in hands.table.help.whole


def test_the_page_tells_which_cell_has_the_focus(hands):
    hands.go(SECRET)
    assert hands.visited[-1] == SECRET


def test_going_to_the_note_of_a_number_goes_to_the_number(hands):
    hands.go(f"{SECRET}.note")
    assert hands.view.current_cell() == SECRET


def test_going_to_a_cell_far_down_scrolls_to_it(hands):
    hands.go("requests.carried_out.total")
    view = hands.view
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


def test_a_blank_is_no_fault(hands):
    rule = next(rule for rule in FORM.rules if isinstance(rule, BlankRule) and rule.section == "requests")
    hands.page.show_findings((Finding("mandatory", rule.id, "requests", "还有 1 格没有填", (SECRET,)),))
    assert hands.view.model_of_cells.level(SECRET) is None


def test_a_zero_is_paler_than_a_figure(hands):
    darkest = {}
    for value in (0, 8):
        hands.session.apply(Edit({SECRET: value}))
        picture = drawn(hands.view, SECRET)
        middle = picture.rect().adjusted(4, 3, -4, -3)
        spots = [picture.pixelColor(x, y) for x in range(middle.left(), middle.right()) for y in range(3, middle.bottom())]
        darkest[value] = min(one.lightness() for one in spots)
    assert darkest[0] > darkest[8] + 20


def test_last_year_s_figure_stands_at_the_side_and_changes_nothing_in_the_middle(hands):
    hands.session.apply(Edit({SECRET: 5}))
    plain = drawn(hands.view, SECRET)
    hands.view.model_of_cells.show_beside({SECRET: "7"})
    both = drawn(hands.view, SECRET)
    half = plain.width() * 2 // 3
    assert both != plain
    assert both.copy(0, 0, half, both.height()) == plain.copy(0, 0, half, plain.height())


def test_last_year_s_0_does_not_make_a_blank_look_filled(hands):
    blank = drawn(hands.view, SECRET)
    hands.view.model_of_cells.show_beside({SECRET: "0"})
    assert drawn(hands.view, SECRET) == blank
    assert "上年 0" in hands.view.model_of_cells.index_of(SECRET).data(Role.ToolTipRole)


def test_where_a_carried_figure_comes_from_is_said(hands):
    cell = "requests.carried_in.natural"
    hands.view.model_of_cells.show_beside({cell: "2"})
    assert hands.view.model_of_cells.beside(cell) == "上年“结转下年度继续办理” 2"


def test_a_short_heading_is_told_whole_in_its_tip_and_in_the_help_line(hands, monkeypatch):
    told = []
    monkeypatch.setattr("ui.grid.grid_header.QToolTip.showText", lambda _, words, *__: told.append(words))
    row = next(n for n, (key, _, _) in enumerate(hands.view.shape.rows) if key == "partial")
    heads, whole = hands.view.verticalHeader(), "部分公开（区分处理的，只计这一情形，不计其他情形）"
    spot = QPoint(heads.width() // 2, heads.sectionViewportPosition(row) + 5)
    QApplication.sendEvent(heads.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, spot, heads.mapToGlobal(spot)))
    assert told[0].startswith(f"（二）{whole}")
    hands.go("requests.partial.natural")
    assert f"{whole} 自然人（件）：" in hands.table.help.whole


def test_a_help_that_is_cut_is_whole_in_its_tip_and_by_its_button(hands):
    hands.page.resize(420, 560)
    hands.go("requests.closed_unpaid.natural")
    assert hands.table.help.text().endswith("…")
    assert hands.table.help.toolTip() == hands.table.help.whole
    hands.table.tell_button.click()
    assert hands.table.notice.sentence == f"{FORM.section('requests').hint}\n{hands.table.help.whole}"


def test_the_heading_of_a_group_is_read_where_its_rows_are_in_sight(hands):
    hands.page.resize(780, 330)
    hands.go("requests.closed_other.natural")
    heads = hands.view.verticalHeader()
    room = QRect(2, 2, hands.view.viewport().height() // 3, heads.height() - hands.view.rowHeight(0) - 4)
    picture = heads.viewport().grab(room).toImage()
    ground = picture.pixelColor(0, 0)
    assert any(picture.pixelColor(x, y) != ground for x in range(picture.width()) for y in range(picture.height()))


def test_the_note_line_is_typed_and_undone(hands):
    hands.go("requests.note")
    hands.qtbot.keyClicks(hands.table.note, "abc")
    assert hands.session.report.text("requests.note") == "abc"
    hands.session.undo()
    assert hands.table.note.text() == ""


def test_table_four_has_fifteen_columns_in_sight_without_row_headings(qtbot):
    hands = Hands(qtbot, new_session(), "disputes")
    last = hands.view.model_of_cells.index(0, 14)
    assert hands.view.model_of_cells.columnCount() == 15
    assert hands.view.viewport().rect().contains(hands.view.visualRect(last).center())


def test_the_headings_of_table_three_stay_while_it_scrolls(hands):
    hands.page.resize(780, 360)
    top = hands.view.horizontalHeader().geometry()
    hands.go("requests.carried_out.natural")
    assert hands.view.verticalScrollBar().value() > 0
    assert hands.view.horizontalHeader().geometry() == top


def test_stacked_grids_are_shown_whole(qtbot):
    hands = Hands(qtbot, new_session(), "proactive")
    assert len(hands.table.views) == 4
    assert all(view.verticalScrollBar().maximum() == 0 for view in hands.table.views)


def test_a_form_of_three_cells_has_its_own_words(qtbot, root):
    hands = Hands(qtbot, new_session(Forms(root / "tests" / "forms").edition("three")), "trees")
    hands.go("trees.planted.pear")
    assert hands.table.help.whole == "栽下 梨（棵）：春天栽下的棵数。（果园规约第一条）"
    sum_cell = hands.view.model_of_cells.index_of("trees.planted.all")
    assert sum_cell.data(Role.ToolTipRole) == "由苹果、梨自动相加（还有 2 格未填）"


@pytest.mark.parametrize("available", [300, 547, 1000])
def test_widths_fill_the_room_and_none_is_too_small(available):
    widths = share(available, (10.0, 20.0, 30.0), (90, 20, 20))
    assert sum(widths) == available
    assert all(width >= least for width, least in zip(widths, (90, 20, 20), strict=True))


def test_widths_overflow_where_numbers_would_not_fit():
    assert share(50, (1.0, 1.0), (40, 40)) == (40, 40)


def test_the_platform_s_accessibility_reads_the_table(hands):
    table = QAccessible.queryAccessibleInterface(hands.view)
    columns = len(hands.view.shape.columns)
    first = table.child(columns + 2)  # corner, column headings, first row heading, then cells
    assert table.role() == QAccessible.Role.Table
    assert first.text(QAccessible.Text.Name).endswith("本年新收政府信息公开申请数量 自然人：未填")


def test_before_a_cell_is_chosen_the_help_line_says_how_to_begin(qtbot):
    page = SectionPage(new_session(), FORM.section("requests"), lambda _: None)
    qtbot.addWidget(page)
    assert found(page, TablePart).help.whole.startswith("选一格开始填写")


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up])
def test_wherever_the_keyboard_goes_no_row_is_half_under_the_headings(qtbot, key) -> None:
    hands = Hands(qtbot, new_session(), "requests")
    hands.page.resize(683, 417)
    rows = list(hands.view.shape.cells)
    hands.go(rows[0 if key == Qt.Key.Key_Down else -1][0])
    view, heads = hands.view, hands.view.verticalHeader()
    for _ in rows:
        seen = view.visualRect(view.currentIndex())
        assert heads.sectionViewportPosition(heads.logicalIndexAt(0)) == 0
        assert 0 <= seen.top() <= seen.bottom() < view.viewport().height()
        hands.press(key)
