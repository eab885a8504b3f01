"""规则说明: the page of all rules, made from the very data the checks run on. HTML for the help window and for print.

Each rule with its level, its basis, one example that passes and one that fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from app.findings.finding import LEVEL_WORDS
from app.form.form import Form
from app.knowledge.knowledge import Knowledge, builtin, state_profile
from app.knowledge.profile import Profile


@dataclass(frozen=True)
class HandbookEntry:
    """One rule as the page shows it."""

    group: str
    id: str
    title: str
    level: str
    basis: str
    passes: str
    fails: str


def entries(
    form: Form, profile: Profile | None = None, knowledge: Knowledge | None = None
) -> tuple[HandbookEntry, ...]:
    """Every rule that is applied to a report of this form: of the tables, of the prose, of the profile."""
    tabs = {section.id: section.tab for section in form.sections}
    tables = [
        HandbookEntry(tabs[r.section], r.id, r.title, r.level, r.basis, r.passes, r.fails)
        for r in form.rules
    ]
    known = knowledge or builtin()
    prose = [
        HandbookEntry(known.groups[r.group], r.id, r.title, r.level, r.basis, r.passes, r.fails)
        for r in known.rules.values()
    ]
    chosen = profile or state_profile()
    own = [
        HandbookEntry(f"{chosen.name}（可在设置里更换）", d.id, d.title, d.level, d.basis, d.passes, d.fails)
        for d in chosen.demands
    ]
    return (*tables, *prose, *own)


def handbook(form: Form, profile: Profile | None = None, knowledge: Knowledge | None = None) -> str:
    """The page as HTML, complete and escaped, with nothing that loads from elsewhere."""
    rules = entries(form, profile, knowledge)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>规则说明</title></head><body>\n'
        f"<h1>规则说明</h1>\n<p>共 {len(rules)} 条。“强制性”须改正才能定稿；“核实性”须改正或写明说明；“提示”供参考。</p>\n"
        + "".join(_part(rules, group) for group in dict.fromkeys(rule.group for rule in rules))
        + "</body></html>\n"
    )


def _part(rules: tuple[HandbookEntry, ...], group: str) -> str:
    return f"<h2>{escape(group)}</h2>\n" + "".join(_lines(rule) for rule in rules if rule.group == group)


def _lines(rule: HandbookEntry) -> str:
    return "".join(_told(rule)) + "\n"


def _told(rule: HandbookEntry) -> Iterator[str]:
    yield f'<h3 id="{escape(rule.id)}">{escape(rule.title)}（{LEVEL_WORDS[rule.level]}）</h3>\n'
    yield f"<p>依据：{escape(rule.basis)}</p>\n<ul>"
    for word, example in (("通过", rule.passes), ("不通过", rule.fails)):
        if example:
            yield f"<li>{word}：{escape(example)}</li>"
    yield "</ul>"
