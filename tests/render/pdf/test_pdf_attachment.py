"""The exchange file inside the PDF, as pdfium and poppler find it."""

from __future__ import annotations

import subprocess
from datetime import date

import pypdfium2
import pytest

from app.exchange.exchange_file import read_json, write_json
from app.export.exporting import export
from app.report.report import Report
from tests.render.numbers import numbered
from tests.reports import FORM, FORMS, full


@pytest.fixture(scope="module")
def data() -> bytes:
    return export(FORM, numbered(), "pdf")


def test_the_pdf_carries_the_report_itself(data):
    file = pypdfium2.PdfDocument(data)
    attachment = file.get_attachment(0)
    assert (file.count_attachments(), attachment.get_name()) == (1, "nianbao.json")
    assert read_json(FORMS, bytes(attachment.get_data()), "附件") == (numbered(), ())
    file.close()


def test_another_program_takes_it_out(data, tmp_path):
    path, taken = tmp_path / "a.pdf", tmp_path / "a.json"
    path.write_bytes(data)
    done = subprocess.run(
        ["pdfdetach", "-save", "1", "-o", str(taken), str(path)], capture_output=True, check=True
    )
    assert done.stderr == b""
    assert taken.read_bytes() == write_json(FORM, numbered())


def test_the_same_report_gives_the_same_bytes(data):
    assert export(FORM, numbered(), "pdf") == data


def test_it_bears_the_reports_own_date():
    signed = full()
    signed = Report(signed.office, 2025, "2021", None, {**signed.cells, "signature.date": date(2026, 1, 5)})
    assert b"/ModDate (D:20260105000000Z) /Size " in export(FORM, signed, "pdf")
