"""The blind sets of tests/cases/numbers: texts as offices write them, with a label on every number, and how the reader does.

`python -m tests.checks.number_sets [--plus] [SET …]` prints one line a set; with `--plus` what became of every number that a
cell, a list, a share or a growth stands behind, once it is made one greater.

A file is one set. `made` tells by whom and to which brief it was written, `first` what the reader did at its first contact with
it: figures of a day, never changed afterwards. A mark is [[words|label]], or [[words|label|wrong]] for one of the wrong numbers.
Labels: `free`; a sum of cells, in which `requests.denied.*.total` is a group and `last:` the year before; `share: A / B`;
`growth: A`; `diff: A`; `part: N` of a list that comes to N.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from app.checks import Inquiry
from app.checks.narrative import ReadNumber, numbers, read_prose
from app.chinese.numerals import narrow, number
from app.findings.reader import reader
from app.form.form import Form
from app.form.form_file import Forms
from app.knowledge.knowledge import Knowledge, builtin
from app.report.report import Report
from app.system.paths import resource
from tests.checks.labelled_narratives import zeros

FOLDER = Path(__file__).parents[1] / "cases" / "numbers"
NUMBER_SETS = sorted(path.stem for path in FOLDER.glob("*.toml"))
RATIOS = ("share", "growth", "diff", "part")
_MARK = re.compile(r"\[\[([^|\]]+)\|([^|\]]+)(\|wrong)?\]\]")
_GROUP = re.compile(r"(requests\.\w+)\.\*\.(\w+)")
_PLAIN = re.compile(r"(百分之)?([0-9.]+|[^0-9.%]+)(%?)")


@dataclass(frozen=True)
class Mark:
    """A labelled number at characters `start` to `end` of a text."""

    cell: str
    start: int
    end: int
    words: str
    label: str
    wrong: bool

    @property
    def kind(self) -> str:
        """free, share, growth, diff, part, or cells."""
        head = self.label.partition(":")[0]
        return head if head in ("free", *RATIOS) else "cells"

    @property
    def is_last(self) -> bool:
        """Whether it speaks of the year before."""
        return "last:" in self.label

    def touches(self, cell: str, start: int, end: int) -> bool:
        """Whether a place overlaps it."""
        return self.cell == cell and start < self.end and self.start < end


@dataclass(frozen=True)
class LabelledText:
    """One report with its labels; `before` is last year's, where the set has it."""

    id: str
    report: Report
    before: Report | None
    marks: tuple[Mark, ...]


