"""The floors of the house, read from the folder tree: who may import whom, and that nothing reaches the network.

Every import statement counts, also inside functions and under TYPE_CHECKING. A folder may lean on folders that do not lean
on it, directly or by others; the files beside the folders of `app` and `ui` are rooms of their own. There is no list of
floors and no list of exceptions: `python -m tests.floors` prints them as the imports make them.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.floors import circles, floors, folder_of, imports, inside, room_of, steps
from tests.sources import ROOT, files, module_of, tree_of

MOST_MODULES = 18  # in a folder, besides its __init__
QT = ("PySide6", "shiboken6")
NETWORK = (
    "socket",
    "socketserver",
    "ssl",
    "urllib",
    "http",
    "ftplib",
    "smtplib",
    "imaplib",
    "poplib",
    "xmlrpc",
)
NETWORK_OF_OTHERS = ("requests", "httpx", "aiohttp", "PySide6.QtNetwork", "PySide6.QtWebSockets")
KNOTS = {  # type-only imports that tie a knot: in which file, of what
    "app/form/kinds.py": "app.report.report import Report",
    "ui/grid/grid_shape.py": "ui.desk.workspace import Workspace",
    "app/report/doubt.py": "app.report.session import Session",
}


STEPS = steps(ROOT)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == top or name.startswith(top + ".") for top in packages)


def offending_imports(folder: str, wrong: Callable[[str], bool]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files(folder)
        for line, name in imports(path, ROOT)
        if wrong(name)
    ]


def test_the_engine_never_imports_the_window() -> None:
    assert offending_imports("app", lambda name: within(name, ("ui", "tests"))) == []


def test_the_window_imports_only_the_engine_of_our_own() -> None:
    assert offending_imports("ui", lambda name: within(name, ("tests", "packaging"))) == []


def test_no_qt_below_the_window() -> None:
    assert offending_imports("app", lambda name: within(name, QT)) == []


def test_no_two_modules_lean_on_each_other() -> None:
    assert circles(STEPS) == []


def test_no_two_folders_lean_on_each_other() -> None:
    assert circles(STEPS, room_of) == []


def test_whatever_stands_beside_each_other_in_a_folder_has_an_order() -> None:
    tied = {folder: circles(inside(STEPS, folder)) for folder in folders()}
    assert {folder: knots for folder, knots in tied.items() if knots} == {}


@pytest.mark.parametrize("place", KNOTS)
def test_one_type_only_import_that_ties_a_knot_is_seen(tmp_path: Path, place: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(f"if TYPE_CHECKING:\n    from {KNOTS[place]}\n", "utf-8")
    for known in ("app/report/report.py", "app/report/session.py", "ui/desk/workspace.py"):
        (tmp_path / known).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / known, tmp_path / known)
    planted = {step for step in steps(tmp_path) if step[0] == module_name(place)}
    assert planted
    assert circles(STEPS | planted) or circles(STEPS | planted, room_of)


def test_every_floor_leans_on_lower_ones_only() -> None:
    number = {room: n for n, floor in enumerate(floors(ROOT)) for room in floor}
    assert all(number[room_of(a)] > number[room_of(b)] for a, b in STEPS if room_of(a) != room_of(b))


def module_name(place: str) -> str:
    return place.removesuffix(".py").replace("/", ".")


def folders() -> list[str]:
    return sorted({folder_of(module) for step in STEPS for module in step} | {"app", "ui"})


def test_no_folder_is_too_full() -> None:
    held = {
        folder: sum(one.name != "__init__.py" for one in folder.glob("*.py"))
        for top in ("app", "ui")
        for folder in {path.parent for path in files(top)}
    }
    assert {str(folder.relative_to(ROOT)): n for folder, n in held.items() if n > MOST_MODULES} == {}


def test_no_two_modules_have_one_name() -> None:
    names: dict[str, list[str]] = {}
    for path in files("app", "ui"):
        if not path.stem.startswith("__"):
            names.setdefault(path.stem, []).append(module_of(path))
    assert [modules for modules in names.values() if len(modules) > 1] == []


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = {}
    for path in files("app", "ui"):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(module_of(path))
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


def test_no_module_can_reach_the_network() -> None:
    for folder in ("app", "ui"):
        assert offending_imports(folder, lambda name: within(name, NETWORK + NETWORK_OF_OTHERS)) == []


def test_nothing_is_imported_behind_the_reader_s_back() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files("app", "ui")
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Name) and node.id == "__import__")
        or (isinstance(node, ast.Attribute) and node.attr == "import_module")
    ]
    assert hidden == []
