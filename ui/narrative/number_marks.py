"""How the numbers of a text are shown in its editor: a line under those that the program holds against something, words for the
pointer over every one, and what may be done with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QTextCharFormat

from app.checks import Span
from app.checks.narrative import ReadNumber, claimable, is_share
from app.checks.number_words import NOT_COMPARED, claimed_as, claimed_by, meaning
from app.checks.other_numerals import other_numerals
from app.form.form import Form
from app.report.claim import Claim
from ui.commands.actions import keys_of
from ui.narrative.text_editor import Verb

Lines = QTextCharFormat.UnderlineStyle
UNCLAIMED = "这个数指哪一格，请认领（{keys}）"
POINT = "；若指表里某一格，点右键认领"
OTHER = "{kind}，不与表格对照"
QUIET, DOTS = (Lines.SingleUnderline, "line_strong"), (Lines.DotLine, "accent")
NO_LINE = (Lines.NoUnderline, "")

Ask = Callable[[Span, Claim | None], object]


@dataclass(frozen=True)
class NumberMark:
    """A number at `span` with its line and the colour of that, the words over it, and what the menu on it offers."""

    span: Span
    line: tuple[QTextCharFormat.UnderlineStyle, str]
    words: str
    verbs: tuple[Verb, ...] = ()


def number_marks(
    form: Form, own: tuple[Claim, ...], text: tuple[str, str], numbers: tuple[ReadNumber, ...], ask: Ask
) -> Iterator[NumberMark]:
    """The marks of a `text` (cell and words). `own` are the claims of this report, `ask` asks about a number or drops a claim."""
    for one in numbers:
        yield NumberMark(one.span, _line(one), _words(form, own, one), _verbs(form, own, one, ask))
    for span, kind in other_numerals(*text, (one.span for one in numbers)):
        yield NumberMark(span, NO_LINE, OTHER.format(kind=kind))


def _line(one: ReadNumber) -> tuple[QTextCharFormat.UnderlineStyle, str]:
    if one.outcome == "unclaimed":
        return DOTS
    return QUIET if one.outcome == "tied" or (one.outcome == "free" and one.meant) else NO_LINE


def _words(form: Form, own: tuple[Claim, ...], one: ReadNumber) -> str:
    if one.outcome == "unclaimed":
        return UNCLAIMED.format(keys=keys_of("doubt"))
    said = meaning(form, one)
    if said == NOT_COMPARED:
        return said + POINT if _can_be_given(one) else said
    if one.claim is None:
        return said
    return f"{said}\n{claim_words(one.claim, own)}"


def claim_words(claim: Claim, own: tuple[Claim, ...]) -> str:
    """认领过（张三，2026年1月15日）, and that it was in another report where it was."""
    by = claimed_by(claim)
    return ("认领过" if claim in own else "在本单位别的年度认领过") + (f"（{by}）" if by else "")


def _can_be_given(one: ReadNumber) -> bool:
    """Whether a person can say what a number means; of a share only that it means no cell, where it is held against any."""
    return claimable(one) and not (is_share(one) and one.outcome == "free" and one.claim is None)


def _verbs(form: Form, own: tuple[Claim, ...], one: ReadNumber, ask: Ask) -> tuple[Verb, ...]:
    if not _can_be_given(one):
        return ()
    if one.claim is None or one.claim not in own:
        return ((f"认领“{one.words}”…", partial(ask, one.span, None)),)
    was = claimed_as(form, one.claim)
    return (
        (f"改认“{one.words}”…", partial(ask, one.span, None)),
        (f"取消认领（{was}）", partial(ask, one.span, one.claim)),
    )
