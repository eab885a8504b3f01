"""What the styles of a Word file say about a paragraph: whether it is a heading, and whether a number is put before it.

ECMA-376 part 1, 17.7 (styles), 17.9 (numbering), 17.3.1.20 (outlineLvl). A style goes on from the one it is based on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 12  # styles based on one another
_NAMED = re.compile(r"(?i)(?:heading|标题)\s*[1-9]")


@dataclass(frozen=True)
class Look:
    """`heading`: the paragraph is one. `numbered`: Word puts a number before it that is not in its text."""

    heading: bool = False
    numbered: bool = False


Looks = Mapping[str, Look]


def looks_of(styles: etree._Element | None) -> Looks:
    """What each paragraph style says, by its id."""
    found = (
        {} if styles is None else {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    )
    return {name: _look(found, name, 0) for name in found}


def _look(styles: Mapping[str, etree._Element], name: str, depth: int) -> Look:
    style = styles.get(name)
    if style is None or depth > _DEEPEST:
        return Look()
    base = _look(styles, value_of(style, "basedOn"), depth + 1)
    own = own_look(style.find(f"{W}pPr"))
    named = _NAMED.match(value_of(style, "name")) is not None
    return Look(base.heading or own.heading or named, base.numbered or own.numbered)


def own_look(properties: etree._Element | None) -> Look:
    """What the paragraph's own properties say."""
    if properties is None:
        return Look()
    level = value_of(properties, "outlineLvl")
    number = properties.find(f"{W}numPr")
    numbered = number is not None and value_of(number, "numId") != "0"
    return Look(level in tuple("012345678"), numbered)


def value_of(parent: etree._Element | None, name: str) -> str:
    """The value of a child element, '' when there is none."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Whether a property that is either on or off is on (17.17.4)."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off")
