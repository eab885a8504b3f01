"""The manual names only what the window has: its keys, the entries of its menu, the words of its buttons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.manual.manual_source import words_of
from tests.reports import FORMS
from ui.commands.actions import COMMANDS, IN_PLACE, MENU, Submenu
from ui.help.help_desk import load_manual

ROOT = Path(__file__).resolve().parents[3]
GENERATED = ("keys", "rows", "rules")  # chapters made from the tables themselves
ELSEWHERE = "admin"  # speaks of other programs' buttons
KEY = re.compile(r"(?:(?:Ctrl|Shift|Alt)\+)+(?:F\d+|[A-Z0-9]\b|[=,-]|回车|Home|Tab)|\bF\d+\b")
ENTRY = re.compile(r"“更多(?: › ([^”]+))?”里点“([^”]+)”")
BUTTON = re.compile(r"点“([^”]+)”")
# Words that the code puts together, and what of them it says.
PUT_TOGETHER = {"分到六个部分": "分到", "通过起草": "通过", "添加导语": "添加"}


@pytest.fixture(scope="module")
def told() -> list[str]:
    """The lines that a person wrote."""
    chapters = [one for one in load_manual(FORMS).chapters if one.id not in (*GENERATED, ELSEWHERE)]
    return [line for chapter in chapters for line in words_of(chapter)]


def test_every_key_is_in_the_tables(told):
    listed = {key for keys, _ in IN_PLACE for key in re.split(r" / |、", keys.replace(" ……", ""))}
    known = listed | {key for one in COMMANDS for key in (one.keys, one.also) if key}
    known |= {f"Alt+{number}" for number in range(1, len(FORMS.for_year(2025).sections) + 1)}
    named = {key for line in told for key in KEY.findall(line)}
    assert len(named) > 40
    assert named - known == set()


def test_every_menu_entry_stands_where_the_manual_says(told):
    words = {one.id: one.text for one in COMMANDS}
    entries = {("", words[name]) for name in MENU if isinstance(name, str) and name}
    entries |= {(one.title, words[name]) for one in MENU if isinstance(one, Submenu) for name in one.names}
    named = {entry for line in told for entry in ENTRY.findall(line)}
    assert len(named) > 5
    assert named - entries == set()


def test_every_button_has_these_words_in_the_program(told):
    source = "".join(path.read_text("utf-8") for room in ("ui", "app") for path in sorted((ROOT / room).rglob("*.py")))
    named = {words.rstrip("…") for line in told for words in BUTTON.findall(line)}
    assert len(named) > 60
    assert {words for words in named if PUT_TOGETHER.get(words, words) not in source} == set()
