"""The text of a style sheet taken apart: blocks with what stands before them, and lists at their separators.

CSS Syntax 3. Blocks within blocks are opened up; those for paper and small screens, and those that are no rules
(@font-face, @keyframes), are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_MARK = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\\.|[{};]", re.DOTALL)
_NO_RULES = re.compile(
    r"@(?:-[a-z]+-)?(?:font-face|keyframes|page|counter-style|property|font-feature-values|font-palette-values)\b"
)
_PAPER = re.compile(r"\b(?:print|speech|braille|embossed|tty)\b")
_NARROW = re.compile(
    r"max-(?:device-)?width\s*:\s*(\d+)(?:\.\d+)?\s*px|(?:width|inline-size)\s*<=?\s*(\d+)\s*px"
)
_SMALL = 1200  # pixels; a rule for narrower windows does not count
_DEEPEST = 8  # blocks in one another

CssBlock = tuple[str, str, bool]


def blocks(text: str) -> Iterator[CssBlock]:
    """Every selector with its declarations, and whether its rule stands under no condition."""
    yield from _blocks(_COMMENT.sub(" ", text), "", True, 0)


def _blocks(text: str, outer: str, sure: bool, depth: int) -> Iterator[CssBlock]:
    if depth > _DEEPEST:
        return
    loose = []  # declarations that stand beside inner blocks
    for before, inner in _taken_apart(text):
        head = before.strip()
        if inner is None:
            loose.append(before)
        elif not head.startswith("@"):
            nested = f"{outer} {head}" if outer else head
            yield from _blocks(inner, nested.replace("&", " "), sure and not outer, depth + 1)
        elif not _is_left_out(head.lower()):
            yield from _blocks(inner, outer, False, depth + 1)
    if outer and any(one.strip() for one in loose):
        yield outer, ";".join(loose), sure


def _is_left_out(head: str) -> bool:
    if _NO_RULES.match(head):
        return True
    if not head.startswith("@media"):
        return False
    widths = [int(one or other) for one, other in _NARROW.findall(head)]
    paper = _PAPER.search(head) and "screen" not in head and "not" not in head and "all" not in head
    return bool(paper) or any(width < _SMALL for width in widths)


def _taken_apart(text: str) -> Iterator[tuple[str, str | None]]:
    """What stands before each block, with the block; None instead where a statement ends without one."""
    start = open_at = depth = 0
    head = ""
    for found in _MARK.finditer(text):
        if found[0] == "{":
            if depth == 0:
                head, open_at = text[start : found.start()], found.end()
            depth += 1
        elif found[0] == "}" and depth:
            depth -= 1
            if depth == 0:
                yield head, text[open_at : found.start()]
                start = found.end()
        elif found[0] == ";" and depth == 0:
            yield text[start : found.start()], None
            start = found.end()
    if depth:
        yield head, text[open_at:]
    else:
        yield text[start:], None


def parted(text: str, separators: str) -> list[str]:
    """A list taken apart at its separators outside brackets and quotes; those that are no blanks and no commas stay."""
    pieces, start, depth, quote = [], 0, 0, ""
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif depth == 0 and char in separators and text[at - 1 : at] != "\\":
            pieces.append(text[start:at])
            pieces += [char] if not char.isspace() and char != "," else []
            start = at + 1
    return [piece for piece in (*pieces, text[start:]) if piece.strip()]
