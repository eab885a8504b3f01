"""The composer's memory: paragraphs, rows and pages once made are not made again while nothing about them changes.

One is made by whoever prints more than once (the preview) and handed on. What has not been asked for in a long time is
forgotten: a row that the last edits left alone is still known when its turn comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.typeset.faces import Faces, load_faces
from app.typeset.galley import Galley, Type, cleaned, measured
from app.typeset.lines import SetLine, break_lines, natural_line
from app.typeset.wrap import widest_held, wrap

Key = tuple[Any, ...]
MOST = 12_000  # things remembered before those of long ago are let go; a report needs some 3 000
Kept = TypeVar("Kept")


@dataclass
class Typesetter:
    """Sets text in the faces it was given and remembers what it set."""

    faces: Faces = field(default_factory=load_faces)
    _now: dict[Key, Any] = field(default_factory=dict)
    _before: dict[Key, Any] = field(default_factory=dict)

    def turn(self) -> None:
        """Begin a composition: where much has been gathered, what was not used since the last time is forgotten."""
        if len(self._now) > MOST:
            self._before, self._now = self._now, {}

    def paragraph(self, text: str, kind: Type, measure: float, indent: float) -> tuple[SetLine, ...]:
        """The justified lines of a paragraph."""
        key = ("paragraph", text, kind, measure, indent)
        return self._kept(key, lambda: break_lines(self._galley(text, kind), measure, indent))

    def cell(self, text: str, kind: Type, width: float, balanced: bool) -> tuple[SetLine, ...]:
        """The lines of a table cell."""
        return self._kept(
            ("cell", text, kind, width, balanced), lambda: wrap(self._galley(text, kind), width, balanced)
        )

    def held(self, text: str, kind: Type) -> float:
        """Width of the longest undividable piece of a text."""
        return self._kept(("held", text, kind), lambda: widest_held(self._galley(text, kind)))

    def line(self, text: str, kind: Type) -> SetLine:
        """A text on one line at its natural width, its blanks as they are."""
        return self._kept(
            ("line", text, kind), lambda: natural_line(measured(text, kind, self.faces), 0, len(text))
        )

    def remembered(self, key: Key, make: Callable[[], Kept]) -> Kept:
        """What was made under this key, if it is still known, else made now.

        Frozen things that are compared by being the same (lines, rows, pieces) are good keys: nothing looks into them.
        """
        return self._kept(key, make)

    def _galley(self, text: str, kind: Type) -> Galley:
        return measured(cleaned(text), kind, self.faces)

    def _kept(self, key: Key, make: Callable[[], Kept]) -> Kept:
        kept: Kept | None = self._now.get(key)
        if kept is None:
            kept = self._before[key] if key in self._before else make()
            self._now[key] = kept
        return kept
