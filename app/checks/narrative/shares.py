"""Shares and rates: worked out from the tables and from the numbers beside them.

A share is right when it is the quotient of its part and any whole that is usual for it. What cannot be worked out
is unclaimed where it speaks of the form's matters, else free.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from app.checks.frames.frame import Frame
from app.checks.lexing.tokens import Token
from app.checks.narrative.candidates import meanings
from app.checks.narrative.counts import free
from app.checks.narrative.growth import Growth
from app.checks.narrative.number_row import MEMORY, NumberRow, is_row
from app.checks.narrative.outcome import Candidate, ReadNumber
from app.checks.narrative.plausible import looks_like_a_slip
from app.checks.narrative.table_figures import plain
from app.knowledge.lexicon import CellSum

_BESIDE = 3  # counts before a share that it may be of after all
_HUNDRED = Decimal(100)
_HAN = re.compile("[\u4e00-\u9fff]")
_TOGETHER = re.compile("合|[二两三]者|[两三]项|共")


class Ratios(NumberRow):
    """Judges the shares, rates and changes of one text."""

    def judged(self, at: int) -> ReadNumber:
        """The outcome of the share or change at a place among the frames."""
        frame = self.frames[at]
        blank = free(self.text, frame)
        if self._of_another_office(at):
            return blank
        if frame.foreign and (frame.rate or frame.change):
            return blank
        if any(t.of_kind("some") for t in frame.slot.left) or any(t.of_kind("channel") for t in frame.slot.carried):
            return blank  # 全市平均纠错率12.3%, 以网络为主，占58%
        if frame.rate and (frame.topic != frame.rate.topic or (at and self.frames[at - 1].vague)):
            return blank
        if frame.change:
            return Growth(self.lexicon, self.figures, self.text, self.frames).judged(at, blank)
        return self._rate(at, blank) if frame.rate else self._share(at, blank)

    def _of_another_office(self, at: int) -> bool:
        """区教育局收到25件，同比增长38.9%: the count before is another office's."""
        return any(one.elsewhere for one in self.frames[max(0, at - 1) : at + 1])

    # ── shares ──
    def _share(self, at: int, blank: ReadNumber) -> ReadNumber:
        frame = self.frames[at]
        part = self.same_place(at) or self._part_before(at)
        values = list(self._part_values(at, part))
        if frame.period == "last" or frame.slot.becomes or self._whole_is_unknown(frame):
            return blank
        if not values or frame.slot.number.rough or frame.period == "other" or not self._is_share(frame):
            return blank
        wholes = list(self._wholes(at, part))
        right = [100 * value / whole for value in values for whole in wholes if whole and value <= whole]
        if any(self.near(frame, one) for one in right):
            return replace(blank, outcome="tied", meant=self._meant_of(part) if part else None)
        if right and self._is_vague(at):
            return replace(blank, outcome="unclaimed") if frame.topic and not frame.foreign else blank
        close = part is not None and self._adjoins(part, frame)
        if not right or not (close or self._own(frame)):
            return replace(blank, outcome="unclaimed") if frame.topic and not frame.foreign and self._own(frame) else blank
        clause = part.slot.clause if part is not None else -1
        near = [one for one in self.frames[max(0, at - _BESIDE) : at] if one.slot.clause == clause and one is not part]
        near = [one for one in near if not one.share and not one.change]
        others = [100 * one.slot.number.value / whole for one in near for whole in wholes if whole]
        if any(self.near(frame, one) for one in others):
            # 企业22件超过自然人15件，占59.5%
            return replace(blank, outcome="unclaimed") if frame.topic and not frame.foreign else blank
        nearest = min(right, key=lambda one: abs(one - frame.slot.number.value))
        named = any(token.of_kind("whole", "head") for token in self._split(frame)[1])  # 占总量的78.6%
        if not looks_like_a_slip(frame.slot.number.value, nearest) or (not named and self._fits_a_row(frame, values)):
            return replace(blank, outcome="unclaimed") if frame.topic and not frame.foreign else blank
        return self._against(frame, blank, nearest, part)

    def _fits_a_row(self, frame: Frame, parts: Sequence[Decimal]) -> bool:
        """占审结数的67.1%: whether it is the share of some sum of the tables that its words do not name."""
        topic = frame.topic or self.lexicon.request_topic
        columns = frame.columns or (self.lexicon.whole_column,)
        tags = (tag for tag in self.lexicon.tags if tag.topic == topic and tag.kind in ("flow", "result"))
        sums = [self.figures.sum(self.figures.cells(one, columns)) for tag in tags for one in tag.readings]
        return any(self.near(frame, 100 * part / whole) for whole in sums if whole for part in parts if part <= whole)

    def _part_before(self, at: int) -> Frame | None:
        former = "前者" in self.text.text[self.frames[at].slot.clause_start : self.frames[at].slot.number.start]
        for one in reversed(self.frames[max(0, at - 4) : at - former]):
            if one.slot.number.unit != "%" and not one.change and not any(t.of_kind("share") for t in one.slot.left):
                return one if one.slot.number.unit not in ("元", "万元", "个百分点") else None
        return None

    def _whole_is_unknown(self, frame: Frame) -> bool:
        """占常住人口的11%: the share is of something that no word of the lexicon tells."""
        left = frame.slot.left
        at = max((n for n, token in enumerate(left) if token.of_kind("share")), default=-1)
        if at < 0 or len(left) > at + 2:
            return False
        return len(_HAN.findall(self.text.text, left[at].end, frame.slot.number.start)) > 2

    def _is_vague(self, at: int) -> bool:
        """Whether no 占 says of what the share is, or it is of several together."""
        frame = self.frames[at]
        before, _ = self._split(frame)
        both = any(token.of_kind("both") for token in before.slot.left)
        if not both and any(token.of_kind("whole") for token in before.slot.left):
            return True
        named = any(token.of_kind("share") for token in (*frame.slot.left, *self._clause_before(at)))
        return not named and not frame.slot.in_bracket

    def _clause_before(self, at: int) -> tuple[Token, ...]:
        """占总办结量242件的28.18%: the words before the number before, in one clause."""
        one = self.frames[at - 1] if at else None
        return one.slot.left if one is not None and one.slot.clause == self.frames[at].slot.clause else ()

    @staticmethod
    def _is_share(frame: Frame) -> bool:
        """占45%, or （45%） and nothing else; 完成率45% is none."""
        left = frame.slot.left
        if any(tag.id == "free_rate" for token in (*left, *frame.slot.carried) for tag in token.tags):
            return False
        named = any(token.of_kind("share") for token in (*left, *frame.slot.carried))
        close = frame.slot.number.start - frame.slot.clause_start <= 2
        bare = close and all(token.of_kind("filler") or token.sign for token in left)
        return named or bare or frame.slot.labelled

    def _own(self, frame: Frame) -> bool:
        """Whether the share's own words name its part: 自然人占90%."""
        of_rows = frame.topic == self.lexicon.request_topic or frame.by_head
        return of_rows and not frame.foreign and bool(frame.tags or frame.columns)

    def _part_values(self, at: int, part: Frame | None) -> Iterator[Decimal]:
        frame = self.frames[at]
        frame, _ = self._split(frame)
        named = self._own(frame) and any(t.of_kind("applicant", "result") for t in (*frame.slot.left, *frame.slot.carried))
        if part is not None and (self._adjoins(part, frame) or part is self.same_place(at)) and not named:
            if any(token.of_kind("both") for token in self.frames[at].slot.left) and not self.frames[at].slot.shared:
                yield from self._sums_before(at)
                return
            yield part.slot.number.value
            if _TOGETHER.search(self.text.text, part.end, frame.slot.number.start):
                yield from self._sums_before(at)
            return
        if self._own(frame):
            yield from (one.value for one in meanings(self.lexicon, self.figures, frame) if one.value is not None)

    @staticmethod
    def _split(frame: Frame) -> tuple[Frame, tuple[Token, ...]]:
        """商业企业占法人申请的90%: the words before 占 are the part's, those behind it the whole's."""
        left = frame.slot.left
        at = max((n for n, token in enumerate(left) if token.of_kind("share")), default=-1)
        if at < 0:
            return frame, ()
        before, after = left[:at], left[at + 1 :]
        inner = max((n for n, token in enumerate(before) if any(tag.id == "among" for tag in token.tags)), default=-1)
        before, after = before[inner + 1 :], (*before[: inner + 1], *after)  # 已审结案件中维持结果占74.0%
        kept = {tag for token in before for tag in token.tags}
        columns = tuple(c for token in before for tag in token.of_kind("applicant") for c in tag.columns)
        kept_columns = frame.by_head or not columns  # 申请人以自然人为主，占87.5%
        disputes = frame.columns if kept_columns else columns
        named = tuple(tag for tag in frame.tags if tag in kept or not any(tag in token.tags for token in after))
        return replace(frame, slot=replace(frame.slot, left=before), tags=named, columns=disputes), after

    def _sums_before(self, at: int) -> Iterator[Decimal]:
        """The sums of the last two and three counts: 公开5件、部分公开2件，二者占办结量的70%."""
        counts = [one.slot.number.value for one in self.frames[max(0, at - 6) : at] if not one.share and not one.change]
        yield from (sum(counts[-n:], Decimal(0)) for n in (2, 3) if len(counts) >= n)

    def _adjoins(self, part: Frame, frame: Frame) -> bool:
        gap = self.text.text[part.end : frame.slot.number.start]
        return len(gap) <= 24 and "。" not in gap and "；" not in gap

    def _wholes(self, at: int, part: Frame | None) -> Iterator[Decimal]:
        """Every whole that is usual: the numbers before in the text, the totals of the tables, the group of a row."""
        near = self.frames[max(0, at - MEMORY) : at]
        yield from (one.slot.number.value for one in near if one is not part and _may_be_whole(one, part))
        yield from (one.slot.number.value for one in self.frames[at + 1 : at + 3] if not one.share and not one.change)
        frame = self.frames[at]
        _, after = self._split(frame)
        named = [tag for token in after for tag in token.of_kind("result")]
        columns = tuple(c for token in after for tag in token.of_kind("applicant") for c in tag.columns)
        topic = frame.topic or self.lexicon.request_topic
        usual = [tag for tag in self.lexicon.tags if tag.kind in ("head", "flow") and tag.topic == topic]
        for tag in (*usual, *named):
            kinds = frame.columns or (part.columns if part else ())
            choices = ((self.lexicon.whole_column,), tag.columns or kinds, columns)
            sums = (self.figures.sum(self.figures.cells(one, c)) for one in tag.readings for c in choices if c)
            yield from (value for value in sums if value is not None)

    def _rate(self, at: int, blank: ReadNumber) -> ReadNumber:
        frame = self.frames[at]
        assert frame.rate is not None
        before = self.frames[at - 1] if at else None
        counted = before is not None and before.topic == frame.topic and not before.share and not before.change
        if counted and before is not None and not self.agrees(before):
            return blank  # 各类复议案件共317件，纠错率8.2%
        pairs = list(self._quotients(frame, frame.rate.readings, frame.rate.against))
        if not pairs or frame.period != "this":
            return blank
        right = next((cells for cells, value in pairs if self.near(frame, value)), None)
        if right is not None:
            return replace(blank, outcome="tied", meant=Candidate(right, frame.rate.title, None))
        if not any(looks_like_a_slip(frame.slot.number.value, value) for _, value in pairs):
            return blank
        return self._against(frame, blank, pairs[0][1], None)

    def _quotients(
        self, frame: Frame, parts: Sequence[CellSum], wholes: Sequence[CellSum]
    ) -> Iterator[tuple[CellSum, Decimal]]:
        kinds = [tag.columns for tag in self.lexicon.tags if tag.kind == "head" and tag.columns]
        kinds = kinds if self.lexicon.is_by_head(frame.topic) else [(self.lexicon.whole_column,)]
        choices = [frame.columns] if frame.columns and frame.named else [frame.columns, *kinds] if frame.columns else kinds
        for columns in choices:
            for part in parts:
                cells = self.figures.cells(part, columns)
                for whole in wholes:
                    value, base = self.figures.sum(cells), self.figures.sum(self.figures.cells(whole, columns))
                    if value is not None and base:
                        yield cells, _HUNDRED * value / base

    def _against(self, frame: Frame, blank: ReadNumber, right: Decimal, part: Frame | None) -> ReadNumber:
        number = frame.slot.number
        start = min(frame.start, part.start if part else frame.start)
        shown = round(right, max(number.decimals, 1))
        told = (
            ("words", self.text.text[start : number.end].lstrip("，、；：（( \n")),
            ("stated", plain(number.value)),
            ("expected", plain(shown)),
            ("difference", plain(abs(shown - number.value))),
        )
        place = (start, number.end)
        return replace(blank, outcome="contradicts", rule="narrative.percent", told=told, place=place, meant=None)

    def _meant_of(self, part: Frame) -> Candidate | None:
        found = [one for one in meanings(self.lexicon, self.figures, part) if one.value == part.slot.number.value]
        return found[0] if found else None


def _may_be_whole(frame: Frame, part: Frame | None) -> bool:
    """Whether a number before a share can be what the share is of: no share itself, no number of last year, no row beside it."""
    if frame.share or frame.change or frame.period == "last" or any(t.of_kind("share") for t in frame.slot.left):
        return frame.period != "last" and not frame.share and not frame.change
    if part is not None and frame.foreign != part.foreign:
        return False
    if any(len(tag.readings[0]) > 1 for tag in frame.tags if tag.readings):
        return True  # 审结的76件中维持占67.1%
    group = part.tags[0].group if part is not None and part.tags else ""
    return not is_row(frame) or any(tag.id == group for tag in frame.tags)
