"""What the bar says about the open report: saved when, how many findings, what undo would take back, days left.

A failed save is said twice, in the bar and in a banner that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from app.report.session import Session
from app.store.journal.ledger import Saved
from app.store.library import Library
from app.system.settings import Settings
from ui.commands.actions import describe
from ui.look.banner import Banners, Offer
from ui.look.calendar_words import days_left_words, deadline_words, saved_words
from ui.window.tool_bar import ToolBar

if TYPE_CHECKING:
    from app.checks import Finding

SAVING = "saving"  # the key of the banner about a failed save


class Status:
    """The words of the bar."""

    def __init__(
        self,
        bar: ToolBar,
        banners: Banners,
        commands: Mapping[str, QAction],
        settings: Settings,
        now: Callable[[], datetime],
    ) -> None:
        self._bar, self._banners, self._commands = bar, banners, commands
        self._settings, self._now = settings, now

    def say_opened(self, session: Session, library: Library) -> None:
        """A report has been opened and nothing of it is unsaved."""
        self.say_report(session)
        self.say_findings(())
        saved = saved_words(library.saved_at, self._now()) or "已保存"
        locked = "只能查看" if library.read_only else "已定稿，只能查看"
        self._bar.say_saved(locked if session.read_only else saved)

    def say_changed(self, session: Session) -> None:
        """The report has changed and is being stored."""
        self.say_report(session)
        self._bar.say_saved("正在保存…")

    def say_stored(self, news: Saved, retry: Callable[[], None]) -> None:
        """The store has written, or could not."""
        if news.error:
            self._bar.say_saved("未能保存", failed=True)
            self._banners.tell("error", news.error, Offer("重试", retry, stays=True), key=SAVING)
        else:
            self._bar.say_saved(saved_words(news.at, self._now()) or "已保存")
            self._banners.withdraw(SAVING)

    def say_report(self, session: Session) -> None:
        """Days left; what undo and redo would do."""
        due = self._settings.deadline(session.report.year)
        today = self._now().date()
        self._bar.say_deadline(days_left_words(due, today), deadline_words(due, today))
        for name, words, label in (("undo", "撤销", session.undoing), ("redo", "重做", session.redoing)):
            describe(self._commands[name], f"{words}：{label}" if label else f"{words}上一步")
            self._commands[name].setEnabled(label is not None and not session.read_only)

    def say_findings(self, findings: tuple[Finding, ...]) -> None:
        """How many findings there are."""
        self._commands["check"].setText(f"检查（{len(findings)}）" if findings else "检查")
