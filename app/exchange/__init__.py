"""Readers of reports from files: bytes and a file name → a report, its evidence, and what must be asked.

`read` is the one door. The suffix and the first bytes decide; a file that cannot be read is refused with
one sentence that says what to do.
"""

from __future__ import annotations

from app.exchange.reading import READABLE, read
from app.exchange.source.found import CERTAINTY_WORDS, Certainty, Evidence, Import, Question

__all__ = ["CERTAINTY_WORDS", "READABLE", "Certainty", "Evidence", "Import", "Question", "read"]
