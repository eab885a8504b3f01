"""The title of the report: the office, the year and the kind of paper, each once, and no other place before them."""

from __future__ import annotations

import re
from collections import Counter

from app.chinese.days import plain_years
from app.findings.finding import Inquiry

_YEAR = re.compile(r"\d{4}年")
_UPPER = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|新区|省|市|区|县|州|盟|旗)")
_LEVELS = {"省": 1, "自治区": 1, "市": 2, "自治州": 2, "州": 2, "盟": 2, "区": 3, "新区": 3, "县": 3, "旗": 3}


def title_faults(inquiry: Inquiry, title: str) -> list[str]:
    """What is wrong with a title, each as the end of a sentence: 里没有“2025年”; [] when nothing is."""
    report, form = inquiry.report, inquiry.form
    plain = plain_years(re.sub(r"\s", "", title))
    wanted = [part for part in (report.office, *re.split(r"(?<=年)", form.title.format(year=report.year), maxsplit=1)) if part]
    missing = [part for part in wanted if part not in plain]
    faults = [f"里没有“{'、'.join(missing)}”"] if missing else []
    faults += [f"里“{part}”写了 {plain.count(part)} 次" for part in wanted if plain.count(part) > 1]
    if not missing:
        others = [year for year in _YEAR.findall(plain) if year not in wanted]
        faults += [f"里多了“{years}”" for years in dict.fromkeys(others)]
        faults += _before(inquiry, plain[: plain.index(report.office)], report.office)
    return faults


def _before(inquiry: Inquiry, before: str, office: str) -> list[str]:
    """What stands in front of the own name and is no upper unit of it, or another one than the signature's."""
    if not before or before.startswith("《"):
        return []
    units = _UPPER.findall(before)
    if "".join(units) != before:
        return [f"里“{office}”前面多了“{before}”"]
    levels = Counter(_level(unit) for unit in (*units, *_UPPER.findall(office)[:1]))
    # 省 and 市 may be one in 重庆市; two 区 or a 区 below a 县 are two places. A 市 below a 市 is a 县级市.
    if levels[3] > 1 or levels[1] > 1 or levels[2] > 2:
        return [f"里“{office}”前面多了“{before}”"]
    for field in inquiry.form.closing:
        signed = inquiry.report.text(field.id).strip()
        upper = signed.removesuffix(office)
        if field.part == "office" and upper not in ("", signed) and not (upper.endswith(before) or before.endswith(upper)):
            return [f"写“{before}”，落款写“{upper}”"]
    return []


def _level(unit: str) -> int:
    return next(_LEVELS[end] for end in sorted(_LEVELS, key=len, reverse=True) if unit.endswith(end))
