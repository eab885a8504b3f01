"""What an import could not settle, as lines on stderr: the gravest first, a line for each reason of a table.

`every` gives a line for each cell instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.exchange import Import, Question
from app.form.form import Form
from app.form.kinds import TEXT
from app.report.record import Remark

NAMED = 3  # cells of a group that are named


def told(form: Form, found: Import, *, every: bool = False) -> Iterator[str]:
    """Texts without a field, whole and with their place; then what is asked of the file, sums that differ, cells left blank."""
    yield from found.notes
    for one in found.unplaced:
        yield f"没有归入栏目，没有写出：{one.why}（{one.place}）\n{one.text}"
    tables = {name for name, cell in form.cells.items() if cell.kind is not TEXT and (cell.row or cell.column)}
    figures = [question for question in found.questions if question.cell in tables]
    yield from (question.sentence for question in found.questions if question.cell not in tables)
    yield from (_differs(form, remark) for remark in found.remarks)
    yield from (question.sentence for question in figures) if every else _grouped(form, figures)


def _grouped(form: Form, figures: list[Question]) -> Iterator[str]:
    """A line for each reason of a section's table, the reason with the most cells first."""
    groups: dict[tuple[str, str], list[str]] = {}
    for question in figures:
        name, _, why = question.sentence.partition("：")
        groups.setdefault((form.cells[question.cell].section, why), []).append(name)
    headings = {section.id: section.heading for section in form.sections}
    order = list(headings)
    for (section, why), names in sorted(groups.items(), key=lambda one: (order.index(one[0][0]), -len(one[1]))):
        shown = "、".join(names[:NAMED])
        which = f"{shown}等 {len(names)} 栏" if len(names) > NAMED else shown
        yield f"{headings[section]}：{which}：{why}"


def _differs(form: Form, remark: Remark) -> str:
    cell = form.cells[remark.cell]
    computed = "空白" if remark.computed is None else cell.kind.show(remark.computed)
    return (
        f"{cell.label}：文件中写的是 {cell.kind.show(remark.stated)}，按各项相加是 {computed}，已采用后者。"
    )
