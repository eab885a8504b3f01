"""What the styles of a Word file say: whether a paragraph is a heading or numbered, and the properties of its runs.

ECMA-376 part 1, 17.7 (styles), 17.9 (numbering), 17.3.1.20 (outlineLvl). A style goes on from the one it is based on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lxml import etree

from app.exchange.readers.docx.docx_letters import OFF, Properties, W, properties_of

_DEEPEST = 12  # styles based on one another
_NAMED = re.compile(r"(?i)(?:heading|标题)\s*[1-9]")


@dataclass(frozen=True)
class WordStyle:
    """`heading`: the paragraph is one. `numbered`: Word puts a number before it that is not in its text.

    `letters` are the properties of its runs, as far as the style or one it is based on says them.
    """

    heading: bool = False
    numbered: bool = False
    letters: Properties = field(default_factory=lambda: MappingProxyType({}))


Looks = Mapping[str, WordStyle]


def looks_of(styles: etree._Element | None) -> Looks:
    """What each style says, by its id; under '' what holds for a paragraph that names none."""
    if styles is None:
        return {}
    found = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    looks = {name: _look(found, name, 0) for name in found}
    usual = (
        name for name, style in found.items()
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
    )  # fmt: skip
    given = properties_of(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    plain = looks.get(next(usual, ""), WordStyle())
    return {**looks, "": replace(plain, letters={**given, **plain.letters})}


def _look(styles: Mapping[str, etree._Element], name: str, depth: int) -> WordStyle:
    style = styles.get(name)
    if style is None or depth > _DEEPEST:
        return WordStyle()
    base = _look(styles, value_of(style, "basedOn"), depth + 1)
    own = own_look(style.find(f"{W}pPr"))
    named = _NAMED.match(value_of(style, "name")) is not None
    letters = {**base.letters, **properties_of(style.find(f"{W}rPr"))}
    return WordStyle(base.heading or own.heading or named, base.numbered or own.numbered, letters)


def own_look(properties: etree._Element | None) -> WordStyle:
    """What the paragraph's own properties say."""
    if properties is None:
        return WordStyle()
    level = value_of(properties, "outlineLvl")
    number = properties.find(f"{W}numPr")
    numbered = number is not None and value_of(number, "numId") != "0"
    return WordStyle(level in tuple("012345678"), numbered)


def value_of(parent: etree._Element | None, name: str) -> str:
    """The value of a child element, '' when there is none."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Whether a property that is either on or off is on (17.17.4)."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found is not None and found.get(f"{W}val", "true") not in OFF
