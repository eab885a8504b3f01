"""The project's own source files, for the tests that read them as text or syntax."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("app", "ui", "packaging")
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
