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

_FIRST_LINE = ("firstLineChars", "firstLine")
_HANGING = ("hangingChars", "hanging")
_DEEPEST = 12  # styles based on one another
_NAMED = re.compile(r"(?i)(?:heading|标题)\s*[1-9]")


@dataclass(frozen=True)
class WordStyle:
    """`heading`: the paragraph is one. `list` and `level` are the list and level whose number Word puts before it, '' where
    nothing is said, list '0' for none. `align` and `indent` are '' where nothing is said; `indent` is that of the first line.

    `letters` are the properties of its runs, as far as the style or one it is based on says them.
    """

    heading: bool = False
    list: str = ""
    level: str = ""
    align: str = ""
    indent: str = ""
    letters: Properties = field(default_factory=lambda: MappingProxyType({}))

    @property
    def numbered(self) -> bool:
        """Whether Word puts a number before it that is not in its text."""
        return self.list not in ("", "0")

    def over(self, base: WordStyle) -> WordStyle:
        """What holds where a style goes on from another, letters aside."""
        return WordStyle(
            self.heading or base.heading,
            self.list or base.list,
            self.level or base.level,
            self.align or base.align,
            self.indent or base.indent,
        )

    @property
    def is_indented(self) -> bool:
        """Whether its first line begins further in."""
        return self.indent.strip("0.") != "" and not self.indent.startswith("-")


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
    return replace(own.over(base), heading=base.heading or own.heading or named, letters=letters)


def own_look(properties: etree._Element | None) -> WordStyle:
    """What the paragraph's own properties say."""
    if properties is None:
        return WordStyle()
    level = value_of(properties, "outlineLvl")
    number = properties.find(f"{W}numPr")
    place = properties.find(f"{W}ind")
    said = [place.get(f"{W}{name}", "") for name in _FIRST_LINE] if place is not None else []
    hanging = place is not None and any(place.get(f"{W}{name}", "0") != "0" for name in _HANGING)
    return WordStyle(
        level in tuple("012345678"),
        value_of(number, "numId"),
        value_of(number, "ilvl"),
        value_of(properties, "jc"),
        "0" if hanging else next((one for one in said if one.strip("0")), next(filter(None, said), "")),
    )


def look_of_paragraph(paragraph: etree._Element, looks: Looks) -> WordStyle:
    """What holds for a paragraph, from its style and itself; a style of the name of headings makes it one."""
    properties = paragraph.find(f"{W}pPr")
    style = value_of(properties, "pStyle")
    return own_look(properties).over(looks.get(style) or looks.get("", WordStyle()))


def value_of(parent: etree._Element | None, name: str) -> str:
    """The value of a child element, '' when there is none."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Whether a property that is either on or off is on (17.17.4)."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found is not None and found.get(f"{W}val", "true") not in OFF
