"""The manual: read strictly, complete in what is generated, the same words in the window and on paper."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from app.errors import ResourceError
from app.findings.handbook import entries
from app.form.form_file import Forms
from app.knowledge.knowledge import state_profile
from app.manual.guides import guides
from app.manual.manual_source import (
    Chapter,
    Chart,
    Figure,
    Manual,
    ManualPart,
    ManualStep,
    ManualText,
    plain,
    read_manual,
    words_of,
)
from app.manual.page import chapter_page
from app.manual.printed import book, print_manual
from app.system.paths import resource
from tests.kept import made_anew

HEAD = "% 年报\n% 手册\n% 2026-01-15\n"
KEYS = (("F1", "手册"), ("Ctrl+Z", "撤销"))
MOST_BYTES = 1_500_000  # of all pictures


@pytest.fixture(scope="module")
def form():
    return max(Forms(resource("forms")).all, key=lambda one: one.first_year)


@pytest.fixture(scope="module")
def manual(form) -> Manual:
    return read_manual(resource("help", "manual.md"), guides(form, state_profile(), KEYS))


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Manual:
        path = tmp_path / "手册.md"
        path.write_text(HEAD + text, "utf-8")
        return read_manual(path, {"keys": (Chart(("按键", "作用"), KEYS),)})

    return read


def test_a_chapter_holds_its_pieces_in_order(read):
    text = "# 开始 {start}\n\n先看这里。\n\n## 一节 {part}\n\n1. 点新建\n- 随便看看\n\n{{keys}}\n"
    (chapter,) = read(text).chapters
    assert chapter == Chapter(
        "start",
        "开始",
        (
            ManualText("先看这里。"),
            ManualPart("一节", "part"),
            ManualStep("点新建", 1),
            ManualStep("随便看看"),
            Chart(("按键", "作用"), KEYS),
        ),
    )


def test_a_table_is_read_with_its_head(read):
    (chapter,) = read("# 一 {a}\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n后面。\n").chapters
    assert chapter.pieces == (Chart(("甲", "乙"), (("1", "2"), ("3", "4"))), ManualText("后面。"))


def test_a_column_of_a_table_is_as_wide_as_its_words_want(read):
    (chapter,) = read(f"# 一 {{a}}\n| 甲 | 乙 |\n|---|---|\n| **回车** | {'字' * 60} |\n").chapters
    assert chapter.pieces[0].shares == (6, 24)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("没有章。\n", 4),
        ("# 没有编号\n", 4),
        ("# 一 {a}\n# 二 {a}\n", 4),
        ("# 一 {a}\n### 太深\n", 5),
        ("# 一 {a}\n> 引文\n", 5),
        ("# 一 {a}\n{{unknown}}\n", 5),
        ("# 一 {a}\n见[别处](#nowhere)。\n", 5),
        ("# 一 {a}\n![图](missing.png)\n", 5),
        ("# 一 {a}\n\n| 甲 | 乙 |\n|---|---|\n| 1 |\n", 6),
    ],
)
def test_what_it_does_not_know_is_refused_with_its_line(read, text, line):
    with pytest.raises(ResourceError, match=f"手册.md 第 {line} 行有误"):
        read(text)


def test_a_manual_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ResourceError, match="手册无法读取"):
        read_manual(tmp_path / "没有.md", {})


def test_a_topic_is_found_by_chapter_and_by_part(read):
    manual = read("# 一 {a}\n# 二 {b}\n## 节 {c}\n")
    assert [chapter and chapter.id for chapter in map(manual.chapter_of, ("a", "c", "x", ""))] == ["a", "b", None, None]


def test_the_page_escapes_and_keeps_stress_links_and_lists(read):
    (chapter,) = read("# <一> {a}\n按 **F1** 看[本章](#a)。\n1. 一\n2. 二\n- 点\n").chapters
    page = chapter_page(chapter)
    assert "&lt;一&gt;" in page
    assert '<p>按 <b>F1</b> 看<a href="#a">本章</a>。</p>' in page
    assert "<ol><li>一</li><li>二</li></ol><ul><li>点</li></ul>" in page


def test_marks_are_not_printed():
    assert plain("按 **F1** 看[本章](#a)。") == "按 F1 看本章。"


def test_every_rule_stands_in_the_manual_with_its_basis(manual, form):
    told = "\n".join(words_of(manual.chapter_of("rules")))
    for entry in entries(form, state_profile()):
        assert entry.title in told
        assert entry.basis.rstrip("。") in told


def test_every_row_with_help_stands_in_the_manual(manual, form):
    told = set(words_of(manual.chapter_of("rows")))
    helps = {
        leaf.help
        for section in form.sections
        for grid in section.grids
        for axis in (grid.rows, grid.columns)
        for _, leaf, _ in axis.leaves()
        if leaf.help
    }
    assert len(helps) > 30
    assert helps <= told


def test_every_section_of_the_form_has_its_part(manual, form):
    assert [s.id for s in form.sections if manual.chapter_of(f"section-{s.id}") is None] == []


def test_every_picture_is_used_and_all_are_small(manual):
    used = {piece.file for chapter in manual.chapters for piece in chapter.pieces if isinstance(piece, Figure)}
    there = list((manual.pictures).glob("*.png"))
    read_me = {"page-1.png", "page-4.png", "page-5.png"}
    assert used | read_me == {path.name for path in there}, made_anew("resources/help/pictures")
    assert sum(path.stat().st_size for path in there) <= MOST_BYTES


def test_the_printed_manual_has_every_chapter_its_pictures_and_no_clock(manual):
    pdf = print_manual(manual, "0.1.0")
    assert pdf == print_manual(manual, "0.1.0")
    document = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    titles = [entry.get_title() for entry in document.get_toc()]
    pictures = sum(1 for page in document for thing in page.get_objects() if thing.type == 3)
    document.close()
    assert [title.split("、", 1)[1] for title in titles] == [chapter.title for chapter in manual.chapters]
    assert all("".join(chapter.title.split()) in text for chapter in manual.chapters)
    assert pictures == sum(isinstance(p, Figure) for c in manual.chapters for p in c.pieces)


def test_a_picture_that_is_gone_is_told_when_printing(manual):
    lost = Manual(manual.title, manual.day, manual.chapters, Path("/nowhere"))
    with pytest.raises(ResourceError, match=r"图片 .* 无法读取"):
        book(lost, "0.1.0")
