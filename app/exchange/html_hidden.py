"""What a web page keeps from its reader: hidden by attribute, by style, by a rule of its own, or struck out.

CSS 2.2: 9.2.4 (display), 11.2 (visibility), 16.3.1 (line-through). Rules of the page's style sheets count only where
they name one class or one id, and only within tables; rules for paper or small screens do not count. Leans on
html_style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

from app.exchange.html_style import rules_of

STRUCK = frozenset(("del", "s", "strike"))
_SELECTOR = re.compile(r"\s*[a-z]*([.#][\w-]+)\s*")
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|font-size:0(?:px|pt|em|%)?(?![.\d])"
    r"|opacity:0(?![.\d])|text-decoration(?:-line)?:[^;]*line-through)"
)


@dataclass(frozen=True)
class Hiding:
    """The classes (with a dot) and ids (with a hash) that the page's own style sheets hide."""

    names: frozenset[str] = frozenset()

    def hides(self, element: html.HtmlElement, *, by_rule: bool) -> bool:
        """Whether the element is not shown; with `by_rule` the style sheets count too."""
        if element.tag in STRUCK or "hidden" in element.attrib or is_hiding(element.get("style", "")):
            return True
        if not by_rule or not self.names:
            return False
        own = {f".{name}" for name in element.get("class", "").split()} | {f"#{element.get('id', '')}"}
        return not own.isdisjoint(self.names)


def is_hiding(style: str) -> bool:
    """Whether the declarations of a style keep an element from being seen."""
    return bool(style) and _HIDING.search("".join(style.split()).lower()) is not None


def hiding_of(root: html.HtmlElement) -> Hiding:
    """What the style sheets within a page hide."""
    names = (
        found[1]
        for selector, style in rules_of(root)
        if is_hiding(style) and (found := _SELECTOR.fullmatch(selector))
    )
    return Hiding(frozenset(names))
