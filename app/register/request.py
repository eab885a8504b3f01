"""One request in the register, frozen, as plain JSON data and back. Applicant and answer are keys of the form.

`who` and `subject` are personal data: they stay in the register's own file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

CHANNELS = ("当面", "邮寄", "网络", "传真", "其他")


@dataclass(frozen=True)
class Request:
    """A request: when it came, from what kind of applicant, how it was answered and when.

    `applicant` and `answer` are column and row keys of the form's table of requests, '' while open;
    `disputes` are column keys of its table of disputes that followed from it.
    """

    received: date
    applicant: str = ""
    channel: str = ""
    answer: str = ""
    answered: date | None = None
    disputes: tuple[str, ...] = ()
    who: str = ""
    subject: str = ""


_NAMES = tuple(one.name for one in fields(Request))


def to_data(request: Request) -> dict[str, object]:
    """The request as JSON-able data."""
    return {
        "received": request.received.isoformat(),
        "applicant": request.applicant,
        "channel": request.channel,
        "answer": request.answer,
        "answered": request.answered.isoformat() if request.answered else None,
        "disputes": list(request.disputes),
        "who": request.who,
        "subject": request.subject,
    }


def from_data(raw: object) -> Request:
    """The request in JSON data. Raises ValueError for anything else."""
    if not isinstance(raw, Mapping) or set(raw) != set(_NAMES):
        raise ValueError("一行的项目不对")
    texts = {name: _text(raw[name]) for name in ("applicant", "channel", "answer", "who", "subject")}
    disputes = raw["disputes"]
    if not isinstance(disputes, list):
        raise ValueError("disputes 不是列表")
    return Request(
        received=date.fromisoformat(_text(raw["received"])),
        answered=None if raw["answered"] is None else date.fromisoformat(_text(raw["answered"])),
        disputes=tuple(map(_text, disputes)),
        **texts,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} 不是文字")
    return value
