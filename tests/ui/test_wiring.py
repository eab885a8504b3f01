"""How the window is wired, read from its syntax: verbs go down to the widgets, no relays up, and only the session knows undo."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from textwrap import dedent

from tests.sources import ROOT, files, tree_of

MOST_RELAYS = 8  # signals that only pass another one on; what a widget has to say to the window goes by a verb of its Means


def knows_undo(node: ast.AST) -> bool:
    """Whether it asks for the steps of undo, or says itself what an edit merges with."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Edit":
        return len(node.args) > 2 or any(word.arg == "merge" for word in node.keywords)
    return isinstance(node, ast.Attribute) and node.attr in ("past", "future")


def test_no_widget_knows_how_typing_merges_or_what_can_be_undone() -> None:
    knowing = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        for path in files("ui")
        for node in ast.walk(tree_of(path))
        if knows_undo(node)
    ]
    assert knowing == []


def own(node: ast.AST) -> str:
    """The name of `self.name`, or nothing."""
    mine = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    return node.attr if mine and isinstance(node, ast.Attribute) else ""


def emitted(node: ast.AST) -> str:
    """Which signal of its own a call emits, or nothing."""
    call = node.func if isinstance(node, ast.Call) else None
    return own(call.value) if isinstance(call, ast.Attribute) and call.attr == "emit" else ""


def passed_on(receiver: ast.AST, methods: dict[str, ast.FunctionDef]) -> str:
    """The own signal that what is connected only emits: the signal, its `emit`, a lambda or a method of that one line."""
    if isinstance(receiver, ast.Lambda):
        return emitted(receiver.body)
    if isinstance(receiver, ast.Attribute) and receiver.attr == "emit":
        return own(receiver.value)
    name = own(receiver)
    lines = [line for line in methods[name].body if not is_words(line)] if name in methods else []
    return emitted(lines[0].value) if len(lines) == 1 and isinstance(lines[0], ast.Expr) else name


def is_words(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def relays(tree: ast.AST) -> Iterator[str]:
    """The signals of each class to which it connects another one, so that they say again what was said already."""
    for kind in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        made = [line for line in kind.body if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call)]
        signals = {ast.unparse(line.targets[0]) for line in made if ast.unparse(line.value).startswith("Signal(")}
        methods = {line.name: line for line in kind.body if isinstance(line, ast.FunctionDef)}
        calls = [node for node in ast.walk(kind) if isinstance(node, ast.Call) and node.args]
        connected = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "connect"]
        yield from sorted(f"{kind.name}.{name}" for name in signals & {passed_on(call.args[0], methods) for call in connected})


def test_hardly_any_signal_only_passes_another_on() -> None:
    found = [f"{path.relative_to(ROOT)}: {name}" for path in files("ui") for name in relays(tree_of(path))]
    assert len(found) <= MOST_RELAYS, found


def test_a_relay_is_met_however_it_is_written() -> None:
    planted = """
        class Panel:
            a = Signal()
            b = Signal()
            c = Signal()
            d = Signal()
            heard = Signal()
            def __init__(self):
                self.one.clicked.connect(self.a)
                self.one.clicked.connect(self.b.emit)
                self.one.clicked.connect(lambda *_: self.c.emit(1))
                self.one.clicked.connect(self._say)
                self.one.clicked.connect(self._work)
            def _say(self):
                self.d.emit()
            def _work(self):
                self.count += 1
                self.heard.emit()
    """
    assert list(relays(ast.parse(dedent(planted)))) == ["Panel.a", "Panel.b", "Panel.c", "Panel.d"]


def test_frameless_buttons_are_made_in_one_place() -> None:
    flat = "setProperty('flat'", "QToolButton("
    made = {
        str(path.relative_to(ROOT))
        for path in files("ui")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and any(words in ast.unparse(node) for words in flat)
    }
    assert made == {"ui/look/buttons.py"}
