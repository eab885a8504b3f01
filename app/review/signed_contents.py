"""What a report said when somebody signed it, kept with the course: so what was changed since can be shown.

Packed, by digest: signatures of the same content share one. Bounded, the newest first: of an older one it is only known that
something was changed.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from types import MappingProxyType

from app.errors import ExchangeError, UnknownEdition
from app.form.form import Form
from app.form.form_file import Forms
from app.report.record import from_record, to_record
from app.report.report import Report
from app.review.course import digest

MOST = 12  # contents of one report that are kept
LARGEST = 4 * 1024 * 1024  # bytes of one, unpacked: a report is far smaller, and a foreign file may say anything
PACKED = 256 * 1024  # characters of one, packed

Contents = Mapping[str, str]  # digest → packed record


def with_content(contents: Contents, form: Form, report: Report) -> Contents:
    """The contents with that of a report, as the newest."""
    key = digest(report)
    told = json.dumps(to_record(form, report), ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(told.encode("utf-8"), 9)).decode("ascii")
    kept = {name: one for name, one in contents.items() if name != key}
    kept |= {key: packed} if len(packed) <= PACKED else {}
    return MappingProxyType(dict(list(kept.items())[-MOST:]))


def content_of(contents: Contents, key: str, forms: Forms) -> Report | None:
    """The report of that digest; None where it was not kept, or is not what the digest says."""
    if key not in contents:
        return None
    try:
        opened = zlib.decompressobj()
        data = opened.decompress(base64.b64decode(contents[key], validate=True), LARGEST)
        report, _ = from_record(forms, json.loads(data.decode("utf-8")), "签名时的内容")
    except (binascii.Error, zlib.error, ValueError, RecursionError, ExchangeError, UnknownEdition):
        return None
    return report if digest(report) == key else None
