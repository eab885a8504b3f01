"""The first module of the Windows programs: what a pipe gets, by the console's code page."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def start(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("nianbao_start", root / "packaging/windows/nianbao_start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def piped(start: ModuleType, page: int, sentence: str) -> bytes:
    """The bytes that a sentence becomes on a pipe."""
    pipe = io.BytesIO()
    stream = io.TextIOWrapper(pipe, encoding="utf-8", write_through=True)
    start.speak(page, (stream, None))
    stream.write(sentence)
    return pipe.getvalue()


@pytest.mark.parametrize(("page", "encoding"), [(936, "gbk"), (54936, "gb18030"), (65001, "utf-8"), (0, "utf-8"), (437, "utf-8")])
def test_a_pipe_speaks_the_consoles_chinese(start: ModuleType, page: int, encoding: str) -> None:
    assert piped(start, page, "文件不存在。") == "文件不存在。".encode(encoding)


def test_a_character_that_the_code_page_lacks_comes_as_its_code(start: ModuleType) -> None:
    assert piped(start, 936, "𠮷") == b"\\U00020bb7"
