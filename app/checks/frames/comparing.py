"""Numbers that speak of another one: last year's of the same, and what a count has grown or shrunk by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.checks.frames.frame import Frame, names
from app.checks.lexing.slots import Slot


def compares(frame: Frame) -> bool:
    """较之上年，……：新收225件，增加83件: what a sentence compares at its beginning it compares all along."""
    return bool(frame.change and frame.compared) or names((*frame.slot.carried, *frame.slot.left), "compare")


def as_its_subject(frame: Frame, done: Sequence[Frame]) -> Frame:
    """许可决定58214件，因部分事项下放，比上年减少3823件: a change is of the count before, whatever stands between."""
    if not frame.change or not frame.foreign or names(frame.slot.left, "foreign"):
        return frame
    subject = next((one for one in reversed(done) if not one.change and not one.share), None)
    if subject is None or subject.foreign or subject.slot.number.unit not in (frame.slot.number.unit, ""):
        return frame
    return replace(frame, foreign=False, heads=subject.heads, named=False)


def change_of(slot: Slot) -> int:
    """1 behind a word of growth, -1 behind one of decrease, else 0."""
    grown = [tag for token in slot.left for tag in token.of_kind("grown")]
    near = slot.labelled or any(t.of_kind("grown", "whole", "filler", "respectively", "each") for t in slot.left[-1:])
    return grown[-1].sign if grown and near else 0


def remarked(frame: Frame, done: list[Frame], *, unknown: int, remark: bool, whole: str) -> Frame:
    """上年为9件, 降至11件: a number that names only its year counts what the one before counts, or all of that."""
    slot = frame.slot
    counts = [one for one in done if not one.change and not one.share and one.topic]
    row = [one for one in counts if one.slot.clause != slot.clause and one.period == "this"]
    before = counts[-1] if counts else None
    becomes = slot.becomes or any(tag.id == "becomes" for token in slot.left for tag in token.tags)
    if slot.count > 1 and len(row) >= slot.count and not (becomes or slot.changes):
        before = row[slot.place - slot.count]  # 上年分别为51件、410件、9件
    if before is None or before.foreign:
        return replace(frame, foreign=bool(before and before.foreign))
    alone = sum(not one.change and not one.share and one.period == "this" for one in done) == 1
    close = slot.clause_start - before.end <= 1 or (alone and slot.depth == before.slot.depth)
    return replace(
        frame,
        heads=before.heads,
        tags=before.tags,
        columns=before.columns,
        given=((whole,),) if before.columns and not before.by_head else (),
        period="last" if remark else frame.period,
        inherited=True,
        sure=before.sure and not before.some and close and not unknown,
        some=before.some,
        channel=before.channel,
    )
