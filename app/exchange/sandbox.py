"""A foreign file read in a process of its own, with bounds: one that fills the memory or never ends harms only that.

The libraries unpack and build what a file asks for before anything can be counted, so no look beforehand would do.
That process is this program under a flag: a line of JSON and the bytes in, the import or a sentence out. Leans on
reading, import_record and bounds.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path, PurePath

from app.errors import ExchangeError, InputError
from app.exchange.bounds import bound
from app.exchange.reading import read
from app.exchange.source.found import Import
from app.exchange.source.import_record import PlainRecord, from_plain, to_plain
from app.form.form_file import Forms
from app.system.own_process import READING, own_command, own_environment, speak_bytes

SECONDS = 4  # of work; the slowest real report takes a fifth of one
MEMORY = 420 * 1024 * 1024  # bytes of address space, libraries included
PATIENCE = 30  # seconds on the clock, for a machine that is busy with other things
REFUSED = 3
TRUSTED = ".json"  # read here: its size alone bounds what it costs


def read_apart(forms: Forms, data: bytes, name: str, *, year: int | None = None) -> Import:
    """As `read`, and within seconds and bytes whatever the file holds. Raises ExchangeError."""
    if PurePath(name).suffix.lower() == TRUSTED:
        return read(forms, data, name, year=year)
    import subprocess  # not before: a command that reads our own file starts quicker without

    head = json.dumps({"name": name, "year": year, "forms": str(forms.folder)}).encode()
    try:
        done = subprocess.run(
            own_command("app.exchange.sandbox", READING), env=own_environment(), input=head + b"\n" + data,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        done = None
    except OSError as reason:
        why = reason.strerror or str(reason)
        raise ExchangeError(f"{name}：读取文件的程序无法启动（{why}），请重新安装本程序。") from None
    if done is not None and done.returncode == REFUSED:
        raise ExchangeError(done.stdout.decode("utf-8"))
    if done is None or done.returncode:
        raise ExchangeError(f"{name}：解开后过大或过于复杂，不像是一份年报，没有读取。请核对所选文件。")
    return from_plain(forms, json.loads(done.stdout, parse_float=Decimal))


def main() -> int:
    """The process: answers one file and ends."""
    speak_bytes()
    with open(0, "rb", closefd=False) as given, open(1, "wb", closefd=False) as said:
        head, data = json.loads(given.readline()), given.read()
        bound(SECONDS, MEMORY)
        try:
            said.write(json.dumps(_answer(head, data)).encode())
        except InputError as reason:
            said.write(reason.sentence.encode("utf-8"))
            return REFUSED
    return 0


def _answer(head: PlainRecord, data: bytes) -> PlainRecord:
    forms = Forms(Path(head["forms"]))
    found = read(forms, data, head["name"], year=head["year"])
    return to_plain(forms.edition(found.report.edition), found)


if __name__ == "__main__":
    sys.exit(main())
