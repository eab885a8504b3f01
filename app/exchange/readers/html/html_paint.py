"""Colours of the letters in a web page and of the ground behind them: can a person tell one from the other?

CSS 2.2, 14 (colours and backgrounds). Where rules are not sure, or contend, each way is followed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import html

from app.exchange.readers.colours import BLACK, UNKNOWN, WHITE, Colour, colour_of, is_lost
from app.exchange.readers.html.html_style import StyleSheet, squeezed

MOST = 48  # ways that are followed at one element; more are nobody's to tell
_COLOUR = re.compile(r"(?:^|;)(?:-webkit-text-fill-)?color:([^;!]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color|-image)?:([^;!]+)")
_AS_AROUND = frozenset(("inherit", "currentcolor", "unset", "revert", "revert-layer"))
_PICTURE = re.compile(r"url\(|gradient\(|image|var\(|element\(")
_WRITTEN = re.compile(r"#[0-9a-f]{3,8}(?![0-9a-f])|(?:rgb|hsl)a?\([^()]*\)")
_PLACING = re.compile(
    r"no-?repeat|repeat(?:-[xy])?|scroll|fixed|local|center|top|bottom|left|right|none|initial|inherit|unset"
    r"|(?:padding|border|content)-box|cover|contain|auto|-?[\d.]+(?:px|pt|%|r?em)?|/|,"
)
PaintState = tuple[Colour, Colour]  # letters and ground


@dataclass(frozen=True)
class Paint:
    """Judges elements of one page by its `sheet`."""

    sheet: StyleSheet
    known: dict[html.HtmlElement, frozenset[PaintState]] = field(default_factory=dict)

    def hides(self, element: html.HtmlElement) -> bool:
        """Whether the letters in an element may not be told from their ground."""
        states = self._states(element)
        return len(states) > MOST or any(is_lost(*state) for state in states)

    def _states(self, element: html.HtmlElement | None) -> frozenset[PaintState]:
        if element is None:
            return frozenset(((BLACK, WHITE),))
        if element not in self.known:
            self.known[element] = self._painted(element, self._states(element.getparent()))
        return self.known[element]

    def _painted(self, element: html.HtmlElement, states: frozenset[PaintState]) -> frozenset[PaintState]:
        if len(states) > MOST:
            return states
        states = _under(states, _attributes(element))
        rules = [rule for rule in self.sheet.of(element) if not rule.added]
        for rule in rules:
            under = _under(states, rule.style)
            states = under if rule.sure else states | under
        states = _under(states, squeezed(element.get("style", "")))
        for rule in rules:
            if "!important" in rule.style:
                states |= _under(states, rule.style)
        return states


def _under(states: frozenset[PaintState], style: str) -> frozenset[PaintState]:
    """The ways things may look once a style has been laid over them."""
    if not style:
        return states
    letters, ground = _said(style)
    if letters is None and ground is None:
        return states
    return frozenset((letters or one, _over(ground, behind)) for one, behind in states)


def _over(ground: Colour | None, behind: Colour) -> Colour:
    if ground is None or UNKNOWN in (ground, behind):
        return behind if ground is None or 0 < ground.cover < 1 else ground
    return ground.over(behind)


@lru_cache(maxsize=1024)
def _said(style: str) -> PaintState | tuple[Colour | None, Colour | None]:
    letters = [one for one in _COLOUR.findall(style) if one not in _AS_AROUND]
    grounds = [found for one in _GROUND.findall(style) if (found := _ground(one)) is not None]
    return colour_of(letters[-1]) if letters else None, grounds[-1] if grounds else None


def _ground(value: str) -> Colour | None:
    """The ground that a declaration lays; None when it lays none."""
    if _PICTURE.search(value):
        return UNKNOWN
    if found := _WRITTEN.search(value):
        return colour_of(found[0])
    rest = _PLACING.sub("", value)
    if not rest or rest in _AS_AROUND or rest == "transparent":
        return None
    return colour_of(rest)


def _attributes(element: html.HtmlElement) -> str:
    """What attributes of old pages say, as declarations."""
    letters = element.get("color", "") if element.tag == "font" else ""
    letters = element.get("text", "") if element.tag == "body" else letters
    picture = "background-image:url();" if element.get("background") else ""
    ground = element.get("bgcolor", "")
    return (
        (f"color:{_old(letters)};" if letters.strip() else "")
        + (f"background-color:{_old(ground)};" if ground.strip() else "")
        + picture
    )


def _old(value: str) -> str:
    """A colour of an attribute, which may lack its hash (HTML, 2.3.6)."""
    plain = value.strip().lower()
    return f"#{plain}" if re.fullmatch("[0-9a-f]{6}", plain) else plain
