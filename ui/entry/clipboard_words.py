"""What the clipboard or a drag brings as words, its HTML held against its plain text.

HTML comes from anywhere, so none but a small one is read in the window's process, and Qt reads none of it.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from app.errors import ExchangeError, ValueRefused
from app.exchange.clip_block import NOTHING, ShownClip, block_of, is_small, lines_of
from app.exchange.sandbox.clip_reading import look_apart
from ui.look.waiting import waiting


def look(markup: str) -> ShownClip | None:
    """What the HTML shows, within bounds. Raises ExchangeError."""
    if is_small(markup):
        return look_apart(markup)
    with waiting():
        return look_apart(markup)


def told_lines(data: QMimeData) -> str:
    """The text with its line ends: the plain text, else what the HTML shows, '' when there is none.

    Raises ExchangeError for HTML beyond bounds.
    """
    text = data.text()
    return text if text.strip() or not data.hasHtml() else lines_of(data.html(), look)


def lines(data: QMimeData) -> str:
    """The same; what is beyond bounds has none, which the window says (ui.taking.taking)."""
    try:
        return told_lines(data)
    except ExchangeError:
        return ""


def words(data: QMimeData) -> str:
    """The same for a field of one line."""
    text = data.text()
    return text if text.strip() or not data.hasHtml() else " ".join(lines(data).split())


def figures(data: QMimeData) -> str:
    """The block of figures as text. Raises ValueRefused where it shows others than it says, or brings nothing."""
    try:
        block = block_of(data.html() if data.hasHtml() else "", data.text(), look)
    except ExchangeError as reason:
        raise ValueRefused(reason.sentence) from reason
    if not block.strip():
        raise ValueRefused(NOTHING)
    return block
