"""What happened in a course as plain JSON data and back, strictly: an unknown key or a wrong type is refused, never guessed at.

Of what an earlier program wrote, a record without `kind` is a signature, or with a `reason` an unlocking.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from app.review.course import PROOFS, STAGES, CourseEvent, Proofread, Returned, Signed, Stage, Unlocked

_KINDS: Mapping[str, type[CourseEvent]] = {"proofread": Proofread, "returned": Returned}
_CONTENT = re.compile("[0-9a-f]{16}")
# Written only where there is something to say.
OPTIONAL = ("again", "content", "words", "despite", "at")


def event_record(event: CourseEvent) -> dict[str, str]:
    """An event as it is kept."""
    kind = next((kind for kind, one in _KINDS.items() if isinstance(event, one)), "")
    told = {**asdict(event), "day": event.day.isoformat(), "at": event.at.isoformat() if event.at else ""}
    named = {"kind": kind} if kind else {}
    return named | {key: words for key, words in told.items() if words or key not in OPTIONAL}


def event_of(raw: object) -> CourseEvent:
    """The event in a record. Raises ValueError, KeyError."""
    if not isinstance(raw, dict):
        raise ValueError("不是一组“名称: 值”")
    made = _type_of(raw)
    known = {one.name for one in fields(made)} | ({"kind"} if "kind" in raw else set())
    unknown = sorted(raw.keys() - known)
    if unknown:
        raise ValueError(f"不认识 {unknown[0]}")
    told: dict[str, Any] = {name: _words(raw, name) for name in known - {"kind"} if name in raw or name not in OPTIONAL}
    told["day"] = date.fromisoformat(told["day"])
    if "at" in told:
        told["at"] = _time(told["at"])
    stages = PROOFS if made is Proofread else STAGES
    for name in {"stage", "to"} & told.keys():
        _judge_stage(name, told[name], stages if name == "stage" else STAGES)
    if "content" in raw and not _CONTENT.fullmatch(told["content"]):
        raise ValueError(f"content 为 {told['content']!r}")
    return made(**told)


def _type_of(raw: Mapping[str, object]) -> type[CourseEvent]:
    if "kind" not in raw:
        return Unlocked if "reason" in raw else Signed
    kind = raw["kind"]
    if not isinstance(kind, str) or kind not in _KINDS:
        raise ValueError(f"kind 为 {kind!r}")
    return _KINDS[kind]


def _judge_stage(name: str, stage: str, known: tuple[Stage, ...] | Mapping[Stage, str]) -> None:
    if stage not in known:
        raise ValueError(f"{name} 为 {stage!r}")


def _words(raw: Mapping[str, object], key: str) -> str:
    value = raw[key]
    if not isinstance(value, str):
        raise ValueError(f"{key} 不是文字")
    return value


def _time(words: str) -> datetime:
    found = datetime.fromisoformat(words)
    if found.tzinfo is None:
        raise ValueError(f"at 为 {words!r}，没有时区")
    return found
