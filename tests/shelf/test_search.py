"""The search through all reports: words, figures, offices, sums, several words, and what is left out."""

from __future__ import annotations

from dataclasses import replace

from app.report.report import Report
from app.shelf.search import FEW, FoundPlace, ShelfIndex
from tests.reports import FORMS, OFFICE, full
from tests.shelf.holdings import held

TEXT = "overview.platform"


def of(text: str, office: str = OFFICE, year: int = 2025, **numbers: int) -> Report:
    cells = {name.replace("__", "."): value for name, value in numbers.items()}
    return Report(office, year, FORMS.for_year(year).edition, None, {TEXT: text, **cells})


def shelf(*reports: Report, room: int = 10**6) -> ShelfIndex:
    index = ShelfIndex(FORMS, room)
    for number, report in enumerate(reports, 1):
        index.take(held(report, number))
    return index


def marked(place: FoundPlace) -> str:
    return place.words


def test_words_are_found_in_a_text_with_their_place_and_the_line_around() -> None:
    (place,) = shelf(of("第一段。\n全年公开政策文件三件。")).search("政策文件").places
    assert (place.cell, place.start, place.end) == (TEXT, 9, 13)
    assert (place.shown, marked(place)) == ("全年公开政策文件三件。", "政策文件")


def test_full_width_letters_and_digits_are_the_same() -> None:
    (place,) = shelf(of("建成ＡＰＰ２个。")).search("app2").places
    assert marked(place) == "ＡＰＰ２"


def test_a_number_finds_the_figure_of_a_cell_and_not_a_part_of_another() -> None:
    index = shelf(of("自2012年起。", requests__received__natural=12, requests__received__business=120))
    assert {place.cell for place in index.search("１２").places} == {"requests.received.natural"}


def test_sums_are_found_as_figures() -> None:
    index = shelf(of("无。", requests__received__natural=30, requests__received__business=7))
    assert [place.cell for place in index.search("37").places] == ["requests.received.total"]


def test_the_office_and_the_year_find_a_report() -> None:
    index = shelf(of("无。"), of("无。", "南坡街道办事处", 2024))
    (place,) = index.search("南坡 2024").places
    assert (place.key, place.cell, marked(place)) == (f"{2:010x}", "", "南坡")


def test_several_words_must_all_be_there_and_what_has_most_of_them_comes_first() -> None:
    both = full()
    both = replace(both, cells={**both.cells, "overview.proactive": "专栏。", "overview.supervision": "专栏和热线。"})
    places = shelf(both, of("只有专栏。")).search("专栏 热线").places
    assert {place.key for place in places} == {f"{1:010x}"}
    assert (places[0].cell, marked(places[0])) == ("overview.supervision", "热线")


def test_reports_changed_last_come_first_each_with_some_of_its_places() -> None:
    many = full()
    found = shelf(many, of("本年。")).search("本年")
    assert [place.key for place in found.places] == [f"{2:010x}", *[f"{1:010x}"] * FEW]
    assert found.reports == found.shown == 2


def test_a_report_that_changed_is_read_again_and_one_that_is_gone_is_forgotten() -> None:
    index = shelf(of("旧的话。"))
    index.take(held(of("新的话。")))
    assert not index.search("旧的话").places
    assert index.search("新的话").places
    index.keep_only(())
    assert not index.search("新的话").places


def test_what_has_no_room_is_found_too() -> None:
    index = shelf(of("第一份。"), of("第二份。"), room=1)
    assert len(index.search("份").places) == 2


def test_a_report_that_cannot_be_read_is_left_out() -> None:
    index, one = shelf(of("无。")), held(of("坏的。"), 2)
    index.take(replace(one, record={**one.record, "edition": "1999"}))
    assert not index.search("坏的").places


def test_blanks_alone_look_for_nothing() -> None:
    assert shelf(of("无 。")).search(" 　\0").places == ()


def test_a_long_line_is_cut_on_both_sides_of_the_words() -> None:
    (place,) = shelf(of("前" * 90 + "要找的" + "后" * 90)).search("要找的").places
    assert place.shown[0] == place.shown[-1] == "…"
    assert marked(place) == "要找的"
