"""The formats a report can be handed out in, as the dialog offers them. Leans on nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Format:
    """A format's words on the screen and what it is for."""

    words: str
    use: str


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "pdf": Format("PDF", "付印、签批和存档，内附可再导入的数据"),
        "docx": Format("Word（.docx）", "上报和修改，用 Word、WPS 打开"),
        "html": Format("网页（.html）", "在网站上发布"),
        "xlsx": Format("Excel（.xlsx）", "三张表和合计公式，供汇总"),
        "txt": Format("纯文本（.txt）", "填网上表单、发消息"),
        "json": Format("交换文件（.json）", "传给另一台电脑上的本程序"),
    }
)
