"""The manual's text → chapters of pieces. A small subset of Markdown, read strictly: anything else is refused by line.

`% title line`, `% 2026-01-15` (its date); `# chapter {id}`, `## part {id}`; a paragraph a line; `1. step`, `- item`;
tables with a head; `![what is seen](file.png)`; `{{guide}}` where generated pieces go. Inside a line `**strong**`
and `[words](#id)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from app.errors import ResourceError

_HEAD = re.compile(r"(#{1,2}) (\S.*?)(?: \{([a-z0-9-]+)\})?")
_STEP = re.compile(r"(\d+)\. (\S.*)")
_PICTURE = re.compile(r"!\[(\S[^\]]*)\]\(([a-z0-9-]+\.png)\)")
_GUIDE = re.compile(r"\{\{([a-z-]+)\}\}")
_LINK = re.compile(r"\[([^\]]+)\]\(#([a-z0-9-]+)\)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_STRANGE = re.compile(r"[#>+|!\s`]|\*(?!\*)|\{\{")  # how a line begins that is no paragraph

LEAST, MOST = 6, 24  # letters of a column that count for its width


@dataclass(frozen=True)
class ManualPart:
    """A heading inside a chapter; `id` may be empty."""

    title: str
    id: str = ""


@dataclass(frozen=True)
class ManualText:
    """A paragraph, its marks of stress and links still in it."""

    text: str


@dataclass(frozen=True)
class ManualStep:
    """A step of a numbered row of steps, or an item of a list when it has no number."""

    text: str
    number: int = 0


@dataclass(frozen=True)
class Chart:
    """A table: its head and rows, all of the same length; `shares` are the columns' parts of the width (0: alike)."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A picture by its file in the pictures' folder, and what is to be seen on it."""

    file: str
    caption: str


ManualPiece = ManualPart | ManualText | ManualStep | Chart | Figure


@dataclass(frozen=True)
class Chapter:
    """A chapter; its id is what help is asked for by."""

    id: str
    title: str
    pieces: tuple[ManualPiece, ...]


@dataclass(frozen=True)
class Manual:
    """The whole manual. `title` has a string a line; `pictures` is the folder of its pictures."""

    title: tuple[str, ...]
    day: date
    chapters: tuple[Chapter, ...]
    pictures: Path = field(default_factory=Path)

    def chapter_of(self, topic: str) -> Chapter | None:
        """The chapter with that id, or with a part of that id."""
        for chapter in self.chapters:
            parts = {piece.id for piece in chapter.pieces if isinstance(piece, ManualPart)}
            if topic and topic in {chapter.id, *parts}:
                return chapter
        return None


def spans(text: str) -> Iterator[tuple[str, str, bool]]:
    """A line in pieces of (words, id that they lead to or nothing, stressed)."""
    for number, piece in enumerate(_STRONG.split(text)):
        place = 0
        for link in _LINK.finditer(piece):
            if link.start() > place:
                yield piece[place : link.start()], "", bool(number % 2)
            yield link[1], link[2], bool(number % 2)
            place = link.end()
        if place < len(piece):
            yield piece[place:], "", bool(number % 2)


def plain(text: str) -> str:
    """A line without its marks."""
    return "".join(words for words, _, _ in spans(text))


def words_of(chapter: Chapter) -> Iterator[str]:
    """Every line of words in a chapter, as it is read."""
    yield chapter.title
    for piece in chapter.pieces:
        match piece:
            case ManualPart(title):
                yield title
            case ManualText(text) | ManualStep(text):
                yield plain(text)
            case Chart(head, rows):
                yield from (plain(cell) for row in (head, *rows) for cell in row)
            case Figure(_, caption):
                yield caption


def _shares(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The columns' parts of the width, after their longest words; () where they are alike."""
    longest = (max(len(plain(cell)) for cell in column) for column in zip(*rows, strict=True))
    shares = tuple(min(max(length, LEAST), MOST) for length in longest)
    return shares if len(set(shares)) > 1 else ()


