"""What a number means: which quantity, which column, of which year. A meaning is a choice of readings.

A reading is a sum of cells; a number agrees when one of its readings has its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.checks.narrative.clauses import Mention, Sentence
from app.checks.narrative.context import ClauseContext, Period
from app.form.form import Form
from app.knowledge.cell_sums import cell_sum
from app.knowledge.lexicon import CellSum, Grammar, Quantity, Variant

_FILLER = re.compile(
    r"(?:提出|提交|递交|申请人?|的|政府信息|信息|公开|依|书面|共|合计|总计|计|为|有|各|类|、|和|或者?|及|以|因|其中|名义|自己|身份|则|量|数|了|是|向我街道|向街道)*"
)
_OWN_WORDS = re.compile(r"\s*(?:的)?(?:申请|政府信息|信息公开|依申请|均|已|全部|由|$)")


@dataclass(frozen=True)
class Meaning:
    """A number's meaning. `typed` when words of its own name the quantity; `columns` when words name a column."""

    mention: Mention
    quantity: Quantity
    columns: tuple[str, ...]
    readings: tuple[CellSum, ...]
    period: Period
    typed: bool
    phrase_start: int


@dataclass(frozen=True)
class NumberPlace:
    """A mention in its sentence, with the meanings before it: `here` in the sentence, `wholes` those that parts belong to."""

    sentence: Sentence
    mention: Mention
    wholes: tuple[Meaning, ...]
    here: tuple[Meaning | None, ...]

    @property
    def before(self) -> str:
        """The words of the sentence before the number."""
        return self.sentence.text[: self.mention.number.start - self.sentence.start]


