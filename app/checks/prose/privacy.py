"""Personal data that must not leave the house: numbers with their check digits, plates, mailboxes, names, doors.

Each comes with the edit that masks it. Also the request so alone that its content names the applicant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.chinese.numerals import COUNTING, plain_digits
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.phrases import ContactPhrases
from app.report import totals

_IDENTITY = re.compile(r"(?<![0-9])[0-9]{6}[ \u3000-]?[0-9]{4}[ \u3000-]?[0-9]{4}[ \u3000-]?[0-9]{3}[0-9Xx](?![0-9])")
_MOBILE = re.compile(
    r"(?:(?<![0-9])(?:[+＋]|00)?86[ \u3000-]?|(?<![0-9]))1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])"
)
_CARD = re.compile(r"(?<![0-9])[0-9]{4}(?: ?[0-9]{4}){3}(?: ?[0-9]{1,3})?(?![0-9])")
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·•. ]?(?=[A-HJ-NP-Z]{0,6}[0-9])[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_LOCAL = "A-Za-z0-9._%+-"
_MAIL = re.compile(rf"(?<![{_LOCAL}])[{_LOCAL}]{{1,64}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,6}}")
_COUNT = f"(?<![0-9{COUNTING}])[0-9{COUNTING}]{{1,6}}"
_DOOR = re.compile(
    rf"{_COUNT}\s?(?:号楼|号院|栋|幢|座|弄)\s?(?:[0-9{COUNTING}]{{1,6}}\s?单元\s?)?[0-9]{{1,6}}\s?(?:室|号|户|房)?"
    rf"|{_COUNT}\s?单元\s?[0-9]{{1,6}}\s?(?:室|号|户|房)?"
)
_STREET_DOOR = re.compile(r"(?<=[路街巷弄村庄院区])\s?[0-9]{1,6}(?:-[0-9]{1,6})?号(?!令|文)")
_QUOTED = re.compile(r"[“‘《](?![^”’》]{0,30}(?:条例|法|办法|规定)[”’》])([^“‘《”’》]{8,200})[”’》]")
_DESCRIBED = re.compile(
    r"(?:申请(?:公开|获取)|要求公开|内容为|申请内容是)(?!条例|制度|工作|指南|渠道)[^，。；]{12,200}"
)
_NEAR = 16  # characters before a number or a mailbox in which it is called
_SENTENCE = 80  # the same of the sentence
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643—1999


def privacy(source: ProseReader) -> Iterator[Finding]:
    """The findings about personal data, and the hint about a single request."""
    for text in source.texts:
        plain = plain_digits(text.text).replace("Ｘ", "X")
        for rule, pattern, is_one, mask in PATTERNS:
            for match in pattern.finditer(plain):
                if is_one(match.group()):
                    masked = mask(match.group())
                    judged = _graded(source, rule, text, match.start())
                    yield from _masked(source, judged, text, match.span(), masked, told=masked)
        yield from _miswritten(source, text, plain)
        yield from _mail(source, text)
        yield from _doors(source, text, plain)
    yield from _single(source)


def _called(text: ReportText, start: int) -> str:
    """The words of the clause before a place."""
    return re.split("[，。；\n]", text.text[max(start - _NEAR, 0) : start])[-1]


def _told(text: ReportText, start: int) -> str:
    """The words of the sentence before a place: 镇政府地址：…，邮箱：…"""
    return re.split("[。；\n]", text.text[max(start - _SENTENCE, 0) : start])[-1]


def _graded(source: ProseReader, rule: str, text: ReportText, start: int) -> str:
    """The rule for a number that is found: one that is called the office's own may stay."""
    if rule != "privacy.mobile":
        return rule
    contact = source.knowledge.phrases.contact
    said = _called(text, start)
    if text.cell not in source.cells_of("privacy.house"):  # 咨询电话0571-6666，手机139…为值班电话
        said = _told(text, start) + re.split("[。；\n]", text.text[start : start + 2 * _NEAR], maxsplit=1)[0]
    own = contact.own.search(said) or text.cell in source.cells_of("privacy.contact")
    return "privacy.contact" if (own and not _of_person(contact, _told(text, start))) or not text.section else rule


def _of_person(contact: ContactPhrases, told: str) -> bool:
    """Whether what stands before a number tells that it is a person's: of one who is told to call it, it is not."""
    return any(not contact.reader.match(told, match.end()) for match in contact.person.finditer(told))


