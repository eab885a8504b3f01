"""Of which year a number speaks: the last word of time before it, unless that says what is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.checks.frames.frame import Period, names
from app.checks.lexing.slots import Slot
from app.checks.lexing.tokens import Token

_PERIODS: dict[str, Period] = {"this": "this", "last": "last", "last_end": "last", "elsewhen": "other", "becomes": "this"}


@dataclass
class Clock:
    """The year of the place that a sentence has come to.

    `remark`: the year is that of its own clause alone (上年为9件). `base` is the year that the sentence began with;
    `point`: the last number was of a point in time.
    """

    period: Period = "this"
    remark: bool = False
    base: Period = "this"
    outer: Period = "this"
    before: Period = "this"
    several: bool = False
    point: bool = False
    depth: int = 0
    clause: int = -1

    def move(self, slot: Slot) -> None:
        """On to the next number."""
        self._enter(slot)
        compared, here = self._named(slot)
        if compared and _of_last(slot):
            here = "last"
        years = {tag.id for token in (*slot.carried, *slot.left) for tag in token.of_kind("period")} - {"becomes"}
        self.several = self.several or (len(years) > 1 and slot.count > 1 and not compared)
        if self.several and slot.count > 1:
            here = "other"  # 2023年、2024年、2025年分别为5件、6件、7件
        # 上年为9件， is a remark about its own clause; 2024年收到申请9件，办结8件 speaks of that year until another is named.
        own = slot.left if slot.clause == self.clause else (*slot.carried, *slot.left)
        bare = not any(token.of_kind("head", "flow", "result") for token in own)
        self.remark = here == "last" and (compared or self.point or ((here != self.period or self.remark) and bare))
        if here != self.period:
            self.before = here if here == "last" and not self.remark else "this"
        if here == "this":
            self.before = "this"
        if any(tag.id == "this" for token in (*slot.carried, *slot.left) for tag in token.of_kind("period")):
            self.base = "this"  # 上年复议2件，本年复议1件；直接起诉1件
        if self.clause < 0:
            named_last = here == "last" and not (self.remark or compared or slot.becomes)
            self.base = "last" if named_last else "this"
        self.period, self.clause = here, slot.clause

    def _enter(self, slot: Slot) -> None:
        """Into a bracket or out of it, and over the end of a clause."""
        if slot.depth > self.depth:
            self.outer = self.period
        elif slot.depth < self.depth:
            self.period = self.outer
        self.depth = slot.depth
        if self.point:
            self.period, self.remark = self.base, False
        self.point = names_end(slot.left)  # 去年底有效的3件经清理废止1件
        if slot.clause != self.clause and (self.remark or slot.ends_item) and not _within(slot):
            self.period = self.base if slot.ends_item else self.before
            self.remark = False

    def _named(self, slot: Slot) -> tuple[bool, Period]:
        """Whether something is compared, and the year that the words before the number name."""
        compared = names(slot.carried, "level")
        here, end = self.period, -1
        for token in (*slot.carried, *slot.left):
            compared = compared or bool(token.of_kind("compare"))
            for tag in token.of_kind("period"):
                goes_on = tag.id == "this" and token.start == end  # 2023年全年
                if not (compared and tag.id != "this") and not goes_on:
                    here, end = _PERIODS[tag.id], token.end
        return compared, here


def _within(slot: Slot) -> bool:
    """（上年1件，已公开1件）: a bracket that began with last year goes on with it, unless 其中 begins something."""
    return slot.depth > 0 and not slot.in_bracket and not names(slot.left, "part")


def names_end(tokens: Sequence[Token]) -> bool:
    """Whether words name the end of last year: a point in time, of which only the number right behind speaks."""
    return any(tag.id == "last_end" for token in tokens for tag in token.of_kind("period"))


def names_year(tokens: Sequence[Token]) -> bool:
    """Whether words name last year, or what a number has become."""
    return any(tag.id in ("last", "becomes") for token in tokens for tag in token.of_kind("period"))


def _of_last(slot: Slot) -> bool:
    """较上年的5件, 比上年新收的5件: the number of last year that is compared with."""
    at = next((n for n, token in enumerate(slot.left) if any(tag.id == "last" for tag in token.of_kind("period"))), -1)
    return at >= 0 and not any(token.of_kind("grown", "level") for token in slot.left[at:])
