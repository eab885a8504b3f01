"""搁置这条提示, by one key: the hint on the line of findings is set aside, or taken back where it was; of any other finding it is
said why not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.findings.set_aside import HINT, put_aside
from app.report.session import Session
from ui.commands.means import Means
from ui.findings.findings_panel import FindingsPanel
from ui.look.shared_sentences import LOCKED
from ui.review.reviewing import Reviewing

NONE = "没有可以搁置的提示。"
NOT_THIS = {
    "mandatory": "强制性的不能搁置，改正以后才能定稿：{sentence}",
    "verify": "核实性的不能搁置：请改正，或者点“说明”写明为什么就是这样。",
}
EXPLAINED = "这条已经写了说明，不用搁置。"


class HintAside:
    """On one open report; `who` and `today` go into the record."""

    def __init__(
        self,
        session: Session,
        panel: FindingsPanel,
        reviewing: Reviewing,
        means: Means,
        who: Callable[[], str],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._session, self._panel, self._reviewing, self._means = session, panel, reviewing, means
        self._who, self._today = who, today

    def turn(self) -> None:
        """Sets the hint on the line aside, or takes it back. Nothing else can be set aside, and that is said."""
        finding = self._panel.told()
        if self._session.read_only:
            self._means.tell(LOCKED)
        elif finding is None:
            self._means.tell(NONE)
        elif (known := self._panel.set_aside_as(finding)) is not None:
            self._reviewing.take_back(known)
        elif self._panel.is_explained(finding):
            self._means.tell(EXPLAINED)
        elif finding.level != HINT:
            self._means.tell(NOT_THIS[finding.level].format(sentence=finding.sentence))
        else:
            self._panel.make_current(finding)
            self._reviewing.set_aside(put_aside(finding, self._who(), self._today()))
