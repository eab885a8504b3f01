"""The imports of the house as steps from module to module, the circles among them, and the floors they make.

`python -m tests.floors` prints the floors, lowest first.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from tests.sources import ROOT

Step = tuple[str, str]  # the module that imports, the module that is imported
TOPS = ("app", "ui")


def imports(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported; `from a import b` counts as a.b where that is a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                target = root / full.replace(".", "/")
                is_module = target.is_dir() or target.with_suffix(".py").is_file()
                external = str(node.module).split(".")[0] not in TOPS
                yield node.lineno, full if is_module or external else str(node.module)


def steps(root: Path) -> set[Step]:
    """Every import between modules of `app` and `ui`; a folder's own module is its `__init__`."""
    paths = [path for top in TOPS for path in sorted((root / top).rglob("*.py"))]
    names = {path: ".".join(path.relative_to(root).with_suffix("").parts) for path in paths}
    known = set(names.values())
    found = set()
    for path, module in names.items():
        for _, name in imports(path, root):
            target = name if name in known else f"{name}.__init__"
            if target in known and target != module:
                found.add((module, target))
    return found


def folder_of(module: str) -> str:
    """The folder a module lies in."""
    return module.rpartition(".")[0]


def room_of(module: str) -> str:
    """The room a module stands in: its folder; at the root of `app` or `ui` it is one by itself."""
    return module if folder_of(module) in TOPS else folder_of(module)


def inside(all_steps: Iterable[Step], folder: str) -> set[Step]:
    """The steps between the modules and folders that stand directly in one folder, a folder taken as one."""
    depth = folder.count(".") + 2
    ours = [step for step in all_steps if all(one.startswith(folder + ".") for one in step)]
    named = {tuple(".".join(one.split(".")[:depth]) for one in step) for step in ours}
    return {(a, b) for a, b in named if a != b}


def circles(all_steps: Iterable[Step], by: Callable[[str], str] = str) -> list[list[str]]:
    """The groups of two or more modules (or what `by` makes of them) that lean on each other, each sorted."""
    graph: dict[str, set[str]] = {}
    for a, b in all_steps:
        if by(a) != by(b):
            graph.setdefault(by(a), set()).add(by(b))
    reached = {one: _reach(graph, one) for one in graph}
    tied = {frozenset({one, *(o for o in reached[one] if one in reached.get(o, ()))}) for one in graph if one in reached[one]}
    return sorted(sorted(group) for group in tied)


def _reach(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(graph.get(one, ()))
    return seen


def floors(root: Path) -> list[list[str]]:
    """The rooms floor by floor, the lowest first: each leans on rooms of lower floors only."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for a, b in steps(root):
        sorter.add(room_of(a))
        if room_of(a) != room_of(b):
            sorter.add(room_of(a), room_of(b))
    sorter.prepare()
    found = []
    while ready := sorter.get_ready():
        found.append(sorted(ready))
        sorter.done(*ready)
    return found


if __name__ == "__main__":
    import sys

    for number, floor in enumerate(floors(ROOT)):
        sys.stdout.write(f"{number:2}  {'  '.join(floor)}\n")
