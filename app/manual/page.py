"""A chapter of the manual as HTML for the help window: only what Qt's rich text knows, everything escaped.

Colours and sizes are the window's matter; nothing here loads from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from app.manual.manual_source import (
    Chapter,
    Chart,
    Figure,
    ManualPart,
    ManualPiece,
    ManualStep,
    ManualText,
    spans,
)


def chapter_page(chapter: Chapter) -> str:
    """The chapter's page. Links are `#id`, to any chapter or part; pictures are named by their files."""
    body = "".join(
        _list(list(group)) if kind is ManualStep else "".join(map(_piece, group))
        for kind, group in groupby(chapter.pieces, key=type)
    )
    return (
        f'<html><body><h1><a name="{escape(chapter.id)}"></a>{escape(chapter.title)}</h1>{body}</body></html>'
    )


def _list(steps: list[ManualPiece]) -> str:
    items = [step for step in steps if isinstance(step, ManualStep)]
    return "".join(_items(list(run)) for _, run in groupby(items, key=lambda step: bool(step.number)))


def _items(steps: list[ManualStep]) -> str:
    tag = "ol" if steps[0].number else "ul"
    return f"<{tag}>" + "".join(f"<li>{_inline(step.text)}</li>" for step in steps) + f"</{tag}>"


def _piece(piece: ManualPiece) -> str:
    match piece:
        case ManualPart(title, name):
            anchor = f'<a name="{escape(name)}"></a>' if name else ""
            return f"<h2>{anchor}{escape(title)}</h2>"
        case ManualText(text):
            return f"<p>{_inline(text)}</p>"
        case Chart():
            return "".join(_chart(piece))
        case Figure(file, caption):
            return (
                f'<p class="picture"><img src="{escape(file)}"></p><p class="caption">{escape(caption)}</p>'
            )
        case ManualStep():
            return _items([piece])


def _chart(chart: Chart) -> Iterator[str]:
    yield '<table border="1" cellspacing="0" cellpadding="6" width="99%"><tr>'
    shares = [round(100 * share / sum(chart.shares)) for share in chart.shares]
    for number, cell in enumerate(chart.head):
        width = f' width="{shares[number]}%"' if shares else ""
        yield f"<th{width}>{_inline(cell)}</th>"
    yield "</tr>"
    for row in chart.rows:
        yield "<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>"
    yield "</table>"


def _inline(text: str) -> str:
    return "".join(_span(*span) for span in spans(text))


def _span(words: str, target: str, strong: bool) -> str:
    shown = escape(words)
    if target:
        shown = f'<a href="#{escape(target)}">{shown}</a>'
    return f"<b>{shown}</b>" if strong else shown
