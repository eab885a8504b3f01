"""How each report of the library stands: its findings by level and its stage, counted as the open report counts them.

Plain data goes in, so that any thread may count; nothing here notes what it read of a side file, for the report may be
open meanwhile. What cannot be read has its sentence in place of figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from app.checks import Inquiry, look, tally
from app.errors import NianbaoError, StoreError
from app.findings.explained import explained
from app.form.form_file import Forms
from app.knowledge.knowledge import Knowledge, builtin, with_words
from app.knowledge.lookalikes import key as office_key
from app.knowledge.profile import Profile, read_profile
from app.report.claim import Claim
from app.report.record import from_record
from app.report.report import Report
from app.report.session import Session
from app.review.course import WORDS, changed_since, digest
from app.review.kept import read_review, review_path
from app.store.copies.claim_book import ClaimBook
from app.store.copies.doubts import DoubtBook
from app.store.copies.submissions import SubmissionBook
from app.store.file.holding import Holding
from app.submission.later_changes import changes_since
from app.system.disk import Disk
from app.system.paths import is_file
from app.typeset.faces import load_faces

BODY = "fang"  # the face whose missing characters are found
Record = Mapping[str, Any]
Taken = TypeVar("Taken")


@dataclass(frozen=True)
class ReportStanding:
    """Open findings by level; the stage that comes next ('' while nobody has signed), whether the report is final, and whether
    it was changed since a signature; whether it was handed up, and in how many places it was changed since. `trouble` is why
    there are no figures."""

    mandatory: int = 0
    verify: int = 0
    hint: int = 0
    stage: str = ""
    final: bool = False
    changed: bool = False
    submitted: bool = False
    since: int = 0
    trouble: str = ""


@dataclass(frozen=True)
class Case:
    """A report with the records of the office's last two years, and the keys of its other reports, newest first."""

    key: str
    record: Record
    previous: Record | None
    earlier: Record | None
    others: tuple[str, ...]


@dataclass(frozen=True)
class RuleFiles:
    """The district's demands and the office's own wrong words; None where there are none."""

    profile: Path | None = None
    words: Path | None = None


def cases(holdings: Mapping[str, Holding], keys: Iterable[str]) -> list[Case]:
    """The reports of these keys as they are counted. An office's reports are found as the library finds them."""
    alike: dict[tuple[str, int], list[Holding]] = {}
    of_office: dict[str, list[Holding]] = {}
    for one in sorted(holdings.values(), key=lambda one: -one.year):
        if one.binned is None:
            alike.setdefault((office_key(one.office), one.year), []).append(one)
            of_office.setdefault(one.office, []).append(one)

    def record(office: str, year: int) -> Record | None:
        found = alike.get((office_key(office), year), [])
        twin = min(found, key=lambda one: one.office != office, default=None)
        return twin.record if twin else None

    def case(one: Holding) -> Case:
        others = tuple(other.key for other in of_office.get(one.office, []) if other.key != one.key)
        return Case(one.key, one.record, record(one.office, one.year - 1), record(one.office, one.year - 2), others)

    return [case(holdings[key]) for key in keys if key in holdings]


class StandingCounter:
    """On the library in `folder`, by the rules of `files`."""

    def __init__(self, forms: Forms, folder: Path, files: RuleFiles) -> None:
        self._forms, self._folder = forms, folder
        self._profile: Profile | None = _whole(read_profile, files.profile)
        self._knowledge: Knowledge | None = _whole(lambda path: with_words(builtin(), path), files.words)

    def count(self, case: Case) -> ReportStanding:
        """How the report stands."""
        try:
            return self._count(case)
        except NianbaoError as reason:
            return ReportStanding(trouble=reason.sentence)

    def _count(self, case: Case) -> ReportStanding:
        report, disk = self._report(case.record), Disk()
        form = self._forms.edition(report.edition)
        review = read_review(review_path(self._folder, case.key), disk)
        doubts = Session(form, report, doubts=DoubtBook(disk, self._folder, case.key, form).open).doubts
        inquiry = Inquiry(
            *(form, report, self._past(case.previous), _printable(), self._past(case.earlier)),
            profile=self._profile,
            knowledge=self._knowledge,
            doubts=doubts,
            claims=self._claims((case.key,)),
            office_claims=self._claims(case.others),
        )
        counts = dict(tally(explained(look(inquiry)[0], review.explanations, review.set_aside).open))
        course, handed_up = review.course, SubmissionBook(disk, self._folder, case.key).last
        return ReportStanding(
            mandatory=counts.get("mandatory", 0),
            verify=counts.get("verify", 0),
            hint=counts.get("hint", 0),
            stage=WORDS[course.next] if course.signed and course.next else "",
            final=course.locked,
            changed=bool(changed_since(course, digest(report))),
            submitted=handed_up is not None,
            since=changes_since(self._forms, handed_up, report),
        )

    def _report(self, record: Record) -> Report:
        return from_record(self._forms, record, "报告库")[0]

    def _past(self, record: Record | None) -> Report | None:
        """An earlier report; one that cannot be read is none, as for the open report."""
        try:
            return self._report(record) if record is not None else None
        except NianbaoError:
            return None

    def _claims(self, keys: Iterable[str]) -> tuple[Claim, ...]:
        found: list[Claim] = []
        for key in keys:
            try:
                found += ClaimBook(Disk(), self._folder, key).claims
            except StoreError:  # said where the report is opened; its numbers are asked about again
                continue
        return tuple(found)


def _whole(read: Callable[[Path], Taken], path: Path | None) -> Taken | None:
    """What a file of rules holds; one that is gone or wrong counts as none, as in the open report, which says so."""
    try:
        return read(path) if path is not None and is_file(path) else None
    except NianbaoError:
        return None


@lru_cache(maxsize=1)
def _printable() -> Callable[[str], bool]:
    return load_faces().coverage(BODY)
