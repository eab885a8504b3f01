"""The walls of the house: who may import whom, and that nothing reaches the network.

Reads every import statement by its syntax, also inside functions and under TYPE_CHECKING. Rules are data
at the head of this file; there is no list of exceptions.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.sources import ROOT, files, module_of, tree_of

# The engine's layers, lowest first. A module imports from lower lines, or from its own package, never sideways or up.
LAYERS = (
    ("app",),
    ("app.characters", "app.blocks", "app.anchor", "app.processes"),
    ("app.errors",),
    ("app.leftovers",),
    ("app.paths", "app.limits", "app.own_process", "app.disk"),
    ("app.reading", "app.file_names"),
    ("app.output",),
    ("app.units",),
    ("app.kinds",),
    ("app.axis",),
    ("app.form",),
    ("app.form_table",),
    ("app.form_grid",),
    ("app.form_rule", "app.settings", "app.likeness"),
    ("app.form_file",),
    ("app.doubt",),
    ("app.report",),
    ("app.totals",),
    ("app.record", "app.profile"),
    ("app.session", "app.layout", "app.paste", "app.progress", "app.compare", "app.typeset"),
    ("app.checks", "app.store"),
    ("app.render", "app.exchange", "app.review"),
    ("app.embedding",),
    ("app.export", "app.draft", "app.manual", "app.register"),
    ("app.batch", "app.console"),
    ("app.cli",),
)
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


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported; `from a import b` counts as a.b where that is a module."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                target = ROOT / full.replace(".", "/")
                is_module = target.is_dir() or target.with_suffix(".py").is_file()
                external = not str(node.module).startswith(("app", "ui"))
                yield node.lineno, full if is_module or external else str(node.module)


def layer(module: str) -> int:
    """The index of the module's layer; the longest listed name that covers it counts."""
    covering = [
        (len(name), rank)
        for rank, names in enumerate(LAYERS)
        for name in names
        if module == name or (name != "app" and module.startswith(name + "."))
    ]
    assert covering, f"{module} has no layer yet: give it a line in LAYERS"
    return max(covering)[1]


def package(module: str) -> str:
    return ".".join(module.split(".")[:2])


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == top or name.startswith(top + ".") for top in packages)


def offending_imports(folder: str, wrong: Callable[[str, str], bool]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files(folder)
        for line, name in imports(path)
        if wrong(module_of(path), name)
    ]


def test_the_engine_never_imports_the_window() -> None:
    assert offending_imports("app", lambda _, name: within(name, ("ui", "tests"))) == []


def test_the_window_imports_only_the_engine_of_our_own() -> None:
    assert offending_imports("ui", lambda _, name: within(name, ("tests", "packaging"))) == []


def test_no_qt_below_the_window() -> None:
    assert offending_imports("app", lambda _, name: within(name, QT)) == []


def test_the_engine_imports_downwards_only() -> None:
    def upwards(module: str, name: str) -> bool:
        if not within(name, ("app",)) or package(module) == package(name):
            return False
        return layer(name) >= layer(module)

    assert offending_imports("app", upwards) == []


def test_every_module_of_the_engine_has_a_layer() -> None:
    assert all(layer(module_of(path)) >= 0 for path in files("app"))


def test_no_module_can_reach_the_network() -> None:
    for folder in ("app", "ui"):
        assert offending_imports(folder, lambda _, name: within(name, NETWORK + NETWORK_OF_OTHERS)) == []


def test_nothing_is_imported_behind_the_reader_s_back() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files("app", "ui")
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Name) and node.id == "__import__")
        or (isinstance(node, ast.Attribute) and node.attr == "import_module")
    ]
    assert hidden == []
