"""Rows found in a file → values of the form's cells, with evidence, questions and remarks.

A value under the right heads is taken as it stands. Where places were lost, only what the sums of the form
leave no doubt about is taken. The rest is blank and asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.exchange.matching.found_row import FoundRow, GroupRow, OddRow, grid_name
from app.exchange.matching.labels import KnownGrid, LabelBook
from app.exchange.matching.solving import Puzzle, Sum, Way, solve, spots, ways
from app.exchange.source.found import Certainty, Evidence, Question
from app.exchange.source.source import Box
from app.exchange.source.values import read_value
from app.exchange.source.why import FLAT, GROUPED, MOVED, SUMMED, why_few, why_like
from app.form.equations import equations
from app.form.form import Cell, Form
from app.form.kinds import AMOUNT, COUNT, TEXT, Value
from app.form.rule import EqualRule
from app.report import totals
from app.report.report import Report

TWICE = "原文出现两次"


@dataclass
class Numbers:
    """What was gathered from all rows: typed values, stated sums, evidence, and why a cell must be asked."""

    values: dict[str, Value] = field(default_factory=dict)
    stated: dict[str, Value] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    doubts: dict[str, Question] = field(default_factory=dict)

    def doubt(self, cell: Cell, sentence: str, place: str, text: str) -> None:
        """Leaves a cell blank and says why."""
        self.values.pop(cell.id, None)
        self.evidence.pop(cell.id, None)
        self.doubts.setdefault(cell.id, Question(cell.id, f"{cell.label}：{sentence}", place, text))


def read_numbers(book: LabelBook, rows: list[FoundRow], *, infer: bool = True) -> Numbers:
    """All numbers that the rows determine; without `infer` only those that stand there.

    A file of our own shows the sum of what is filled in, so that its sums say nothing about what is blank.
    """
    numbers = Numbers()
    options: list[tuple[FoundRow, tuple[Way, ...]]] = []
    for row in (one for one in rows if not isinstance(one, OddRow | GroupRow)):
        read = _exact if row.places == "firm" else _loose
        options.append((row, read(row, book.form, numbers)))
    if infer:
        _infer(book, _agreeing(options), numbers)
    for row in rows:
        if isinstance(row, GroupRow):
            _spread(row, book.form, numbers)
        elif isinstance(row, OddRow):
            _tell_odd(row, book.form, numbers)
    return numbers


def _tell_odd(row: OddRow, form: Form, numbers: Numbers) -> None:
    """Says of the cells of a row why they are asked: what stands in it is no value."""
    text = " ".join(box.text.strip() for box in row.values if box.text.strip())
    filled = [box for box in row.values if box.text.strip()]
    for leaf in row.grid.columns:
        cell = form.cells[row.grid.cell(row.row, leaf.key)]
        if cell.derived or cell.id in numbers.values or cell.id in numbers.doubts:
            continue
        own = filled[0] if len(filled) == len(row.grid.columns) == 1 else None
        reading = read_value(cell.kind, own.text, cell.unit, own.doubt) if own else None
        sentence = reading.problem if reading else f"这一行写着“{text[:40]}”，不能确定各栏是多少"
        if sentence:
            numbers.doubt(cell, sentence, row.place, text)


def _spread(row: GroupRow, form: Form, numbers: Numbers) -> None:
    """A group printed as one row: zeros are those of all its rows, another figure is nobody's until a person says whose."""
    text = " ".join(box.text.strip() for box in row.values if box.text.strip())
    read = {box: read_value(COUNT, box.text, doubt=box.doubt).value for box in row.values if box.text.strip()}
    zeros = bool(read) and all(value == 0 for value in read.values())
    under = {column: read[box] for box in read for column in _columns(row, box)} if row.places == "firm" else {}
    for leaf in row.grid.columns:
        for member in row.members:
            cell = form.cells[row.grid.cell(member, leaf.key)]
            if cell.derived or cell.id in numbers.values or cell.id in numbers.doubts:
                continue
            if zeros or under.get(leaf.key) == 0:
                numbers.values[cell.id] = 0
                numbers.evidence[cell.id] = Evidence(row.place, text[:40], "inferred", tuple(box.place for box in read), GROUPED)
            else:
                numbers.doubt(cell, f"原文几行合成一行写着“{text[:40]}”，不知各行是多少", row.place, text)


def _agreeing(options: list[tuple[FoundRow, tuple[Way, ...]]]) -> list[tuple[FoundRow, tuple[Way, ...]]]:
    """Without the rows that stand there twice and say different things: nothing follows from them."""
    told: dict[tuple[str, str], set[str]] = {}
    for row, _ in options:
        text = " ".join(box.text.strip() for box in row.values)
        told.setdefault((grid_name(row.grid), row.row), set()).add(text)
    return [(row, found) for row, found in options if len(told[grid_name(row.grid), row.row]) == 1]


