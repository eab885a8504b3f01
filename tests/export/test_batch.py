"""Many reports at once: names, progress, cancelling, and one bad file among good ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.chinese.characters import clean
from app.errors import InputError
from app.export.batch import file_name, plan, run
from app.report.doubt import Doubt
from app.report.report import Report
from app.system.paths import resource
from app.system.settings import read_table
from tests.reports import FORMS, OFFICE, full

PATTERN = str(read_table(resource("settings.toml"))["export.pattern"].default)


def report(office: str = OFFICE, year: int = 2025) -> Report:
    return Report(office, year, "2021")


def test_the_name_tells_office_and_year():
    assert file_name(PATTERN, report()) == f"{OFFICE}2025年政府信息公开工作年度报告"


@pytest.mark.parametrize("pattern", ["{office}", "{单位", "年份}", "{}"])
def test_an_unknown_placeholder_is_refused(pattern):
    with pytest.raises(InputError, match=r"\{单位\}、\{年份\}"):
        file_name(pattern, report())


@pytest.mark.parametrize("pattern", ["", "   ", ". ."])
def test_an_empty_name_is_refused(pattern):
    with pytest.raises(InputError, match="空"):
        file_name(pattern, report())


@given(st.text(min_size=1).filter(lambda text: text.strip(" .")))
def test_any_office_gives_a_name_that_windows_takes(office):
    try:
        name = file_name("{单位}", report(office))
    except InputError:
        assert not clean(office)[:78].strip(" .")
        return
    assert not set(name) & set('\\/:*?"<>|\0\n')
    assert name == name.strip(" .")
    assert len(name.encode()) <= 240


@pytest.mark.parametrize("office", ["街" * 200, "a" + "街" * 200])
def test_an_endless_office_gives_a_name_of_whole_characters_that_fits_a_folder(office):
    name = file_name("{单位}", report(office))
    assert office.startswith(name)
    assert 230 < len(name.encode()) <= 240


@pytest.mark.parametrize("office", ["CON", "lpt1", "nul.甲"])
def test_names_of_devices_are_evaded(office):
    assert file_name("{单位}", report(office)) == f"_{office}"


def test_each_report_gets_a_file_a_format(tmp_path):
    jobs = plan([report(), report(year=2024)], ["docx", "json"], tmp_path, "{单位}{年份}")
    assert [job.path.name for job in jobs] == [
        f"{OFFICE}{year}.{suffix}" for year in (2025, 2024) for suffix in ("docx", "json")
    ]


def test_names_that_meet_are_numbered(tmp_path):
    jobs = plan([report(), report(), report("甲")], ["txt"], tmp_path, "年报")
    assert [job.path.name for job in jobs] == ["年报.txt", "年报（2）.txt", "年报（3）.txt"]


def test_all_files_are_written_and_told(tmp_path):
    told: list[tuple[int, int]] = []
    jobs = plan([full(), full(year=2024)], ["txt", "json"], tmp_path, PATTERN)
    outcome = run(jobs, FORMS, progress=lambda done, of: told.append((done, of)))
    assert outcome.written == tuple(job.path for job in jobs)
    assert all(path.stat().st_size for path in outcome.written)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_cancelling_stops_before_the_next_file(tmp_path):
    done: list[int] = []
    jobs = plan([full()], ["txt", "html", "json"], tmp_path, PATTERN)
    outcome = run(
        jobs, FORMS, progress=lambda number, of: done.append(number), cancelled=lambda: len(done) == 2
    )
    assert (outcome.cancelled, len(outcome.written)) == (True, 2)
    assert len(list(tmp_path.glob("*年度报告.*"))) == 2


def test_one_bad_file_does_not_stop_the_rest(tmp_path):
    jobs = plan([full()], ["txt", "html", "json"], tmp_path, "年报")
    (tmp_path / "年报.html").mkdir()
    outcome = run(jobs, FORMS)
    assert [path.suffix for path in outcome.written] == [".txt", ".json"]
    assert [path.name for path, _ in outcome.failed] == ["年报.html"]
    assert "无法写入" in outcome.failed[0][1]


def test_a_report_of_an_unknown_edition_fails_alone(tmp_path):
    jobs = plan([Report(OFFICE, 2025, "1999"), full()], ["txt"], tmp_path, "年报")
    outcome = run(jobs, FORMS)
    assert len(outcome.written) == 1
    assert "1999" in outcome.failed[0][1]


def test_values_that_nobody_looked_at_are_named_once_a_report(tmp_path):
    doubts = (Doubt("requests.received.natural", 0, "inferred"),)
    jobs = plan([full(), full(year=2024)], ["txt", "json"], tmp_path, "{年份}", lambda one: doubts if one.year == 2025 else ())
    assert run(jobs, FORMS).notices == (f"{OFFICE} 2025 年度报告有 1 处没有人核对过（推算得出 1）。",)


def test_texts_without_a_field_are_told_too(tmp_path):
    doubts = (Doubt("requests.note", "表下的话。", "unplaced"),)
    jobs = plan([full()], ["txt"], tmp_path, "{年份}", lambda _: doubts)
    assert run(jobs, FORMS).notices == (f"{OFFICE} 2025 年度报告有 1 处没有人核对过（没有归入栏目的文字 1）。",)


def test_a_long_office_leaves_room_for_the_year():
    name = file_name(PATTERN, report("街" * 100))
    assert name.endswith("2025年政府信息公开工作年度报告")
    assert len(name.encode()) <= 240


@pytest.mark.parametrize(("office", "name"), [("COM¹", "_COM¹"), ("甲\u202e乙\u200b", "甲乙"), ("conin$", "_conin$")])
def test_devices_in_all_their_forms_and_what_nobody_sees_are_in_no_name(office, name):
    assert file_name("{单位}", report(office)) == name
