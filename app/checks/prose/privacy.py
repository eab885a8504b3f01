"""Personal data that must not leave the house: numbers with their check digits, plates, mailboxes, names, doors.

Each comes with the edit that masks it. Also the request so alone that its content names the applicant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.chinese.numerals import COUNTING, plain_digits
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.report import totals

_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_CARD = re.compile(r"(?<!\d)\d{4}(?: ?\d{4}){3}(?: ?\d{1,3})?(?!\d)")
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·•. ]?(?=[A-HJ-NP-Z]*\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_DOOR = re.compile(
    rf"[0-9{COUNTING}]+\s*(?:号楼|号院|栋|幢|座|弄)\s*(?:[0-9{COUNTING}]+\s*单元\s*)?[0-9]+\s*(?:室|号|户|房)?"
    rf"|[0-9{COUNTING}]+\s*单元\s*[0-9]+\s*(?:室|号|户|房)?"
)
_STREET_DOOR = re.compile(r"(?<=[路街巷弄村庄院区])\s*[0-9]+(?:-[0-9]+)?号(?!令|文)")
_QUOTED = re.compile(r"[“‘《](?![^”’》]{0,30}(?:条例|法|办法|规定)[”’》])([^”’》]{8,})[”’》]")
_DESCRIBED = re.compile(
    r"(?:申请(?:公开|获取)|要求公开|内容为|申请内容是)(?!条例|制度|工作|指南|渠道)[^，。；]{12,}"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643—1999


def privacy(source: ProseReader) -> Iterator[Finding]:
    """The findings about personal data, and the hint about a single request."""
    for text in source.texts:
        plain = plain_digits(text.text).replace("Ｘ", "X")
        for rule, pattern, is_one, mask in PATTERNS:
            for match in pattern.finditer(plain):
                if is_one(match.group()):
                    masked = mask(match.group())
                    yield from _masked(source, rule, text, match.span(), masked, told=masked)
        yield from _mail(source, text)
        yield from _names(source, text)
        yield from _doors(source, text, plain)
    yield from _single(source)


def _masked(
    source: ProseReader, rule: str, text: ReportText, place: tuple[int, int], masked: str, told: str = ""
) -> Iterator[Finding]:
    words = text.text[place[0] : place[1]]
    mend = text.replaced(*place, masked, f"隐去，写作“{masked}”")
    # A number never leaves the report in a finding: what is listed or written as JSON has it masked.
    yield from source.found(rule, text, place, mend=mend, words=told or words)


def is_identity(number: str) -> bool:
    """Whether the last character is the check character of the 17 before (GB 11643—1999), and the date a date."""
    month, day = int(number[10:12]), int(number[12:14])
    check = "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=False)) % 11]
    return number[-1].upper() == check and 1 <= month <= 12 and 1 <= day <= 31


def is_card(number: str) -> bool:
    """Luhn's check of a bank card's 16 to 19 digits, and no identity number."""
    digits = [int(d) for d in number.replace(" ", "")]
    if len(digits) == 18 and is_identity(number.replace(" ", "")):
        return False
    doubled = [d * 2 - 9 * (d > 4) if n % 2 else d for n, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0 and digits[0] in (3, 4, 5, 6, 9)


def _always(words: str) -> bool:
    return True


def _stars(first: int, last: int) -> Callable[[str], str]:
    """Keeps `first` and `last` characters and puts a star for each other one."""
    return lambda words: words[:first] + "*" * (len(words) - first - last) + words[len(words) - last :]


def _mobile_mask(words: str) -> str:
    digits = re.sub(r"[ -]", "", words)
    return f"{digits[:3]}****{digits[-4:]}"


PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool], Callable[[str], str]], ...] = (
    ("privacy.identity", _IDENTITY, is_identity, _stars(6, 4)),
    ("privacy.mobile", _MOBILE, _always, _mobile_mask),
    ("privacy.card", _CARD, is_card, _stars(4, 3)),
    ("privacy.plate", _PLATE, _always, _stars(2, 2)),
)


def _mail(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    """Mailboxes of free providers; the contact line of the closing block may hold the office's own."""
    if not text.section:
        return
    for match in _MAIL.finditer(text.text):
        local, _, domain = match.group().partition("@")
        if any(domain.lower().endswith(one) for one in source.knowledge.words.private_mail):
            yield from _masked(source, "privacy.mail", text, match.span(), f"{local[0]}***@{domain}")


def _names(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    words = source.knowledge.words
    for match in words.person.finditer(text.text):
        name = match["name"]
        if not any(name.startswith(one) for one in words.person_unless) and "某" not in name:
            yield from _masked(source, "privacy.name", text, match.span("name"), name[0] + "某")


def _doors(source: ProseReader, text: ReportText, plain: str) -> Iterator[Finding]:
    of_requests = text.cell in source.cells_of("privacy.house")
    places = [match.span() for match in _DOOR.finditer(plain)]
    if of_requests:
        places += [m.span() for m in _STREET_DOOR.finditer(plain)]
    for place in places:
        masked = re.sub(f"[0-9{COUNTING}]+", "*", plain[place[0] : place[1]])
        yield from _masked(source, "privacy.house", text, place, masked)


def _single(source: ProseReader) -> Iterator[Finding]:
    """The hint when the only request of the year is described in detail."""
    inquiry, cells = source.inquiry, source.cells_of("privacy.single")
    received = [cell for cell in cells if cell in inquiry.form.cells and inquiry.form.cells[cell].row]
    if not received or totals.value(inquiry.form, inquiry.report, received[0]) != 1:
        return
    for text in source.texts:
        if text.cell in cells:
            match = _QUOTED.search(text.text) or _DESCRIBED.search(text.text)
            if match:
                described = match[1] if match.re is _QUOTED else match.group()
                words = described[:24] + ("……" if len(described) > 24 else "")
                yield from source.found("privacy.single", text, match.span(), words=words)
