"""The rules of the house: how long things may be, how modules are named, what no file may hold.

Rules are data at the head of this file; there is no list of exceptions.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.sources import ROOT, SOURCES, files, is_ours, module_of, tree_of

NAMES_THAT_SAY_NOTHING = {"utils", "util", "common", "helpers", "helper", "manager", "misc", "base", "core"}
MOST_LINES = {"app": 400, "ui": 400, "packaging": 400, "tests": 400}  # a stop, no target
MOST_FUNCTION_LINES = 40
MUTATORS = {"append", "add", "update", "setdefault", "pop", "clear", "extend", "insert", "remove", "discard"}
NO_ROOMS = {"corpus", "fuzz", "mutate", "packaging", "real", "torture"}  # folders of tests that test more or less than a room
HOSTS = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("crates", "io"),
    ("npmjs", "org"),
    ("repo1", "maven"),
    ("deb", "debian", "org"),
)
MACHINE_PATHS = "/" + "work/", "/tmp/" + "w/"
TEXT_FILES = {
    ".py",
    ".toml",
    ".md",
    ".in",
    ".lock",
    ".cfg",
    ".ini",
    ".json",
    ".txt",
    ".sh",
    ".nsi",
    ".qss",
    ".desktop",
    ".xml",
}


def test_no_file_is_too_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count} lines, at most {MOST_LINES[folder]}"
        for folder in MOST_LINES
        for path in files(folder)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES[folder]
    ]
    assert long == []


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, less the docstring."""
    assert node.end_lineno is not None
    first = node.body[0]
    is_docstring = ast.get_docstring(node) is not None and first.end_lineno is not None
    docstring = first.end_lineno - first.lineno + 1 if is_docstring and first.end_lineno is not None else 0
    return node.end_lineno - node.lineno + 1 - docstring


def test_no_function_is_too_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {function_lines(node)} lines"
        for path in files(*SOURCES, "tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and function_lines(node) > MOST_FUNCTION_LINES
    ]
    assert long == []


def test_every_module_is_named_for_what_it_holds() -> None:
    assert [
        str(path.relative_to(ROOT)) for path in files(*SOURCES) if path.stem in NAMES_THAT_SAY_NOTHING
    ] == []


def test_the_folders_of_tests_are_named_like_the_rooms() -> None:
    tested = {path.parent.relative_to(ROOT / "tests") for path in files("tests") if path.stem.startswith("test_")}
    rooms = {folder for folder in tested if folder.parts and folder.parts[0] not in NO_ROOMS}
    strange = [str(room) for room in rooms if not (ROOT / "app" / room).is_dir() and not (ROOT / room).is_dir()]
    assert strange == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in files(*SOURCES, "tests")
        if not ast.get_docstring(tree_of(path))
    ]
    assert silent == []


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files("app", "ui")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and module_of(path) != "app.cli.console"
    ]
    assert printing == []


def test_the_identity_of_an_object_is_nowhere_data() -> None:
    """`id(line)` names another line as soon as the first one is gone; a thing is known by what it is, or by a number."""
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files("app", "ui")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Name) and node.id == "id" and isinstance(node.ctx, ast.Load)
    ]
    assert asked == []


def module_names(tree: ast.Module) -> set[str]:
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def changed_name(node: ast.AST) -> str:
    """The name whose content a statement changes in place, or nothing."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
        return node.func.value.id if isinstance(node.func.value, ast.Name) else ""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return node.value.id if isinstance(node.value, ast.Name) else ""
    return ""


def test_no_module_keeps_state() -> None:
    stateful = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        for path in files("app", "ui")
        for tree in [tree_of(path)]
        for names in [module_names(tree)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Global) or changed_name(node) in names
    ]
    assert stateful == []


def text_files() -> Iterator[Path]:
    for place in (place for place in sorted(ROOT.iterdir()) if is_ours(place)):
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and is_ours(path) and (path.suffix in TEXT_FILES or path.parent.name == ".ci"):
                yield path


def test_the_tree_names_no_registry_and_no_machine_path() -> None:
    hosts = "|".join(rf"{re.escape('.'.join(host))}\b" for host in HOSTS)
    wrong = re.compile("|".join([hosts, *map(re.escape, MACHINE_PATHS)]))
    named = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in text_files()
        if (found := wrong.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert named == []


def test_toml_is_opened_at_one_door() -> None:
    doors = [
        module_of(path)
        for path in files("app", "ui")
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Import) and any(one.name == "tomllib" for one in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "tomllib")
    ]
    assert doors == ["app.system.toml_table"]
