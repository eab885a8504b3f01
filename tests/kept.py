"""What is kept and compared, each with the one command that makes it anew; the test that compares says it when it fails.

Each command gives the same bytes each time, so that `git diff` shows what a change of the program did to what is kept. Not
here: what a person writes and a test reads (cases, broken forms, the JSON Schema), and the files that once broke a reader
(tests/fuzz/seeds), which no command makes twice.
"""

from __future__ import annotations

KEPT = {
    "tests/corpus/files": "python -m tests.corpus.build",
    "tests/golden": "python -m tests.render.outline",
    "tests/store/old_libraries": "python -m tests.store.old_libraries.make",
    "tests/ui/shots": "python -m tests.ui.tab_sheets",
    "resources/help/pictures": "python -m tests.ui.manual_pictures",
    "resources/samples/2025.json": "python -m ui convert resources/samples/2025.json resources/samples/2025.json",
    "resources/fonts": "python packaging/fonts.py",
}


def made_anew(place: str) -> str:
    """What a failing comparison says."""
    return f"{place} is made anew by `{KEPT[place]}`; where the program was not meant to change it, mend the program"
