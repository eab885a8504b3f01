"""Growth and differences: worked out from the tables of two years, or from last year's number where the prose gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from app.checks.frames.frame import Frame, names
from app.checks.narrative.candidates import meanings
from app.checks.narrative.number_row import NumberRow, is_row
from app.checks.narrative.outcome import Candidate, ReadNumber
from app.checks.narrative.plausible import looks_like_a_slip
from app.checks.narrative.table_figures import plain

_HUNDRED = Decimal(100)


class Growth(NumberRow):
    """Judges the changes of one text."""

    def judged(self, at: int, blank: ReadNumber) -> ReadNumber:
        """The outcome of the change at a place among the frames."""
        frame = self.frames[at]
        unit = frame.slot.number.unit
        if unit != "%" and unit not in (*self.lexicon.request_units, "元", "万元"):
            return blank
        if frame.slot.number.rough or frame.slot.number.unit == "个百分点" or frame.period == "other":
            return blank
        pairs = list(self._before_and_now(at))
        worked = [(candidate, now - last, last) for candidate, now, last in pairs]
        percent = frame.slot.number.unit == "%"
        right = [(c, _HUNDRED * d / last if percent else d) for c, d, last in worked if last or not percent]
        for candidate, value in right:
            if value * frame.change >= 0 and self.near(frame, abs(value)):
                return replace(blank, outcome="tied", meant=candidate)
        if not right:
            speaks = frame.topic and not frame.foreign and frame.compared
            return replace(blank, outcome="unclaimed") if speaks else blank
        if self._tells_both(at):
            return replace(blank, outcome="tied")
        slip = any(looks_like_a_slip(frame.slot.number.value, abs(value)) for _, value in right)
        sure = slip and self._is_sure(at) and not self._is_of_a_whole(frame)
        return self._against(frame, blank, *right[0]) if sure else replace(blank, outcome="unclaimed")

    def _is_of_a_whole(self, frame: Frame) -> bool:
        """Whether a change is that of some whole of its topic: what was received, settled, carried over."""
        percent = frame.slot.number.unit == "%"
        for tag in self.lexicon.tags:
            if tag.topic != frame.topic or tag.kind not in ("head", "flow"):
                continue
            for cells in (self.figures.cells(one, tag.columns or (self.lexicon.whole_column,)) for one in tag.readings):
                now, last = self.figures.sum(cells), self.figures.sum(cells, "last")
                if now is not None and last is not None and (last or not percent):
                    grown = _HUNDRED * (now - last) / last if percent else now - last
                    if grown * frame.change > 0 and self.near(frame, abs(grown)):
                        return True
        return False

    def _is_sure(self, at: int) -> bool:
        """Whether it is plain of what a change is."""
        frame = self.frames[at]
        if frame.slot.shared and not frame.slot.labelled:
            return False  # 许可145件，处罚12件，分别比上年少6件和持平
        subject = next(iter([] if frame.tags else self._subjects(at)), None)
        if subject is None:
            return True
        unclear = subject.vague and not self.agrees(subject)
        return not unclear and (not is_row(subject) or frame.slot.opened in ("，", "（", ",", "("))

    def _tells_both(self, at: int) -> bool:
        """结转66件，比上年结转出的55件多11件: the prose gives both numbers, and the change is their difference."""
        frame, before = self.frames[at], self.frames[at - 1] if at else None
        if before is None or before.slot.clause != frame.slot.clause or not names(before.slot.left, "compare"):
            return False
        told = (one for one in reversed(self.frames[: at - 1]) if one.slot.depth <= before.slot.depth and not one.columns)
        now = next(told, None)
        if now is None:
            return False
        return abs(now.slot.number.value - before.slot.number.value) == frame.slot.number.value

    def _before_and_now(self, at: int) -> Iterator[tuple[Candidate, Decimal, Decimal]]:
        """The values of this year and of last year that a change may be of: its own words', else those of the count before it."""
        frame = self.frames[at]
        if not frame.compared:
            return
        own = frame if (frame.tags or (frame.heads and any(t.of_kind("head", "applicant") for t in frame.slot.left))) else None
        if any(t.of_kind("whole") for t in frame.slot.left):
            own = replace(frame, tags=(), columns=(), given=())  # 总量较上年减少6件
        for subject in [own] if own and not own.foreign else self._subjects(at):
            for one in meanings(self.lexicon, self.figures, replace(subject, period="this")):
                last = self.figures.sum(one.cells, "last")
                if one.value is not None and last is not None:
                    yield one, one.value, last
            yield from self._told_before(at, subject)

    def _told_before(self, at: int, subject: Frame) -> Iterator[tuple[Candidate, Decimal, Decimal]]:
        """较上年的5件增加2件（上年为5件）: the prose itself gives last year's number."""
        if self.figures.last is not None:
            return
        near = self.frames[max(0, at - 2) : at + 2]
        for one in near:
            if one.period == "last" and not one.share and not one.change and one.slot.number.unit != "%":
                for meant in meanings(self.lexicon, self.figures, replace(subject, period="this")):
                    if meant.value is not None:
                        yield meant, meant.value, one.slot.number.value

    def _subjects(self, at: int) -> list[Frame]:
        """The count before a change, and the whole that it is a part of."""
        same = self.same_place(at)
        if named := [same] if same is not None else self._named_before(at):
            return named
        found: list[Frame] = []
        for one in reversed(self.frames[max(0, at - 8) : at]):
            if one.change or one.share or one.slot.number.unit == "%":
                continue
            if one.period == "last":
                continue
            if one.foreign or not one.topic or one.some:
                break
            if not found or (found[-1].topic == one.topic and (one.slot.depth < found[-1].slot.depth or not is_row(one))):
                found.append(one)
            if not is_row(one):
                break
        return found

    def _named_before(self, at: int) -> list[Frame]:
        """The number right before a change that it is of: 比上年新收的14件多3件, and 上年新收10件，本年增长30%."""
        frame, before = self.frames[at], self.frames[at - 1] if at else None
        if before is None or not before.topic or before.foreign:
            return []
        if before.change:
            return [before] if before.tags else []
        parted = "。" in self.text.text[before.end : frame.slot.number.start]
        if before.period != "last" or parted:
            return []
        now = replace(before, period="this")
        return [now, replace(now, columns=())] if before.given else [now]

    def _against(self, frame: Frame, blank: ReadNumber, meant: Candidate, right: Decimal) -> ReadNumber:
        number = frame.slot.number
        shown = round(right, max(number.decimals, 1)) if number.unit == "%" else right
        told = (
            ("words", self.text.text[frame.start : number.end].lstrip("，、；：（( \n")),
            ("meaning", f"“{meant.title}”"),
            ("stated", plain(number.value * frame.change)),
            ("expected", plain(shown)),
            ("unit", "%" if number.unit == "%" else ""),
        )
        place = (frame.start, number.end)
        meant = replace(meant, value=shown)
        return replace(blank, outcome="contradicts", rule="narrative.change", told=told, place=place, meant=meant)