def _miswritten(source: ProseReader, text: ReportText, plain: str) -> Iterator[Finding]:
    """An identity number with a wrong check character: no other number has a person's date of birth in this place."""
    contact = source.knowledge.phrases.contact
    for match in _IDENTITY.finditer(plain):
        number, called = re.sub("[^0-9Xx]", "", match.group()), _called(text, match.start())
        likely = contact.identity.search(called) or (_is_born(number) and not contact.serial.search(called))
        if likely and not is_identity(number) and not (number.isdecimal() and is_card(number)):
            masked = _stars(6, 4)(number)
            yield from _masked(source, "privacy.identity_like", text, match.span(), masked, told=masked)


def _masked(
    source: ProseReader,
    rule: str,
    text: ReportText,
    place: tuple[int, int],
    masked: str,
    *,
    told: str = "",
    sure: bool = True,
) -> Iterator[Finding]:
    words = text.text[place[0] : place[1]]
    mend = text.replaced(*place, masked, f"隐去，写作“{masked}”")
    # A number never leaves the report in a finding: what is listed or written as JSON has it masked.
    yield from source.found(rule, text, place, sure=sure, mend=mend, words=told or words)


def _is_born(number: str) -> bool:
    """Whether the region, the year, the month and the day of birth in it can be."""
    region, year, month, day = int(number[:2]), int(number[6:10]), int(number[10:12]), int(number[12:14])
    return 11 <= region <= 82 and 1900 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= 31


def is_identity(words: str) -> bool:
    """Whether the last character is the check character of the 17 before (GB 11643—1999), and the date a date; blanks aside."""
    number = re.sub("[^0-9Xx]", "", words)
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
    digits = re.sub(r"[^0-9]", "", words)[-11:]
    return f"{digits[:3]}****{digits[-4:]}"


def _identity_mask(words: str) -> str:
    return _stars(6, 4)(re.sub("[^0-9Xx]", "", words))


PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool], Callable[[str], str]], ...] = (
    ("privacy.identity", _IDENTITY, is_identity, _identity_mask),
    ("privacy.mobile", _MOBILE, _always, _mobile_mask),
    ("privacy.card", _CARD, is_card, _stars(4, 3)),
    ("privacy.plate", _PLATE, _always, _stars(2, 2)),
)


def _mail(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    """Mailboxes of free providers. An office may have one, too: called so, or in the preface, it is to be verified."""
    if not text.section:
        return
    for match in _MAIL.finditer(text.text):
        local, _, domain = match.group().partition("@")
        if any(domain.lower().endswith(one) for one in source.knowledge.words.private_mail):
            contact, told = source.knowledge.phrases.contact, _told(text, match.start())
            own = contact.own.search(told) and not _of_person(contact, told)
            rule = "privacy.contact" if own or text.cell in source.cells_of("privacy.contact") else "privacy.mail"
            yield from _masked(source, rule, text, match.span(), f"{local[0]}***@{domain}")


def _doors(source: ProseReader, text: ReportText, plain: str) -> Iterator[Finding]:
    of_requests = text.cell in source.cells_of("privacy.house")
    places = [match.span() for match in _DOOR.finditer(plain)]
    if of_requests:
        places += [m.span() for m in _STREET_DOOR.finditer(plain)]
    for place in places:
        around = _called(text, place[0]) + re.split("[，。；\n]", text.text[place[1] : place[1] + _NEAR], maxsplit=1)[0]
        if source.knowledge.phrases.contact.place.search(around):
            continue  # the address where one may ask: 请到健康路88号综合窗口
        masked = re.sub(f"[0-9{COUNTING}]{{1,6}}", "*", plain[place[0] : place[1]])
        # outside the section on requests a door may be any: 专区设在3号楼201室
        sure = of_requests or _of_person(source.knowledge.phrases.contact, _told(text, place[0]))
        yield from _masked(source, "privacy.house", text, place, masked, sure=sure)


def _single(source: ProseReader) -> Iterator[Finding]:
    """The hint when the only request of the year is described in detail."""
    inquiry, cells = source.inquiry, source.cells_of("privacy.single")
    received = [cell for cell in cells if cell in inquiry.form.cells and inquiry.form.cells[cell].row]
    if not received or totals.value(inquiry.form, inquiry.report, received[0]) != 1:
        return
    request = source.knowledge.phrases.request
    for text in source.texts:
        if text.cell not in cells:
            continue
        for match in (*_QUOTED.finditer(text.text), *_DESCRIBED.finditer(text.text)):
            described = match[1] if match.re is _QUOTED else match.group()
            asked = match.re is _DESCRIBED or request.asked.search(_called(text, match.start()))
            if asked and not request.grounds.search(described):
                words = described[:24] + ("……" if len(described) > 24 else "")
                yield from source.found("privacy.single", text, match.span(), words=words)
                break
