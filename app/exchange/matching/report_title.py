"""The head of a report in a file: its year, its office, its title. Each is read, never guessed.

The year comes from the title, else from the file's name, a head of two fields (年度：2025) or the period that the report states;
the office from the title or the line above it, else from where one office alone is named: a letter head, the way through a site,
the file's name. What titles say besides is the forms' and their data; a title is never taken for an office.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from app.chinese.days import plain_years, years
from app.exchange.matching.closing_block import line_day
from app.exchange.source.source import Line
from app.form.form import Form
from app.form.kinds import Value

Titles = tuple[re.Pattern[str], ...]
_YEAR = "(?P<year>(?:19|20|21)[0-9]{2})"
_PART = "[^，。；：、！？]"
_BEFORE = rf"(?P<before>{_PART}*?){_YEAR}年?度?(?P<between>{_PART}{{0,40}}?)"
_AFTER = "[^，。；：、！？:;,!?]{0,8}"  # 现将……报告如下： is a sentence
_AROUND = re.compile(r"^(?:现?将|现?公布|发布|印发|关于|《|[>＞»]|首页)+|(?:关于|的)$")
_OFFICE = re.compile(r".{2,40}(?:办事处|街道|人民政府|委员会|管委会|镇|乡|局|办公室|中心|站|所|厅|院|会)")
_STEPS = re.compile(r"[>＞»›→|｜/／\\]|[:：]")  # between the places of the way through a site
_NO_OFFICE = re.compile("信息公开|政务公开|年报|报告|首页|位置|目录|栏目|网站|门户|本站|政府网")
_STATED_OFFICE = re.compile(
    r"(?:填报|报送|编制|发布|公开)?(?:单位|机构|机关)(?:名称|全称)?(?:[（(][^（）()]*[)）])?[:：]?(?P<office>.{2,40})"
)
_STATED_YEAR = re.compile(r"(?:报告|统计|填报)?(?:年度|年份)[:：]?(?P<year>20[0-9]{2})年?度?")
_PERIOD = re.compile(r"(?P<year>20[0-9]{2})年0?1月0?1日.{0,8}?(?:(?P=year)年)?12月31日")
_PARTIAL = re.compile("[省市区县旗州镇乡]")  # 县司法局 among the places of a site: of which county?
_SIGNED = re.compile(r"(?:20\d\d|二[〇○零0]..)年.{1,5}月.{1,5}日$")  # behind the name in one line
_WHOLE, _PLACE = "(?:人民政府|办事处)", re.compile("(?:街道|[镇乡]|苏木)$")
_ABOVE = "[\u4e00-\u9fff]{1,12}[省市区县旗州盟]"
FEWEST_TOLD = 3
LAST_MONTH = 6  # a report is due by 31 January of the next year (条例第四十九条); late ones come in spring
_COUNTED = re.compile(r"^\d{1,4}[-_.、 ]+")  # before the name of a file in a row of them
_LONGEST = 150  # characters of a title's line
_LONGEST_TITLE = 90
MOST_TITLE_LINES = 3
_MOST_LINES = 40  # before the text; a title stands right before it


@dataclass(frozen=True)
class Opening:
    """What the top of a file says. `rivals` are other years whose reports are named there too; `lent`
    when the year is not the file's own but that of the report it is read for."""

    year: int | None = None
    office: str = ""
    place: str = ""
    rivals: tuple[int, ...] = ()
    lent: bool = False


