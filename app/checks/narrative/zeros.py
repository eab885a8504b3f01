"""Words that say none or all: 未收到申请, 无行政复议, 均维持, 全部办结. Each means that a sum of cells is 0.

They reach as far as their clause, and 均 and 全部 as far as the number before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.checks.frames.frame import Frame, is_joint
from app.checks.lexing.tokens import Sentence, Token
from app.checks.narrative.candidates import meanings
from app.checks.narrative.outcome import Candidate, Outcome, ReadNumber
from app.checks.narrative.table_figures import Figures, plain
from app.findings.reader import ReportText
from app.knowledge.lexicon import CellSum, Lexicon, Tag

_SLACK = 8  # unknown characters between 未 and what there is none of
_MEMORY = 400  # characters before 未 in which its matter may be named
_WORDS = 30  # words of a clause on either side of 未 and 均 that are looked at
_NUMBERS = 40  # numbers before 均 that it may reach
_SUBJECT = ("head", "flow", "result", "applicant")
_BEHIND = 2  # the same behind it: 没有复议直接告的
_VERB = 3  # unknown characters behind 未 that may be one verb
_NARROWS = ("foreign", "applicant", "channel", "office", "except", "part", "some", "result")
_REACH = ("head", "flow", "result", "foreign", "applicant", "some", "rate", "channel")


@dataclass(frozen=True)
class Zeros:
    """Reads the words of none and all of one text."""

    lexicon: Lexicon
    figures: Figures
    text: ReportText
    head: Tag | None

    def read(self, sentence: Sentence, frames: Sequence[Frame]) -> Iterator[ReadNumber]:
        """Every such word of a sentence that speaks of cells; `frames` are the sentence's numbers."""
        for clause in _clauses(sentence):
            for n, token in enumerate(clause):
                low = max(0, n - _WORDS)
                if token.of_kind("none"):
                    yield from self._none(sentence, clause[low : n + _WORDS], n - low, frames)
                elif token.of_kind("all"):
                    yield from self._all(sentence, clause[low : n + _WORDS], n - low, frames)

    # ── none ──
    def _none(self, sentence: Sentence, clause: Sequence[Token], n: int, frames: Sequence[Frame]) -> Iterator[ReadNumber]:
        token = clause[n]
        after = _until_number(clause[n + 1 :])
        if _is_no_none(clause, n, after) or _negates(sentence, token, after):
            return
        content = [one for one in after if one.of_kind(*_REACH)]
        if not content and sentence.unknown(token.end, _end(sentence, token)):
            return
        told = content or [one for one in clause[:n] if one.of_kind(*_REACH)]
        if not told or any(one.of_kind("some", "rate") for one in told):
            return
        if content and sentence.unknown(token.end, content[-1].start) > _SLACK:
            return
        before = sentence.between(token.start - _MEMORY, token.start)
        carried = any(tag.carry for one in told for tag in one.tags)
        period = "this" if carried else _period([*clause[:n], *after])  # 上年度无结转 is a row of this year's table
        if any(one.of_kind("excluded", "office", "except") for one in clause):
            return
        if content and sentence.unknown(content[-1].end, _end(sentence, content[-1])) > _BEHIND:
            return
        joined = any(is_joint(one) for one in after)  # 未出现重复申请或者大量反复申请
        readings = self._denied(told, clause[:n], before, joined=joined)
        if not readings or period == "other":
            return
        end = content[-1].end if content else token.end
        title, cells = readings
        yield from self._outcome((token.start, end), cells, title, period)

    def _denied(
        self, told: Sequence[Token], clause: Sequence[Token], before: Sequence[Token], *, joined: bool
    ) -> tuple[str, CellSum] | None:
        """What there is none of: its name and cells. `clause` are the words of its clause before it."""
        while _names_kinds(told) and told[-1].of_kind("foreign") and not told[-1].of_kind("head", "result"):
            told = told[:-1]  # 没有行政复议、行政诉讼及举报投诉
        while len(told) > 1 and told[-1].of_kind("foreign") and any(tag.carry for tag in told[-2].tags):
            told = told[:-1]  # 无结转下年度办理事项
        last = told[-1]
        if last.of_kind("foreign") and not last.of_kind("head", "result"):
            return None
        heads = [tag for one in told for tag in one.of_kind("head")]
        if heads and heads[-1].topic == self.lexicon.request_topic and any(_is_other(one) for one in told):
            return None  # 没有延期答复的申请
        results = {tag.topic for one in told for tag in one.of_kind("result")}
        own = results or {tag.topic for one in told for tag in one.of_kind("flow")}
        topic = heads[-1].topic if heads else own.pop() if len(own) == 1 else self._topic(before)
        tags = [tag for one in told for tag in one.of_kind("result", "flow") if tag.topic == topic or not topic]
        tags = [tag for tag in tags if tag.sure] or [tag for tag in tags if tag.kind == "result"]
        near = told if any(one.of_kind("applicant") for one in told) else clause
        if not topic and len({tag.topic for tag in tags}) > 1:
            return None  # 未新增: of what, nobody said
        columns = tuple(dict.fromkeys(c for one in near for tag in one.of_kind("applicant") for c in tag.columns))
        if self.lexicon.is_by_head(topic):
            kinds = [tag for tag in heads if tag.topic == topic] or _last_heads(self.lexicon, before, topic)
            every = kinds or [tag for tag in self.lexicon.tags if tag.topic == topic and tag.columns]
            return self._sum(tags[-1:] or kinds[-1:], tuple(dict.fromkeys(c for tag in every for c in tag.columns)))
        if topic and not tags:
            named = [tag for tag in heads if tag.topic == topic and (tag.sure or topic == self.lexicon.request_topic)]
            return self._sum(named[-1:], columns) if named else None
        if tags and tags[-1].carry == "either" and any(tag.id == "last" for one in before[-3:] for tag in one.of_kind("period")):
            return self._sum((self.lexicon.carried("in"),), columns)
        groups = [tag for tag in tags if any(other.group == tag.id for other in tags)]
        rows = [tag for tag in tags if tag not in groups]
        return self._sum(rows if joined else rows[-1:], columns) if rows else None

    def _topic(self, before: Sequence[Token]) -> str:
        for one in reversed(before):
            if one.of_kind("head"):
                return one.of_kind("head")[0].topic
            if one.of_kind("foreign"):
                return "foreign"
        return self.head.topic if self.head else ""

    def _sum(self, tags: Sequence[Tag], columns: tuple[str, ...]) -> tuple[str, CellSum] | None:
        if not tags or not tags[-1].readings:
            return None
        reading = tuple(dict.fromkeys(part for tag in tags for part in tag.readings[0]))
        cells = self.figures.cells(reading, columns or (self.lexicon.whole_column,))
        return ("、".join(tag.title for tag in tags), cells) if cells else None

    # ── all ──
    def _all(self, sentence: Sentence, clause: Sequence[Token], n: int, frames: Sequence[Frame]) -> Iterator[ReadNumber]:
        token = clause[n]
        if n + 1 < len(clause) and (clause[n + 1].number or is_joint(clause[n + 1])):
            return  # 全部或部分公开18件
        after = _until_number(clause[n + 1 :])
        counted = len(after) < len(clause) - n - 1 and bool(clause[n + 1 + len(after)].number)
        if counted and (_is_noun_phrase(after) or not any(one.number for one in clause[:n])):
            return  # 全部案件里结果纠正8件, 全部公开10件
        content = [one for one in after if one.of_kind(*_REACH)]
        if not content or any(one.of_kind("some", "rate", "foreign", "channel") for one in content):
            return
        noun = next((one for one in reversed(frames) if one.end <= token.start and _is_noun(one)), None)
        if noun is not None and (noun.foreign or noun.period == "other" or noun.some):
            return
        subject = [one for one in clause[:n] if one.of_kind("head", "flow", "foreign")]
        if subject and subject[-1].of_kind("foreign"):
            return
        if noun is not None and not self._counts_all(noun):
            return  # 已决2件均维持 of three
        rest = noun is not None and any(t.of_kind("others", "except") for t in noun.slot.left)
        if rest or any(one.of_kind("except", "office") for one in clause):
            return  # 除律师事务所2件外均为自然人
        if noun is None and not self._speaks_of_every(sentence, token):
            content = [one for one in content if not one.of_kind("result")]
        found = self._rest(content, noun, clause[:n], frames) if content else None
        if found:
            yield from self._outcome((token.start, content[-1].end), found[1], found[0], noun.period if noun else "this")

    def _counts_all(self, noun: Frame) -> bool:
        """Whether a number that names no row is all of what it counts: 6件未满期限，全部为自然人 are some of the requests."""
        if noun.tags or noun.columns and not noun.by_head or not noun.topic or noun.change:
            return True
        values = [one.value for one in meanings(self.lexicon, self.figures, noun)]
        return any(value is None or value == noun.slot.number.value for value in values)

    def _speaks_of_every(self, sentence: Sentence, token: Token) -> bool:
        """上述申请均予以公开: whether, without a number, a sentence has spoken of the requests alone before 均."""
        before = sentence.between(sentence.start, token.start)
        if any(one.number or one.of_kind(*_NARROWS) for one in before):
            return False
        heads = {tag.topic for one in before for tag in one.of_kind("head")}
        return heads == {self.lexicon.request_topic} or (not heads and self.head is not None)

    def _rest(
        self, content: Sequence[Token], noun: Frame | None, subject: Sequence[Token], frames: Sequence[Frame]
    ) -> tuple[str, CellSum] | None:
        """What must be 0 when all of a noun is as the content says."""
        topic = noun.topic if noun and noun.topic else self.head.topic if self.head else ""
        heads = [tag for one in subject for tag in one.of_kind("head")]
        topic = heads[-1].topic if heads else topic
        results = [tag for one in content for tag in one.of_kind("result", "flow") if tag.topic == topic]
        if self.lexicon.is_by_head(topic):
            named = heads or list(noun.heads if noun else ())
            return self._others_of_dispute(content, results, named, noun, subject)
        if topic != self.lexicon.request_topic:
            return None
        if noun and noun.tags and noun.tags[0].carry == "in":
            together = any(tag.id == "together" for token in noun.slot.before for tag in token.tags)
            together = together or any(tag.splits for one in frames if one is not noun for tag in one.tags)
            together = together or any(token.of_kind("head") for token in subject)  # 上年结转的5件及本年申请
            noun = None  # 连同上年结转的1件，全部办结
            if not together:
                return None
        beside = [one for one in frames[-_NUMBERS:] if noun and one.columns and one.slot.clause == noun.slot.clause]
        alone = [one for one in beside if noun and one.columns != noun.columns]
        columns = noun.columns if noun and not alone else ()
        if results and all(tag.settles for tag in results):
            return self._sum((self.lexicon.carried("out"),), columns)
        applicants = [tag for one in content for tag in one.of_kind("applicant")]
        if applicants and not results:
            within = tuple(c for one in subject for tag in one.of_kind("applicant") for c in tag.columns) or columns
            return self._other_columns(applicants, noun, within)
        rows = [tag for tag in results if tag.kind == "result"]
        return self._other_results(rows[-1], noun, columns) if rows else None

    def _others_of_dispute(
        self,
        content: Sequence[Token],
        results: Sequence[Tag],
        heads: Sequence[Tag],
        noun: Frame | None,
        subject: Sequence[Token],
    ) -> tuple[str, CellSum] | None:
        kinds = tuple(dict.fromkeys(c for tag in heads for c in tag.columns))
        named = tuple(dict.fromkeys(c for one in content for tag in one.of_kind("head") for c in tag.columns))
        if named and noun is not None and noun.part:
            return None  # 诉讼12件，其中纠正1件，均为直接起诉: of the 12, or of the 1
        if named and not results and set(named) < set(kinds):
            rest = tuple(c for c in kinds if c not in named)
            return "其余各类", self.figures.cells(heads[-1].readings[0], rest)
        if not results or not kinds or (noun is not None and noun.tags and noun.tags[0].kind == "result"):
            return None
        rows = [tag for tag in self.lexicon.tags if tag.topic == results[-1].topic and tag.kind == "result"]
        every = [tag for tag in rows if len(tag.readings[0]) == 1]
        own = set(results[-1].readings[0])
        within = [reading for one in subject for tag in one.of_kind("result") for reading in tag.readings[0]]
        whole = within or [reading for tag in every for reading in tag.readings[0]]  # 已审结的均维持 leaves what is pending
        rest_rows = tuple(reading for reading in whole if reading not in own)
        return "其余各项结果", self.figures.cells(rest_rows, kinds)

    def _other_columns(
        self, applicants: Sequence[Tag], noun: Frame | None, within: tuple[str, ...]
    ) -> tuple[str, CellSum] | None:
        named = {c for tag in applicants for c in tag.columns}
        whole = self.lexicon.whole_column
        every = [c for tag in self.lexicon.tags if tag.kind == "applicant" for c in tag.columns if c != whole]
        rest = tuple(dict.fromkeys(c for c in within or every if c not in named))
        tag = noun.tags[0] if noun and noun.tags else self.lexicon.split
        return f"{tag.title}（其余申请人）", self.figures.cells(tag.readings[0], rest)

    def _other_results(self, row: Tag, noun: Frame | None, columns: tuple[str, ...]) -> tuple[str, CellSum] | None:
        """5件均予以公开: of what the noun counts nothing may have another result."""
        tag = noun.tags[0] if noun and noun.tags and noun.tags[0].kind == "result" else None
        if tag is not None and row.group != tag.id:
            return None
        within = tag.id if tag is not None else ""
        if within:
            others = [tag for tag in self.lexicon.tags if tag.group == within and tag is not row and tag.sure]
        else:
            own = set(row.readings[0])
            others = [tag for tag in self.lexicon.tags if tag.kind == "result" and tag.topic == row.topic and tag.sure]
            others = [tag for tag in others if not any(tag.id == other.group for other in others)]
            others = [tag for tag in others if tag is not row and tag.group != row.id and not own & set(tag.readings[0])]
        parts = tuple(dict.fromkeys(part for tag in others for part in tag.readings[0]))
        return "其余各项结果", self.figures.cells(parts, columns or (self.lexicon.whole_column,)) if parts else ()

    def _outcome(self, place: tuple[int, int], cells: CellSum, title: str, period: str) -> Iterator[ReadNumber]:
        if not cells:
            return
        start, end = place
        value = self.figures.sum(cells, period)
        least = self.figures.at_least(cells) if period == "this" else Decimal(0)
        shown = value if value is not None else least if least else None
        words = self.text.text[start:end]
        meant = Candidate(cells, title, shown, period)
        table = plain(shown or Decimal(0))
        told = (("words", words), ("meaning", f"“{title}”"), ("stated", 0), ("table", table), ("difference", table))
        outcome: Outcome = "free" if shown is None else "tied" if shown == 0 else "contradicts"
        yield ReadNumber(
            self.text.span(start, end), words, outcome, Decimal(0), meant, (), "narrative.zero" if shown else "", told, place
        )  # fmt: skip


