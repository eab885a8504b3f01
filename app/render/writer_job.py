"""What every writer is handed beside the blocks: how the paper is printed, and what the file carries unseen.

A writer has the one shape `write(document, job) -> bytes`. It takes of the job what its format has room for and leaves
the rest: text carries nothing, a workbook the anchor alone, for its own sheet holds the data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.document.blocks import Document
from app.report.anchor import Anchor

if TYPE_CHECKING:
    from app.typeset.typesetter import Typesetter


@dataclass(frozen=True)
class WriterJob:
    """One file to write. `exchange` is the exchange file of the same report, b"" for a document that is no report.

    `anchor` is that of the log of changes. `setter`, kept between jobs, spares the loading of fonts and holds the faces
    that were chosen; without it the bundled faces are opened anew.
    """

    two_sided: bool = True
    exchange: bytes = b""
    anchor: Anchor | None = None
    setter: Typesetter | None = None


Writer = Callable[[Document, WriterJob], bytes]
