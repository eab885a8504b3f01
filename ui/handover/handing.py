"""「交出给审核人」 and taking a hand-over file in: asks for what has to be asked, does it, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import NianbaoError
from app.handover import SUFFIX
from app.handover.handover_file import HandoverFile, read_handover
from app.handover.three_way import Decisions
from app.handover.trip import Arrival, Merged, arrival, give_out, merge, moment, open_new
from app.store.library import Library
from app.system.file_names import fitted
from app.system.files import read_input, write_whole
from app.system.paths import documents_folder, is_folder
from ui.commands.means import Means
from ui.dialogs.file_dialog import ask_new_file
from ui.handover.merge_dialog import MergeDialog
from ui.look.banner import DEED, Offer
from ui.look.waiting import waiting

FOLDER = "handover.folder"  # the setting
FILTER = f"交接文件 (*{SUFFIX})"
GIVEN = "已交出：{name}。请把它发给审核人；对方用本程序打开，看过、改过再交回来。申请台账没有放进去。"
NEW = "已从交接文件打开（{who}）。看过、改过以后，用“交出给审核人”交回去。"
AGAIN = "这份交接文件（{who}）已经收回过，报告没有变化。"
OWN = "这份交接文件是从这里交出的（{who}），内容都在，报告没有变化。"
SAME = "已收回（{who}）：报告的内容没有要改的，意见、批注和核对过的数已合在一起。"
TAKEN = "已收回（{who}），改动了 {count} 栏，可以用 Ctrl+Z 一步撤销；收回前的样子在历史版本里。"
ANEW = "合在一起的内容与终审签名时的不同，终审请重新签。"


class Handing:
    """On one library. `put_away` closes the open report, if it is that of this key, with everything typed stored."""

    def __init__(self, window: QWidget, library: Library, means: Means, put_away: Callable[[str], None]) -> None:
        self._window, self._library, self._means, self._put_away = window, library, means, put_away
        self._banners = means.banners

    def give(self, key: str) -> None:
        """Asks where to, and writes the report as a hand-over file."""
        report = self._library.sessions.report(key)
        last = self._means.settings.text(FOLDER)
        folder = Path(last) if last and is_folder(Path(last)) else documents_folder()
        proposed = folder / f"{fitted(f'{report.office}{report.year}年度报告交接', 200)}{SUFFIX}"
        path = ask_new_file(self._window, "交出给审核人", str(proposed), FILTER, SUFFIX.removeprefix("."))
        if path is None:
            return
        self._means.remember(FOLDER, str(path.parent))
        try:
            with waiting():
                write_whole(path, give_out(self._library, key))
        except NianbaoError as reason:
            self._banners.tell("error", reason.sentence, key=DEED)
            return
        show = Offer("打开文件夹", partial(self._show, path.parent), stays=True)
        self._banners.tell("notice", GIVEN.format(name=path.name), show, key=DEED)

    def take(self, path: Path) -> QDialog | None:
        """Takes a file in; the dialog that asks, where something has to be asked. What cannot be is said."""
        try:
            return self.look(path.name, read_input(path))
        except NianbaoError as reason:
            self._banners.tell("error", reason.sentence, key=DEED)
            return None

    def look(self, name: str, data: bytes) -> QDialog | None:
        """The same with what was read already. Raises NianbaoError."""
        self._banners.withdraw(DEED)
        with waiting():
            file = read_handover(self._library.forms, data, name)
            came = arrival(self._library, file)
        who = moment(file.at, file.who)
        if came.came == "new":
            self._open(file, who)
        elif came.held is None:
            self._banners.tell("notice", (AGAIN if came.came == "again" else OWN).format(who=who), key=DEED)
        elif not came.held.items and not came.held.courses.asks:
            self._finish(came, self._merged(came, {}, True), who)
        else:
            return self._ask(came, who)
        return None

    def _open(self, file: HandoverFile, who: str) -> None:
        key = open_new(self._library, file)
        self._means.open_report(key)
        self._banners.tell("notice", NEW.format(who=who), key=DEED)

    def _ask(self, came: Arrival, who: str) -> QDialog:
        assert came.held is not None
        done: list[Merged] = []

        def take(decisions: Decisions, theirs_counts: bool) -> None:
            done.append(self._merged(came, decisions, theirs_counts))

        dialog = MergeDialog(came.held, who, take, self._window)
        dialog.accepted.connect(lambda: self._finish(came, done[-1], who))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _merged(self, came: Arrival, decisions: Decisions, theirs_counts: bool) -> Merged:
        """Takes it in while the report is not open; where it is refused, the report is opened again."""
        self._put_away(came.key)
        try:
            with waiting():
                return merge(self._library, came, decisions, theirs_counts=theirs_counts)
        except NianbaoError:
            self._means.open_report(came.key)
            raise

    def _finish(self, came: Arrival, merged: Merged, who: str) -> None:
        self._means.open_report(came.key)
        count = len(merged.edit.changes)
        told = TAKEN.format(who=who, count=count) if count else SAME.format(who=who)
        self._banners.tell("notice", told + (ANEW if merged.anew else ""), key=DEED)

    def _show(self, folder: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._banners.tell("warning", f"系统没有打开这个位置，请在文件管理器里打开：{folder}")