def _exact(row: FoundRow, form: Form, numbers: Numbers) -> tuple[Way, ...]:
    """Takes the values that stand under known columns; gives them as the row's only way."""
    filled = {column for box in row.values if box.text.strip() for column in _columns(row, box)}
    for box in row.values:
        columns = _columns(row, box)
        if not box.text.strip() and filled.issuperset(columns):
            continue  # one of several places under the same label; another of them holds the value
        for column in columns:
            cell = form.cells[row.grid.cell(row.row, column)]
            if len(columns) > 1 or box.rowspan > 1:
                numbers.doubt(cell, "原文把几格合并成了一格，不知各是多少", box.place, box.text)
            else:
                mended = column in row.head.mended
                certainty: Certainty = "likely" if mended else row.named
                _take(cell, _judged(row, cell, box), certainty, numbers, why_like(certainty, mended=mended))
    return _as_way(row, form, numbers)


def _judged(row: FoundRow, cell: Cell, box: Box) -> Box:
    """The box, in doubt where a heading states another unit than the cell's."""
    own = cell.unit or cell.kind.unit
    strange = row.strange_unit(box, own) if box.text.strip() else ""
    return replace(box, doubt=f"标明的单位是“{strange}”，这一格以“{own}”计") if strange else box


def _columns(row: FoundRow, box: Box) -> dict[str, None]:
    """The columns of the form that a box stands under, each once."""
    places = range(box.column, box.column + box.colspan)
    return dict.fromkeys(row.head.columns[place] for place in places if place in row.head.columns)


def _as_way(row: FoundRow, form: Form, numbers: Numbers) -> tuple[Way, ...]:
    cells = [form.cells[row.grid.cell(row.row, leaf.key)] for leaf in row.grid.columns]
    known = {c.id: numbers.stated.get(c.id, numbers.values.get(c.id)) for c in cells if c.kind is COUNT}
    return ({name: value for name, value in known.items() if isinstance(value, int)},)


def _take(cell: Cell, box: Box, certainty: Certainty, numbers: Numbers, why: str) -> None:
    """Takes one value; a second, different one for the same cell turns both into a question."""
    reading = read_value(cell.kind, box.text, cell.unit, box.doubt)
    store = numbers.stated if cell.derived else numbers.values
    if reading.problem or reading.value is None:
        if not cell.derived and (cell.id not in store or box.text.strip()):
            numbers.doubt(cell, reading.problem, box.place, box.text)
        return
    if store.get(cell.id, reading.value) != reading.value:
        twice = f"{TWICE}，数不一样（{cell.kind.show(store[cell.id])} 和 {cell.kind.show(reading.value)}）"
        store.pop(cell.id)
        numbers.doubt(cell, twice, box.place, box.text)
        return
    if cell.id in numbers.doubts:
        return
    store[cell.id] = reading.value
    numbers.evidence[cell.id] = Evidence(box.place, box.text, certainty, why=why)
    if reading.note:
        numbers.values[cell.note] = reading.note
        numbers.evidence[cell.note] = Evidence(box.place, box.text, certainty, why=why)


def _loose(row: FoundRow, form: Form, numbers: Numbers) -> tuple[Way, ...]:
    """Every way to set the values of a row whose places cannot be trusted."""
    cells = [form.cells[row.grid.cell(row.row, leaf.key)] for leaf in row.grid.columns]
    # A blank box may be a blank cell or what is left of a merged label, so only the filled ones count.
    boxes = [box for box in row.values if box.text.strip()]
    text = " ".join(box.text.strip() for box in row.values)
    before = {c.id: numbers.values[c.id] for c in cells if c.id in numbers.values}
    for cell in (c for c in cells if not c.derived):
        numbers.doubt(cell, "原文的列已错位或缺失，从文字上定不下来", row.place, text)
    if row.beneath:
        text = f"{text} {row.beneath}"
        for cell in (c for c in cells if not c.derived):
            numbers.doubts.pop(cell.id)
            numbers.doubt(cell, f"原文分两行写着“{text[:40]}”，不知是不是一个数", row.place, text)
        return ()
    if any(box.rowspan > 1 for box in boxes):
        return ()  # it is also the next row's, or has pushed that row's aside
    # With a strange head only a full row is believed, and only as far as its own sum bears it out.
    whole = len(boxes) == len(cells) and any(c.derived for c in cells)
    if (row.head.foreign and not whole) or len(boxes) > len(cells) or any(c.kind is TEXT for c in cells):
        return ()
    if len(boxes) == len(cells) and not any(c.derived for c in cells):
        if not row.head.ordered(row.grid) or row.head.scrambled:
            return ()
        _in_order(row, list(zip(cells, boxes, strict=True)), before, numbers)
        return ()
    if any(c.kind is not COUNT for c in cells):
        return ()
    values = [read_value(COUNT, box.text, cells[0].unit, box.doubt).value for box in boxes]
    disorder = row.head.scrambled if row.places == "flat" else not row.head.ordered(row.grid)
    if disorder and (any(values) or len(values) < len(cells)):
        return ()  # under a head in disorder only a row of zeros says anything
    return ways([c.id for c in cells], [v if isinstance(v, int) else None for v in values])


