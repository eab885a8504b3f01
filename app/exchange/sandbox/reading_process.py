"""The process that reads: one message in, what was found or a sentence out, until its input ends.

Of one file nothing stays for the next but the modules and the form that were read. Any other fault than a refusal ends it.
"""

from __future__ import annotations

import decimal
import json
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.errors import ExchangeError, InputError
from app.exchange.reading import LARGEST, read
from app.exchange.sandbox.bounds import Bounds
from app.exchange.sandbox.message import LARGEST_ANSWER, Message, receive, send
from app.exchange.source.import_record import to_plain
from app.form.form_file import Forms
from app.system.own_process import speak_bytes

DEPTH = 1000  # of calls, as Python has it


def main() -> int:
    """Answers every message."""
    speak_bytes()
    with open(0, "rb", closefd=False) as given, open(1, "wb", closefd=False) as said:
        bounds = Bounds()
        while (message := receive(given, LARGEST)) is not None:
            bounds.begin_file()
            if (do := message.head["do"]) == "prepare":
                _prepare()
            else:
                answer = _answer(DEEDS[do], message)
                del message  # before the memory is counted
                spent = bounds.is_spent() or threading.active_count() > 1
                send(said, Message({**answer.head, "spent": spent}, answer.load))
    return 0


def _answer(deed: Callable[[Message], bytes], message: Message) -> Message:
    try:
        with _as_new():
            load = deed(message)
        if len(load) > LARGEST_ANSWER:
            raise ExchangeError(f"{message.head['name']}：内容过多，不像是一份年报，没有读取。请核对所选文件。")
    except InputError as reason:
        return Message({"refused": True}, reason.sentence.encode("utf-8"))
    return Message({"refused": False}, load)


@contextmanager
def _as_new() -> Iterator[None]:
    """Every file finds the settings of the interpreter as the first one found them."""
    sys.setrecursionlimit(DEPTH)
    with decimal.localcontext(decimal.Context()), warnings.catch_warnings():
        yield


def _file(message: Message) -> bytes:
    head = message.head
    forms = _forms(head["forms"])
    found = read(forms, message.load, head["name"], year=head["year"])
    plain = to_plain(forms.edition(found.report.edition), found)
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


@cache
def _forms(folder: str) -> Forms:
    return Forms(Path(folder))


def _prepare() -> None:
    """Loads what a file may need, while nobody waits for it yet."""
    import app.exchange.matching.matching
    import app.exchange.readers.docx.docx_file
    import app.exchange.readers.html.html_file
    import app.exchange.readers.pdf.pdf_page
    import app.exchange.readers.xlsx.xlsx_file  # noqa: F401


def _clip(message: Message) -> bytes:
    from app.exchange.clip_block import look_at  # not before: most files are no page

    found = look_at(message.load.decode("utf-8", "replace"))
    return json.dumps(asdict(found) if found else None, ensure_ascii=False).encode("utf-8", "surrogatepass")


DEEDS: Mapping[str, Callable[[Message], bytes]] = MappingProxyType({"file": _file, "clip": _clip})


if __name__ == "__main__":
    sys.exit(main())
