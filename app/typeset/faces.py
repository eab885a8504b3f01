"""The faces of the page: which glyph of which face prints a character in a role.

Roles, files and fallback chains come from resources/fonts/faces.toml. A character is looked up along its
role's chain; one that no face has prints the geta mark 〓 and is reported by `missing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from app.errors import ResourceError
from app.system.paths import resource
from app.system.toml_table import made, open_toml
from app.typeset.marks import UNPRINTED
from app.typeset.truetype import Face, FaceFile, open_face

GETA = "〓"
FULL = 1000.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in print: face and glyph number; advance and ink edges in thousandths of the size."""

    face: str
    number: int
    advance: float
    left: float
    right: float


def _by_character(borrowed: Mapping[str, str]) -> Mapping[str, str]:
    return {character: face for face, text in borrowed.items() for character in text}


@dataclass(frozen=True)
class FaceRole:
    """One use of type: its Chinese label, chain of faces, borrowed characters and the names of installed faces."""

    label: str
    chain: tuple[str, ...]
    borrow: Annotated[Mapping[str, str], made(Mapping[str, str], _by_character)] = field(default_factory=dict)
    installed: tuple[str, ...] = ()

    def search_order(self, character: str, chosen: str | None) -> Iterator[str]:
        """The faces in which a character is looked up: the chosen one, the one it is borrowed from, the chain."""
        yield from filter(None, (chosen, self.borrow.get(character)))
        yield from self.chain


@dataclass(frozen=True)
class FaceTable:
    """The bundled faces, as faces.toml has them: the file of each, characters that print another's glyph, the roles."""

    files: Mapping[str, str]
    alike: Mapping[str, str]
    roles: Mapping[str, FaceRole]


@dataclass
class Faces:
    """All faces of the program; each file is opened when the first character asks for it, glyphs are remembered.

    `chosen` is by role the machine's face that is asked before all others, if any.
    """

    files: Mapping[str, Path]
    roles: Mapping[str, FaceRole]
    alike: Mapping[str, str]
    members: Mapping[str, int] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    _opened: dict[str, Face] = field(default_factory=dict)
    _glyphs: dict[str, dict[str, Glyph | None]] = field(default_factory=dict)

    def face(self, key: str) -> Face:
        """The opened face; raises ResourceError when its file is missing or damaged."""
        if key not in self._opened:
            self._opened[key] = open_face(key, self.files[key], self.members.get(key, 0))
        return self._opened[key]

    def find(self, role: str, character: str) -> Glyph | None:
        """The glyph of a character in a role, or None when no face has it."""
        known = self._glyphs.setdefault(role, {})
        if character not in known:
            known[character] = self._search(role, character)
        return known[character]

    def glyph(self, role: str, character: str) -> Glyph:
        """The glyph of a character in a role; the geta mark when no face has it."""
        found = self.find(role, character) or self.find(role, GETA)
        if found is None:
            raise ResourceError(f"字体中缺少代用符号“{GETA}”。请重新安装本程序。")
        return found

    def coverage(self, role: str) -> Callable[[str], bool]:
        """A test whether a character can be printed in a role."""
        return lambda character: bool(UNPRINTED.match(character)) or self.find(role, character) is not None

    def _search(self, role: str, character: str) -> Glyph | None:
        character = self.alike.get(character, character)
        for key in self.roles[role].search_order(character, self.chosen.get(role)):
            face = self.face(key)
            number = face.number(character)
            if number is not None:
                left, _, right, _ = face.extent(number)
                return Glyph(key, number, face.advance(number), left, right)
        return None


def missing(faces: Faces, text: str, role: str) -> Iterator[tuple[int, str]]:
    """Place and character of everything in `text` that no face of the role's chain has."""
    has = faces.coverage(role)
    for place, character in enumerate(text):
        if not has(character):
            yield place, character


def face_table() -> FaceTable:
    """The table of the bundled faces. Raises ResourceError with the place of a defect."""
    return _face_table(resource("fonts", "faces.toml"))


@lru_cache(maxsize=1)
def _face_table(path: Path) -> FaceTable:
    """Read once: each editor asks for its face, and the file does not change while the program runs."""
    return open_toml(path, "字体表").fill(FaceTable)


def load_faces(chosen: Mapping[str, FaceFile] | None = None) -> Faces:
    """The bundled faces as faces.toml names them; `chosen` puts a face of the machine before a role's chain.

    Opens no font yet. Raises ResourceError when faces.toml or a file that it names is missing or unreadable.
    """
    table = face_table()
    files = {key: resource("fonts", name) for key, name in table.files.items()}
    keys = {role: f"chosen-{role}" for role in chosen or ()}
    members: dict[str, int] = {}
    for role, file in (chosen or {}).items():
        files[keys[role]], members[keys[role]] = file.path, file.member
    return Faces(files, table.roles, table.alike, members, keys)
