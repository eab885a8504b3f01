"""Files as they are found in the field: every cell right or asked for, none wrong, none lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

import pytest

from app.errors import ExchangeError
from app.exchange import Import, read
from app.form.kinds import Value
from app.report.report import Report
from tests.corpus.base import OFFICE, OLD_REPORT, REPORT, TEXTS
from tests.corpus.build import FILES, files
from tests.kept import made_anew
from tests.reports import FORMS

REQUESTS = tuple(cell for cell in REPORT.cells if cell.startswith("requests."))
FILLED = {name.rsplit(".", 1)[0] for name in REQUESTS if REPORT.cells[name]}
NOT_ZERO = tuple(name for name in REQUESTS if name.rsplit(".", 1)[0] in FILLED)


@dataclass(frozen=True)
class Expected:
    """What a file must give beyond the plain report: cells asked for, extra cells, remarks, loose texts asked."""

    asked: tuple[str, ...] = ()
    extra: dict[str, Value] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    certainty: str = "sure"


def ids(prefix: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{prefix}.{name}" for name in names)


# Files that hold the whole report need no line here.
SPECIAL = {
    "strokes.html": Expected(
        asked=(
            *ids("proactive.regulations", "issued", "repealed", "in_force"),
            "proactive.coercion.decisions",
        )
    ),
    "yuan.html": Expected(asked=("proactive.fees.amount",)),
    "notes.html": Expected(
        extra={
            "proactive.normative.in_force.note": "其中修订16件",
            "disputes.note": "注：行政复议、行政诉讼数量含上年度结转数量。",
        }
    ),
    "wrong-total.html": Expected(remarks=("requests.received.total",)),
    "blanks.html": Expected(certainty="inferred"),
    "merged-values.html": Expected(certainty="inferred"),
    "renamed.html": Expected(certainty="likely"),
    "renamed-column.html": Expected(certainty="likely"),
    "shifted.docx": Expected(certainty="likely"),
    "signed.docx": Expected(
        extra={
            "signature.office": OFFICE,
            "signature.date": date(2025, 1, 20),
            "signature.contact": "联系电话：010-5550100",
        },
    ),
    "figures-2024.xlsx": Expected(asked=("office", *TEXTS)),
    "formulas.xlsx": Expected(asked=tuple(TEXTS)),
    "subtotals.xlsx": Expected(asked=tuple(TEXTS)),
    # In a row 1 0 0 0 0 1 with one value lost, the last may be the total or 其他: only a person can know.
    "cut-off.txt": Expected(
        asked=(
            *ids("requests.carried_in", "natural", "business", "other"),
            *ids("requests.carried_out", "natural", "business", "other"),
        ),
        certainty="inferred",
    ),
    "tabs.txt": Expected(certainty="likely"),
    "one-cell-a-line.txt": Expected(certainty="likely"),
    "spaces-gbk.txt": Expected(certainty="likely"),
    # Blank zeros under a head that stands over the wrong columns: nothing can be known.
    "head-without-spans.html": Expected(asked=REQUESTS),
    "no-lines.pdf": Expected(certainty="likely"),
    "hidden.xlsx": Expected(asked=tuple(TEXTS)),
    "side-by-side.xlsx": Expected(asked=tuple(TEXTS)),
    # The rows whose figures are not all zero: flattened, nothing tells which of them is the total.
    "total-first.txt": Expected(asked=NOT_ZERO, certainty="likely"),
}
NAMES = sorted(path.name for path in FILES.iterdir())


def base(name: str) -> Report:
    return OLD_REPORT if "2019" in name else REPORT


@cache
def read_file(name: str) -> Import:
    return read(FORMS, (FILES / name).read_bytes(), name)


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(NAMES) >= 25
    assert {name.rpartition(".")[2].removesuffix("l").removesuffix("m") for name in NAMES} >= {
        "ht",
        "docx",
        "xlsx",
        "pdf",
        "txt",
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_wrong(name: str) -> None:
    found, right = read_file(name).report, {**base(name).cells, **SPECIAL.get(name, Expected()).extra}
    assert {cell: value for cell, value in found.cells.items() if right.get(cell) != value} == {}


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_lost_without_a_question(name: str) -> None:
    found = read_file(name)
    asked = {question.cell for question in found.questions}
    right = {**base(name).cells, **SPECIAL.get(name, Expected()).extra}
    assert set(right) - set(found.report.cells) - asked == set()


@pytest.mark.parametrize("name", NAMES)
def test_only_what_the_file_does_not_tell_is_asked(name: str) -> None:
    asked = {question.cell for question in read_file(name).questions if question.cell}
    assert asked == set(SPECIAL.get(name, Expected()).asked)


@pytest.mark.parametrize("name", NAMES)
def test_office_and_year_are_read(name: str) -> None:
    report = read_file(name).report
    assert report.year == base(name).year
    assert report.edition == base(name).edition
    assert report.office == ("" if name == "figures-2024.xlsx" else OFFICE)
    assert report.title is None


@pytest.mark.parametrize("name", NAMES)
def test_stated_totals_are_compared(name: str) -> None:
    remarks = read_file(name).remarks
    assert tuple(remark.cell for remark in remarks) == SPECIAL.get(name, Expected()).remarks
    assert all(remark.stated == 9 and remark.computed == 8 for remark in remarks)


@pytest.mark.parametrize("name", NAMES)
def test_what_had_to_be_mended_is_marked(name: str) -> None:
    found = read_file(name)
    certainties = {evidence.certainty for evidence in found.evidence.values()}
    assert certainties - {"sure", "likely"} == ({"inferred"} & {SPECIAL.get(name, Expected()).certainty})
    assert SPECIAL.get(name, Expected()).certainty in certainties


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_that_was_read_and_every_sum_stated_otherwise_has_its_place(name: str) -> None:
    found = read_file(name)
    assert set(found.evidence) == set(found.report.cells) | {remark.cell for remark in found.remarks}
    assert all(evidence.place and evidence.text for evidence in found.evidence.values())


def test_the_files_are_those_that_the_builder_writes() -> None:
    built = files()
    assert set(built) == set(NAMES), made_anew("tests/corpus/files")
    differing = [name for name in NAMES if built[name] != (FILES / name).read_bytes()]
    assert differing == [], made_anew("tests/corpus/files")


def test_reports_of_other_years_named_before_the_title_are_asked_about() -> None:
    sentences = [question.sentence for question in read_file("sidebar.html").questions]
    assert sentences == ["年度：文件里还提到 2021、2022、2023 年的报告，这一份按 2024 年读取，请核对"]


def test_a_second_report_in_the_same_file_is_left_alone_and_told() -> None:
    sentences = [question.sentence for question in read_file("two-years.html").questions]
    assert sentences == ["年度：文件里还提到 2020 年的报告，这一份按 2024 年读取，请核对"]


def test_a_table_of_somebodys_own_within_prose_is_asked_about_whole() -> None:
    texts = [one.text for one in read_file("other-tables.html").unplaced]
    assert texts == ["项目\t上一年\t本年\n行政许可\t55\t66"]


def test_a_year_that_the_file_does_not_say_is_lent_and_asked_about() -> None:
    data = (FILES / "figures-2024.xlsx").read_bytes()
    with pytest.raises(ExchangeError, match="没有写明是哪一年"):
        read(FORMS, data, "年报.xlsx")
    found = read(FORMS, data, "年报.xlsx", year=2023)
    assert found.report.year == 2023
    assert "年度：文件里没有写年份，按 2023 年读取，请核对" in {
        question.sentence for question in found.questions
    }
