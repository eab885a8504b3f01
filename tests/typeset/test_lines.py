"""Lines: justified to the measure, squeezed in the right order, and whole on any input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.typeset.faces import load_faces
from app.typeset.galley import SPACE_RUN, cleaned, measured, origins
from app.typeset.lines import SetLine, break_lines
from app.typeset.page_grid import ADVANCE, BODY, MEASURE
from app.typeset.wrap import wrap

FACES = load_faces()
ODD = [
    "，" * 60,
    "“" * 60,
    "a" * 200,
    "http://example.cn/" + "abc/x?y=1&" * 40,
    "—" * 61,
    "…" * 61,
    "9" * 90,
    "（" * 9 + "字" * 60,
    "〔2021〕30号" * 20,
]


def lines_of(text: str, indent: float = 0.0):
    return break_lines(measured(cleaned(text), BODY, FACES), MEASURE, indent)


def right_edge(line: SetLine) -> float:
    last = line.runs[-1]
    return line.indent + last.x + sum(last.advances)


@given(st.text("中文ab1 \t\u3000，（\u200b\u00ad\n", max_size=30))
def test_each_character_that_is_set_is_known_by_its_place_in_what_was_typed(text):
    typed = "".join(" " if SPACE_RUN.match(text[place]) else text[place] for place in origins(text))
    assert typed == cleaned(text)


def test_each_line_knows_where_it_begins():
    text = "字" * 40 + " 12 " + "后" * 30
    for line in lines_of(text):
        assert cleaned(text)[line.start :].startswith(line.text)


def test_28_characters_fill_a_line_without_any_tracking():
    first, _ = lines_of("字" * 31)
    assert len(first.text) == 28
    assert first.runs[0].advances == pytest.approx([ADVANCE] * 27 + [BODY.size])
    assert round(ADVANCE, 2) == 15.79


def test_the_first_line_is_indented_and_still_ends_at_the_measure():
    first, second = lines_of("字" * 50, indent=2 * ADVANCE)
    assert len(first.text) == 26
    assert right_edge(first) == pytest.approx(MEASURE)
    assert second.indent == 0


def test_a_comma_that_does_not_fit_is_squeezed_in():
    first = lines_of("字" * 14 + "，" + "字" * 13 + "，" + "字" * 20)[0]
    assert first.text.endswith("，")
    assert len(first.text) == 29
    assert right_edge(first) == pytest.approx(MEASURE)


def test_punctuation_gives_before_letters_are_tracked():
    first = lines_of("字、字、字、字" + "字" * 21 + "，" + "字" * 20)[0]
    tracked = [
        advance
        for character, advance in zip(first.text, first.runs[0].advances, strict=False)
        if character == "字"
    ]
    assert tracked[-1] == pytest.approx(ADVANCE)


@pytest.mark.parametrize("pair", ["。”", "》《", "），", "：“", "”。"])
def test_adjacent_punctuation_is_squeezed_to_half_width(pair):
    (line,) = lines_of(f"字{pair}字")
    assert line.width < 4 * ADVANCE - 0.3 * ADVANCE
    assert line.width >= 3.4 * ADVANCE


def test_blanks_between_han_and_western_are_the_composers():
    assert cleaned("2025 年共 12 件，见 A4 纸") == "2025年共12件，见A4纸"


def test_a_blank_between_chinese_words_stays():
    assert cleaned("联系人：张三 \t 电话") == "联系人：张三 电话"


@pytest.mark.parametrize("text", ODD)
def test_odd_input_still_fills_its_lines(text):
    lines = lines_of(text)
    assert "".join(line.text for line in lines) == text
    assert all(right_edge(line) == pytest.approx(MEASURE, abs=0.1) for line in lines[:-1])
    assert right_edge(lines[-1]) <= MEASURE + 0.1


@given(
    st.text(alphabet="字文，。、；：？！“”‘’（）《》—…·a1Z9.%/ 年月日号〔〕￥℃堃\u3000", max_size=220),
    st.booleans(),
)
def test_no_character_is_lost_and_no_line_misses_the_measure(text, indented):
    lines = lines_of(text, 2 * ADVANCE if indented else 0.0)
    assert "".join(line.text for line in lines).replace(" ", "").replace("\u3000", "") == cleaned(
        text
    ).replace(" ", "").replace("\u3000", "")
    for line in lines[:-1]:
        assert right_edge(line) == pytest.approx(MEASURE, abs=0.1)
    assert not lines or right_edge(lines[-1]) <= MEASURE + 0.1


def test_a_narrow_head_is_wrapped_evenly():
    assert [line.text for line in wrap(measured("结果维持", BODY, FACES), 3.2 * ADVANCE, balanced=True)] == [
        "结果",
        "维持",
    ]


def test_a_head_is_parted_at_its_sense():
    texts = [
        line.text for line in wrap(measured("（三）不予公开", BODY, FACES), 5.5 * ADVANCE, balanced=True)
    ]
    assert texts == ["（三）", "不予公开"]


def test_a_sentence_in_a_head_is_parted_at_its_comma():
    text = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    first, second = wrap(measured(text, BODY, FACES), 24 * BODY.size, balanced=True)
    assert first.text.endswith("，")
    assert second.text == "等于第三项加第四项之和）"


@given(st.text(alphabet="字文，。（）1a%“”", min_size=1, max_size=40), st.floats(0.5, 9.0), st.booleans())
def test_wrapping_loses_nothing_however_narrow_the_cell(text, ems, balanced):
    lines = wrap(measured(cleaned(text), BODY, FACES), ems * BODY.size, balanced)
    assert "".join(line.text for line in lines) == cleaned(text)
    assert all(line.width <= max(ems, 1.0) * BODY.size + 0.01 for line in lines)
