"""The letters of a run in a Word file: its properties from styles and its own, and how they make it look.

ECMA-376 part 1, 17.3.2 (run properties), 17.7.2 and 17.7.3 (styles; a property that is on in two of them is off),
17.3.5 (shading), 17.18.97 (theme colours).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from app.exchange.readers.colours import BLACK, UNKNOWN, WHITE, Colour, colour_of, hex_of, is_lost
from app.exchange.readers.looks import LOWERED, RAISED, STACKED, Look, shows_signs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
USUAL = 21.0  # half-points: 五号, where nothing says the size
OFF = ("0", "false", "off")
HIDING = ("vanish", "strike", "dstrike")
_TOGGLES = (*HIDING, "b")
_SHIFTS = {"superscript": RAISED, "subscript": LOWERED}
_PLAIN = ("vertAlign", "position", "sz", "w", "spacing")
_THEME = {"background1": WHITE, "light1": WHITE, "bg1": WHITE, "lt1": WHITE,
          "text1": BLACK, "dark1": BLACK, "tx1": BLACK, "dk1": BLACK}  # fmt: skip
_NARROWEST = 30  # percent of its width; a digit below that is a stroke
_OVERLAP = 0.4  # of the size; letters drawn so far into one another cannot be read
Properties = Mapping[str, str]


@dataclass(frozen=True)
class RunLook(Look):
    """How a run is set; `strong` in bold letters, `edge` where a text box begins or ends."""

    strong: bool = False
    edge: bool = False


def properties_of(parent: etree._Element | None) -> dict[str, str]:
    """What a w:rPr says, by name; only what can change how a figure is seen."""
    if parent is None:
        return {}
    found = {name: value for name in _PLAIN if (value := _value(parent, name))}
    for name in _TOGGLES:
        if (element := parent.find(f"{W}{name}")) is not None:
            found[name] = "0" if element.get(f"{W}val", "1") in OFF else "1"
    found |= {name: value for name, value in _painted(parent) if value}
    fonts = parent.find(f"{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
    return {**found, "font": font} if font else found


def _painted(parent: etree._Element) -> Iterator[tuple[str, str]]:
    yield "ground", _value(parent, "highlight")
    yield "ground", _shade(parent)
    yield "color", _colour(parent.find(f"{W}color"), "val", "theme")
    if (fill := parent.find(f"{_W14}textFill")) is not None:
        yield "color", _filled(fill)


def _value(parent: etree._Element, name: str) -> str:
    found = parent.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _colour(element: etree._Element | None, name: str, theme: str) -> str:
    """A colour in the words of style sheets, or auto; a theme colour without tint counts before its copy."""
    if element is None:
        return ""
    said = element.get(f"{W}{theme}Color" if name != "fill" else f"{W}{theme}Fill", "")
    changed = any(element.get(f"{W}{theme}{more}") for more in ("Tint", "Shade", "FillTint", "FillShade"))
    if said in _THEME and not changed:
        return "white" if _THEME[said] is WHITE else "black"
    plain = element.get(f"{W}{name}", "")
    return f"#{plain}" if re.fullmatch("[0-9A-Fa-f]{6}", plain) else "auto" if plain in ("auto", "") else "?"


def _shade(parent: etree._Element) -> str:
    shade = parent.find(f"{W}shd")
    if shade is None:
        return ""
    pattern = shade.get(f"{W}val", "clear")
    if pattern in ("clear", "nil"):
        return _colour(shade, "fill", "theme")
    return _colour(shade, "color", "theme") if pattern == "solid" else "?"


def _filled(fill: etree._Element) -> str:
    """The colour of an effect that fills the letters; one that is no plain colour is not known."""
    solid = fill.find(f"{_W14}solidFill")
    inner = solid[0] if solid is not None and len(solid) else None
    if inner is None or any(one.tag == f"{_W14}alpha" for one in inner):
        return "?"
    value = inner.get(f"{_W14}val", "")
    if inner.tag == f"{_W14}srgbClr":
        return f"#{value}"
    return ("white" if _THEME[value] is WHITE else "black") if value in _THEME else ""


def ground_of(parent: etree._Element | None, outer: Colour) -> Colour:
    """The ground that the properties of a cell or paragraph lay over `outer`."""
    return outer if parent is None else _over(_shade(parent), outer)


def _over(said: str, outer: Colour) -> Colour:
    return outer if said in ("", "auto", "none") else _read(said)


def _read(said: str) -> Colour:
    return hex_of(said[1:]) if said.startswith("#") else colour_of(said)


def joined(paragraph: Properties, run: Properties, own: Properties) -> dict[str, str]:
    """The properties of a run from its paragraph's style, its own style, and itself."""
    whole = {**paragraph, **run}
    for name in _TOGGLES:
        if paragraph.get(name) == run.get(name) == "1":
            whole[name] = "0"
    return {**whole, **own}


def is_hidden(properties: Properties) -> bool:
    """Whether the run is not shown, or struck out."""
    return any(properties.get(name) == "1" for name in HIDING)


def look_of(properties: Properties, ground: Colour, *, stacked: bool = False) -> RunLook:
    """How the letters of a run stand on a ground."""
    position = properties.get("position", "")
    moved = f"position {position}" if position.strip("-0") else ""
    size = properties.get("sz", "")
    points = (float(size) if size.isdigit() and len(size) < 5 else USUAL) / 2
    close = _number(properties.get("spacing", "")) / 20 < -_OVERLAP * points
    narrow = 0 < _number(properties.get("w", "")) < _NARROWEST
    shift = STACKED if stacked or close else _SHIFTS.get(properties.get("vertAlign", ""), moved)
    return RunLook(
        shift,
        points,
        narrow or _is_lost(properties, ground),
        signs=shows_signs(properties.get("font", "")),
        strong=properties.get("b") == "1",
    )


def _is_lost(properties: Properties, ground: Colour) -> bool:
    colour = properties.get("color", "")
    if colour in ("", "auto"):
        return False  # made dark or light by the ground
    return is_lost(UNKNOWN if colour == "?" else _read(colour), _over(properties.get("ground", ""), ground))


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"-?\d{1,5}(?:\.\d{1,3})?", text) else 0.0
