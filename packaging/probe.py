"""Runs inside an assembled program: executes every import statement of `app` and `ui`, and looks for a network.

`python -I probe.py`: exit code 1 with the failing statements when the trimmed runtime lacks something.
Standard library only; nothing of the packages is changed.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sys
from pathlib import Path

# Imported only where the system has them.
ELSEWHERE = ("fcntl", "grp", "pwd", "resource", "termios") if sys.platform == "win32" else ("msvcrt", "winreg")
FORBIDDEN = ("socket", "_socket", "ssl", "http.client", "PySide6.QtNetwork")


def statements(source: Path) -> set[str]:
    """The modules that a source file imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def main() -> int:
    """Import all; report."""
    site = Path(importlib.util.find_spec("app").submodule_search_locations[0]).parent  # type: ignore[union-attr, index]
    sources = [path for top in ("app", "ui") for path in sorted((site / top).rglob("*.py"))]
    wanted = {name for source in sources for name in statements(source)}
    wanted |= {
        ".".join(source.relative_to(site).with_suffix("").parts).removesuffix(".__init__")
        for source in sources
        if source.name != "__main__.py"
    }
    failed = []
    for name in sorted(wanted - set(ELSEWHERE)):
        try:
            importlib.import_module(name)
        except ImportError as reason:
            failed.append(f"{name}: {reason}")
    failed += [f"{name} can be imported" for name in FORBIDDEN if _there(name)]
    print("\n".join(failed) if failed else f"{len(wanted)} modules imported, no network module")
    return 1 if failed else 0


def _there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(main())
