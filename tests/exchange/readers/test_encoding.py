"""Text is decoded strictly, whatever a file says about itself."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ExchangeError
from app.exchange.readers.encoding import decode

TEXT = "柳荫街道办事处2024年政府信息公开工作年度报告"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_the_encodings_in_use_are_recognised(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


def test_a_page_that_lies_about_its_encoding_is_read_all_the_same() -> None:
    page = f'<meta charset="gb2312">{TEXT}'
    assert decode(page.encode("utf-8"), "a.html") == page


@pytest.mark.parametrize(
    "data", [b"\xff\xff\xff", b"a\x00b", codecs.BOM_UTF8 + b"\xff", "年".encode("utf-16-le")[:1] + b"\x81"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ExchangeError, match="编码识别不了"):
        decode(data, "a.txt")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4, max_size=60))
def test_chinese_text_in_utf_8_is_never_taken_for_gbk(text: str) -> None:
    assert decode(text.encode("utf-8"), "a.txt") == text
