"""Zip containers (.docx, .xlsx) opened with care: sizes first, no document types, no paths that lead elsewhere.

Nothing is ever written to disk. Limits are far above any report and far below what hurts.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from app.errors import ExchangeError

MOST_PARTS = 5000
MOST_TAGS = 200_000  # of one XML part; a report has under 50 000
LARGEST_PART = 24 * 1024 * 1024  # bytes of one XML part, unpacked; a report's is under 1 MB
LARGEST_ALL = 200 * 1024 * 1024  # bytes of all parts together, pictures included


def open_container(data: bytes, name: str) -> zipfile.ZipFile:
    """The container, judged by its directory alone. Raises ExchangeError."""
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
        parts = container.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as reason:
        raise ExchangeError(f"{name}：文件不完整或已损坏，打不开（{reason}）。请重新保存后重试。") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_ALL:
        raise ExchangeError(f"{name}：解开后过大，不像是一份年报，没有读取。请核对所选文件。")
    for part in parts:
        if part.filename.startswith(("/", "\\")) or ".." in part.filename.replace("\\", "/").split("/"):
            raise ExchangeError(f"{name}：压缩包里有指向别处的路径，没有读取。请核对文件来源。")
        if part.flag_bits & 1:
            raise ExchangeError(f"{name}：文件有密码保护，请去掉密码另存后重试。")
        is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        if is_xml and part.file_size > LARGEST_PART:
            raise ExchangeError(f"{name}：解开后过大，不像是一份年报，没有读取。请核对所选文件。")
    return container


def read_part(container: zipfile.ZipFile, part: str, name: str) -> bytes | None:
    """One XML part, None when it is not there. Raises ExchangeError when it is damaged or holds a document type."""
    try:
        with container.open(part) as file:
            content = file.read(LARGEST_PART + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise ExchangeError(f"{name}：文件里的 {part} 已损坏，请重新保存后重试。") from None
    if len(content) > LARGEST_PART:
        raise ExchangeError(f"{name}：解开后过大，不像是一份年报，没有读取。请核对所选文件。")
    if content.count(b"<") > MOST_TAGS:
        raise ExchangeError(f"{name}：内容过多，不像是一份年报，没有读取。请核对所选文件。")
    # Office files never hold a document type; an entity bomb always does. UTF-16 would hide it from this look.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise ExchangeError(f"{name}：文件里的 {part} 含有不该有的定义，没有读取。请核对文件来源。")
    return content