@dataclass
class Score:
    """What the reader made of a set; the wrong numbers and what became of them, then the right ones."""

    texts: int = 0
    wrong: int = 0
    contradicted: int = 0
    wrong_tied: int = 0
    false_texts: int = 0
    false_numbers: int = 0
    meant: int = 0
    right: int = 0
    otherwise: int = 0
    asked: int = 0
    offered: int = 0
    unclaimed: list[int] = field(default_factory=list)
    ratios: Counter[str] = field(default_factory=Counter)
    ratios_tied: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    @property
    def median(self) -> int:
        """Unclaimed numbers of the text in the middle."""
        return sorted(self.unclaimed)[len(self.unclaimed) // 2]

    def __str__(self) -> str:
        ratios = " ".join(f"{kind} {self.ratios_tied[kind]}/{self.ratios[kind]}" for kind in RATIOS)
        missed = self.wrong - self.contradicted - self.wrong_tied
        return (
            f"found {self.contradicted}/{self.wrong} tied {self.wrong_tied} missed {missed} | "
            f"false texts {self.false_texts}/{self.texts} ({self.false_numbers}) | "
            f"tied&right {self.right}/{self.meant} other {self.otherwise} | "
            f"offers {self.offered}/{self.asked} | unclaimed median {self.median} max {max(self.unclaimed)} | {ratios}"
        )


def texts_of(form: Form, name: str) -> Iterator[LabelledText]:
    """The texts of a set, without their marks."""
    return texts_in(form, FOLDER / f"{name}.toml")


def texts_in(form: Form, path: Path) -> Iterator[LabelledText]:
    """The texts of a file."""
    for raw in tomllib.loads(path.read_text("utf-8"))["text"]:
        prose, marks = {}, []
        for cell, text in raw["prose"].items():
            prose[cell] = _MARK.sub(r"\1", text)
            marks += list(_marks(cell, text))
        report = _report(form, raw, raw["year"], raw.get("cells", {}), prose)
        before = _report(form, raw, raw["year"] - 1, raw["last"], {}) if "last" in raw else None
        yield LabelledText(raw["id"], report, before, tuple(marks))


def _marks(cell: str, text: str) -> Iterator[Mark]:
    taken = 0  # characters of the marks that are not of the text
    for found in _MARK.finditer(text):
        start = found.start() - taken
        yield Mark(cell, start, start + len(found[1]), found[1], found[2].strip(), bool(found[3]))
        taken += len(found[0]) - len(found[1])


def _report(form: Form, raw: dict, year: int, cells: dict, prose: dict[str, str]) -> Report:
    values = {name: form.cells[name].kind.decode(value) for name, value in cells.items()}
    return Report(raw["office"], year, "2021", cells={**zeros(form), **values, **prose})


def read(form: Form, text: LabelledText, knowledge: Knowledge | None = None) -> tuple[ReadNumber, ...]:
    """What the reader makes of the numbers of a text, with the program's own knowledge where no other is given."""
    return numbers(read_prose(reader(Inquiry(form, text.report, text.before, knowledge=knowledge or builtin()))))


def score(form: Form, name: str) -> Score:
    """How the reader does on a set."""
    result = Score()
    for text in texts_of(form, name):
        add(form, text, read(form, text), result)
    return result


def total(scores: Iterable[Score]) -> Score:
    """Several sets as one."""
    result = Score()
    for one in scores:
        for name, value in vars(one).items():
            setattr(result, name, getattr(result, name) + value)
    return result


def add(form: Form, text: LabelledText, read_numbers: tuple[ReadNumber, ...], result: Score) -> None:
    """Counts the outcomes of one text."""
    result.texts += 1
    result.unclaimed.append(sum(one.outcome == "unclaimed" for one in read_numbers))
    for mark in text.marks:
        at = [one for one in read_numbers if mark.touches(one.span.cell, one.span.start, one.span.end)]
        if mark.wrong:
            _add_wrong(text, mark, at, read_numbers, result)
        elif mark.kind in RATIOS:
            result.ratios[mark.kind] += 1
            result.ratios_tied[mark.kind] += any(one.outcome == "tied" for one in at)
        elif mark.kind == "cells":
            _add_right(form, mark, at, result)
    false = [one for one in read_numbers if one.outcome == "contradicts" and not _deserved(form, text, one)]
    result.false_numbers += len(false)
    result.false_texts += bool(false)
    result.notes += [f"{text.id} false: {one.words}: {_around(text, one.span.cell, *_place(one))}" for one in false]


def _add_wrong(
    text: LabelledText, mark: Mark, at: list[ReadNumber], read_numbers: tuple[ReadNumber, ...], result: Score
) -> None:
    """A wrong number is found where it contradicts itself, or its list does."""
    outcomes = {one.outcome for one in at}
    result.wrong += 1
    if "contradicts" in outcomes or any(_is_list_around(mark, one) for one in read_numbers):
        result.contradicted += 1
        return
    result.wrong_tied += "tied" in outcomes
    how = ", ".join(sorted(outcomes)) or "not read"
    result.notes.append(f"{text.id} {how}: {mark.words}|{mark.label}: {_around(text, mark.cell, mark.start, mark.end)}")


def _is_list_around(mark: Mark, one: ReadNumber) -> bool:
    return one.outcome == "contradicts" and one.rule == "narrative.sum" and mark.touches(one.span.cell, *one.place)


def _add_right(form: Form, mark: Mark, at: list[ReadNumber], result: Score) -> None:
    result.meant += 1
    meant = labelled_cells(form, mark)
    if tied := [one for one in at if one.outcome == "tied"]:
        right = any(_means(form, one, meant, mark.is_last) for one in tied)
        result.right += right
        result.otherwise += not right
    elif any(one.outcome == "unclaimed" for one in at):
        result.asked += 1
        result.offered += any(typed(form, offer.cells) == meant for one in at for offer in one.candidates)


def _means(form: Form, one: ReadNumber, meant: set[str], last: bool) -> bool:
    """Whether a number is tied to its cells. A sum of the same value with or without some of them says the same."""
    if one.meant is None:
        return True
    cells = typed(form, one.meant.cells)
    return cells <= meant or meant <= cells or (last and one.meant.period == "last")


def _deserved(form: Form, text: LabelledText, one: ReadNumber) -> bool:
    """Whether a contradiction is about a wrong number: at it, in its list, or a none-word against its cells."""
    wrong = [mark for mark in text.marks if mark.wrong]
    if any(mark.touches(one.span.cell, one.span.start, one.span.end) or _is_list_around(mark, one) for mark in wrong):
        return True
    if one.rule != "narrative.zero" or one.meant is None:
        return False
    cells = typed(form, one.meant.cells)
    return any(cells & labelled_cells(form, mark) for mark in wrong if mark.kind == "cells")


def labelled_cells(form: Form, mark: Mark) -> set[str]:
    """The typed cells that the label of a mark adds up."""
    cells: set[str] = set()
    for part in mark.label.split("+"):
        name = part.strip().removeprefix("last:")
        group = _GROUP.fullmatch(name)
        cells |= {f"{row}.{group[2]}" for row in form.groups[group[1]]} if group else {name}
    return typed(form, cells)


def typed(form: Form, cells: Iterable[str]) -> set[str]:
    """The typed cells under some cells."""
    return {one for cell in cells for one in (form.typed_under(cell) if form.cells[cell].derived else (cell,))}


def _place(one: ReadNumber) -> tuple[int, int]:
    return one.span.start, one.span.end


def _around(text: LabelledText, cell: str, start: int, end: int) -> str:
    return f"…{text.report.text(cell)[max(0, start - 25) : end + 12]}…"


def plus(form: Form, name: str, step: int = 1) -> Counter[str]:
    """What becomes of each number (or every `step`th) that means something in the tables once it is one greater."""
    outcomes: Counter[str] = Counter()
    for n, (text, mark) in enumerate(_raised(form, name)):
        if n % step == 0:
            outcomes[_outcome(read(form, text), mark)] += 1
    return outcomes


def _raised(form: Form, name: str) -> Iterator[tuple[LabelledText, Mark]]:
    for text in texts_of(form, name):
        for mark in text.marks:
            skipped = mark.wrong or mark.kind == "free" or mark.is_last or _is_beside_wrong(text, mark)
            words = None if skipped else one_more(mark.words)
            if words is not None:
                yield _with(text, mark, words)


def _is_beside_wrong(text: LabelledText, mark: Mark) -> bool:
    """Whether the list of a part holds the wrong number of its text: one more may make that list right."""
    same = (one for one in text.marks if one.kind == mark.kind == "part" and one.label == mark.label)
    return any(one.wrong and one.cell == mark.cell for one in same)


def _with(text: LabelledText, mark: Mark, words: str) -> tuple[LabelledText, Mark]:
    """The one section that a mark stands in, with other words at the mark."""
    own = text.report.text(mark.cell)
    raised = own[: mark.start] + words + own[mark.end :]
    cells = {name: value for name, value in text.report.cells.items() if not isinstance(value, str)}
    report = Report(text.report.office, text.report.year, text.report.edition, cells=cells | {mark.cell: raised})
    at = Mark(mark.cell, mark.start, mark.start + len(words), words, mark.label, True)
    return LabelledText(text.id, report, text.before, (at,)), at


def one_more(words: str) -> str | None:
    """The number one greater, None for words that are none (未收到) and those in 万."""
    found = _PLAIN.fullmatch(narrow(words).replace(",", ""))
    if not found:
        return None
    value = Decimal(found[2]) if found[2][0].isdigit() else number(found[2])
    return None if value is None else f"{found[1] or ''}{value + 1}{found[3]}"


def _outcome(read_numbers: tuple[ReadNumber, ...], mark: Mark) -> str:
    if any(_is_list_around(mark, one) for one in read_numbers):
        return "contradicts"
    at = {one.outcome for one in read_numbers if mark.touches(one.span.cell, *_place(one))}
    return next((one for one in ("contradicts", "unclaimed", "tied", "free") if one in at), "not read")


def main(words: list[str]) -> int:
    """Prints one line for each set."""
    form = Forms(resource("forms")).edition("2021")
    for name in [word for word in words if word != "--plus"] or NUMBER_SETS:
        if "--plus" in words:
            outcomes = plus(form, name)
            noticed = (outcomes["contradicts"] + outcomes["unclaimed"]) / outcomes.total()
            sys.stdout.write(f"{name}: {noticed:.1%} of {outcomes.total()} {dict(outcomes)}\n")
        else:
            sys.stdout.write(f"{name}: {score(form, name)}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
