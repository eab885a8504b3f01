"""The head of a report in a file: its year, its office, its title. Each is read, never guessed.

The year comes from the title, else from the file's name; the office from the title, else from the line above
it. Leans on source and kinds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from app.exchange.source import Line

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"(?P<year>(?:19|20|21)\d\d|[二][〇○零一二三四五六七八九]{3})"
_TITLE = re.compile(
    rf"(?P<before>.*?){_YEAR}年?度?(?P<between>.{{0,40}}?)政府信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报).{{0,8}}"
)
_OFFICE = re.compile(r".{2,40}(?:办事处|街道|人民政府|委员会|管委会|镇|乡|局|办公室|中心|站|所|厅|院|会)")
_NAME_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LONGEST = 150  # characters of a title's line
_MOST_LINES = 40  # a title stands near the top; menus of a web page may come before it


@dataclass(frozen=True)
class Opening:
    """What the top of a file says. `last` is the number of the title's last line, -1 when there is none."""

    year: int | None = None
    office: str = ""
    title: str = ""
    last: int = -1
    place: str = ""


def squeeze(text: str) -> str:
    """The text without spaces, half-width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_opening(lines: Sequence[Line]) -> Opening:
    """Year, office and title from the first title-like lines, alone or broken over up to three lines."""
    # The last match wins over a browser's title bar; a whole title on one line wins over a broken one.
    for span in (1, 2, 3):
        for start in range(min(len(lines), _MOST_LINES)):
            some = lines[start : start + span]
            if any(len(line.text) > _LONGEST for line in some):
                continue
            found = _TITLE.fullmatch(squeeze("".join(line.text for line in some)))
            if found and len(some) == span and len(found[0]) <= 90:
                return _opening(found, lines, start, span)
    return Opening()


def _opening(found: re.Match[str], lines: Sequence[Line], start: int, span: int) -> Opening:
    office = found["before"] or found["between"]
    place = lines[start].place
    if not office and start:
        above = squeeze(lines[start - 1].text)
        office = above if _OFFICE.fullmatch(above) else ""
    office = re.sub(r"^(?:关于|《)|(?:关于|的)$", "", office)
    year = int(found["year"].translate(_DIGITS))
    return Opening(year, office, found[0], start + span - 1, place)


def year_of_name(name: str) -> int | None:
    """The one year in a file's name; None when there is none or more than one."""
    years = set(_NAME_YEAR.findall(PurePath(name).stem))
    return int(years.pop()) if len(years) == 1 else None
