"""A PDF: our own by the exchange file attached to it, any other by its text and ruling lines.

A PDF without text is a scan and is refused. Leans on pypdfium2, which opens files in memory only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2

from app.errors import ExchangeError

ATTACHED = "nianbao.json"
ANCHOR = "nianbao-anchor.txt"
MOST_PAGES = 60
LARGEST_ATTACHED = 16 * 1024 * 1024  # bytes


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """The open file. Raises ExchangeError for a damaged, protected or overlong one, also while it is read."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as reason:
        why = "有密码保护，请去掉密码" if "password" in str(reason).lower() else "不完整或已损坏，请重新保存"
        raise ExchangeError(f"{name}：PDF {why}后重试。") from None
    with closing(document):
        if len(document) > MOST_PAGES:
            raise ExchangeError(f"{name}：有 {len(document)} 页，不像是一份年报，没有读取。请核对所选文件。")
        try:
            yield document
        except pypdfium2.PdfiumError as reason:
            raise ExchangeError(
                f"{name}：PDF 里有损坏的部分，读不出来（{reason}）。请重新保存后重试。"
            ) from None


def attached(document: pypdfium2.PdfDocument, name: str = ATTACHED) -> bytes | None:
    """The exchange file, or another of that name, attached by this program; None for a foreign PDF."""
    for number in range(min(document.count_attachments(), 20)):
        one = document.get_attachment(number)
        if one.get_name() == name:
            data = bytes(one.get_data())
            return data if len(data) <= LARGEST_ATTACHED else None
    return None
