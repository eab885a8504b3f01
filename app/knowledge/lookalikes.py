"""Whether two names look like one: width, blanks, marks that nobody sees and look-alike letters make no other office.

For comparing only: what was typed stays as it was typed. NFKC (UAX 15) and resources/lookalikes.toml.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from app.chinese.characters import plain
from app.system.paths import resource
from app.system.toml_table import TomlTable, open_toml

KEPT = 2048  # names whose keys are remembered; the list of reports is searched at every letter that is typed


@lru_cache(maxsize=KEPT)
def key(name: str) -> str:
    """What is the same of all names that look like this one; '' where nothing of it can be seen."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain(name)).casefold())
    return "".join(folded.translate(_table()).split())


def same_office(one: str, other: str) -> bool:
    """Whether two names of offices are the same to the eye."""
    return one == other or (key(one) == key(other) != "")


def read_lookalikes(path: Path) -> Mapping[int, str]:
    """Each letter of the file → the one that it counts as. Raises ResourceError with the place of a defect."""
    top = open_toml(path, "形近字表")
    found: dict[int, str] = {}
    for group in top.tables("group", required=True):
        chosen, letters = group.text("as", required=True), group.texts("letters", required=True)
        group.done()
        for letter in letters:
            _judge(group, letter, chosen, found)
            found[ord(letter)] = chosen
    top.done()
    twice = [one for one in found.values() if ord(one) in found]
    if twice:
        raise top.wrong("group", f"{twice[0]!r} 又算作另一个字")
    return MappingProxyType(found)


def _judge(group: TomlTable, letter: str, chosen: str, found: Mapping[int, str]) -> None:
    if len(letter) != 1 or len(chosen) != 1 or letter == chosen:
        raise group.wrong("letters", f"{letter!r} 应为与 as 不同的一个字")
    if unicodedata.normalize("NFKC", letter).casefold() != letter:
        raise group.wrong("letters", f"{letter!r} 在比较前已经换成别的字，这一行不起作用")
    if ord(letter) in found:
        raise group.wrong("letters", f"{letter!r} 重复")


@lru_cache(maxsize=1)
def _table() -> Mapping[int, str]:
    return read_lookalikes(resource("lookalikes.toml"))
