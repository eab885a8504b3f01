"""The dialogs of 报送 and of a hand-over file that came back, for the tests that look at every dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtWidgets import QDialog

from app.handover.snapshot import Snapshot
from app.handover.three_way import three_way
from app.review.course import Course
from app.review.kept import Review
from app.submission.package import Order
from tests.handover.two_desks import CELL, OTHER, PROSE
from tests.reports import FORM, full
from ui.handover.merge_dialog import MergeDialog
from ui.submission.submit_dialog import SubmitDialog, Told
from ui.window.main_window import MainWindow


def submit_dialog(window: MainWindow) -> QDialog:
    """With a folder that is not there."""
    order = Order(FORM, full(), Course(), (), lambda printed: b"")
    made = SubmitDialog(order, Told("单位 · 2025 年度", "还没有定稿。", "", ""), {}, window)
    made.set_up("/没有/这个", ("txt",))
    return made


def merge_dialog(window: MainWindow) -> QDialog:
    """With a place that only they changed, and two that wait for a decision."""
    base = Snapshot(full(), Review(), (), {}, ())
    mine, theirs = (
        replace(base, report=replace(base.report, cells={**base.report.cells, CELL: number, PROSE: words, OTHER: other}))
        for number, words, other in ((1, "我写的。", 0), (2, "他写的。", 5))
    )
    return MergeDialog(three_way(FORM, base, mine, theirs), "1月10日 09:30 交出，李二", lambda *_: None, window)


HANDING_DIALOGS: Mapping[str, Callable[[MainWindow], QDialog]] = MappingProxyType(
    {"SubmitDialog": submit_dialog, "MergeDialog": merge_dialog}
)
