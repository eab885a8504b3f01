"""How the window is wired, read from its syntax: verbs go down to the widgets, no relays up, and only the session knows undo."""

from __future__ import annotations

import ast

from tests.sources import ROOT, files, tree_of


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
