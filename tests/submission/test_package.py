"""What is handed up: the same bytes for the same report, each file listed with its check sum, new formats by themselves."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from app.exchange.exchange_file import read_json
from app.export import formats
from app.report.report import Report
from app.review.course import STAGES, Course, Signed
from app.submission.package import Order, default_suffixes, packed, part_count, parts
from tests.reports import FORM, FORMS, OFFICE, full

FINAL = Course(tuple(Signed(stage, f"张{n}", date(2026, 1, 10 + n)) for n, stage in enumerate(STAGES)))
NAME = f"{OFFICE}2025年政府信息公开工作年度报告"


def order(course: Course = FINAL, suffixes: Collection[str] = ("json", "txt"), report: Report | None = None) -> Order:
    def sheet(printed: bytes) -> bytes:
        return b"sheet of " + hashlib.sha256(printed).digest()

    return Order(FORM, report or full(), course, suffixes, sheet)


def files(one: Order) -> dict[str, bytes]:
    return {part.name: part.data for part in parts(one)}


def test_everything_that_the_table_of_formats_has_is_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    toy = formats.FileFormat("版式（.ofd）", "试一试", lambda document, job: b"toy")
    monkeypatch.setattr(formats, "FORMATS", {**formats.FORMATS, "ofd": toy})
    made = files(order(suffixes=("json", *default_suffixes()[-1:])))
    assert default_suffixes()[-1] == "ofd"
    assert made[f"{NAME}.ofd"] == b"toy"
    assert list(made)[-3:] == [f"{NAME}审核表.pdf", "报送说明.docx", "文件清单.txt"]


def test_what_carries_no_data_is_left_out_by_itself() -> None:
    assert "txt" not in default_suffixes()
    assert {"pdf", "docx", "html", "xlsx", "json"} <= set(default_suffixes())


def test_the_same_report_gives_the_same_bytes_twice() -> None:
    one, two = (files(order(suffixes=("pdf", "docx", "json"))) for _ in range(2))
    assert one == two
    assert packed("报送", one) == packed("报送", two)


def test_the_list_has_every_file_with_its_right_check_sum() -> None:
    made = files(order())
    told = made["文件清单.txt"].decode("utf-8-sig")
    sums = re.findall(r"\d+\. (.+)\r\n.*\r\n.*\r\n校验码（SHA-256）：([0-9a-f]{64})", told)
    assert dict(sums) == {n: hashlib.sha256(d).hexdigest() for n, d in made.items() if n != "文件清单.txt"}


def test_the_sheet_is_the_one_of_the_very_pdf_inside() -> None:
    made = files(order(suffixes=("pdf",)))
    assert made[f"{NAME}审核表.pdf"] == b"sheet of " + hashlib.sha256(made[f"{NAME}.pdf"]).digest()


def test_a_report_that_is_not_final_says_so_in_every_name_and_in_the_note() -> None:
    draft = order(Course(FINAL.events[:2]))
    assert draft.folder == f"{NAME}（报送）（草稿）"
    assert f"{NAME}（草稿）.json" in files(draft)
    note = zipfile.ZipFile(io.BytesIO(files(draft)["报送说明.docx"])).read("word/document.xml").decode()
    assert "草稿，尚未定稿" in note


def test_the_note_names_office_year_files_and_who_signed_when() -> None:
    note = zipfile.ZipFile(io.BytesIO(files(order())["报送说明.docx"])).read("word/document.xml").decode()
    for words in (OFFICE, "2025年", f"{NAME}.json", "张3", "2026年1月13日", "终审"):
        assert words in note


def test_the_exchange_file_inside_is_the_report() -> None:
    report = full(year=2025, requests__received__natural=7)
    assert read_json(FORMS, files(order(report=report))[f"{NAME}.json"], "")[0] == report


def test_the_archive_unpacks_into_a_folder_with_chinese_names() -> None:
    archive = zipfile.ZipFile(io.BytesIO(packed("报送", {"说明.txt": b"1"})))
    (info,) = archive.infolist()
    assert (info.filename, info.date_time[0], bool(info.flag_bits & 0x800)) == ("报送/说明.txt", 1980, True)


def test_as_many_files_come_as_were_announced() -> None:
    one = replace(order(), suffixes=("json", "txt", "html"))
    assert part_count(one) == len(files(one))
