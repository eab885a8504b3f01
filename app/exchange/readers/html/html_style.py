"""The style sheets within a web page, as far as they can change what is read: which rules may mean an element.

CSS 2.2, 4 and 5; Selectors 4. Tags, classes, ids, attributes and the elements around are matched; what is not
understood (:nth-child, siblings, conditions of a block) is taken as met, and its rule is not sure. States that a
hand brings about, paper and small screens do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from lxml import html

from app.exchange.readers.html.css_text import blocks, parted

_LARGEST_STYLES = 400_000  # characters of style sheets that are looked at
_IDENT = r"(?:[\w-]|\\.)+"
_PART = re.compile(
    rf"(?P<tag>\*|{_IDENT})|\.(?P<class>{_IDENT})|#(?P<id>{_IDENT})"
    rf"|\[\s*(?P<name>{_IDENT})\s*(?:(?P<how>[~|^$*]?=)\s*(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\]\s]*))"
    r"(?:\s+[is])?\s*)?\]|(?P<pseudo>::?[\w-]+)(?:\((?:[^()]|\([^()]*\))*\))?",
)
# What a hand brings about, or what is not the text of the element.
_NEVER = frozenset(
    (":hover", ":active", ":focus", ":focus-within", ":focus-visible", ":target", "::selection", "::placeholder",
     "::marker", "::backdrop", "::cue")
)  # fmt: skip
_ADDED = frozenset((":before", ":after", "::before", "::after"))
_FUNCTION = re.compile(r"(?<=rgb\()[^()]*|(?<=rgba\()[^()]*|(?<=hsl\()[^()]*|(?<=hsla\()[^()]*")


def squeezed(style: str) -> str:
    """Declarations in one written form: no blanks, lower case, an end behind each; the parts of colours with commas."""
    if not style:
        return ""
    plain = _FUNCTION.sub(lambda one: re.sub(r"\s*[\s,/]\s*", ",", one[0].strip()), style.lower())
    return "".join(plain.split()) + ";"


@dataclass(frozen=True)
class _Compound:
    """One part of a selector: what an element has to be. `sure` when nothing else was said of it."""

    tag: str = ""
    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    sure: bool = True

    def fits(self, element: html.HtmlElement) -> bool:
        """Whether an element may be meant."""
        if self.tag and element.tag != self.tag:
            return False
        if self.ids and any(element.get("id") != one for one in self.ids):
            return False
        return (not self.classes or set(self.classes) <= set(element.get("class", "").split())) and all(
            _has(element, *one) for one in self.attributes
        )


@dataclass(frozen=True)
class CssRule:
    """What a rule declares; `around` are the compounds that some elements around must fit, the innermost first."""

    style: str
    own: _Compound
    around: tuple[_Compound, ...]
    sure: bool
    added: bool
    order: int

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """Its specificity, and its place in the sheets."""
        parts = (self.own, *self.around)
        return (
            sum(len(one.ids) for one in parts),
            sum(len(one.classes) + len(one.attributes) for one in parts),
            sum(bool(one.tag) for one in parts),
            self.order,
        )

    def fits(self, element: html.HtmlElement) -> bool:
        """Whether the rule may mean an element."""
        if not self.own.fits(element):
            return False
        outer = element.iterancestors()
        return all(
            any(one.fits(above) for above in outer if isinstance(above.tag, str)) for one in self.around
        )


def _has(element: html.HtmlElement, name: str, how: str, value: str) -> bool:
    own: str | None = element.get(name)
    if own is None or not how:
        return own is not None
    own, value = own.lower(), value.lower()
    return {
        "=": own == value,
        "~=": value in own.split(),
        "|=": own == value or own.startswith(f"{value}-"),
        "^=": bool(value) and own.startswith(value),
        "$=": bool(value) and own.endswith(value),
        "*=": bool(value) and value in own,
    }[how]


@dataclass(frozen=True)
class StyleSheet:
    """The rules of a page, by the id (#b), class (.a) or tag (td, *) that an element must have to be meant."""

    rules: Mapping[str, tuple[CssRule, ...]]
    kinds: dict[html.HtmlElement, int] = field(default_factory=dict)
    numbers: dict[tuple[object, ...], int] = field(default_factory=dict)
    known: dict[int, tuple[CssRule, ...]] = field(default_factory=dict)

    def of(self, element: html.HtmlElement) -> tuple[CssRule, ...]:
        """The rules that may mean an element or what they add to it, the weightiest last."""
        if not self.rules:
            return ()
        kind = self._kind(element)
        if kind not in self.known:
            names = ("*", element.tag, *(f".{one}" for one in element.get("class", "").split()))
            keys = dict.fromkeys((*names, f"#{element.get('id', '')}"))
            found = [rule for key in keys for rule in self.rules.get(key, ()) if rule.fits(element)]
            self.known[kind] = tuple(sorted(found, key=lambda rule: rule.weight))
        return self.known[kind]

    def _kind(self, element: html.HtmlElement) -> int:
        """The same number for elements that no rule can tell apart: alike in tag and attributes, as are those around them."""
        waiting = [element]
        while (
            (outer := waiting[-1].getparent()) is not None
            and outer not in self.kinds
            and waiting[-1] not in self.kinds
        ):
            waiting.append(outer)
        for one in reversed(waiting):
            if one not in self.kinds:
                outer = one.getparent()
                sign = (self.kinds[outer] if outer is not None else 0, one.tag, *self._said(one))
                self.kinds[one] = self.numbers.setdefault(sign, len(self.numbers) + 1)
        return self.kinds[element]

    def _said(self, element: html.HtmlElement) -> tuple[object, ...]:
        """What of an element a rule may ask for."""
        names, by_attributes = self._asked
        if by_attributes:
            return tuple(element.attrib.items())
        own = element.get("id", "")
        return (
            own if own in names else "",
            *(one for one in element.get("class", "").split() if one in names),
        )

    @cached_property
    def _asked(self) -> tuple[frozenset[str], bool]:
        """The ids and classes that rules name, and whether some ask for other attributes."""
        parts = [one for rules in self.rules.values() for rule in rules for one in (rule.own, *rule.around)]
        names = frozenset(name for one in parts for name in (*one.ids, *one.classes))
        return names, any(one.attributes for one in parts)

    def about(self, pattern: re.Pattern[str]) -> StyleSheet:
        """The rules that declare something of which the pattern tells."""
        kept = {
            key: tuple(one for one in rules if pattern.search(one.style)) for key, rules in self.rules.items()
        }
        return StyleSheet(MappingProxyType({key: rules for key, rules in kept.items() if rules}))

    def declared(self, element: html.HtmlElement, added: bool = False) -> str:
        """All that may be declared of an element, its own style last; or of what rules add to it."""
        found = "".join(rule.style for rule in self.of(element) if rule.added is added)
        return found if added else found + squeezed(element.get("style", ""))


def sheet_of(root: html.HtmlElement) -> StyleSheet:
    """The rules of a page's own style sheets."""
    sheets = " ".join(style.text or "" for style in root.iter("style"))
    found: dict[str, list[CssRule]] = {}
    every = blocks(sheets) if len(sheets) <= _LARGEST_STYLES else ()
    for order, (selector, style, sure) in enumerate(every):
        for one in parted(selector, ","):
            for rule in _rule(one.strip(), squeezed(style), sure, order):
                own = rule.own
                key = f"#{own.ids[0]}" if own.ids else f".{own.classes[0]}" if own.classes else own.tag or "*"
                found.setdefault(key, []).append(rule)
    return StyleSheet(MappingProxyType({key: tuple(rules) for key, rules in found.items()}))


def _rule(selector: str, style: str, sure: bool, order: int) -> Iterator[CssRule]:
    """The rule of one selector; none where it can mean no text that is seen at rest."""
    compounds: list[_Compound] = []
    pseudos: set[str] = set()
    beside = False  # the compound that comes next is a sibling, not around
    for piece in reversed(parted(selector, " \t\r\n>+~")):
        if piece in (">", "+", "~"):
            sure, beside = False, piece != ">"
            continue
        compound, said = _compound(piece)
        sure = sure and compound.sure
        pseudos |= said
        if not beside:
            compounds.append(compound)
        beside = False
    if not compounds or pseudos & _NEVER or any(one.startswith("::-") for one in pseudos):
        return
    own, *around = compounds
    yield CssRule(style, own, tuple(around), sure, bool(pseudos & _ADDED), order)


def _compound(text: str) -> tuple[_Compound, set[str]]:
    """A compound, and the pseudo-classes and -elements in it; one that is not understood may be any element."""
    tag, end = "", 0
    ids: list[str] = []
    classes: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    pseudos: set[str] = set()
    for found in _PART.finditer(text):
        if found.start() != end:
            return _Compound(sure=False), pseudos
        end = found.end()
        if found["tag"]:
            tag = "" if found["tag"] == "*" else found["tag"].lower()
        elif found["class"]:
            classes.append(found["class"].replace("\\", ""))
        elif found["id"]:
            ids.append(found["id"].replace("\\", ""))
        elif found["name"]:
            value = found["quoted"] or found["single"] or found["bare"] or ""
            attributes.append((found["name"].lower(), found["how"] or "", value))
        else:
            pseudos.add(found["pseudo"].lower())
    if end != len(text):
        return _Compound(sure=False), pseudos
    sure = not pseudos - _ADDED
    return _Compound(tag, tuple(ids), tuple(classes), tuple(attributes), sure), pseudos
