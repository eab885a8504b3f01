"""What the words of a number say beside their tags: who asked, what is only a reason, where they end."""

from __future__ import annotations

from collections.abc import Sequence

from app.checks.frames.frame import Frame
from app.checks.lexing.tokens import Sentence, Token
from app.checks.lexing.written_numbers import WrittenNumber

_FAR = 2  # unknown characters between an applicant and a number that part them


def tells_a_carry(tokens: Sequence[Token]) -> bool:
    """Whether words say that something is carried over."""
    return any(tag.carry for token in tokens for tag in token.tags)


def answers_otherwise(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether words before a number tell only a reason, and those behind it another answer than its own."""
    reasons = [tag for token in left for tag in token.of_kind("result")]
    answers = [tag for token in right for tag in token.of_kind("result")]
    groups = {tag.group for tag in reasons}
    return bool(reasons and answers) and all(groups) and not any(tag.id in groups or tag.group in groups for tag in answers)


def acts(own: Sequence[Token], applicant: Token, number: WrittenNumber) -> bool:
    """Whether an applicant is who asked (企业申请不予公开) and no word of a reason (企业改制档案不予公开)."""
    after = next((token for token in own if token.start >= applicant.end), None)
    counted = after is not None and applicant.end <= number.start and after.start >= number.end  # 企业所提2件全部公开
    return after is None or counted or after.start - applicant.end < _FAR


def stands_by(sentence: Sentence, frame: Frame, own: Sequence[Token]) -> bool:
    """Whether the words of an applicant stand right by their number."""
    ends = [token.end for token in own if token.of_kind("applicant", "others") and token.end <= frame.slot.number.start]
    return not ends or sentence.unknown(ends[-1], frame.slot.number.start) < _FAR


def before_all(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words up to one that speaks of all or none of what the number counts: 2件均为维持."""
    return tuple(tokens[: next((n for n, token in enumerate(tokens) if _ends(token)), len(tokens))])


def _ends(token: Token) -> bool:
    return bool(token.of_kind("all", "none", "open", "part", "share")) or any(tag.id == "among" for tag in token.tags)
