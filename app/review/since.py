"""What was changed in a report since somebody signed it: the cells in printed order, and in how many places.

The content at each signature lies beside the course; of one that was not kept it is only known that something changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.form.form import Form
from app.report.comparing import CellDifference, compared
from app.report.report import Report
from app.review.course import Course, CourseEvent, Unlocked, digest

Contents = Callable[[str], Report | None]  # the report of a digest, where it was kept


@dataclass(frozen=True)
class Since:
    """What differs between the content of the event at that place of the course and what stands now; None where that content was
    not kept."""

    number: int
    event: CourseEvent
    differences: tuple[CellDifference, ...] | None

    @property
    def words(self) -> str:
        """签后又改了 3 处; '' where nothing was changed."""
        if self.differences is None:
            return "签名后内容改过"
        return f"签后又改了 {places(self.differences)} 处" if self.differences else ""


def places(differences: Sequence[CellDifference]) -> int:
    """In how many places: each cell is one, of a text each paragraph that was changed."""
    return sum(sum(row.side != "same" for row in one.paragraphs) if one.prose else 1 for one in differences)


def since_each(form: Form, course: Course, now: Report, contents: Contents) -> tuple[Since, ...]:
    """For each event that stands for a content, the newest first, what was changed since then."""
    found: dict[str, tuple[CellDifference, ...] | None] = {digest(now): ()}
    told: list[Since] = []
    for number, event in reversed(list(enumerate(course.events))):
        if isinstance(event, Unlocked) or not event.content:
            continue
        if event.content not in found:
            then = contents(event.content)
            found[event.content] = compared(form, then, now) if then is not None else None
        told.append(Since(number, event, found[event.content]))
    return tuple(told)


def since_words(since: Sequence[Since]) -> Mapping[int, str]:
    """What became of the content of each event where it was changed, by the event's place."""
    return {one.number: one.words for one in since if one.words}


def nearest(course: Course, since: Sequence[Since]) -> int:
    """Which of these the next person wants: what that very stage saw last, else the newest; -1 for none."""
    own = (n for n, one in enumerate(since) if not isinstance(one.event, Unlocked) and one.event.stage == course.next)
    return next(own, 0 if since else -1)
