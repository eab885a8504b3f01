"""What a web page keeps from its reader: hidden by attribute, by style, by a rule of its own, or struck out.

CSS 2.2: 9.2.4 (display), 11.2 (visibility), 16.3.1 (line-through). Rules of the page's style sheets count only within
tables, and hide for sure only where they surely mean the element and nothing shows it again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

from app.exchange.readers.html.html_style import StyleSheet, squeezed

STRUCK = frozenset(("del", "s", "strike"))
_HIDING = re.compile(
    r"(?:^|;)(?:(display):none|(visibility):(?:hidden|collapse)|mso-hide:all|(font-size):0(?:px|pt|em|%)?(?![.\d])"
    r"|(opacity):0(?![.\d])|(text-decoration)(?:-line)?:[^;]*line-through|content-(visibility):hidden)"
)


@dataclass(frozen=True)
class Hiding:
    """Judges elements of one page by its `sheet`."""

    sheet: StyleSheet

    def hides(self, element: html.HtmlElement, *, by_rule: bool) -> bool:
        """Whether the element is surely not shown; with `by_rule` the style sheets count too."""
        style = squeezed(element.get("style", ""))
        if not by_rule:
            return element.tag in STRUCK or "hidden" in element.attrib or is_hiding(style)
        return self._verdict(element) == "hidden"

    def may_hide(self, element: html.HtmlElement) -> bool:
        """Whether nobody can say if the element is shown."""
        return self._verdict(element) == "perhaps"

    def _verdict(self, element: html.HtmlElement) -> str:
        own = squeezed(element.get("style", ""))
        styles = [(rule.style, rule.sure) for rule in self.sheet.of(element) if not rule.added]
        styles.append((own, True))
        struck = "text-decoration" if element.tag in STRUCK else ""
        named = "display" if "hidden" in element.attrib else struck
        sure, said = bool(named), {named} if named else set()
        for style, certain in styles:
            for found in _HIDING.finditer(style):
                said.add(next(filter(None, found.groups()), ""))
                sure = sure or certain
        if not said:
            return "shown"
        return "hidden" if sure and not self._is_shown_again(element, said, styles) else "perhaps"

    def _is_shown_again(
        self, element: html.HtmlElement, said: set[str], styles: list[tuple[str, bool]]
    ) -> bool:
        """Whether something declares the same otherwise: of the element, or of one within it (11.2)."""
        for name in filter(None, said):
            every = [style for style, _ in styles]
            if name == "visibility":
                every += [
                    self.sheet.declared(one) for one in element.iterdescendants() if isinstance(one.tag, str)
                ]
            other = re.compile(rf"(?:^|;){name}(?:-line)?:")
            if any(other.search(_HIDING.sub("", style)) for style in every):
                return True
        return False


def is_hiding(style: str) -> bool:
    """Whether squeezed declarations keep an element from being seen."""
    return bool(style) and _HIDING.search(style) is not None
