"""The style sheets within a web page, as far as they can change what is read: declarations by class, id and tag.

CSS 2.2, 4.1 and 5. Of a selector only its last part is looked at; rules for paper or small screens do not count.
Leans on nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import html

_LARGEST_STYLES = 400_000  # characters of style sheets that are looked at
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_AT_RULE = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_LAST = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)(::?(?:before|after))?", re.IGNORECASE)


def rules_of(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Every selector of the page's own style sheets with its declarations."""
    sheets = " ".join(style.text or "" for style in root.iter("style"))
    if len(sheets) > _LARGEST_STYLES:
        return
    for selectors, style in _RULE.findall(_AT_RULE.sub(" ", _COMMENT.sub(" ", sheets))):
        for one in selectors.split(","):
            yield one.strip(), style


def squeezed(style: str) -> str:
    """Declarations in one written form: no blanks, lower case, an end behind each."""
    return "".join(style.split()).lower() + ";" if style else ""


@dataclass(frozen=True)
class Sheet:
    """Declarations by tag (td), class (.a) or id (#b) that a rule may mean; with `+` before, those of what a rule adds
    before or behind an element."""

    rules: Mapping[str, str]

    def declared(self, element: html.HtmlElement, added: bool = False) -> str:
        """All that is declared of an element, its own style last; or of what rules add to it."""
        names = (
            element.tag,
            *(f".{name}" for name in element.get("class", "").split()),
            f"#{element.get('id', '')}",
        )
        found = (
            "".join(self.rules.get(f"+{name}" if added else name, "") for name in names) if self.rules else ""
        )
        return found if added else found + squeezed(element.get("style", ""))


def sheet_of(root: html.HtmlElement) -> Sheet:
    """The declarations of a page's own style sheets."""
    rules: dict[str, str] = {}
    for selector, style in rules_of(root):
        last = _LAST.fullmatch(re.split(r"[\s>+~]", selector)[-1])
        if last is None:
            continue
        name = (re.findall(r"[.#][\w-]+", last[2]) or [(last[1] or "").lower()])[-1]
        key = f"+{name}" if last[3] else name
        rules[key] = rules.get(key, "") + squeezed(style)
    return Sheet(MappingProxyType(rules))
