"""What the styles of a Word file say: whether a paragraph is a heading or numbered, where and how large letters stand.

ECMA-376 part 1, 17.7 (styles), 17.9 (numbering), 17.3.1.20 (outlineLvl), 17.3.2.42 (vertAlign), 17.3.2.24 (position),
17.3.2.38 (sz). A style goes on from the one it is based on. Leans on looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from app.exchange.looks import LOWERED, RAISED, STACKED
from app.exchange.looks import Look as Letters

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 12  # styles based on one another
USUAL = 21.0  # half-points: 五号, where nothing says the size
_SHIFTS = {"superscript": RAISED, "subscript": LOWERED}
_NAMED = re.compile(r"(?i)(?:heading|标题)\s*[1-9]")


@dataclass(frozen=True)
class Look:
    """`heading`: the paragraph is one. `numbered`: Word puts a number before it that is not in its text.

    `align`, `position` and `size` are those of its letters as the file writes them, '' where it does not say.
    """

    heading: bool = False
    numbered: bool = False
    align: str = ""
    position: str = ""
    size: str = ""


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
    letters = style.find(f"{W}rPr")
    return Look(
        base.heading or own.heading or named,
        base.numbered or own.numbered,
        value_of(letters, "vertAlign") or base.align,
        value_of(letters, "position") or base.position,
        value_of(letters, "sz") or base.size,
    )


def letters_of(properties: etree._Element | None, outer: Look, looks: Looks) -> Letters:
    """How the letters of a run stand; what it does not say itself is its style's, then its paragraph's (`outer`)."""
    style = looks.get(value_of(properties, "rStyle"), Look())
    align = value_of(properties, "vertAlign") or style.align or outer.align
    position = value_of(properties, "position") or style.position or outer.position
    size = value_of(properties, "sz") or style.size or outer.size
    layout = properties.find(f"{W}eastAsianLayout") if properties is not None else None
    combined = layout is not None and layout.get(f"{W}combine", "0") not in ("0", "false", "off")
    moved = f"position {position}" if position.strip("-0") else ""
    shift = STACKED if combined else _SHIFTS.get(align, moved)
    return Letters(shift, float(size) if size.isdigit() else USUAL, unseen=_is_white(properties))


def _is_white(properties: etree._Element | None) -> bool:
    shaded = properties is not None and any(
        properties.find(f"{W}{name}") is not None for name in ("shd", "highlight")
    )
    return value_of(properties, "color").upper() == "FFFFFF" and not shaded


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
