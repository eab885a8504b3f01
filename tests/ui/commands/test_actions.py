"""The one table of keys: no key twice, none that opens a field by its letter, and none named on the screen that is not in it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence

from tests.sources import files, module_of, tree_of
from ui.commands.actions import COMMANDS, IN_PLACE, MENU_KEYS, ON_ROAD, TOOL_BAR, menu_names
from ui.commands.keys_dialog import key_lines

NAMED = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d{1,2}|[A-Z](?![a-z])|[0-9,=+-]|回车|Return|Tab|←|Left)|(?<=（)F\d{1,2}")
MNEMONIC = re.compile(r"&([A-Z])")
SPELLED = {"Return": "回车", "Left": "←"}  # as Qt names them, and as a person reads them


def said(*rooms: str) -> Iterator[tuple[str, str]]:
    """Every text of the window's code, with the module where it stands."""
    for path in files(*rooms):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield module_of(path), node.value


def keys() -> list[str]:
    return [QKeySequence(each).toString() for one in COMMANDS for each in (one.keys, one.also) if each]


def test_no_key_means_two_things() -> None:
    taken = [*keys(), MENU_KEYS, *(f"Alt+{number}" for number in range(1, 10))]
    assert [key for key, times in Counter(taken).items() if times > 1] == []


def test_no_letter_of_a_field_is_the_key_of_a_command() -> None:
    letters = {f"Alt+{letter}" for _, words in said("ui") for letter in MNEMONIC.findall(words)}
    assert letters & {*keys(), MENU_KEYS} == set()


def test_every_key_that_the_window_names_is_in_the_table() -> None:
    table = "\n".join(line for line, _ in key_lines())
    letters = {f"Alt+{letter}" for _, words in said("ui") for letter in MNEMONIC.findall(words)}
    named = {(module, key) for module, words in said("ui") for key in NAMED.findall(words)}
    for qt, read in SPELLED.items():
        named = {(module, key.replace(qt, read)) for module, key in named}
    assert sorted(one for one in named if one[1] not in table and one[1] not in letters) == []


@pytest.mark.parametrize("name", ON_ROAD)
def test_what_is_a_step_of_the_road_is_no_line_of_the_menu(name) -> None:
    assert name not in (*menu_names(), *TOOL_BAR)
    assert name in {command.id for command in COMMANDS}


def test_what_belongs_to_one_place_is_said_once() -> None:
    lines = [line for line, _ in IN_PLACE]
    assert sorted(lines) == sorted(set(lines))
