"""The cases of tests/cases/*.toml: reading one, and telling what is wrong with the findings it gets."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.checks import Finding, Inquiry, find
from app.form.form import Form
from app.form.kinds import Value
from app.knowledge.knowledge import builtin
from app.knowledge.profile import Profile, read_profile
from app.report.doubt import Doubt
from app.report.record import Remark
from app.report.report import Report
from app.report.session import Session
from app.system.paths import resource
from tests.checks.labelled_narratives import cells, flat, zeros

FOLDER = Path(__file__).parents[1] / "cases"
OFFICE = "健康路街道办事处"
KEYS = {
    "rule", "is", "about", "office", "kind", "title", "figures", "texts", "repeat", "blank", "before", "earlier", "stated",
    "doubts",
    "expect", "level", "cells", "says", "mends",
}  # fmt: skip
TEXTS = {
    "overview.proactive": "街道每季度更新一次公开目录，社区公告栏同步张贴。",
    "overview.on_request": "申请渠道保持畅通，登记和答复都有专人负责。",
    "overview.management": "拟公开的信息先审查后公开，失效的及时标注。",
    "overview.platform": "专栏逐月检查链接，错字随时改正。",
    "overview.supervision": "司法所每半年抽查一次，问题当场指出。",
    "problems.problems": "一是解读的形式还不多。二是更新有时不及时。",
    "problems.improvements": "一是多用图解和问答。二是逐月通报更新情况。",
    "other.text": "本年度没有收取信息处理费。",
}


@dataclass(frozen=True)
class Case:
    """One case. `raw` is its table in the file, `profile` the name of the profile it is judged by."""

    file: str
    number: int
    raw: dict
    profile: str

    @property
    def rule(self) -> str:
        return str(self.raw["rule"])

    @property
    def name(self) -> str:
        return f"{self.rule}-{self.raw['is']}-{self.number}"


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.toml")):
        profile = path.stem if path.stem == "district" else "state"
        for number, raw in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1):
            unknown = set(raw) - KEYS
            assert not unknown, f"{path.name} case {number}: {unknown}"
            yield Case(path.stem, number, raw, profile)


def profiles() -> dict[str, Profile]:
    return {name: read_profile(resource("profiles", f"{name}.toml")) for name in ("state", "district")}


def inquiry(form: Form, profile: Profile, case: Case) -> Inquiry:
    """What the case asks about."""
    raw = case.raw
    report = _report(form, raw, TEXTS, raw.get("figures", {}), raw.get("texts", {}))
    before = _year(form, raw, "before", 2024)
    stated = raw.get("stated", {})
    remarks = tuple(Remark(name, value, None) for name, value in stated.items())
    doubts = tuple(Doubt(name, value, "inferred") for name, value in raw.get("doubts", {}).items())
    return Inquiry(
        form, report, before, earlier=_year(form, raw, "earlier", 2023), remarks=remarks, profile=profile,
        doubts=Session(form, report, doubts=doubts).doubts,
    )  # fmt: skip


def _report(form: Form, raw: dict, texts: dict, *tables: dict) -> Report:
    values: dict[str, Value] = zeros(form) | cells(form, texts, *tables)
    values |= {name: words * times for name, (words, times) in raw.get("repeat", {}).items()}
    kept = {name: value for name, value in values.items() if name not in raw.get("blank", ())}
    return Report(raw.get("office", OFFICE), 2025, form.edition, raw.get("title"), kept, raw.get("kind"))


def _year(form: Form, raw: dict, key: str, year: int) -> Report | None:
    if key not in raw:
        return None
    return replace(_report(form, {}, {}, raw[key]), year=year)


def complaint(form: Form, profile: Profile, case: Case, asked: Inquiry | None = None) -> str:
    """What is wrong with the findings that the case gets, '' when nothing is."""
    asked = asked or inquiry(form, profile, case)
    found = [one for one in find(asked) if one.rule == case.rule]
    raw = case.raw
    if len(found) != raw["expect"]:
        return f"{len(found)} findings, not {raw['expect']}: {[one.sentence for one in found]}"
    if raw.get("level") and {one.level for one in found} != {raw["level"]}:
        return f"level {[one.level for one in found]}"
    return _content(found, raw)


def _content(found: list[Finding], raw: dict) -> str:
    if "cells" in raw and list(found[0].cells) != raw["cells"]:
        return f"cells {found[0].cells}"
    for words in raw.get("says", ()):
        if not any(words in one.sentence for one in found):
            return f"nothing says {words}: {[one.sentence for one in found]}"
    mends = dict(flat(raw.get("mends", {})))
    if mends and dict(found[0].mends[0].changes if found[0].mends else {}) != raw["mends"]:
        return f"mends {found[0].mends}"
    return ""


def every_rule(form: Form) -> dict[str, tuple[str, ...]]:
    """Ids of all rules, by the file or profile they stand in."""
    named = {name: tuple(d.id for d in profile.demands) for name, profile in profiles().items()}
    return {"form": tuple(r.id for r in form.rules), "prose": tuple(builtin().rules), **named}
