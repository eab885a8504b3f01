"""The source beside the form: lines as lines, tables as tables, flattened text as it was, and each place its very characters."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from app.exchange.source.source import Box, Line, Source, Table
from ui.importing.source_view import SourceView

WIDE = Table(
    (
        Box("栏目", 0, 0, "第 1 格", rowspan=2),
        Box("件数", 0, 1, "第 2 格", colspan=2),
        Box("甲", 1, 1, "第 3 格"),
        Box("乙", 1, 2, "第 4 格"),
        Box("行政许可", 2, 0, "第 5 格"),
        Box("7", 2, 1, "第 6 格"),
        Box("", 2, 2, "第 7 格"),
    ),
    "第 1 个表",
)
FLAT = Table(
    (Box("行政许可", 0, 0, "a"), Box("1", 0, 1, "b"), Box("11", 0, 2, "c"), Box("", 0, 3, "d"), Box("1", 1, 0, "e")),
    "第 3 行",
    loose=True,
    lines=(Line("\t行政许可\t1\t11\t", "第 3 行"), Line("1", "第 4 行")),
)
BLOCKS = (Line("一、总体情况", "第 1 行"), Line("第一段。\n它的第二行。", "第 2 行"), WIDE, FLAT, Line("末尾。", "第 9 行"))


@pytest.fixture
def view(qtbot) -> SourceView:
    """A small view of all kinds of blocks."""
    made = SourceView(Source(BLOCKS))
    qtbot.addWidget(made)
    made.resize(420, 60)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("place", "words"),
    [("第 1 行", "一、总体情况"), ("第 5 格", "行政许可"), ("第 6 格", "7"), ("第 7 格", ""), ("b", "1"), ("c", "11"), ("e", "1"),
     ("第 2 行", "第一段。\n它的第二行。"), ("第 9 行", "末尾。")],
)  # fmt: skip
def test_a_place_is_its_very_characters(view: SourceView, place: str, words: str) -> None:
    view.mark((place,))
    assert view.marked == (words,)


def test_equal_figures_of_flattened_text_are_told_apart_by_their_order(view: SourceView) -> None:
    first, second, third = (view._known((place,))[0] for place in "bce")
    assert first.end < second.start < second.end < third.start


def test_the_box_of_a_merged_table_lies_where_it_stands(view: SourceView) -> None:
    label, figure, blank = (view._rect(view._known((place,))[0]) for place in ("第 5 格", "第 6 格", "第 7 格"))
    assert label.right() < figure.left() < figure.right() < blank.left()
    assert abs(label.top() - figure.top()) < 3
    assert blank.width() > 4


def test_what_is_marked_comes_into_sight(view: SourceView) -> None:
    assert not view.shows(("第 9 行",))
    view.mark(("第 9 行",))
    assert view.shows(("第 9 行",))
    view.mark(("第 1 行",))
    assert view.shows(("第 1 行",))


def test_what_is_in_sight_is_not_moved(view: SourceView) -> None:
    view.mark(("第 6 格",))
    before = view.verticalScrollBar().value()
    view.mark(("第 5 格",))
    assert view.verticalScrollBar().value() == before


def test_an_unknown_place_marks_nothing_and_hides_nothing(view: SourceView) -> None:
    view.mark(("第 99 行",))
    assert view.marked == ()
    assert view.shows(("第 99 行",))


def test_the_mark_is_a_line_around_as_well_as_a_ground(view: SourceView) -> None:
    view.mark(("第 6 格",))
    rect, image = view._rect(view._known(("第 6 格",))[0]), view.viewport().grab().toImage()
    edge = [image.pixelColor(x, rect.top() - 2) for x in range(rect.left(), rect.right())]
    view.mark(())
    plain = view.viewport().grab().toImage()
    assert edge != [plain.pixelColor(x, rect.top() - 2) for x in range(rect.left(), rect.right())]


def test_another_theme_keeps_the_mark(view: SourceView, qapp) -> None:
    view.mark(("c",))
    dark = QPalette(view.palette())
    dark.setColor(QPalette.ColorRole.Base, "#101010")
    view.setPalette(dark)
    assert view.marked == ("11",)
    assert view.shows(("c",))


def test_marks_that_turn_the_order_round_are_written_out(qtbot) -> None:
    made = SourceView(Source((Line("年报\u202e12", "第 1 行"),)))
    qtbot.addWidget(made)
    assert made.toPlainText() == "年报[U+202E]12"


def test_a_table_beyond_reason_is_shown_as_lines(qtbot) -> None:
    boxes = (Box("甲", 0, 0, "p"), Box("乙", 0, 300, "q"), *(Box("丙", row, 0, f"r{row}") for row in range(1, 90)))
    made = SourceView(Source((Table(boxes, "第 1 个表"),)))
    qtbot.addWidget(made)
    made.mark(("p",))
    assert made.marked == ("甲\t乙",)
