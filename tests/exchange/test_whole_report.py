"""What was pasted is a whole report when two sections of one form show themselves in it, and is read from its better half."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.exchange import read
from app.exchange.readers.encoding import decode
from app.exchange.whole_report import Clip, WholeReports
from app.form.form_file import Forms
from tests.corpus.base import REPORT, prose, tables
from tests.corpus.build import FILES
from tests.corpus.in_html import body, plain, table, wordy
from tests.reports import FORMS

WHOLE = WholeReports(FORMS)
PAGES = sorted(path.name for path in FILES.iterdir() if path.suffix in (".html", ".htm"))
TEXTS = sorted(path.name for path in FILES.iterdir() if path.suffix == ".txt")
WORD = body([table(rows, wordy) for rows in tables()])


def content(name: str) -> str:
    return decode((FILES / name).read_bytes(), name)


def words() -> str:
    """The report as programs give its plain text."""
    return "\n".join(line for heading, lines in prose() for line in (heading, *lines))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_corpus_is_a_whole_report(name: str) -> None:
    assert WHOLE.holds(Clip(markup=content(name)))


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_of_the_corpus_is_one(name: str) -> None:
    assert WHOLE.holds(Clip(text=content(name)))


def test_two_headings_are_enough() -> None:
    assert WHOLE.holds(Clip(text="五、存在的主要问题及改进情况\n一是力量不足。\n六、其他需要报告的事项\n无。"))


def test_what_a_page_calls_a_heading_needs_no_number() -> None:
    parts = ("<h2>存在的主要问题及改进情况</h2><p>无。", "<H2 class='t'>其他需要报告的事项</H2><p>无。")
    assert WHOLE.holds(Clip(markup="".join(parts)))
    assert not WHOLE.holds(Clip(markup="".join(parts).replace("h2", "p").replace("H2", "p")))


def test_the_heads_of_two_tables_are_enough() -> None:
    assert WHOLE.holds(Clip(markup=table(tables()[1]) + table(tables()[2])))


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("tag", [plain, wordy])
def test_one_table_alone_is_none(number: int, tag) -> None:
    assert not WHOLE.holds(Clip(markup=table(tables()[number], tag)))


@pytest.mark.parametrize("part", prose(), ids=lambda part: part[0])
def test_one_section_alone_is_none(part: tuple[str, list[str]]) -> None:
    assert not WHOLE.holds(Clip(text="\n".join([part[0], *part[1]])))


def test_a_paragraph_that_quotes_headings_is_none() -> None:
    quoted = "、".join(f"“{heading}”" for heading, _ in prose())
    assert not WHOLE.holds(Clip(text=f"本报告由{quoted}六个部分组成。\n现予公布。"))


def test_a_block_of_numbers_is_none() -> None:
    assert not WHOLE.holds(Clip("<table><tr><td>1<td>2</table>", "\n".join("1\t2\t3" for _ in range(400))))


def test_tags_and_comments_that_never_end_are_no_report() -> None:
    assert not any(WHOLE.holds(Clip(markup=part * 100_000)) for part in ("<", "<!--", "<style>", "&", "<p"))


def test_another_form_s_headings_are_known_from_its_file(tmp_path: Path) -> None:
    three = Path(__file__).parent.parent / "forms"
    assert WholeReports(Forms(three)).holds(Clip(text="甲、果树\n苹果 3\n乙、说明\n今年雨水多。"))
    assert not WHOLE.holds(Clip(text="甲、果树\n苹果 3\n乙、说明\n今年雨水多。"))


def test_the_html_is_read_where_it_holds_what_the_text_holds() -> None:
    name, data = WHOLE.as_file(Clip(WORD, words()))
    assert name == "剪贴板.html"
    assert read(FORMS, data, name).report.cells == REPORT.cells


def test_the_text_is_read_where_the_html_holds_less() -> None:
    name, data = WHOLE.as_file(Clip("<p>一、总体情况</p><p>二、主动公开政府信息情况</p>", words()))
    assert (name, data.decode()) == ("剪贴板.txt", words())