def _is_no_none(clause: Sequence[Token], n: int, after: Sequence[Token]) -> bool:
    """Whether the words around say otherwise than that there is none of something."""
    if any(one.number for one in clause[:n]) and not any(one.of_kind(*_SUBJECT) for one in clause[:n]):
        return True  # 33个单位全年未收到申请
    if len(after) < len(clause) - n - 1 and clause[n + 1 + len(after)].number:
        return True  # 未经复议直接起诉1件: the number says how many there are
    return bool(after and after[0].sign)  # 手里没有、告知……


def _negates(sentence: Sentence, token: Token, after: Sequence[Token]) -> bool:
    """未写明救济途径被纠正: 未 says no to the verb behind it, and if nobody listed that, none of it is about what comes then."""
    word = sentence.text[token.start - sentence.start : token.end - sentence.start]
    return word == "未" and bool(after) and sentence.unknown(token.end, after[0].start) > _VERB


def _is_noun_phrase(tokens: Sequence[Token]) -> bool:
    """全部案件里: 全部 belongs to a noun and says nothing of all."""
    return bool(tokens) and (bool(tokens[0].of_kind("head")) or any(tag.id == "among" for tag in tokens[0].tags))


def _names_kinds(told: Sequence[Token]) -> bool:
    """Whether words name kinds of case."""
    return any(tag.columns for one in told for tag in one.of_kind("head"))