def squeeze(text: str) -> str:
    """The text without spaces, half-width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def title_patterns(subjects: Iterable[str]) -> Titles:
    """What titles look like; `subjects` are regular expressions of what stands in them beside office and year."""
    subject = f"(?:{'|'.join(subjects)})"
    year_last = rf"(?P<before>{_PART}*?)(?P<between>){subject}[（(]{_YEAR}年?度?[)）]"
    return re.compile(f"{_BEFORE}{subject}{_AFTER}"), re.compile(year_last)


def read_opening(lines: Sequence[Line], titles: Titles, *, ours: bool = False) -> Opening:
    """Year and office from the title: of several title-like lines before the text the last, alone or broken.

    Menus and links to other years' reports come before the title; nothing but the text comes after it. In a text
    of our own (`ours`) the line above the year is the office, whatever its name.
    """
    found: dict[int, tuple[re.Match[str], int]] = {}  # last line of a title → its match and its first line
    first = max(0, len(lines) - _MOST_LINES)
    for span in range(1, MOST_TITLE_LINES + 1):
        for start in range(first, len(lines) - span + 1):
            match = _title(lines[start : start + span], titles)
            if match:
                found.setdefault(start + span - 1, (match, start))
    if not found:
        return Opening()
    match, start = found[max(found)]
    told = {int(one["year"]) for one, _ in found.values()}
    year = int(match["year"])
    return Opening(year, _office(match, lines, start, ours), lines[start].place, tuple(sorted(told - {year})))


def _title(lines: Sequence[Line], titles: Titles) -> re.Match[str] | None:
    if any(len(line.text) > _LONGEST for line in lines):
        return None
    text = plain_years(squeeze("".join(line.text for line in lines)))
    found = next(filter(None, (title.fullmatch(text) for title in titles)), None)
    return found if found and len(found[0]) <= _LONGEST_TITLE else None


def behind_title(lines: Sequence[Line], titles: Titles) -> tuple[list[Line], list[Line]]:
    """The lines before the last title among them, and those behind it; all are behind where there is none."""
    for end in range(len(lines), 0, -1):
        for start in range(end - 1, max(end - MOST_TITLE_LINES, 0) - 1, -1):
            if _title(lines[start:end], titles):
                return list(lines[:start]), list(lines[end:])
    return [], list(lines)


def title_year(text: str, titles: Titles) -> int | None:
    """The year of the report that a line is the title of; None for any other line."""
    found = _title([Line(text, "")], titles)
    return int(found["year"]) if found else None


def _office(match: re.Match[str], lines: Sequence[Line], start: int, ours: bool) -> str:
    office = _named(_AROUND.sub("", match["before"] or match["between"]))
    if not office and start:
        above = squeeze(lines[start - 1].text)
        office = above if ours or _OFFICE.fullmatch(above) else ""
    return office


def _named(text: str) -> str:
    """The office in what stands before the year: of a way through a site the last place that is no heading of the site's own."""
    steps = [step for part in _STEPS.split(text) if (step := _AROUND.sub("", part)) and not _NO_OFFICE.search(step)]
    return steps[-1] if steps else ""


def whole_name(office: str, lines: Iterable[Line]) -> str:
    """The office's whole name where the title has a part of it: 落雁镇人民政府 for 落雁镇, with the county in its own line."""
    if not office:
        return ""
    tail = f"{_WHOLE}?" if _PLACE.search(office) else ""
    alone = re.compile(f"(?:{_ABOVE})?{re.escape(office)}{tail}")
    texts = [_SIGNED.sub("", squeeze(line.text)) for line in lines]
    longest = max((text for text in texts if alone.fullmatch(text)), key=len, default=office)
    if longest != office or not tail:
        return longest
    within = (re.search(re.escape(office) + _WHOLE, text) for text in texts)
    return next((one[0] for one in within if one), office)


def is_partial(office: str) -> bool:
    """Whether a name is that of a place and not yet of its office: 落雁镇."""
    return _PLACE.search(office) is not None


def likely_year(lines: Sequence[Line]) -> int | None:
    """The year before the one in whose first half the report is signed, else the one that its text speaks of far more often
    than of any other."""
    for line in reversed(lines):
        day = line_day(line.text)
        if day is not None and day.month <= LAST_MONTH:
            return day.year - 1
    told = Counter(one.year for line in lines for one in years(line.text) if 2000 <= one.year < 2100).most_common(2)
    clear = told and told[0][1] >= FEWEST_TOLD and (len(told) == 1 or told[0][1] >= 2 * told[1][1])
    return told[0][0] if clear else None


def stated_year(lines: Sequence[Line]) -> int | None:
    """The year in a head of fields, else that of the period which the text states."""
    for pattern in (_STATED_YEAR, _PERIOD):
        found = [plain for line in lines for plain in (pattern.search(plain_years(squeeze(line.text))),) if plain]
        if found:
            return int(found[0]["year"])
    return None


def office_elsewhere(lines: Sequence[Line], titles: Titles, name: str) -> str:
    """The office that the lines before the text, or the file's name, name alone; '' where there are two of them, or none."""
    stem = _COUNTED.sub("", PurePath(name).stem)
    titled = next(filter(None, (title.match(plain_years(squeeze(stem))) for title in titles)), None)
    told = {office for line in lines if len(line.text) <= _LONGEST for office in _offices(squeeze(line.text))}
    own = _AROUND.sub("", titled["before"] or titled["between"]) if titled else ""
    return own or (told.pop() if len(told) == 1 else "")


def signed_office(form: Form, cells: Mapping[str, Value]) -> str:
    """The office that signs, where it names itself as one."""
    signed = next((cells.get(item.id) for item in form.closing if item.part == "office"), None)
    return signed if isinstance(signed, str) and _OFFICE.fullmatch(signed) else ""


def _offices(text: str) -> Iterator[str]:
    stated = _STATED_OFFICE.fullmatch(text)
    steps = [stated["office"]] if stated else _STEPS.split(text) if _STEPS.search(text) else [text.removesuffix("文件")]
    yield from (step for step in steps if _OFFICE.fullmatch(step) and not (_NO_OFFICE.search(step) or _PARTIAL.match(step)))


def year_of_name(name: str) -> int | None:
    """The one year in a file's name; None when there is none or more than one."""
    found = {one.year for one in years(PurePath(name).stem) if 2000 <= one.year < 2100}
    return found.pop() if len(found) == 1 else None
