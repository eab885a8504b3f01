"""What the list says of each report, counted in the background, and how it is ordered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from app.checks import tally
from app.report.doubt import Doubt
from app.report.report import Edit
from app.review.course import STAGES, Course, Signed, digest
from app.review.kept import Review, review_path, write_review
from app.shelf.kept_standings import FILE
from app.store.copies.submissions import Submission, SubmissionBook
from app.store.library import Library
from app.system.paths import data_folder
from tests.reports import FORMS, OFFICE, empty, full
from ui.start.standing_words import ORDERS
from ui.start.start_page import StartPage

NOW = datetime(2026, 1, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
OTHER = "南坡街道办事处"
TODAY = f"今天 {NOW.astimezone():%H:%M}"
NAME, YEAR, STAGE, FINDINGS, UNSEEN, LEFT, CHANGED = range(7)


@pytest.fixture
def clock() -> list[datetime]:
    """The library's time; the last one counts."""
    return [NOW]


@pytest.fixture
def library(clock):
    with Library.open(data_folder(), FORMS, clock=lambda: clock[-1]) as made:
        yield made


@pytest.fixture
def page(qtbot, library, means) -> StartPage:
    made = StartPage(library, FORMS, means, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def shown(page: StartPage, qtbot) -> list[list[str]]:
    """The lines once everything is counted."""
    page.show_reports()
    qtbot.waitUntil(lambda: not page.watch.busy)
    items = [page.list.topLevelItem(row) for row in range(page.list.topLevelItemCount())]
    return [[item.text(column) for column in range(7)] for item in items if item]


def column(page: StartPage, qtbot, number: int) -> list[str]:
    return [line[number] for line in shown(page, qtbot)]


def test_findings_are_counted_by_level(page, library, qtbot) -> None:
    library.create(full(requests__received__natural=5))
    library.create(full(year=2024))
    told = {line[YEAR]: line[FINDINGS] for line in shown(page, qtbot)}
    assert "强制 " in told["2025"]
    assert "强制" not in told["2024"]


def test_the_list_counts_what_the_open_report_shows(window, library, qtbot) -> None:
    key = library.create(full(requests__received__natural=5))
    window.open_report(key)
    window.desk.workspace.watch.run()
    open_ones = tally(window.desk.workspace.reviewing.state.open)
    window.go_home()
    page = window.start_page
    qtbot.waitUntil(lambda: not page.watch.busy)
    words = {"mandatory": "强制", "verify": "核实", "hint": "提示"}
    told = " · ".join(f"{words[level]} {count}" for level, count in open_ones)
    assert page.list.topLevelItem(0).text(FINDINGS) == told


def test_what_was_handed_up_says_so_and_waits_for_nothing(page, library, qtbot) -> None:
    key = library.create(full())
    book = SubmissionBook(library.disk, library.folder, key)
    book.add(Submission(NOW, "张三", "报送", digest(full()), library.holdings[key].record))
    (line,) = shown(page, qtbot)
    assert (line[STAGE], line[LEFT]) == ("✓ 已报送", "")
    session = library.open_session(key)
    session.apply(Edit({"requests.received.natural": None}))
    library.close_session(key)
    (line,) = shown(page, qtbot)
    assert (line[STAGE], line[LEFT]) == ("已报送，又改 1 处", "还有 21 天")


def test_a_report_nobody_has_begun_has_no_findings(page, library, qtbot) -> None:
    library.create(empty())
    assert column(page, qtbot, FINDINGS) == ["–"]
    assert column(page, qtbot, STAGE) == ["– 未开始"]


@pytest.mark.parametrize(
    ("passed", "words"), [(0, "✓ 已填完"), (1, "… 待初审"), (2, "… 待复审"), (3, "… 待终审"), (4, "✓ 已定稿")]
)
def test_the_stage_follows_the_review(page, library, qtbot, passed: int, words: str) -> None:
    key = library.create(full())
    signed = tuple(Signed(stage, "张三", NOW.date()) for stage in STAGES[:passed])
    write_review(review_path(library.folder, key), Review(course=Course(signed)))
    assert column(page, qtbot, STAGE) == [words]


def test_what_nobody_has_looked_at_is_counted(page, library, qtbot) -> None:
    library.create(full(), [Doubt("requests.received.natural", 0, "inferred", "", "")])
    (line,) = shown(page, qtbot)
    assert (line[STAGE], line[UNSEEN]) == ("… 待核对 1", "1")


def test_only_a_report_of_this_season_has_a_deadline(page, library, qtbot) -> None:
    library.create(full(year=2024))
    library.create(full(year=2025))
    lines = {line[YEAR]: line[LEFT] for line in shown(page, qtbot)}
    assert lines == {"2024": "", "2025": "还有 21 天"}


def test_the_report_changed_last_stands_first_whatever_its_year(page, library, clock, qtbot) -> None:
    old = library.create(full(year=2023))
    clock.append(NOW - timedelta(days=1))
    library.create(full(year=2025))
    clock.append(NOW)
    session = library.open_session(old)
    session.apply(Edit({"requests.received.natural": None}))
    library.close_session(old)
    assert column(page, qtbot, YEAR) == ["2023", "2025"]
    assert column(page, qtbot, CHANGED)[0] == TODAY


def test_a_click_on_a_heading_orders_by_it_and_a_second_one_turns_it(page, library, qtbot) -> None:
    for office in (OFFICE, OTHER):
        library.create(replace(empty(), office=office))
    page.show_reports()
    for expected in ([OTHER, OFFICE], [OFFICE, OTHER]):
        header = page.list.header()
        spot = QPoint(header.sectionViewportPosition(NAME) + 9, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert [page.list.topLevelItem(row).text(NAME) for row in (0, 1)] == expected


def test_an_order_is_chosen_by_keyboard_and_kept(page, library, means, qtbot) -> None:
    library.create(full(year=2024))
    library.create(full(year=2025))
    page.show_reports()
    page.order_button.click()
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    next(action for action in menu.actions() if action.text() == "年度").trigger()
    menu.close()
    assert page.order_button.text() == "排序：年度"
    again = StartPage(library, FORMS, means, lambda: NOW)
    qtbot.addWidget(again)
    assert [again.list.topLevelItem(row).text(YEAR) for row in (0, 1)] == ["2025", "2024"]


def test_ordering_keeps_the_selected_report(page, library, qtbot) -> None:
    keys = [library.create(full(year=year)) for year in (2023, 2024, 2025)]
    page.show_reports()
    page.select(keys[1])
    page.list.order_by(next(order for order in ORDERS if order.id == "year"))
    assert page.list.current_key() == keys[1]


def test_counting_moves_no_line(page, library, qtbot) -> None:
    library.create(full(requests__received__natural=5))
    library.create(full(year=2024))
    before = page.list.keys()
    page.show_reports()
    before = page.list.keys()
    qtbot.waitUntil(lambda: not page.watch.busy)
    assert page.list.keys() == before


def test_lines_ordered_by_what_is_counted_find_their_place_once_it_is(page, library, settings, qtbot) -> None:
    library.create(full(year=2024))
    wrong = library.create(full(requests__received__natural=5))
    right = library.create(full(year=2023))
    page.list.order_by(next(order for order in ORDERS if order.id == "findings"))
    page.show_reports()
    page.select(right)
    qtbot.waitUntil(lambda: not page.watch.busy)
    assert page.list.keys()[0] == wrong
    assert page.list.current_key() == right


def test_what_was_counted_stands_until_it_is_counted_again(page, library, qtbot) -> None:
    library.create(full())
    told = column(page, qtbot, FINDINGS)
    page.show_reports()
    assert page.watch.busy
    assert page.list.topLevelItem(0).text(FINDINGS) == told[0]


def test_what_was_counted_is_there_at_once_the_next_time(page, library, qtbot, monkeypatch) -> None:
    library.create(full())
    told = column(page, qtbot, FINDINGS)
    assert (library.folder / FILE).is_file()
    monkeypatch.setattr("app.shelf.report_standing.StandingCounter.count", lambda *_: pytest.fail("counted again"))
    assert column(page, qtbot, FINDINGS) == told


def test_leaving_the_page_ends_the_counting(page, library) -> None:
    library.create(full())
    page.show_reports()
    assert page.watch.busy
    page.hide()
    assert not page.watch.busy


def test_a_line_is_spoken_whole(page, library, qtbot) -> None:
    library.create(full(requests__received__natural=5))
    shown(page, qtbot)
    spoken = page.list.topLevelItem(0).data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"{OFFICE}，2025，✓ 已填完，检查结果 强制 ")
    assert f"待核对 –，期限 还有 21 天，{TODAY}" in spoken


def test_the_bin_says_nothing_of_what_is_to_be_done(page, library) -> None:
    library.bin(library.create(full()))
    page.show_reports()
    page.show_bin_button.click()
    assert page.list.isColumnHidden(FINDINGS)
    assert page.list.isColumnHidden(LEFT)
    assert not page.watch.busy


def test_an_office_has_room_in_a_narrow_window(page, library, qtbot) -> None:
    library.create(full(requests__received__natural=5))
    page.resize(600, 500)
    shown(page, qtbot)
    assert page.list.columnWidth(NAME) >= page.list.fontMetrics().horizontalAdvance(OFFICE)