@dataclass(frozen=True)
class Interpreter:
    """Reads the numbers of one text cell in order."""

    grammar: Grammar
    context: ClauseContext
    form: Form
    cell: str

    def meanings(self, sentences: Iterable[Sentence]) -> list[list[Meaning | None]]:
        """For every sentence the meaning of each mention, None where a number means no cell."""
        found: list[list[Meaning | None]] = []
        wholes: list[Meaning] = []
        for sentence in sentences:
            if not re.match(r"\s*(?:其中|按|从|办理结果)", sentence.text):
                wholes = []
            here: list[Meaning | None] = []
            for mention in sentence.mentions:
                meaning = self._meaning(NumberPlace(sentence, mention, tuple(wholes), tuple(here)))
                if meaning and meaning.typed:
                    wholes.append(meaning)
                here.append(meaning)
            found.append(here)
        return found

    def _meaning(self, place: NumberPlace) -> Meaning | None:
        mention = place.mention
        if not self._counts(mention):
            return None
        topic = self.context.topic(self.cell, place.sentence, mention)
        period = self.context.period(place.before)
        quantity, start, end = self._quantity(topic, place)
        if self._another_unit(topic, place):
            return None
        if quantity is None:
            return self._part(topic, place, period)
        before = end <= len(mention.left)
        cut = before and quantity.of != "case"
        left = mention.left[:start] + mention.left[end:] if cut else mention.left
        columns = self._columns(quantity, self._variants(quantity.of, left, place))
        if columns is None:
            return None
        readings = self._readings([quantity], columns, place.here)
        phrase = mention.left_start + start if before else mention.number.start
        return Meaning(mention, quantity, columns, readings, period, True, phrase) if readings else None

    def _another_unit(self, topic: str, place: NumberPlace) -> bool:
        """Whether these are other things than were counted before: 申请2件，涉及信息7项，予以公开5项."""
        units = {m.mention.number.unit for m in place.wholes if m.quantity.topic == topic}
        unit = place.mention.number.unit
        return bool(units) and unit not in units and unit in self.grammar.loose_units

    def _counts(self, mention: Mention) -> bool:
        number, grammar = mention.number, self.grammar
        if number.rough or re.search(rf"(?:{grammar.deltas.pattern})(?:了|约|近)?$", mention.left.strip()):
            return False
        if grammar.strange.search(mention.left + mention.right):
            return False
        if number.unit in grammar.loose_units and not _OWN_WORDS.match(mention.right):
            return False
        channel = grammar.channels.search(mention.left)
        if channel and not re.search(r"等|共|各|渠道|方式", mention.left[channel.end() :]):
            return False
        return number.unit in (*grammar.units, "元", "万元")

    def _quantity(self, topic: str, place: NumberPlace) -> tuple[Quantity | None, int, int]:
        """The quantity of the highest rank, nearest to the number, with its phrase's place in left + right."""
        mention = place.mention
        money = mention.number.unit in ("元", "万元")
        best: tuple[tuple[int, int, int], Quantity, int, int] | None = None
        for quantity in self.grammar.quantities:
            if quantity.topic != topic or quantity.money != money or self._excluded(quantity, place):
                continue
            for rank, start, end in self._phrases(quantity, place):
                if best is None or rank > best[0]:
                    best = (rank, quantity, start, end)
        return (best[1], best[2], best[3]) if best else (None, 0, 0)

    def _phrases(self, quantity: Quantity, place: NumberPlace) -> list[tuple[tuple[int, int, int], int, int]]:
        """Where a quantity's words stand: before the number they count more than after it."""
        mention = place.mention
        length = len(mention.left)
        found = [
            ((1, quantity.rank, m.end()), m.start(), m.end())
            for m in (quantity.before.finditer(mention.left) if quantity.before else ())
        ]
        after = quantity.after.search(mention.right.strip()) if quantity.after else None
        if after:
            rank = (0, quantity.rank, -after.start())
            found.append((rank, length + 1 + after.start(), length + 1 + after.end()))
        named = quantity.earlier and not found and self.context.names(quantity.topic, mention.left)
        if named and quantity.before and quantity.before.search(place.before):
            found.append(((-1, quantity.rank, 0), length + 1, length + 1))
        return found

    @staticmethod
    def _excluded(quantity: Quantity, place: NumberPlace) -> bool:
        mention = place.mention
        if quantity.units and mention.number.unit not in quantity.units:
            return True
        if quantity.spoilt_by and quantity.spoilt_by.search(place.sentence.text):
            return True
        return bool(quantity.unless and quantity.unless.search(mention.left + mention.right))

    def _part(self, topic: str, place: NumberPlace, period: Period) -> Meaning | None:
        """A number with a column of its own but no quantity: of the quantities named before, or of the topic's `unnamed`."""
        mention = place.mention
        variants = self._variants("applicant", mention.left, place)
        if not variants or mention.number.unit in ("元", "万元"):
            return None
        named = [m.quantity for m in reversed(place.wholes) if m.quantity.of == "applicant"]
        unnamed = [one.unnamed for one in self.grammar.topics if one.id == topic]
        quantities = named or [q for q in self.grammar.quantities if q.id in unnamed]
        if not quantities:
            return None
        columns = self._columns(quantities[0], variants) or ()
        readings = self._readings(quantities, columns, ())
        if not readings:
            return None
        return Meaning(mention, quantities[0], columns, readings, period, False, mention.left_start)

    def _variants(self, of: str, left: str, place: NumberPlace) -> list[Variant]:
        """The column words of the clause; for a kind of case also those earlier in the sentence."""
        if of == "case":
            found = _outermost(self.grammar.variants, of, left) or _outermost(
                self.grammar.variants, of, place.before
            )
            return [variant for _, _, variant in found][-1:]
        found = _outermost(self.grammar.variants, of, left)
        if not found:
            near = _outermost(self.grammar.variants, of, place.mention.right)
            return [v for start, _, v in near if start <= 3][:1]
        if self._heads(place) or not _FILLER.fullmatch(_without(left, found)):
            return []
        if all(v.follows for _, _, v in found) and not (
            place.here and place.here[-1] and place.here[-1].columns
        ):
            return []
        return [variant for _, _, variant in found]

    def _heads(self, place: NumberPlace) -> bool:
        """Whether the clause's applicants are counted by head: 1家企业提交申请5件."""
        return any(
            one.number.end == place.mention.left_start and one.number.unit in self.grammar.heads
            for one in place.sentence.mentions
        )

    @staticmethod
    def _columns(quantity: Quantity, variants: list[Variant]) -> tuple[str, ...] | None:
        """The columns that the words name, () for all; None when the quantity needs a column and has none."""
        columns = tuple(dict.fromkeys(column for v in variants for column in v.stands_for))
        return None if quantity.of == "case" and not columns else columns

    def _readings(
        self, quantities: list[Quantity], columns: tuple[str, ...], here: tuple[Meaning | None, ...]
    ) -> tuple[CellSum, ...]:
        """The readings with their columns; one that names no column may mean the only one named before."""
        choices = [columns or (self.grammar.whole_column,)]
        named = {m.columns for m in here if m and m.columns and m.quantity.of == "applicant"}
        if not columns and len(named) == 1:
            choices.append(named.pop())
        filled = [
            cell_sum(self.form, reading, choice)
            for choice in choices
            for quantity in dict.fromkeys(quantities)
            for reading in quantity.readings
        ]
        return tuple(cells for cells in dict.fromkeys(filled) if cells)


def _without(left: str, found: list[tuple[int, int, Variant]]) -> str:
    """What stands between the first column word and the number, without the other column words."""
    rest = left
    for start, end, _ in sorted(found, key=lambda one: one[:2], reverse=True):
        rest = rest[:start] + rest[end:]
    return rest[found[0][0] :].strip()


def _outermost(variants: tuple[Variant, ...], of: str, words: str) -> list[tuple[int, int, Variant]]:
    """The variants named in `words`, in order, without those inside a longer one."""
    found = [
        (m.start(), m.end(), variant)
        for variant in variants
        if variant.of == of
        for pattern in variant.words
        for m in pattern.finditer(words)
    ]
    kept = [
        one
        for one in found
        if not any(o[0] <= one[0] and one[1] <= o[1] and (o[1] - o[0]) > (one[1] - one[0]) for o in found)
    ]
    return sorted(dict.fromkeys(kept), key=lambda one: one[:2])
