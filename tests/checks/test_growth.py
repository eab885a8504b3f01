"""No check takes the square of the time for a longer text, as some did. `python -m tests.bench --only linear` tries all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import process_time

import pytest

from app.checks.prose.names import names
from app.checks.prose.years import years
from app.findings.finding import Inquiry
from app.findings.reader import ProseReader, reader
from app.report.report import Report
from tests.reports import FORM, OFFICE

Check = Callable[[ProseReader], Iterable[object]]
TIMES = 16


def seconds(check: Check, text: str, office: str = OFFICE) -> float:
    source = reader(Inquiry(FORM, Report(office, 2025, FORM.edition, cells={"overview.management": text})))
    begun = process_time()
    assert sum(1 for _ in check(source)) >= 0
    return process_time() - begun


@pytest.mark.parametrize(("check", "words", "least"), [(names, "\n", 300), (years, "2024年", 2000)])
def test_a_longer_text_takes_no_square_of_the_time(check: Check, words: str, least: int) -> None:
    short = min(seconds(check, words * least) for _ in range(3))
    assert seconds(check, words * least * TIMES) < 3 * TIMES * max(short, 0.001)


def test_a_longer_name_of_the_office_takes_no_square_of_the_time() -> None:
    text = "镇政府按季度更新公开目录。" * 100
    short = min(seconds(names, text, "\u202e镇" * 15) for _ in range(3))
    assert seconds(names, text, "\u202e镇" * 15 * TIMES) < 3 * TIMES * max(short, 0.001)
