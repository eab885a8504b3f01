"""The official form with nothing filled in, for collecting figures by hand: blank tables, lines to write on under each heading.

It is laid out and printed as a report is, from a report of lines. Its file carries no data: nobody shall read lines for texts.
"""

from __future__ import annotations

from app.document.layout import lay_out
from app.form.form import Form
from app.form.kinds import TEXT
from app.render import pdf
from app.render.writer_job import WriterJob
from app.report.report import Report

LINE = "＿"  # a full width of rule; one follows the other without a gap
MEASURE, INDENT = 28, 2  # characters of a printed line (GB/T 9704—2012, 5.2.3), and before a paragraph
LINES, OPTIONAL_LINES = 6, 2  # to write a text on
BLANK = "（空白表）"
CLOSING = "填表人：＿＿＿＿＿＿　联系电话：＿＿＿＿＿＿＿＿＿＿日期：＿＿＿＿年＿＿月＿＿日"  # two printed lines


def blank_report(form: Form, year: int, office: str = "") -> Report:
    """The report of lines; nothing to be kept. Its title says that it is blank, and the office where that is known."""
    cells = {
        field.id: written_lines(OPTIONAL_LINES if field.optional else LINES)
        for section in form.sections
        for field in section.fields
    }
    last = next((field.id for field in reversed(form.closing) if field.kind is TEXT), None)
    title = f"{office}{form.title.format(year=year)}{BLANK}"
    return Report(office, year, form.edition, title, {**cells, **({last: CLOSING} if last else {})})


def written_lines(count: int) -> str:
    """So many lines of the printed page, as one paragraph."""
    return LINE * (MEASURE * count - INDENT)


def blank_pdf(form: Form, report: Report, *, two_sided: bool) -> bytes:
    """The PDF of such a report."""
    return pdf.write(lay_out(form, report), WriterJob(two_sided))
