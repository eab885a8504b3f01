"""What undo takes back: the steps of a report, and what is no edit and is taken back like one.

Frozen data of the session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.report.claim import Claim
from app.report.doubt import Doubt, joined
from app.report.report import Edit, run_together

LOOK = "核对"


@dataclass(frozen=True)
class Step:
    """One step of undo: the edit that was done and the one that takes it back.

    `back.doubts` are the unplaced texts that the edit has done away with; they come back with it.
    """

    done: Edit
    back: Edit

    def joined(self, later: Step) -> Step:
        """This step and the one that goes on with it as a single one."""
        old, new = run_together((self.back.changes, self.done.changes), (later.back.changes, later.done.changes))
        ended = joined(self.back.doubts, later.back.doubts)
        return Step(replace(later.done, changes=new), replace(later.back, changes=old, doubts=ended))


@dataclass(frozen=True)
class Aside:
    """What is no edit and is taken back like one: a look, which ended `doubts`, or a claim, before which `claims` stood.

    `after` is what was the last step then, `label` says what undo would take back.
    """

    after: Step | None
    doubts: tuple[Doubt, ...] = ()
    claims: tuple[Claim, ...] | None = None
    label: str = LOOK
