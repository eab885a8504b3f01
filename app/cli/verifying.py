"""The command `verify`: the log of changes of a library, held against anchors kept outside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.cli.console import FINDINGS, FINE, say
from app.exchange.anchored import anchor_in
from app.report.anchor import from_code
from app.store.anchors import HeldAnchor, held_by_library_file, is_library_file
from app.store.verify import verify
from app.system.files import read_input
from app.system.paths import data_folder, is_file
from app.system.settings import SECOND, stored_text


def verify_library(paths: Sequence[str]) -> int:
    """The command `verify`: whether the log of changes of a library was edited. `paths`: its folder, then files or codes."""
    first, *rest = paths or [""]
    alone = not first or from_code(first) or is_file(Path(first))
    folder = data_folder() if alone else Path(first)
    named = tuple(map(_held, paths if alone else rest))
    kept_at = stored_text(folder, SECOND)
    found = verify(folder, second=Path(kept_at) if kept_at else None, named=named)
    say("\n".join(found.sentences))
    return FINE if found.good else FINDINGS


def _held(name: str) -> HeldAnchor:
    """What a file that was named, or a code that was typed, says of the log. Raises InputError for what cannot be read."""
    path, typed = Path(name), from_code(name)
    if typed and not is_file(path):
        return HeldAnchor(f"所写的校验码 {typed.code}", typed, outside=True)
    data = read_input(path)
    if is_library_file(path.name, data):
        return held_by_library_file(name, data, outside=True)
    return HeldAnchor(name, anchor_in(data, path.name), outside=True)
