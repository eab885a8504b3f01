"""The figures of the invented reports: seven presets, the filled tables, and the ways in which tables are printed.

A way changes what is seen and not what is true: zeros that follow from the sums stay in the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from app.form.kinds import Value
from app.report.report import Report
from tests.corpus.base import FIGURES_2019, FIGURES_2021, Rows, each, retext, tables
from tests.corpus.words.story import BREAK, Story
from tests.reports import FORMS


def _counts(proactive: str, requests: str = "", disputes: str = "") -> dict[str, Value]:
    """Figures by cell from three short lists."""
    found: dict[str, Value] = {}
    for section, listed in (("proactive", proactive), ("requests", requests), ("disputes", disputes)):
        for one in listed.split():
            name, _, figure = one.partition("=")
            found[f"{section}.{name}"] = Decimal(figure) if "." in figure else int(figure)
    return found


PRESETS: dict[str, dict[str, Value]] = {
    "a": FIGURES_2021,
    "b": _counts("normative.in_force=6 licences.decisions=128 penalties.decisions=3"),
    "c": _counts(
        "normative.issued=2 normative.in_force=11 licences.decisions=2310 penalties.decisions=45 "
        "coercion.decisions=2 fees.amount=12.6",
        "received.natural=23 received.business=4 received.legal=2 carried_in.natural=2 granted.natural=12 "
        "granted.business=2 partial.natural=3 partial.legal=1 denied_third_party.natural=1 "
        "denied_process.natural=1 unavailable_not_held.natural=4 unavailable_not_held.business=1 "
        "unavailable_unclear.natural=1 rejected_petition.natural=1 rejected_reissue.legal=1 "
        "closed_uncorrected.natural=1 closed_other.business=1 carried_out.natural=1",
        "review.upheld=2 review.other=1 suit_direct.upheld=1 suit_after_review.upheld=1",
    ),
    "d": _counts(
        "normative.issued=1 normative.repealed=2 normative.in_force=9 penalties.decisions=12",
        "received.natural=3 granted.natural=2 unavailable_not_held.natural=1",
        "review.corrected=1",
    ),
    "e": _counts(
        "licences.decisions=530 penalties.decisions=18 normative.in_force=4",
        "received.natural=6 received.business=1 received.research=1 received.ngo=1 granted.natural=4 "
        "granted.research=1 granted.ngo=1 unavailable_needs_making.natural=1 denied_internal.natural=1 "
        "rejected_repeat.business=1",
    ),
    "f": FIGURES_2019,
    "g": _counts(
        "normative.in_force=3 licences.decisions=77 penalties.decisions=31 coercion.decisions=5",
        "received.natural=11 received.business=1 carried_in.natural=2 granted.natural=5 granted.business=1 "
        "unavailable_not_held.natural=4 partial.natural=1 rejected_petition.natural=1 carried_out.natural=2",
        "review.upheld=1 review.corrected=1 review.pending=1 suit_direct.upheld=1 suit_direct.pending=1",
    ),
}
SECTIONS = ("proactive", "requests", "disputes")
SUMMED = "三、本年度办理结果"
LETTERS = ("三、本", "年", "度", "办", "理", "结", "果")
SIMPLE = (
    "规废现项条内数处决许罚强业费额单万关系为于请况机构会组织务总开结转办区这计属国类执询无没补确访举"
    "报诉认获缴纳继续审议讼纠维后经护权发识时稳个从术项围动类标级简体"
)
OLD = (
    "規廢現項條內數處決許罰強業費額單萬關係為於請況機構會組織務總開結轉辦區這計屬國類執詢無沒補確訪舉"
    "報訴認獲繳納繼續審議訟糾維後經護權發識時穩個從術項圍動類標級簡體"
)
PHRASES = {"复议": "復議", "重复": "重複", "反复": "反覆"}


def report_of(story: Story) -> Report:
    """The report with a figure in every cell; what is not in the preset is 0."""
    form = FORMS.edition(story.edition)
    zeros: dict[str, Value] = {
        cell.id: Decimal(0) if cell.kind.name == "amount" else 0
        for cell in form.required
        if cell.kind.name != "text"
    }
    return Report(story.office, story.year, story.edition, None, {**zeros, **PRESETS[story.figures]})


def cells(story: Story) -> dict[str, int | float]:
    """The truth of the tables: every typed cell of the form of 2021 that is printed with a figure."""
    report = report_of(story)
    unseen = {
        SECTIONS[block.table]
        for block in story.blocks
        if block.kind == "table" and {"blank", "picture"} & set(block.variants)
    }
    found: dict[str, int | float] = {}
    for cell in FORMS.edition("2021").required:
        name = "requests.closed" if story.edition == "2019" and ".closed_" in cell.id else ""
        value = report.cells.get(f"{name}.{cell.id.rpartition('.')[2]}" if name else cell.id)
        if isinstance(value, int | Decimal) and cell.id.partition(".")[0] not in unseen:
            found[cell.id] = float(value) if isinstance(value, Decimal) else value
    return found


def one_row(rows: Rows, group: str) -> Rows:
    """A group of table three, all zeros, printed as one row without its members."""
    members = [at for at, row in enumerate(rows) if any(c.cell.startswith(f"requests.{group}_") for c in row)]
    assert members
    assert all(c.text == "0" for at in members for c in rows[at] if c.role == "data")
    first, others = members[0], members[1:]
    head = next(at for at, cell in enumerate(rows[first]) if cell.down == len(members))
    row = [*rows[first][:head], replace(rows[first][head], down=1, across=2), *rows[first][head + 2 :]]
    kept = [row if at == first else one for at, one in enumerate(rows) if at not in others]
    return each(kept, lambda c: replace(c, down=c.down - len(others)) if c.text == SUMMED else c)


def stars(rows: Rows, name: str) -> Rows:
    """A row of zeros with asterisks for its figures."""
    return each(rows, lambda c: replace(c, text="*") if c.cell.startswith(f"requests.{name}.") else c)


def joined(rows: Rows) -> Rows:
    """Table three without its vertical label, whose letters are joined to the labels beside it."""
    start = next(at for at, row in enumerate(rows) if row[0].text == SUMMED)
    found = []
    for at, row in enumerate(rows):
        left = row[1:] if row[0].text == SUMMED else row
        if left[0].across == 3:
            left = [replace(left[0], across=2), *left[1:]]
        elif start <= at < start + len(LETTERS):
            left = [replace(left[0], text=LETTERS[at - start] + left[0].text), *left[1:]]
        found.append(left)
    return found


def broken(rows: Rows) -> Rows:
    """Long labels broken by a soft break in the middle."""

    def change(text: str) -> str:
        middle = len(text) // 2
        return text[:middle] + BREAK + text[middle:] if len(text) > 9 else text

    return each(rows, retext(change, "stub"))


def traditional(text: str) -> str:
    """The words of the tables in traditional characters."""
    for short, long in PHRASES.items():
        text = text.replace(short, long)
    return text.translate(str.maketrans(SIMPLE, OLD))


WAYS: dict[str, Callable[..., Rows]] = {
    "onerow": one_row,
    "stars": stars,
    "blank": lambda rows: each(rows, retext(lambda text: "")),
    "ling": lambda rows: each(rows, retext(lambda text: "零" if text == "0" else text)),
    "traditional": lambda rows: each(rows, lambda c: replace(c, text=traditional(c.text))),
    "joined": joined,
    "broken": broken,
}


def printed(story: Story, table: int, variants: tuple[str, ...]) -> Rows:
    """A table as this story prints it; the ways are taken in the order of `WAYS`."""
    rows = tables(report_of(story))[table]
    named = dict(one.partition(":")[::2] for one in variants)
    for name, way in WAYS.items():
        if name in named:
            rows = way(rows, named[name]) if named[name] else way(rows)
    return rows


def cut(rows: Rows, at: int) -> tuple[Rows, Rows]:
    """A table in two at a row; what hangs over the cut is empty in the second part, as browsers print it."""
    first = [[replace(c, down=min(c.down, at - place)) for c in row] for place, row in enumerate(rows[:at])]
    second = [list(row) for row in rows[at:]]
    hanging = [c for place, row in enumerate(rows[:at]) for c in row if place + c.down > at]
    for cell in reversed(hanging):
        place = next(place for place, row in enumerate(rows) if any(one is cell for one in row))
        second[0].insert(0, replace(cell, text="", down=place + cell.down - at, cell=""))
    return first, second
