"""Nothing that is handed in can crash, hang or fill the memory: it is refused with one sentence, or read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InputError
from app.exchange import Import, read
from app.exchange.sandbox import read_apart
from tests.corpus.build import FILES
from tests.exchange.hostile import HOSTILE, book
from tests.reports import FORMS

HARMLESS = {"one long line", "spaces and brackets", "text of one number"}  # long, but text like any other
WORST = (
    "lying zip",
    "page of attributes",
    "Word of empty cells",
    "workbook far out",
    "PDF attachment bomb",
    "PDF that doubles",
)
ROOT = Path(__file__).resolve().parents[2]
WHAT_TO_DO = ("请", "没有读取", "可以读取")


def says_what_to_do(name: str, sentence: str) -> bool:
    named = sentence.startswith(name) or "年没有可用的格式" in sentence
    return named and "\n" not in sentence and any(words in sentence for words in WHAT_TO_DO)


@pytest.mark.parametrize("kind", sorted(set(HOSTILE) - HARMLESS - set(WORST)))
def test_a_hostile_file_is_refused_with_a_sentence(kind: str) -> None:
    name, data = HOSTILE[kind]()
    with pytest.raises(InputError) as refusal:
        read_apart(FORMS, data, name)
    assert says_what_to_do(name, refusal.value.sentence)


def test_the_worst_are_refused_too_within_the_memory_and_the_work_allowed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.exchange.limits", *WORST], cwd=ROOT, capture_output=True
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    costs = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["kind"] for one in costs] == [*WORST]
    assert [one for one in costs if one["end"] != "refused" or not says_what_to_do(one["file"], one["sentence"])] == []


def test_a_formula_is_never_run_nor_read_as_text() -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>行政许可</t></is></c><c r="B1"><f>1+1</f></c></row>'
    found = read(FORMS, book(row), "2025.xlsx")
    assert "proactive.licences.decisions" not in found.report.cells
    assert "proactive.licences.decisions" in {question.cell for question in found.questions}


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_off_is_refused_or_read_as_far_as_it_goes(name: str, share: float) -> None:
    data = (FILES / name).read_bytes()
    outcome = _outcome(data[: int(len(data) * share)], name)
    assert isinstance(outcome, Import | InputError)


@given(name=st.sampled_from(sorted(path.name for path in FILES.iterdir())), data=st.data())
@settings(max_examples=30)
def test_a_damaged_file_is_refused_or_read(name: str, data: st.DataObject) -> None:
    content = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    assert isinstance(_outcome(bytes(content), name), Import | InputError)


def _outcome(data: bytes, name: str) -> Import | InputError:
    try:
        return read(FORMS, data, name)
    except InputError as refusal:
        return refusal
