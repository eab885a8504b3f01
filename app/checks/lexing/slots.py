"""Which words of a sentence belong to which number: those before it, or those after it, in its own clause.

予以公开5件、不予公开2件: the words stand before. 5件予以公开，2件不予公开: after. What stands in clauses without a number before
a clause with one is carried to it: 因属于内部事务信息，不予公开1件. 自然人、企业分别申请5件、2件: each number has the label of
its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.checks.lexing.tokens import Sentence, Token
from app.checks.lexing.written_numbers import WrittenNumber
from app.knowledge.lexicon import Lexicon

CONTENT = ("head", "flow", "result", "applicant", "foreign", "rate", "channel")
_LABELS = ("rate", "result", "applicant", "flow", "head", "channel", "others", "foreign")
_MEMORY = 40  # words that a number may go back to
_ITEM_ENDS = ("；", ";")
_OPENING, _CLOSING = "（(", "）)"


@dataclass(frozen=True)
class Slot:
    """A number with its words: `left` and `right` in its clause, `carried` from clauses without a number before it.

    `before` is all of both before the number. `clause` is where its clause begins, `place` of `count` numbers it is in its own,
    `opened` is the sign before the clause, `depth` how many brackets are open around it. `within_some`: in a list of what
    requests were about. `shared`: each number of the clause has its own label, or the same (`labelled` where they are known).
    `changes`: the clause tells of growth. `becomes`: 降至 stands right behind.
    """

    number: WrittenNumber
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    carried: tuple[Token, ...]
    clause: int
    opened: str
    depth: int
    clause_start: int = 0
    clause_end: int = 0
    place: int = 0
    count: int = 1
    within_some: bool = False
    shared: bool = False
    changes: bool = False
    becomes: bool = False
    before: tuple[Token, ...] = ()
    labelled: bool = False

    @property
    def ends_item(self) -> bool:
        """Whether an item of a list ended before its clause."""
        return self.opened in ("；", ";")

    @property
    def in_bracket(self) -> bool:
        """Whether its clause begins a bracket."""
        return self.opened in ("（", "(")

    @property
    def after_colon(self) -> bool:
        """Whether its clause begins a list."""
        return self.opened in ("：", ":")

    @property
    def start(self) -> int:
        """Where its first word stands."""
        return min([self.number.start, *(token.start for token in self.left)])


@dataclass(frozen=True)
class _Clause:
    start: int
    tokens: tuple[Token, ...]
    opened: str
    depth: int
    place: int
    end: int


def slots(lexicon: Lexicon, sentence: Sentence) -> Iterator[Slot]:
    """The slots of a sentence, in order."""
    carried: tuple[Token, ...] = ()
    outside: list[tuple[Token, ...]] = []
    for clause in _clauses(sentence):
        while len(outside) > clause.depth:
            # 执法案卷信息（复议卷宗）不予公开4件; but 公开类（含部分公开）合计7件 counts both
            inside = carried if carried and carried[0].of_kind("part") else ()
            carried = (*outside.pop(), *inside)
        while len(outside) < clause.depth:
            outside.append(carried)
            carried = tuple(token for token in carried[-1:] if token.of_kind("period"))  # 较上年（40件、9件）减少3件
        if clause.opened in _ITEM_ENDS:
            carried = tuple(token for token in carried if token.of_kind("period", "compare"))
        if not any(token.number for token in clause.tokens):
            carried = (*carried, *clause.tokens)[-_MEMORY:]
            continue
        yield from _of_clause(lexicon, clause, carried)
        last = max(n for n, token in enumerate(clause.tokens) if token.number)
        behind = clause.tokens[last + 1 :]
        carried = behind if about_it(behind) else ()  # 15件申请按内容分，征地6件……


def _clauses(sentence: Sentence) -> Iterator[_Clause]:
    """The tokens between the signs that end a clause; 、 ends none."""
    here: list[Token] = []
    opened, depth, start = "", 0, sentence.start
    for token in sentence.tokens:
        if not token.sign or token.sign == "、":
            here.append(token)
            continue
        if here:
            yield _Clause(start, tuple(here), opened, depth, start, token.start)
        here, opened, start = [], token.sign, token.end
        depth += (token.sign in _OPENING) - (token.sign in _CLOSING and depth > 0)
    if here:
        yield _Clause(start, tuple(here), opened, depth, start, sentence.end)


def _of_clause(lexicon: Lexicon, clause: _Clause, carried: tuple[Token, ...]) -> Iterator[Slot]:
    places = [n for n, token in enumerate(clause.tokens) if token.number]
    pieces = [clause.tokens[a + 1 : b] for a, b in zip([-1, *places], [*places, len(clause.tokens)], strict=True)]
    after = not _has_content(pieces[0]) and len(pieces) > 1 and _has_content(pieces[1])
    lefts, rights = [pieces[0]], []
    for n, piece in enumerate(pieces[1:], 1):
        number = clause.tokens[places[n - 1]].number
        last = n == len(pieces) - 1
        heads = bool(number and number.unit in (*lexicon.person_units, *lexicon.loose_units))
        right, left = (piece, ()) if last else _parted(piece, after=after, heads=heads)
        rights.append(right)
        lefts.append(left)
    labels = _labels((*carried, *pieces[0]), len(places))
    some = about_it((*carried, *pieces[0])) or _of_an_office((*carried, *pieces[0]))
    changes = any(token.of_kind("grown") for token in clause.tokens)
    starts = [clause.start, *(clause.tokens[place].end for place in places)]
    for n, place in enumerate(places):
        number = clause.tokens[place].number
        assert number is not None
        slot = Slot(number, lefts[n], rights[n], carried if n == 0 else (), clause.place, clause.opened, clause.depth, starts[n])
        slot = replace(
            slot,
            clause_end=clause.tokens[places[n + 1]].start if n + 1 < len(places) else clause.end,
            place=n,
            count=len(places),
            within_some=some,
            shared=any(token.of_kind("each", "respectively") for token in pieces[0]),
            changes=changes,
            before=(*carried, *clause.tokens[max(0, place - _MEMORY) : place]),
            becomes=_becomes(pieces[n + 1]),
        )
        if labels:
            taken = {id_ for one in labels for id_ in map(_place, one)}
            words = (*carried, *pieces[0])
            shared = tuple(t for t in words if _place(t) not in taken and not t.of_kind("respectively", "each"))
            own = (*shared, *labels[n], *(lefts[n] if n else ()))
            slot = replace(slot, left=own, carried=(), labelled=True)
        yield slot


def _place(token: Token) -> tuple[int, int]:
    return token.start, token.end


def _parted(piece: tuple[Token, ...], *, after: bool, heads: bool) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The words between two numbers: those of the first, and those of the second."""
    for n, token in enumerate(piece):
        if token.sign == "、" or (n and _is_join(token)):
            return piece[:n], piece[n + 1 :]
    if piece and any(tag.id == "among" for tag in piece[0].tags):
        return (), piece  # 已结85件中纠正6件
    if heads:
        # 4名公民提交申请5件, 43个单位收到申请5件: a flow behind a counter of heads belongs to the next number
        end = next((n for n, token in enumerate(piece) if token.of_kind("flow", "head", "result")), len(piece))
        own = tuple(token for n, token in enumerate(piece) if n < end and token.of_kind("applicant", "foreign"))
        return own, tuple(token for token in piece if token not in own)
    return (piece, ()) if after else ((), piece)


