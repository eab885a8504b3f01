"""What the clipboard or a drag brings as words, its HTML held against its plain text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from app.errors import ExchangeError, ValueRefused
from app.exchange.clip_block import NOTHING, block_of, words_of


def words(data: QMimeData) -> str:
    """The words for a field of one line: the plain text, else what the HTML shows; '' when there are none."""
    text = data.text()
    return text if text.strip() or not data.hasHtml() else words_of(data.html())


def figures(data: QMimeData) -> str:
    """The block of figures as text. Raises ValueRefused where it shows others than it says, or brings nothing."""
    try:
        block = block_of(data.html() if data.hasHtml() else "", data.text())
    except ExchangeError as reason:
        raise ValueRefused(reason.sentence) from reason
    if not block.strip():
        raise ValueRefused(NOTHING)
    return block
