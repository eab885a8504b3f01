"""报送 of the open report: the dialog with all that goes into it, the record that it was done, and what was changed since."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.chinese.days import day_words, moment_words
from app.errors import NianbaoError
from app.export import formats
from app.knowledge.profile import Profile
from app.report.doubt import counted
from app.report.session import Change, Session
from app.review.course import digest
from app.store.copies.submissions import Submission, SubmissionBook
from app.store.file import identity
from app.store.library import Library
from app.submission.later_changes import changed_words, changes_since
from app.submission.package import Order
from app.system.paths import documents_folder, is_folder
from ui.commands.means import Means
from ui.comments.commenting import Commenting
from ui.export.standing import Standing
from ui.look.banner import DEED, Offer
from ui.review.reviewed import sheet_ground
from ui.review.reviewing import Reviewing
from ui.review.sheet_file import sheet_bytes
from ui.submission.submit_dialog import SubmitDialog, Told
from ui.submission.submit_run import Result

KEY = "submitted"  # of the banner
FOLDER, LEFT_OUT = "submit.folder", "submit.left_out"  # settings
NOT_FINAL = "还没有定稿，文件名会加上“（草稿）”。"
MANDATORY = "还有 {count} 条强制性问题没有改正，报送的文件会带着它们。"
UNSEEN = "有 {count} 处没有人核对过（{why}）。"
SINCE = "{words}，报送的文件里没有这些改动。"


class Submitting:
    """Of one open report. `standing` gives how it stands, on the newest findings; `profile` the district's demands."""

    def __init__(
        self,
        library: Library,
        key: str,
        session: Session,
        reviewing: Reviewing,
        commenting: Commenting,
        means: Means,
        standing: Callable[[], Standing],
        profile: Callable[[], Profile | None],
        done: Callable[[], None],
    ) -> None:
        """`done` hears when it was made. Raises StoreError when the record of earlier ones cannot be read."""
        self._library, self._key, self._session = library, key, session
        self._commenting = commenting
        self._reviewing, self._means, self._standing, self._profile = reviewing, means, standing, profile
        self._done = done
        self._book = SubmissionBook(library.disk, library.folder, key, read_only=library.read_only)
        self._told = 0  # of how many changes since was told
        self._end = session.subscribe(self._hear)

    @property
    def last(self) -> Submission | None:
        """The newest one."""
        return self._book.last

    @property
    def changes(self) -> int:
        """In how many places the report was changed since."""
        return changes_since(self._library.forms, self._book.last, self._session.report)

    @property
    def stands(self) -> bool:
        """Whether it was handed up as it is now."""
        return self._book.last is not None and not self.changes

    def leave(self) -> None:
        """The report is put away."""
        self._end()
        self._means.banners.withdraw(KEY)

    def say(self) -> None:
        """Says that the report was changed after it was handed up, where it was and that was not said yet."""
        count, last = self.changes, self._book.last
        if last is not None and count and not self._told:
            banners = self._means.banners
            again = Offer("再次报送…", partial(self.ask, banners.window()))
            banners.tell("notice", SINCE.format(words=changed_words(last, count)), again, key=KEY)
        elif not count:
            self._means.banners.withdraw(KEY)
        self._told = count

    def ask(self, parent: QWidget) -> None:
        """Shows the dialog; what cannot be done at all is said instead."""
        try:
            self._book.judge()
            dialog = SubmitDialog(self._order(), self._words(), self._means.settings.faces(), parent)
        except NianbaoError as reason:
            self._means.banners.tell("warning", reason.sentence, key=DEED)
            return
        settings = self._means.settings
        left_out = tuple(filter(None, settings.text(LEFT_OUT).split(",")))
        dialog.set_up(_place(settings.text(FOLDER), settings.text("export.folder")), left_out)
        dialog.begun.connect(self._remember)
        dialog.made.connect(lambda result: self._keep(dialog, result))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _order(self) -> Order:
        session, reviewing, settings = self._session, self._reviewing, self._means.settings
        anchor, course = self._library.anchor(), reviewing.course
        ground = sheet_ground(reviewing, self._commenting, self._profile(), settings, self._library.forms, anchor, course)

        def sheet(printed: bytes) -> bytes:
            return sheet_bytes(session, course, ground, printed=printed)

        return Order(
            *(session.form, session.report, course, tuple(formats.FORMATS), sheet),
            pattern=settings.text("export.pattern"),
            two_sided=not settings.flag("page.single_sided"),
            anchor=anchor,
        )

    def _words(self) -> Told:
        report, state, last = self._session.report, self._standing(), self._book.last
        asked = [NOT_FINAL] if state.draft else []
        asked += [MANDATORY.format(count=state.mandatory)] if state.mandatory else []
        unseen = self._session.doubts
        asked += [UNSEEN.format(count=len(unseen), why=counted(unseen))] if unseen else []
        before = f"{moment_words(last.at)} 报送过（{last.name}）。" if last else ""
        before += f"{changed_words(last, self.changes)}。" if last and self.changes else ""
        signed = self._reviewing.course.signed
        final = f"已定稿（{day_words(signed[-1].day)}，{signed[-1].who}）。" if not state.draft and signed else state.sentence
        question = f"这份报告{''.join(asked)}\n仍然报送？" if asked else ""
        return Told(f"{report.office} · {report.year} 年度", final, before, question)

    def _remember(self, left_out: tuple[str, ...], folder: str) -> None:
        self._means.remember(LEFT_OUT, ",".join(left_out))
        self._means.remember(FOLDER, folder)

    def _keep(self, dialog: SubmitDialog, result: Result) -> None:
        """Keeps that it was done, with the report as it is, for it may be changed later."""
        assert result.made is not None
        content = digest(self._session.report)
        one = Submission(self._library.clock(), identity.who(), result.made.folder.name, content, self._session.record)
        try:
            self._book.add(one)
            self._library.keep_version(self._key, "submitted")
        except NianbaoError as reason:
            dialog.add_word(f"但没有留下记录：{reason.sentence}", wrong=True)
        self.say()
        self._done()

    def _hear(self, _change: Change) -> None:
        self.say()


def _place(*known: str) -> str:
    """The folder that was used last and is still there, else that of the person's documents."""
    return next((one for one in known if one and is_folder(Path(one))), str(documents_folder()))
