"""The formats a report can be handed out in: words for the screen, and the writer. A new one is its file and a line here.

Each writer loads its library when it is first called, so that starting the program loads none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.render import docx, exchange_data, html_page, pdf, plain_text, xlsx
from app.render.writer_job import Writer


@dataclass(frozen=True)
class FileFormat:
    """A format's words on the screen and what it is for; `bare`: it carries nothing beside what it shows."""

    words: str
    use: str
    write: Writer
    bare: bool = False


FORMATS: Mapping[str, FileFormat] = MappingProxyType(
    {
        "pdf": FileFormat("PDF", "付印、签批和存档，内附可再导入的数据", pdf.write),
        "docx": FileFormat("Word（.docx）", "上报和修改，用 Word、WPS 打开", docx.write),
        "html": FileFormat("网页（.html）", "在网站上发布", html_page.write),
        "xlsx": FileFormat("Excel（.xlsx）", "三张表和合计公式，供汇总", xlsx.write),
        "txt": FileFormat("纯文本（.txt）", "填网上表单、发消息", plain_text.write, bare=True),
        "json": FileFormat("交换文件（.json）", "传给另一台电脑上的本程序", exchange_data.write),
    }
)
