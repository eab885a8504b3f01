"""Kills while a hand-over file is taken in, at every step that touches the disk: nothing of either side is lost, and the file
can be taken in once more, after which all of both sides is there.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
from pathlib import Path

from app.form.form_file import Forms
from app.handover.handover_file import read_handover
from app.handover.snapshot import Snapshot, snapshot_of
from app.handover.trip import arrival, merge, open_new
from app.report.doubt import Doubt
from app.report.report import Edit
from app.store.library import Library
from app.system.disk import Disk
from tests.handover.two_desks import CELL, OTHER, PROSE, Desk
from tests.reports import full
from tests.torture.cruel_disk import KillingDisk, PowerDisk
from tests.torture.tally import Tally, guarded

NGO = "requests.received.ngo"


def run(folder: Path, forms: Forms, seed: int, *, every: int = 1) -> Tally:
    """Each step up to the last one, or each `every`th; by a kill and by a cut of power in turn."""
    tally = Tally()
    folder.mkdir(parents=True, exist_ok=True)
    for name, (home, data) in _cases(folder).items():
        step = 1
        while _one(folder, forms, home, data, random.Random(seed + step), step, tally, f"{name}, step {step}"):
            step += every
    return tally


def _cases(folder: Path) -> dict[str, tuple[Path, bytes]]:
    """A library and the file that is to come into it: to merge, and into an empty one."""
    clerk, reviewer = Desk(folder / "clerk", "张一"), Desk(folder / "reviewer", "李二")
    clerk.begin(full(), (Doubt(CELL, 0, "inferred"),))
    out = clerk.give()
    reviewer.take(out)
    clerk.comment("我说。", 1)
    clerk.write(requests__received__ngo=4)
    reviewer.comment("他说。", 2)
    reviewer.look(CELL)
    reviewer.library.open_session(reviewer.key).apply(Edit({OTHER: 3}, "导入", doubts=(Doubt(OTHER, 3, "likely"),)))
    reviewer.library.close_session(reviewer.key)
    reviewer.write(overview__proactive="审核人改过的一段。")
    reviewer.sign()
    back = reviewer.give()
    clerk.close()
    reviewer.close()
    (folder / "empty").mkdir()
    return {"merged": (folder / "clerk", back), "new": (folder / "empty", back)}


def _one(
    folder: Path, forms: Forms, home: Path, data: bytes, chance: random.Random, step: int, tally: Tally, name: str
) -> bool:
    """One kill at that step; false where the child came to its end before it."""
    place, spare = folder / "place", folder / "spare"
    for one in (place, spare):
        shutil.rmtree(one, ignore_errors=True)
    shutil.copytree(home, place)
    spare.mkdir()
    child = os.fork()
    if child == 0:
        disk = KillingDisk(chance, step) if step % 2 else PowerDisk(chance, step, spare)
        os._exit(_taken(place, forms, data, disk))
    _, status = os.waitpid(child, 0)
    tally.case(name.partition(",")[0])
    guarded(tally, name, lambda: _judge(place, forms, data, tally, name))
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def _taken(place: Path, forms: Forms, data: bytes, disk: Disk) -> int:
    try:
        with Library.open(place, forms, disk=disk) as library:
            _take(library, forms, data)
    except BaseException:  # noqa: BLE001 - a fork never returns into the parent's code
        return 1
    return 0


def _take(library: Library, forms: Forms, data: bytes) -> str:
    came = arrival(library, read_handover(forms, data, "a"))
    if came.came == "merge":
        merge(library, came, {}, theirs_counts=True)
    return open_new(library, came.file) if came.came == "new" else came.key


def _judge(place: Path, forms: Forms, data: bytes, tally: Tally, name: str) -> None:
    """What is there before the second time is one of the states that may be; afterwards all of both sides is there."""
    with Library.open(place, forms) as library:
        for key in library.holdings:
            library.mend_sides(key)
            state = snapshot_of(library, key)
            if state.report.get(OTHER) == 3 and OTHER not in [one.cell for one in library.doubted(key)]:
                tally.fault("wrong", f"{name}: a doubted value looks certain")
        key = _take(library, forms, data)
        if library.holdings.keys() != {key}:
            tally.fault("wrong", f"{name}: {len(library.holdings)} reports")
        if wrong := _missing(snapshot_of(library, key), merged=name.startswith("merged")):
            tally.fault("lost", f"{name}: {wrong}")


def _missing(state: Snapshot, *, merged: bool) -> str:
    """What of both sides is not there; '' where all is."""
    found = {
        "cells": (state.report.get(OTHER), state.report.get(NGO)) == (3, 4 if merged else 0),
        "text": state.report.text(PROSE) == "审核人改过的一段。",
        "comments": {one.text for one in state.comments} == ({"我说。", "他说。"} if merged else {"他说。"}),
        "doubts": [one.doubt.cell for one in state.doubts if one.at is None] == [OTHER],
        "course": [one.who for one in state.review.course.signed] == ["李二"],
    }
    return "、".join(name for name, good in found.items() if not good)
