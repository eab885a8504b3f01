"""The stories of the set: each is a file of texts/ with one report, its parts marked with where they belong.

A line is `key|text`. Keys are the fields (two with a stroke between them where two clerks could differ), `h` for a heading,
`out.role` for what is no part of the report, `t2` to `t4` for the tables. `lead#text` is a heading run in with its text,
`{一、}` a number that the file's own program writes, `⏎` a soft break. File and truth are both made from this one list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
FIELDS = {
    "pre": "overview.preface",
    "preface": "overview.preface",
    "pro": "overview.proactive",
    "proactive": "overview.proactive",
    "req": "overview.on_request",
    "on_request": "overview.on_request",
    "man": "overview.management",
    "management": "overview.management",
    "pla": "overview.platform",
    "platform": "overview.platform",
    "sup": "overview.supervision",
    "supervision": "overview.supervision",
    "prob": "problems.problems",
    "problems": "problems.problems",
    "imp": "problems.improvements",
    "improvements": "problems.improvements",
    "oth": "other.text",
    "n2": "proactive.note",
    "n3": "requests.note",
    "n4": "disputes.note",
}
TABLES = {"t2": 0, "t3": 1, "t4": 2}
THE_TABLES = (
    ("h", "二、主动公开政府信息情况"),
    ("t2", ""),
    ("h", "三、收到和处理政府信息公开申请情况"),
    ("t3", ""),
    ("h", "四、政府信息公开行政复议、行政诉讼情况"),
    ("t4", ""),
)
BREAK = "⏎"


@dataclass(frozen=True)
class Block:
    """One paragraph or table: its kind, what is printed, and for whom it is."""

    kind: str  # title, heading, text, ask, table, outside, office, date, contact, break
    text: str = ""
    lead: str = ""  # a heading run in before the text
    number: str = ""  # the program's own number before lead and text
    fields: tuple[str, ...] = ()
    role: str = ""  # of what stands outside
    table: int = -1
    variants: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What stands in the paragraph, without a number that the program writes."""
        return self.lead + self.text

    @property
    def printed(self) -> str:
        """What a reader sees, soft breaks still marked."""
        return self.number + self.words


@dataclass(frozen=True)
class Story:
    """One report: its office, year, preset of figures, and blocks in the order of the paper."""

    name: str
    office: str
    year: int
    shapes: str
    figures: str
    edition: str = "2021"
    blocks: list[Block] = field(default_factory=list)

    def outside(self, role: str) -> list[Block]:
        """The blocks of a role that are no part of the report."""
        return [block for block in self.blocks if block.kind == "outside" and block.role == role]


def read_story(path: Path) -> Story:
    """A story from its file; an unknown key is an error."""
    head: dict[str, str] = {}
    blocks: list[Block] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, mark, text = line.partition("|")
        if not mark:
            name, _, value = line.partition(": ")
            head[name] = value
        elif key == "tables":
            blocks += [read_block(*pair) for pair in THE_TABLES]
        else:
            blocks.append(read_block(key, text))
    return Story(
        path.stem,
        head["office"],
        int(head["year"]),
        head["shapes"],
        head["figures"],
        head.get("edition", "2021"),
        blocks,
    )


def read_block(key: str, text: str) -> Block:
    """One line of a story."""
    kind, _, role = key.partition(".")
    if kind == "out":
        return Block("outside", text, role=role)
    if kind in TABLES:
        return Block("table", table=TABLES[kind], variants=tuple(text.split()))
    if kind in ("title", "office", "date", "contact", "break"):
        return Block(kind, text)
    numbered = re.fullmatch(r"(?:\{(.+?)\})?(?:(.+?)#)?(.+)", text)
    assert numbered is not None, (key, text)
    number, lead, rest = (part or "" for part in numbered.groups())
    if kind == "h":
        return Block("heading", rest, number=number)
    if kind == "ask":
        return Block("ask", rest, lead, number)
    return Block("text", rest, lead, number, tuple(FIELDS[one] for one in kind.split("/")))


def stories() -> list[Story]:
    """All stories, in the order of their names."""
    return [read_story(path) for path in sorted(TEXTS.iterdir())]
