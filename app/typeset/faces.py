"""The faces of the page: which glyph of which face prints a character in a role.

Roles, files and fallback chains come from resources/fonts/faces.toml. A character is looked up along its
role's chain; one that no face has prints the geta mark 〓 and is reported by `missing`. Leans on truetype, paths.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.errors import ResourceError
from app.system.paths import resource
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


@dataclass(frozen=True)
class FaceRole:
    """One use of type: its Chinese label, chain of faces, borrowed characters and the names of installed faces.

    `chosen` is the machine's face that is asked before all others, if any.
    """

    label: str
    chain: tuple[str, ...]
    borrow: Mapping[str, str]
    installed: tuple[str, ...]
    chosen: str = ""

    def search_order(self, character: str) -> Iterator[str]:
        """The faces in which a character is looked up: the chosen one, the one it is borrowed from, the chain."""
        yield from filter(None, (self.chosen, self.borrow.get(character)))
        yield from self.chain


@dataclass
class Faces:
    """All faces of the program; each file is opened when the first character asks for it, glyphs are remembered."""

    files: Mapping[str, Path]
    roles: Mapping[str, FaceRole]
    alike: Mapping[str, str]
    members: Mapping[str, int] = field(default_factory=dict)
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
        for key in self.roles[role].search_order(character):
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


def load_faces(chosen: Mapping[str, FaceFile] | None = None) -> Faces:
    """The bundled faces as faces.toml names them; `chosen` puts a face of the machine before a role's chain.

    Opens no font yet. Raises ResourceError when faces.toml or a file that it names is missing or unreadable.
    """
    try:
        table = tomllib.loads(resource("fonts", "faces.toml").read_text(encoding="utf-8"))
        files = {key: resource("fonts", name) for key, name in table["files"].items()}
        alike = {str(one): str(other) for one, other in table["alike"].items()}
        roles = {name: _role(entry) for name, entry in table["roles"].items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as reason:
        raise ResourceError("程序自带的字体清单已损坏：fonts/faces.toml。请重新安装本程序。") from reason
    members: dict[str, int] = {}
    for name, file in (chosen or {}).items():
        key = f"chosen-{name}"
        files[key], members[key] = file.path, file.member
        roles[name] = replace(roles[name], chosen=key)
    return Faces(files, roles, alike, members)


def _role(entry: dict[str, object]) -> FaceRole:
    chain, borrow, installed = entry["chain"], entry.get("borrow", {}), entry.get("installed", [])
    if not isinstance(chain, list) or not isinstance(borrow, dict) or not isinstance(installed, list):
        raise TypeError("faces.toml")
    characters = {character: str(face) for face, text in borrow.items() for character in str(text)}
    return FaceRole(str(entry["label"]), tuple(map(str, chain)), characters, tuple(map(str, installed)))