def _in_order(
    row: FoundRow, pairs: list[tuple[Cell, Box]], before: dict[str, Value], numbers: Numbers
) -> None:
    """Takes a full row of flattened text, each value in its turn, held against what an earlier row said (`before`)."""
    for cell, box in pairs:
        if cell.kind is AMOUNT and not row.head.complete(row.grid):
            continue  # without its head nobody knows whether it is 元 or 万元
        if TWICE not in numbers.doubts[cell.id].sentence:
            numbers.doubts.pop(cell.id)
            numbers.values |= {cell.id: before[cell.id]} if cell.id in before else {}
            _take(cell, _judged(row, cell, box), "likely", numbers, FLAT if row.places == "flat" else MOVED)


def _infer(book: LabelBook, options: list[tuple[FoundRow, tuple[Way, ...]]], numbers: Numbers) -> None:
    """Takes what the sums determine for cells that are still blank."""
    ways_of = {
        row.grid.cell(row.row, leaf.key): (row, found) for row, found in options for leaf in row.grid.columns
    }
    puzzle = Puzzle(tuple(found for _, found in options if found and found != ({},)), tuple(_sums(book)))
    for name, value in (solve(puzzle) or _row_by_row(puzzle)).items():
        cell = book.form.cells[name]
        row, found = ways_of.get(name, (None, ()))
        if row is None or name in numbers.values or not row.values:
            continue
        text = " ".join(box.text.strip() for box in row.values)
        given = len(found) == 1 and name in found[0]
        if cell.derived:
            if given and name not in numbers.stated:
                numbers.stated[name] = value
            continue
        if name in numbers.doubts and TWICE in numbers.doubts[name].sentence:
            continue
        numbers.doubts.pop(name, None)
        numbers.values[name] = value
        numbers.evidence[name] = Evidence(row.place, text, "likely" if given else "inferred", why=_why(row))
    _spot(book.form, [row for row, _ in options], numbers)


def _why(row: FoundRow) -> str:
    filled = [box for box in row.values if box.text.strip()]
    return SUMMED if row.places == "firm" else why_few(len(filled), len(row.grid.columns), flat=row.places == "flat")


def _spot(form: Form, rows: list[FoundRow], numbers: Numbers) -> None:
    """Adds to what the sums told where in its row it stands, or may stand."""
    whole = Report("", 0, form.edition, None, numbers.values)
    for row in rows:
        cells = [row.grid.cell(row.row, leaf.key) for leaf in row.grid.columns]
        for name, places in _spots(form, whole, row, cells).items():
            one = numbers.evidence.get(name)
            if one is not None and one.place == row.place and not one.spots:
                numbers.evidence[name] = replace(one, spots=places)


def _spots(form: Form, whole: Report, row: FoundRow, cells: list[str]) -> dict[str, tuple[str, ...]]:
    if row.places == "firm":
        return {row.grid.cell(row.row, key): (box.place,) for box in row.values for key in _columns(row, box)}
    known = {name: value for name in cells if (value := totals.value(form, whole, name)) is not None}
    boxes = [box for box in row.values if box.text.strip()]
    values = [read_value(COUNT, box.text, doubt=box.doubt).value for box in boxes]
    return {name: tuple(boxes[number].place for number in at) for name, at in spots(cells, values, known).items()}


def _row_by_row(puzzle: Puzzle) -> dict[str, int]:
    """What each row tells alone, for a file whose numbers contradict one another somewhere."""
    known: dict[str, int] = {}
    for row in puzzle.rows:
        names = {name for way in row for name in way}
        known |= solve(Puzzle((row,), tuple(one for one in puzzle.sums if one.cells <= names)))
    return known


def _sums(book: LabelBook) -> Iterator[Sum]:
    """Every sum that the form holds to: derived cells both along rows and along columns, and its equal rules."""
    for grid in book.grids:
        yield from _grid_sums(grid)
    for rule in book.form.rules:
        if isinstance(rule, EqualRule):
            yield from (Sum(one.left, one.right) for one in equations(book.form, rule))


def _grid_sums(grid: KnownGrid) -> Iterator[Sum]:
    for row in grid.rows:
        for column in grid.columns:
            cell = grid.cell(row.key, column.key)
            if row.sum:
                yield Sum((cell,), tuple(grid.cell(key, column.key) for key in row.sum))
            if column.sum:
                yield Sum((cell,), tuple(grid.cell(row.key, key) for key in column.sum))
