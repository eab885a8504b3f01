"""The walls of the house: who may import whom, what no module may do, how long things may be.

Reads every import statement by its syntax, also inside functions and under TYPE_CHECKING. Rules are data
at the head of this file; there is no list of exceptions.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("app", "ui", "packaging")

# The engine's layers, lowest first. A module imports from lower lines, or from its own package, never sideways or up.
LAYERS = (
    ("app",),
    ("app.errors", "app.blocks"),
    ("app.paths", "app.output", "app.reading"),
    ("app.kinds",),
    ("app.axis",),
    ("app.form",),
    ("app.form_table",),
    ("app.form_grid",),
    ("app.form_rule", "app.settings"),
    ("app.form_file",),
    ("app.report",),
    ("app.totals",),
    ("app.record", "app.profile"),
    ("app.session", "app.layout", "app.paste", "app.progress", "app.typeset"),
    ("app.checks", "app.store"),
    ("app.render", "app.exchange", "app.review"),
    ("app.embedding",),
    ("app.rollup", "app.export"),
    ("app.batch",),
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
NAMES_THAT_SAY_NOTHING = {"utils", "util", "common", "helpers", "helper", "manager", "misc", "base", "core"}
MOST_LINES = {"app": 250, "ui": 250, "packaging": 250, "tests": 300}
MOST_FUNCTION_LINES = 40
MUTATORS = {"append", "add", "update", "setdefault", "pop", "clear", "extend", "insert", "remove", "discard"}
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
NOT_OURS = {
    ".git",
    ".venv",
    "build",
    "dist",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    "__pycache__",
}


def is_ours(path: Path) -> bool:
    return not NOT_OURS & set(path.relative_to(ROOT).parts)


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        found = [path for path in sorted((ROOT / folder).rglob("*.py")) if is_ours(path)]
        assert found, f"{folder} holds no source: these tests would prove nothing"
        yield from found


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] in {"__init__", "__main__"} else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


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
        and module_of(path) != "app.cli"
    ]
    assert printing == []


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
        if (found := wrong.search(path.read_text(encoding="utf-8")))
    ]
    assert named == []
