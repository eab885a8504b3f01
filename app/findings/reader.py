"""What the prose checks read: every text of the report with its place, and the knowledge they judge it by.

`Reader.found` makes the finding of a rule; a rule that is not in the rules' file yields nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from app.findings.finding import Finding, Inquiry, Span
from app.knowledge.cell_sums import refuse_unreached
from app.knowledge.knowledge import Knowledge, builtin, state_profile
from app.knowledge.profile import Profile
from app.report.report import Edit

MOST_MENDED = 20_000  # characters; the sections of the longest reports have 6 000


@dataclass(frozen=True)
class ReportText:
    """One text of the report. `note` is true for bracket notes and the notes under tables."""

    cell: str
    section: str
    label: str
    text: str
    note: bool = False

    def span(self, start: int, end: int) -> Span:
        """The characters from start to end of this text."""
        return Span(self.cell, start, end)

    def replaced(self, start: int, end: int, words: str, label: str) -> Edit | None:
        """The edit that puts other words in a place of this text; None in one so long that an edit a place fills the memory."""
        if len(self.text) > MOST_MENDED:
            return None
        return Edit({self.cell: self.text[:start] + words + self.text[end:]}, label)


@dataclass(frozen=True)
class ProseReader:
    """The inquiry with its texts, its knowledge and its profile."""

    inquiry: Inquiry
    knowledge: Knowledge
    profile: Profile
    texts: tuple[ReportText, ...]

    @property
    def prose(self) -> tuple[ReportText, ...]:
        """The texts of the sections, without notes and the closing block."""
        return tuple(text for text in self.texts if text.section and not text.note)

    def cells_of(self, rule_id: str) -> tuple[str, ...]:
        """The cells that a rule names in its file, () when it names none."""
        rule = self.knowledge.rules.get(rule_id)
        return rule.cells if rule else ()

    def listed(
        self, text: ReportText, words: tuple[str, ...], unless: tuple[str, ...]
    ) -> Iterator[tuple[int, str]]:
        """Where listed words stand in a text, but for places inside the longer words of `unless`."""
        for word in words:
            start = text.text.find(word)
            while start >= 0:
                end = start + len(word)
                if not any(_covers(text.text, longer, start, end) for longer in unless):
                    yield start, word
                start = text.text.find(word, end)

    def found(
        self,
        rule_id: str,
        text: ReportText | None,
        *places: tuple[int, int],
        cells: tuple[str, ...] = (),
        mend: Edit | None = None,
        section: str = "",
        sure: bool = True,
        **told: int | float | str,
    ) -> Iterator[Finding]:
        """The finding of a rule about some places of a text; `told` fills its sentence and is its values.

        What a rule is not `sure` of is a hint, whatever its level.
        """
        rule = self.knowledge.rules.get(rule_id)
        if rule is None:
            return
        words = {"place": text.label if text else "", **told}
        yield Finding(
            level=rule.level if sure else "hint",
            rule=rule.id,
            section=text.section if text else section,
            sentence=rule.sentence.format(**words),
            cells=((text.cell,) if text else ()) + cells,
            values=MappingProxyType(told),
            basis=rule.basis,
            spans=tuple(text.span(*place) for place in places) if text else (),
            mends=(mend,) if mend else (),
        )


def reader(inquiry: Inquiry) -> ProseReader:
    """The reader of an inquiry; knowledge and profile are the program's own where it brings none.

    Raises FormError for a form of which the lexicon reaches not every row, and as builtin and state_profile do.
    """
    knowledge = inquiry.knowledge or builtin()
    refuse_unreached(knowledge.lexicon, inquiry.form)
    cells = inquiry.form.cells
    texts = tuple(
        ReportText(name, cell.section, cell.label, value, bool(cell.note_of))
        for name, cell in cells.items()
        if isinstance(value := inquiry.report.cells.get(name), str)
    )
    return ProseReader(inquiry, knowledge, inquiry.profile or state_profile(), texts)


def _covers(text: str, longer: str, start: int, end: int) -> bool:
    """Whether a longer word stands over the place from start to end."""
    first = max(end - len(longer), 0)
    return text.find(longer, first, start + len(longer)) >= 0
