"""Which reports of a library were changed after they were handed up."""

from __future__ import annotations

from app.errors import NianbaoError
from app.store.copies.submissions import SubmissionBook
from app.store.file.side_file import SUBMISSIONS
from app.store.library import Library
from app.submission.later_changes import changed_words, changes_since


def changed_after(library: Library) -> dict[str, str]:
    """By key, that a report was changed after 报送, in words; what cannot be read is told where the report is opened."""
    try:
        names = library.disk.names(library.folder / SUBMISSIONS)
    except OSError:
        return {}
    keys = (name.removesuffix(".json") for name in names)
    found = {key: _words(library, key) for key in keys if key in library.holdings}
    return {key: words for key, words in found.items() if words}


def _words(library: Library, key: str) -> str:
    try:
        last = SubmissionBook(library.disk, library.folder, key).last
        count = changes_since(library.forms, last, library.sessions.report(key))
    except NianbaoError:
        return ""
    return changed_words(last, count) if last else ""
