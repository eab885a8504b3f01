"""The only writer. An Edit swaps one frozen report for the next, and every listener hears which cells changed.

Undo and redo belong here; typing in one place merges into sensible steps. Values that nobody has looked at keep their doubt
here until somebody has.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.errors import ReadOnlyReport, ValueRefused
from app.form.form import Cell, Form
from app.form.kinds import DATE, TEXT, Value
from app.report import totals
from app.report.claim import Claim, with_claim, without_claim
from app.report.deed import Deed
from app.report.doubt import Doubt, joined
from app.report.record import to_record
from app.report.report import HEADER, OFFICE, Edit, Report, applied, difference, inverse
from app.report.undo_step import LOOK, Aside, Step

MERGE_SECONDS = 2.0  # a pause longer than this starts a new step of undo
DEEPEST = 500  # steps of undo that are kept

CLAIM, DISCLAIM, DISMISS = "认领", "取消认领", "不要这段文字"


@dataclass(frozen=True)
class Change:
    """What listeners hear: the report before and after, the edit, and every cell that shows something new.

    Of a `look` the edit changes nothing and carries the doubts that have ended, of a `doubt` those that stand again. Of a
    `claim` nothing changes but the session's claims. `ended` are unplaced texts that the change itself has done away with.
    """

    before: Report
    after: Report
    edit: Edit
    cells: frozenset[str]
    deed: Deed = "do"
    ended: tuple[Doubt, ...] = ()


Listener = Callable[[Change], None]


class Session:
    """One open report. `clock` gives seconds and is only used to merge typing."""

    def __init__(
        self,
        form: Form,
        report: Report,
        *,
        read_only: bool = False,
        clock: Callable[[], float] = time.monotonic,
        past: tuple[Step, ...] = (),
        future: tuple[Step, ...] = (),
        doubts: tuple[Doubt, ...] = (),
        claims: tuple[Claim, ...] = (),
    ) -> None:
        self.form = form
        self.read_only = read_only
        self._report = report
        self._record: dict[str, object] | None = None
        self._clock = clock
        self._past = list(past)
        self._future = list(future)
        self._doubts = doubts
        self._standing, self._unplaced = _standing(doubts, report), _unplaced(doubts, report)
        self.claims = claims
        self._asides: list[Aside] = []
        self._closed = 0  # undone steps that are not done again: somebody has looked at the report without them
        self._last_typed = float("-inf")
        self._listeners: list[Listener] = []

    @property
    def report(self) -> Report:
        """The report as it stands now."""
        return self._report

    @property
    def record(self) -> dict[str, object]:
        """The report as plain data, made once for the library and the preview. Nobody changes it in place."""
        if self._record is None:
            self._record = to_record(self.form, self._report)
        return self._record

    @property
    def past(self) -> tuple[Step, ...]:
        """The steps that undo would take back, oldest first."""
        return tuple(self._past)

    @property
    def stood(self) -> tuple[tuple[str, Value | None], ...]:
        """What the last step that stands found in the cells that it changed."""
        return tuple(self._past[-1].back.changes.items()) if self._past else ()

    @property
    def future(self) -> tuple[Step, ...]:
        """The steps that redo would do again, the next one last."""
        return tuple(self._future)

    @property
    def undoing(self) -> str | None:
        """What undo would take back, in the words of the edit; None when there is nothing."""
        if self._aside_is_last():
            return self._asides[-1].label
        return self._past[-1].done.label if self._past else None

    @property
    def redoing(self) -> str | None:
        """What redo would do again; None when there is nothing."""
        return self._future[-1].done.label if len(self._future) > self._closed else None

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The values that stand in the report and that nobody has looked at, and the unplaced texts, in the form's order."""
        loose: dict[str, list[Doubt]] = {}
        for one in self.unplaced:
            loose.setdefault(one.cell, []).append(one)
        return tuple(
            doubt
            for name in self.form.cells
            for doubt in (*((self._standing[name],) if name in self._standing else ()), *loose.get(name, ()))
        )

    @property
    def unplaced(self) -> tuple[Doubt, ...]:
        """The texts of an import that belong to no field and that nobody has placed or refused yet, in their order."""
        return self._unplaced

    @property
    def doubted(self) -> Mapping[str, Doubt]:
        """The same by cell."""
        return self._standing

    def look(self, cells: Collection[str]) -> frozenset[str]:
        """A person has looked at these cells, and at their bracket notes: what stands there is doubted no more.

        Returns the cells whose doubt has ended. Nothing ends in a report that may only be read.
        """
        names = {name for cell in cells for name in (cell, f"{cell}.note")}
        ended = frozenset(names & self._standing.keys())
        if not ended or self.read_only:
            return frozenset()
        self._see(tuple(self._standing[name] for name in self.form.cells if name in ended), LOOK)
        return ended

    def dismiss(self, text: Doubt) -> None:
        """A person does not want an unplaced text. Nothing ends in a report that may only be read."""
        if text in self.unplaced and not self.read_only:
            self._see((text,), DISMISS)

    def place(self, text: Doubt, cell: str) -> frozenset[str]:
        """Puts an unplaced text at the end of a field, as one step of undo; nobody has looked at the field by that.

        Raises as `apply` does.
        """
        there, label = self._report.text(cell), f"放入{self.form.cells[cell].label}"
        long = any(cell == field.id for section in self.form.sections for field in section.fields)
        new = str(text.value) if long else " ".join(str(text.value).split())  # a note, an address: one line
        whole = f"{there}\n{new}" if there and long else f"{there}{new}"
        still = (replace(self._standing[cell], value=whole),) if cell in self._standing else ()
        return self.apply(Edit({cell: whole}, label, doubts=still))

    def _see(self, seen: tuple[Doubt, ...], label: str) -> None:
        self.settle()
        self._doubts = tuple(one for one in self._doubts if one not in seen)
        self._asides.append(Aside(self._past[-1] if self._past else None, seen, label=label))
        self._closed = len(self._future)  # redo would overwrite what was just found to be right
        cells = frozenset(one.cell for one in seen)
        self._announce(self._report, self._report, Edit({}, label, doubts=seen), "look", cells)

    def claim(self, claim: Claim) -> None:
        """A person has said what a number of the prose means. Nothing is kept in a report that may only be read."""
        self._reclaim(with_claim(self.claims, claim), CLAIM)

    def disclaim(self, claim: Claim) -> None:
        """A person takes back what was said of a number, however long ago."""
        self._reclaim(without_claim(self.claims, claim), DISCLAIM)

    def begin(self, cell: Cell) -> Entry:
        """Somebody begins to type in a cell: what is typed there is a step of its own, to be kept or dropped as a whole."""
        return Entry(self, cell)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` after each change; returns what ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(self, edit: Edit) -> frozenset[str]:
        """Makes the edit the next state and returns every cell that shows something new.

        Raises ReadOnlyReport, or ValueRefused for an unknown or derived cell or a wrong value; then nothing
        has changed.
        """
        self._judge(edit)
        before = self._report
        after = applied(before, edit)
        doubts = tuple(one for one in edit.doubts if self._is_new(one, after))
        if after is before and not doubts:
            return frozenset()
        edit = replace(edit, doubts=doubts)
        # A placed text that somebody then types over is theirs; it must not come back beside the field. What takes it away as a
        # whole (an older version, a replacement) has not looked at it: then it stands there again.
        typed = self._doubts if edit.merge is not None else ()
        placed = (one for one in typed if one.unplaced and one not in self._unplaced)
        ended = tuple(one for one in placed if not one.is_in(after.cells))
        deed = self._remember(Step(edit, replace(inverse(before, edit), doubts=ended)))
        self._future.clear()
        self._closed = 0
        self._doubts = joined((one for one in self._doubts if one not in ended), doubts)
        known = [None, *self._past]
        self._asides = [one for one in self._asides if any(one.after is step for step in known)]
        return self._announce(before, after, edit, deed, ended=ended)

    def _is_new(self, doubt: Doubt, after: Report) -> bool:
        """What stood there before the edit was put there by a person, or has its doubt already."""
        if doubt.unplaced:
            return not any(one.unplaced and (one.cell, one.value) == (doubt.cell, doubt.value) for one in self._doubts)
        return self._report.get(doubt.cell) != after.get(doubt.cell) == doubt.value

    def undo(self) -> frozenset[str]:
        """Takes the last step back, or the last look or claim where nothing was done since; nothing when there is none."""
        if not self._aside_is_last() or self.read_only:
            return self._back(again=True)
        last = self._asides.pop()
        if last.claims is not None:
            return self._claim(last.claims)
        self._closed = 0
        self._doubts = joined(self._doubts, last.doubts)
        cells = frozenset(one.cell for one in last.doubts)
        return self._announce(self._report, self._report, Edit({}, LOOK, doubts=last.doubts), "doubt", cells)

    def take_back(self) -> frozenset[str]:
        """Takes the last step back for good: an entry that was dropped is not there to be done again."""
        return self._back(again=False)

    def redo(self) -> frozenset[str]:
        """Does the last undone step again; nothing when there is none, or somebody has looked since it was undone."""
        if len(self._future) <= self._closed or self.read_only:
            return frozenset()
        step = self._future.pop()
        self._past.append(step)
        return self._turn(step.done, "redo", step.back.doubts)

    def renew(
        self,
        report: Report,
        past: tuple[Step, ...],
        future: tuple[Step, ...],
        doubts: tuple[Doubt, ...] = (),
        claims: tuple[Claim, ...] = (),
        *,
        read_only: bool,
    ) -> frozenset[str]:
        """Takes the report as another window left it, with its steps of undo; of the same year and edition."""
        self.settle()
        self._doubts, self.claims, self._asides, self._closed = doubts, claims, [], 0
        self.read_only, self._past, self._future = read_only, list(past), list(future)
        return self._announce(self._report, report, difference(self._report, report), "renew")

    def _aside_is_last(self) -> bool:
        """Whether somebody looked or claimed after the last step that stands; what belongs to one taken back does not count."""
        last = self._past[-1] if self._past else None
        return bool(self._asides) and self._asides[-1].after is last

    def _reclaim(self, claims: tuple[Claim, ...], label: str) -> None:
        if not self.read_only and claims != self.claims:
            self.settle()
            self._asides.append(Aside(self._past[-1] if self._past else None, claims=self.claims, label=label))
            self._claim(claims)

    def _claim(self, claims: tuple[Claim, ...]) -> frozenset[str]:
        self.claims = claims
        return self._announce(self._report, self._report, Edit({}, CLAIM), "claim")

    def settle(self) -> None:
        """Ends the step of typing: what is typed next is a step of its own (focus left the place)."""
        self._last_typed = float("-inf")

    def _back(self, *, again: bool) -> frozenset[str]:
        if not self._past or self.read_only:
            return frozenset()
        step = self._past.pop()
        if again:
            self._future.append(step)
        return self._turn(step.back, "undo" if again else "drop", step.done.doubts)

    def _turn(self, edit: Edit, deed: Deed, other: tuple[Doubt, ...]) -> frozenset[str]:
        """Does one side of a step; the unplaced texts of its `other` side go, those of this one come."""
        self.settle()
        before = self._report
        ended = tuple(one for one in other if one.unplaced and one in self._doubts)
        self._doubts = joined((one for one in self._doubts if one not in ended), edit.doubts)
        return self._announce(before, applied(before, edit), edit, deed, ended=ended)

    def _remember(self, step: Step) -> Deed:
        now, edit = self._clock(), step.done
        last = self._past[-1] if self._past and not self._future else None
        fresh = now - self._last_typed <= MERGE_SECONDS
        self._last_typed = now
        if last and edit.merge and fresh and last.done.merge == edit.merge:
            self._past[-1] = last.joined(step)
            return "merge"
        self._past.append(step)
        del self._past[:-DEEPEST]
        return "do"

    def _announce(
        self,
        before: Report,
        after: Report,
        edit: Edit,
        deed: Deed,
        seen: frozenset[str] = frozenset(),
        ended: tuple[Doubt, ...] = (),
    ) -> frozenset[str]:
        if after is not before:
            self._record = None
        self._report = after
        self._standing, self._unplaced = _standing(self._doubts, after), _unplaced(self._doubts, after)
        changed = frozenset(n for n in edit.changes if before.get(n) != after.get(n))
        change = Change(before, after, edit, seen | totals.affected(self.form, changed), deed, ended)
        for listener in tuple(self._listeners):
            listener(change)
        return change.cells

    def _judge(self, edit: Edit) -> None:
        if self.read_only:
            raise ReadOnlyReport("这份报告现在只能查看，不能修改。")
        for name, value in edit.changes.items():
            self._judge_one(name, value)

    def _judge_one(self, name: str, value: object) -> None:
        if name in HEADER:
            if value is not None:
                TEXT.judge(value)
            elif name == OFFICE:
                raise ValueRefused("单位名称不能为空，请填写单位全称。")
            return
        cell = self.form.cells.get(name)
        if cell is None:
            raise ValueRefused(f"本格式没有栏目 {name}，未作修改。")
        if cell.derived:
            raise ValueRefused(f"{cell.label}由程序自动相加，不能直接填写。")
        if value is not None:
            cell.kind.judge(value)


class Entry:
    """One cell being typed in, made by `Session.begin`. Each readable state is an edit, so that sums and checks follow it.

    Its edits merge into one step of undo, such as 1, 12, 123; a pause in the typing begins another one.
    """

    def __init__(self, session: Session, cell: Cell) -> None:
        session.settle()
        self._session, self._cell, self._key = session, cell, f"cell:{cell.id}"
        self._last = session.past[-1] if session.past else None  # what stood before, and is not ours
        names = (cell.id,) if cell.kind in (TEXT, DATE) else (cell.id, cell.note)
        self.before: Mapping[str, Value | None] = {name: session.report.get(name) for name in names}

    def put(self, changes: Mapping[str, Value | None]) -> None:
        """What has been typed so far."""
        self._session.apply(Edit(changes, f"填写{self._cell.label}", self._key))

    def keep(self) -> None:
        """What was typed stands; what comes next is a step of its own."""
        self._session.settle()

    def drop(self) -> None:
        """Takes back whatever was put here, for good; steps that somebody else did since are left alone."""
        while self._is_ours():
            self._session.take_back()
        self._session.settle()

    def _is_ours(self) -> bool:
        last = self._session.past[-1] if self._session.past else None
        return last is not None and last is not self._last and last.done.merge == self._key


def _standing(doubts: tuple[Doubt, ...], report: Report) -> Mapping[str, Doubt]:
    """The doubts whose value stands in the report, by cell."""
    valued = (one for one in doubts if not one.unplaced)
    return MappingProxyType({one.cell: one for one in valued if report.cells.get(one.cell) == one.value})


def _unplaced(doubts: tuple[Doubt, ...], report: Report) -> tuple[Doubt, ...]:
    """The texts that stand in none of the report's fields."""
    return tuple(one for one in doubts if one.unplaced and not one.is_in(report.cells))
