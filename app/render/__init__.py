"""Writers of a report: `RENDERERS[suffix](document)` gives the bytes of a file of that kind.

Each writer is a module of its own, named by its suffix and loaded when first asked for, so that starting the
program loads none of their libraries. Leans on blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.blocks import Document


def _pdf(document: Document) -> bytes:
    from app.render.pdf import render

    return render(document)


RENDERERS: Mapping[str, Callable[[Document], bytes]] = MappingProxyType({"pdf": _pdf})