def read_manual(path: Path, guides: Mapping[str, Sequence[ManualPiece]]) -> Manual:
    """The manual with the generated pieces in their places. Raises ResourceError with the line that is wrong."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as reason:
        raise ResourceError(f"程序自带的手册无法读取（{reason}）。请重新安装本程序。") from reason
    return _ManualReader(path, guides).manual(lines)


@dataclass(frozen=True)
class _ManualReader:
    path: Path
    guides: Mapping[str, Sequence[ManualPiece]]

    def manual(self, lines: list[str]) -> Manual:
        heads = [line[2:] for line in lines if line.startswith("% ")]
        if len(heads) < 2 or not re.fullmatch(r"\d{4}-\d\d-\d\d", heads[-1]):
            raise self._wrong(1, "开头应有书名和日期")
        chapters: list[Chapter] = []
        for number, piece in self._pieces(lines):
            if isinstance(piece, Chapter):
                chapters.append(piece)
            elif chapters:
                chapters[-1] = replace(chapters[-1], pieces=(*chapters[-1].pieces, piece))
            else:
                raise self._wrong(number, "内容不在任何一章里")
        made = Manual(
            tuple(heads[:-1]), date.fromisoformat(heads[-1]), tuple(chapters), self.path.parent / "pictures"
        )
        self._judge(made, lines)
        return made

    def _pieces(self, lines: list[str]) -> Iterator[tuple[int, ManualPiece | Chapter]]:
        """Each piece with its line."""
        number = 0
        while number < len(lines):
            line, number = lines[number], number + 1
            head = _HEAD.fullmatch(line)
            if not line or line.startswith("% "):
                continue
            if head and head[1] == "#":
                yield number, Chapter(head[3] or "", head[2], ())
            elif head:
                yield number, ManualPart(head[2], head[3] or "")
            elif line.startswith("| "):
                end = next((n for n in range(number, len(lines)) if not lines[n].startswith("|")), len(lines))
                yield number, self._chart(number, lines[number - 1 : end])
                number = end
            else:
                yield from ((number, piece) for piece in self._single(number, line))

    def _single(self, number: int, line: str) -> Iterator[ManualPiece]:
        picture, guide, step = _PICTURE.fullmatch(line), _GUIDE.fullmatch(line), _STEP.fullmatch(line)
        if picture:
            yield Figure(picture[2], picture[1])
        elif guide and guide[1] in self.guides:
            yield from self.guides[guide[1]]
        elif step:
            yield ManualStep(step[2], int(step[1]))
        elif line.startswith("- "):
            yield ManualStep(line[2:])
        elif _STRANGE.match(line):
            raise self._wrong(number, f"不认识的写法“{line[:20]}”")
        else:
            yield ManualText(line)

    def _chart(self, number: int, lines: list[str]) -> Chart:
        rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
        if len(rows) < 3 or set("".join(rows[1])) != {"-"} or len({len(row) for row in rows}) > 1:
            raise self._wrong(number, "表格应有表头、分隔行和列数相同的各行")
        return Chart(rows[0], tuple(rows[2:]), _shares((rows[0], *rows[2:])))

    def _judge(self, manual: Manual, lines: list[str]) -> None:
        """Ids are there once; links lead somewhere; pictures exist."""
        ids = [chapter.id for chapter in manual.chapters]
        ids += [p.id for c in manual.chapters for p in c.pieces if isinstance(p, ManualPart) and p.id]
        for number, line in enumerate(lines, 1):
            head, picture = _HEAD.fullmatch(line), _PICTURE.fullmatch(line)
            if head and (head[1] == "#" and not head[3] or head[3] and ids.count(head[3]) > 1):
                raise self._wrong(number, "这一章或这一节的编号缺少或重复")
            lost = [name for _, name in _LINK.findall(line) if name not in ids]
            if lost:
                raise self._wrong(number, f"“{lost[0]}”没有这一章或这一节")
            if picture and not (manual.pictures / picture[2]).is_file():
                raise self._wrong(number, f"没有图片 {picture[2]}")

    def _wrong(self, number: int, what: str) -> ResourceError:
        return ResourceError(
            f"程序自带的手册 {self.path.name} 第 {number} 行有误：{what}。请重新安装本程序。"
        )
