"""The faces that offices use, looked for on this machine: where each lies, and whether it may be embedded.

Of every font file only the table of names is read; a face that bears one of the names in faces.toml is then
opened to see whether it can be printed.
"""

from __future__ import annotations

import mmap
import os
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import ResourceError
from app.typeset.faces import FaceRole, Faces, load_faces
from app.typeset.truetype import CFF, COLLECTION, FaceFile, open_face

SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
MOST_MEMBERS = 64  # a collection that claims more is damaged
FAMILY, FULL_NAME, POSTSCRIPT, TYPOGRAPHIC_FAMILY = 1, 4, 6, 16  # OpenType, table name
NAMES = {FAMILY, FULL_NAME, POSTSCRIPT, TYPOGRAPHIC_FAMILY}
# The letters of a name by platform and encoding (OpenType, table name); others hold no name that is looked for.
LETTERS = {
    (0, 0): "utf-16-be", (0, 1): "utf-16-be", (0, 2): "utf-16-be", (0, 3): "utf-16-be", (0, 4): "utf-16-be",
    (1, 0): "mac-roman", (1, 25): "gbk",
    (3, 0): "utf-16-be", (3, 1): "utf-16-be", (3, 3): "gbk", (3, 10): "utf-16-be",
}  # fmt: skip
# OpenType, OS/2 fsType: the lowest bits say how far a face may be embedded; the least restrictive one counts.
LEVELS, RESTRICTED, WHOLE_ONLY, BITMAPS_ONLY = 0x000F, 0x0002, 0x0100, 0x0200
FORBIDDEN = "字体的授权不许嵌入 PDF"
WHOLE = "字体的授权只许整套嵌入 PDF，本程序只嵌入用到的字"
OUTLINES = "字体是 PostScript（CFF）轮廓，本程序只能用 TrueType 轮廓"
BROKEN = "字体文件已损坏，或缺少汉字编码表"
GONE = "设置中选用的字体“{name}”在这台电脑上找不到，{use}已改用内置字体；请装回这个字体，或在设置中改选。"
UNFIT = "设置中选用的字体“{name}”不能用（{why}），{use}已改用内置字体；请在设置中改选。"


@dataclass(frozen=True)
class InstalledFace:
    """A face of this machine. `names`: those it is known by, the one to show first; `refusal`: why it is not offered."""

    names: tuple[str, ...]
    file: FaceFile
    refusal: str = ""

    @property
    def name(self) -> str:
        """The name on the screen and in the settings."""
        return self.names[0]


def find_installed(folders: Sequence[Path]) -> dict[str, tuple[InstalledFace, ...]]:
    """The faces found for each role.

    Raises ResourceError when faces.toml is damaged. What is not a font, or a damaged one, is passed over.
    """
    roles = load_faces().roles
    wanted = frozenset(name.casefold() for role in roles.values() for name in role.installed)
    met = [(names, file) for path in _files(folders) for names, file in _members(path, wanted)]
    return {key: tuple(_for_role(role, met)) for key, role in roles.items()}


def choose_faces(
    names: Mapping[str, str], found: Mapping[str, Sequence[InstalledFace]]
) -> tuple[Faces, tuple[str, ...]]:
    """All faces, those named before the bundled ones; and a sentence for each that cannot be had.

    `names` holds the chosen face of a role by its name; a role without one keeps the bundled face.
    """
    roles = load_faces().roles
    files: dict[str, FaceFile] = {}
    sentences: list[str] = []
    for role, name in names.items():
        face = next((face for face in found.get(role, ()) if name in face.names), None)
        use = roles[role].label
        if face is None:
            sentences.append(GONE.format(name=name, use=use))
        elif face.refusal:
            sentences.append(UNFIT.format(name=name, why=face.refusal, use=use))
        else:
            files[role] = face.file
    return load_faces(files), tuple(sentences)


def _for_role(role: FaceRole, met: Sequence[tuple[frozenset[str], FaceFile]]) -> Iterator[InstalledFace]:
    """In the order of faces.toml; of several files of one name the first that can be printed."""
    faces = [
        InstalledFace(names, file, _refusal(file))
        for bears, file in met
        if (names := tuple(name for name in role.installed if name.casefold() in bears))
    ]
    told: set[str] = set()
    for face in sorted(faces, key=lambda face: (role.installed.index(face.name), bool(face.refusal))):
        if not told & set(face.names):
            told |= set(face.names)
            yield face


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for top in folders:
        # A folder that may not be read holds no face that could be offered: os.walk passes it over.
        for folder, below, files in os.walk(top):
            below.sort()
            yield from (Path(folder, name) for name in sorted(files) if name.lower().endswith(SUFFIXES))


def _members(path: Path, wanted: frozenset[str]) -> list[tuple[frozenset[str], FaceFile]]:
    """The wanted names of each member of a font file; none of a file that is not a font or a damaged one."""
    found = []
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for member, start in enumerate(_starts(data)):
                names = wanted & {name.casefold() for name in _names(data, start)}
                if names:
                    found.append((names, FaceFile(path, member)))
    except (OSError, ValueError, struct.error):
        return []  # the machine's fonts are not ours to judge; only a wanted face that cannot be used is told
    return found


def _starts(data: mmap.mmap) -> tuple[int, ...]:
    """Where the directories of a file's faces begin."""
    if data[:4] != COLLECTION:
        return (0,)
    (count,) = struct.unpack_from(">I", data, 8)
    return struct.unpack_from(f">{min(count, MOST_MEMBERS)}I", data, 12)


def _tables(data: mmap.mmap, start: int) -> dict[bytes, int]:
    (count,) = struct.unpack_from(">H", data, start + 4)
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _names(data: mmap.mmap, start: int) -> Iterator[str]:
    """The full names of a face; its family's too unless it is the family's bold or italic."""
    tables = _tables(data, start)
    if b"name" not in tables or b"head" not in tables:
        return
    (style,) = struct.unpack_from(">H", data, tables[b"head"] + 44)
    kinds = NAMES - {FAMILY, TYPOGRAPHIC_FAMILY} if style & 0b11 else NAMES
    top = tables[b"name"]
    _, count, texts = struct.unpack_from(">HHH", data, top)
    for i in range(count):
        platform, encoding, _, kind, length, offset = struct.unpack_from(">6H", data, top + 6 + 12 * i)
        letters = LETTERS.get((platform, encoding))
        if kind in kinds and letters:
            raw = data[top + texts + offset : top + texts + offset + length]
            # Some GBK names write every byte as two, the first being zero.
            yield (raw.replace(b"\0", b"") if letters == "gbk" else raw).decode(letters, "replace").strip()


def _refusal(file: FaceFile) -> str:
    """Why a face cannot be printed, or nothing."""
    try:
        with file.path.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            start = _starts(data)[file.member]
            outlines, permission = data[start : start + 4], _permission(data, start)
    except (OSError, ValueError, struct.error):
        return BROKEN
    if outlines == CFF:
        return OUTLINES
    if permission & BITMAPS_ONLY or permission & LEVELS == RESTRICTED:
        return FORBIDDEN
    if permission & WHOLE_ONLY:
        return WHOLE
    try:
        open_face(file.path.name, file.path, file.member)
    except ResourceError:
        return BROKEN
    return ""


def _permission(data: mmap.mmap, start: int) -> int:
    """The face's fsType; 0, without limits, where it states none."""
    tables = _tables(data, start)
    if b"OS/2" not in tables:
        return 0
    (permission,) = struct.unpack_from(">H", data, tables[b"OS/2"] + 8)
    return int(permission)
