"""Letters are measured by what is seen of them, with every font alike."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from ui.look.lettering import Lettering

LONG = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@pytest.fixture
def letters(dressed) -> Lettering:
    return Lettering(dressed.font())


def test_a_line_is_as_high_as_its_letters_and_no_more(letters, dressed) -> None:
    assert letters.em == pytest.approx(dressed.font().pointSizeF() * 96 / 72, abs=1)
    assert letters.em < letters.pitch < letters.em * 1.3


def test_a_row_of_that_height_shows_the_letters_whole(letters) -> None:
    image = QImage(QSize(80, letters.em + 2), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    letters.draw(painter, QRect(0, 0, 80, letters.em + 1), ("国永8（",), Qt.AlignmentFlag.AlignHCenter)
    painter.end()
    rows = [any(image.pixelColor(x, y) != QColor("white") for x in range(80)) for y in range(image.height())]
    assert any(rows)
    assert not rows[-1]  # the hairline's
    assert sum(rows) >= letters.em * 0.8


def test_a_text_is_broken_where_chinese_may_be(letters) -> None:
    lines = letters.lines(LONG, letters.em * 12)
    assert "".join(lines) == LONG
    assert all(letters.advance(line) <= letters.em * 12 for line in lines)
    assert not any(line.startswith(("，", "）", "：")) for line in lines)


def test_even_lines_are_no_more_and_none_is_left_alone(letters) -> None:
    width = letters.advance(LONG) * 0.95
    assert min(map(len, letters.lines(LONG, width))) < len(LONG) / 4
    assert len(letters.even_lines(LONG, width)) == 2
    assert min(map(len, letters.even_lines(LONG, width))) > len(LONG) / 3


def test_other_letters_are_measured_anew(dressed) -> None:
    larger = QFont(dressed.font())
    larger.setPointSizeF(dressed.font().pointSizeF() * 2)
    assert Lettering(larger).em == pytest.approx(Lettering(dressed.font()).em * 2, abs=1)
