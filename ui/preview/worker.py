"""The printing process: reads messages from its input, answers each on its output, ends when the input ends.

A process of its own, so that composing never takes time from typing. No Qt here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.errors import NianbaoError
from app.form.form_file import Forms
from app.system.own_process import speak_bytes
from ui.preview.frames import FrameReader, PipeFrame
from ui.preview.press import Press

PIECE = 1 << 16  # bytes read at a time
INPUT, OUTPUT = 0, 1


def serve(forms_folder: Path) -> int:
    """Works until the window closes its end; returns the exit code."""
    speak_bytes()
    reader, press = FrameReader(), Press(Forms(forms_folder))
    while piece := os.read(INPUT, PIECE):
        for frame in reader.feed(piece):
            _write(bytes(answer(press, frame)))
    press.close()
    return 0


def answer(press: Press, asked: PipeFrame) -> PipeFrame:
    """The answer to one message: what was asked for, or the sentence that says why not."""
    try:
        return _do(press, asked.head, asked.load)
    except NianbaoError as reason:
        return PipeFrame({"do": asked.head["do"], "error": reason.sentence})


def _do(press: Press, head: Mapping[str, Any], load: bytes) -> PipeFrame:
    match head["do"]:
        case "compose":
            return PipeFrame({"do": "compose", **press.compose(load, head["two_sided"], head["faces"], head["known"])})
        case "faces":
            return PipeFrame({"do": "faces", "faces": press.installed()})
        case "picture":
            width, height, stride, pixels = press.picture(head["page"], head["width"], head["grey"])
            told = {"do": "picture", "page": head["page"], "asked": head["width"], "grey": head["grey"]}
            return PipeFrame({**told, "width": width, "height": height, "stride": stride}, pixels)
        case "file":
            return PipeFrame({"do": "file"}, press.file(head["first"], head["last"], head["anchor"]))
        case other:
            raise ValueError(other)


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(OUTPUT, view) :]