def _is_other(token: Token) -> bool:
    return bool(token.of_kind("foreign")) and not token.of_kind("head", "result", "filler")


def _end(sentence: Sentence, token: Token) -> int:
    """Where the clause of a word ends."""
    following = sentence.until_number(token.end)
    sign = next((one.start for one in following if one.sign), None)
    return sign if sign is not None else following[-1].end if following else token.end


def _is_noun(frame: Frame) -> bool:
    """Whether 均 behind a number can speak of it: no share, no change, no remark on last year."""
    return not (frame.share or frame.change or frame.period == "last" or frame.slot.number.unit == "%")


def _clauses(sentence: Sentence) -> Iterator[list[Token]]:
    here: list[Token] = []
    for token in sentence.tokens:
        if token.sign and token.sign != "、":
            yield here
            here = []
        else:
            here.append(token)
    yield here


def _until_number(tokens: Sequence[Token]) -> list[Token]:
    end = next((n for n, token in enumerate(tokens) if token.number or token.of_kind("none", "all")), len(tokens))
    return list(tokens[:end])


def _period(tokens: Sequence[Token]) -> str:
    found = [tag.id for token in tokens for tag in token.of_kind("period")]
    return {"last": "last", "elsewhen": "other"}.get(found[-1], "this") if found else "this"


def _last_heads(lexicon: Lexicon, before: Sequence[Token], topic: str) -> list[Tag]:
    """The kinds of case named last; of 直接起诉15件、复议后起诉8件 both, since together they are one kind."""
    named = [[tag for tag in token.of_kind("head") if tag.topic == topic] for token in before]
    named = [heads for heads in named if heads]
    if len(named) > 1:
        both = [*named[-2], *named[-1]]
        columns = {c for tag in both for c in tag.columns}
        kind = any(tag.kind == "head" and set(tag.columns) == columns for tag in lexicon.tags)
        if kind and named[-1] != named[-2] and len(columns) < len(lexicon.kinds):
            return both
    return named[-1] if named else []
