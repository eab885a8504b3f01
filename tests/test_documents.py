"""What the documents for developers name is there: paths, modules that are run, and what is kept with its command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kept import KEPT
from tests.sources import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "packaging").glob("*.md"))]
PATH = re.compile(r"(?<![\w./-])(?:app|ui|tests|resources|packaging)/[\w./*-]*[\w/*]")
RUN = re.compile(r"python -m ((?:tests|app|ui)(?:\.\w+)*)|python3? ((?:packaging|tests)/[\w/]+\.py)")


def is_there(named: str) -> bool:
    return any(ROOT.glob(named.rstrip("/")))


def runs(text: str) -> Iterator[Path]:
    """The files that the commands of a text run."""
    for module, script in RUN.findall(text):
        place = ROOT / (script or module.replace(".", "/"))
        yield place if script else place / "__main__.py" if place.is_dir() else place.with_suffix(".py")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_is_there(document: Path) -> None:
    named = PATH.findall(document.read_text("utf-8"))
    assert named
    assert [path for path in named if not is_there(path)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_names_can_be_run(document: Path) -> None:
    assert [place for place in runs(document.read_text("utf-8")) if not place.is_file()] == []


@pytest.mark.parametrize("place", KEPT)
def test_whatever_is_kept_is_there_and_so_is_its_command(place: str) -> None:
    assert is_there(place)
    (command,) = runs(KEPT[place])
    assert command.is_file()


def test_a_path_that_is_gone_is_seen() -> None:
    assert [path for path in PATH.findall("`app/gone/`, `tests/cases/*.toml` and ui/gone.py.") if not is_there(path)] == [
        "app/gone/",
        "ui/gone.py",
    ]