def about_it(tokens: Sequence[Token]) -> bool:
    """Whether the words say what requests were about: 申请内容涉征地5件、规划3件; not 涉信息公开的行政复议5件."""
    about = [n for n, token in enumerate(tokens) if any(tag.id in ("about", "sorted") for tag in token.tags)]
    return bool(about) and not any(token.of_kind("head") for token in tokens[about[-1] :])


def _becomes(piece: tuple[Token, ...]) -> bool:
    """由22件降至11件: the number before the word is the earlier one."""
    return bool(piece) and any(tag.id == "becomes" for tag in piece[0].of_kind("period"))


def _of_an_office(tokens: tuple[Token, ...]) -> bool:
    """其中区市场监管局许可5件: a part that is another office's."""
    at = next((n for n, token in enumerate(tokens) if token.of_kind("part")), len(tokens))
    return any(token.of_kind("office") for token in tokens[at:])


def _is_join(token: Token) -> bool:
    return any(tag.id == "join" for tag in token.tags)


def _has_content(tokens: Sequence[Token]) -> bool:
    return any(token.of_kind(*CONTENT) for token in tokens)


def _labels(tokens: tuple[Token, ...], count: int) -> list[tuple[Token, ...]]:
    """The labels before 分别 when there are as many as numbers; none otherwise."""
    at = next((n for n, token in enumerate(tokens) if token.of_kind("respectively", "each")), -1)
    if at < 0 or count < 2:
        return []
    found: list[list[Token]] = [[]]
    for token in tokens[:at]:
        if token.sign == "、" or _is_join(token):
            found.append([])
        elif token.of_kind(*_LABELS):
            found[-1].append(token)
    found = [one for one in found if one]
    if len(found) == count and found[0]:
        # 收到自然人、法人申请: only the last word before the first sign is a label, what stands before is shared.
        found[0] = found[0][-1:]
    return [tuple(one) for one in found] if len(found) == count else []
