"""The one way out: the suffix decides, every suffix works, an unknown one is refused."""

from __future__ import annotations

import pytest

from app.cli import main
from app.document.blocks import Document
from app.errors import InputError
from app.exchange.exchange_file import write_json
from app.export import formats
from app.export.batch import plan, run
from app.export.exporting import export
from app.export.formats import FORMATS
from app.render.writer_job import WriterJob
from app.report.anchor import Anchor
from tests.reports import FORM, FORMS, OFFICE, full

ANCHOR = Anchor(1234, "ab12cd34ef567890" * 4, "0123456789abcdef")

BEGINNINGS = {
    "pdf": b"%PDF-",
    "docx": b"PK",
    "xlsx": b"PK",
    "html": b"<!DOCTYPE html>",
    "txt": b"\xef\xbb\xbf",
    "json": b"{",
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_suffix_gives_a_file_of_its_kind(suffix):
    assert export(FORM, full(), suffix).startswith(BEGINNINGS[suffix])


def test_json_is_the_exchange_file():
    assert export(FORM, full(), "json") == write_json(FORM, full())


def test_an_unknown_suffix_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match=r"\.wps.*\.docx"):
        export(FORM, full(), "wps")


def test_a_new_format_is_its_writer_and_a_line_of_the_table(monkeypatch, tmp_path):
    def write(document: Document, job: WriterJob) -> bytes:
        return f"{document.title} {job.anchor.number if job.anchor else ''}".encode() + job.exchange

    toy = formats.FileFormat("玩具（.toy）", "试一试", write)
    monkeypatch.setattr(formats, "FORMATS", {**formats.FORMATS, "toy": toy})
    report = full()
    whole = export(FORM, report, "toy", anchor=ANCHOR)
    assert whole == f"{OFFICE}2025年政府信息公开工作年度报告 1234".encode() + write_json(FORM, report)
    (one,) = plan([report], ["toy"], tmp_path, "{单位}")
    assert run([one], FORMS).written == (tmp_path / f"{OFFICE}.toy",)
    (tmp_path / "a.json").write_bytes(write_json(FORM, report))
    assert main(["convert", str(tmp_path / "a.json"), str(tmp_path / "a.toy")], FORMS) == 0
    with pytest.raises(InputError, match=r"\.json、\.toy"):
        export(FORM, report, "wps")
