"""Raised marks of footnotes behind the figures of a table: 12② says 12. One rule for every format."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"[\[(（【〔]?(?:\d{1,2}|[*※①-⑳a-z]|注\d?)[\])）】〕]?")
_NEAR = 4  # pieces of text before the mark; the last of them that is not blank decides


def is_mark(raised: str, before: Sequence[str]) -> bool:
    """Whether the raised text, which follows the pieces `before`, is a mark behind a digit and no digit itself."""
    last = "".join(before[-_NEAR:]).rstrip()[-1:]
    return last.isdigit() and _MARK.fullmatch(raised.strip()) is not None
