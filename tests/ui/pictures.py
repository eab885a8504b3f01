"""Pictures of the real window: `python -m tests.ui.pictures OUT`. Every page, dialog and state, both themes, two scales.

Made to be looked at. Needs no screen: on Qt's own invisible one every window has the keyboard when it asks for it.
Each scale and theme runs in a process of its own, since Qt fixes the scale at the start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.store.journal.ledger import Saved
from app.store.library import Library
from app.system import paths
from app.system.settings import Settings, read_table
from tests.corpus.build import FILES
from tests.few_columns import NAME, few_columns
from tests.ui.pages import found
from tests.ui.road_pictures import road_pictures
from ui.changes.changes import propose
from ui.grid.stage import TableLooks
from ui.grid.table_part import TablePart
from ui.help.help_window import HelpWindow
from ui.importing.import_dialog import ImportDialog
from ui.look.appearance import Appearance
from ui.look.banner import DEED
from ui.preview.page_view import FIT
from ui.window.application import make_application
from ui.window.main_window import MainWindow

CHECKED = ("shifted.docx", "one-sheet.xlsx", "line-breaks.html", "other-tables.html")  # of the corpus
SCREEN = (1366, 768)  # points
SIZE = (1366, 728)  # that screen less the system's bar
ROOMS = {"1366": (1366, 700), "125": (1093, 560), "1024": (1024, 700), "150": (911, 512), "large": (1900, 1000)}  # client areas
SCALES = {"100": "1", "150": "1.5", "200": "2"}
PATIENCE = 20_000  # milliseconds for the preview to come
NOW = datetime(2026, 1, 19, 10, 32, tzinfo=timezone(timedelta(hours=8)))
FULL_DISK = "磁盘已满，刚才的修改还没有保存。请腾出空间，程序会自动再试。"


@contextmanager
def unseen(scale: str = "100") -> Iterator[dict[str, str]]:
    """What a process needs to know of a screen that nobody sees; the one that Qt makes by itself is too small for the window."""
    with tempfile.TemporaryDirectory() as folder:
        width, height = (round(points * float(SCALES[scale])) for points in SCREEN)
        screen = {"name": "unseen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96}
        described = Path(folder) / "screen.json"
        described.write_text(json.dumps({"screens": [screen | {"dpr": 1}]}), "utf-8")
        platform = f"offscreen:configfile={described}"
        yield {"QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": SCALES[scale], "TZ": "Asia/Shanghai"}


class Camera:
    """Takes pictures of one window into a folder, under names that say what is on them."""

    def __init__(self, folder: Path, window: MainWindow) -> None:
        self.folder, self.window = folder, window

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """One picture of the window, or of a dialog."""
        settle()
        (widget or self.window).grab().save(str(self.folder / f"{name}.png"))

    def take_dialog(self, name: str, command: str) -> None:
        """The dialog that a command opens."""
        self.take_modal(name, self.window.commands[command].trigger)

    def take_modal(self, name: str, do: Callable[[], object]) -> None:
        """The dialog that comes with `do`; some block it until they are closed, some do not."""
        taken: list[str] = []

        def snap() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QDialog)
            dialog.grab().save(str(self.folder / f"{name}.png"))
            dialog.reject()
            taken.append(name)

        def wait() -> None:
            dialog = QApplication.activeModalWidget()  # some read a file first, and the keyboard comes a moment later
            there = dialog is not None and dialog.isActiveWindow() and dialog.focusWidget() is not None
            QTimer.singleShot(400 if there else 50, snap if there else wait)

        QTimer.singleShot(50, wait)
        do()
        settle(lambda: bool(taken))


def settle(until: Callable[[], bool] = lambda: True) -> None:
    """Lets the window work until nothing is due, and `until` holds."""
    deadline = QDeadlineTimer(PATIENCE)
    loop = QEventLoop()
    QTimer.singleShot(120, loop.quit)
    loop.exec()
    while not until() and not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    QApplication.processEvents()


def start_pages(camera: Camera, library: Library, report: Report) -> str:
    """The start page: empty, asking, refusing, with reports, with the bin. Gives the key of the sample."""
    page, window = camera.window.start_page, camera.window
    camera.take("start-empty")
    window.new_report()
    camera.take("start-new")
    key = library.create(report)
    window.new_report()
    page.new_panel.year.setValue(report.year)
    page.new_panel.office.setText(report.office)
    camera.take("start-twin")
    library.create(Report(report.office, 2024, "2021", None, {"overview.platform": "专栏。"}))
    other = library.create(Report("南坡街道办事处", 2025, "2021"))
    window.go_home()
    camera.take("start-list")
    page.select(other)
    page.bin_button.click()
    camera.take("start-binned")
    page.show_bin_button.click()
    camera.take("start-bin")
    return key


def tabs(camera: Camera, key: str) -> None:
    """Every section of the sample with its preview."""
    window = camera.window
    window.banners.withdraw(DEED)
    window.open_report(key)
    view = window.desk.workspace.preview.view
    settle(lambda: view.drawn)
    for place in range(window.desk.workspace.tabs.count()):
        window.desk.workspace.tabs.go(place)
        settle(lambda: view.drawn)
        camera.take(f"tab-{place + 1}")


def frames(camera: Camera) -> None:
    """The frame on the page: of a cell, a sentence over two lines, a blank text, a blank note; and one zoomed in."""
    workspace = camera.window.desk.workspace
    view = workspace.preview.view
    places = (
        ("cell", "requests.granted.natural", -1), ("sentence", "overview.proactive", 60), ("note", "requests.note", -1),
        ("closing", "signature.office", -1),
    )  # fmt: skip
    for name, cell, start in places:
        workspace.tabs.go_to(cell, start, start)
        settle(lambda: view.drawn)
        camera.take(f"frame-{name}")
    workspace.preview.view.set_zoom(130)
    workspace.tabs.go_to("requests.granted.natural")
    settle(lambda: view.drawn)
    camera.take("frame-zoomed")
    workspace.preview.view.set_zoom(FIT)


def tables(camera: Camera) -> None:
    """Table three in every room and density, its explanation, its note; the others in a low room."""
    window, workspace = camera.window, camera.window.desk.workspace
    for name, size in ROOMS.items():
        window.resize(*size)
        for place in (1, 2, 3):
            workspace.tabs.go(place)
            camera.take(f"table-{name}-{place + 1}")
    window.resize(*SIZE)
    workspace.tabs.go(2)
    part = found(workspace.tabs.current_page(), TablePart)
    part.tell_whole()
    camera.take("table-explained")
    part.notice.put_away()
    part.note_button.click()
    camera.take("table-note")
    part.enter()
    for density in ("roomy", "dense", "auto"):
        workspace.tabs.show_looks(TableLooks(density))
        camera.take(f"table-{density}")


def loose_texts(camera: Camera) -> None:
    """Texts without a field: one beside a text, one under a table, each with the keyboard on it."""
    window, workspace = camera.window, camera.window.desk.workspace
    long = "街道全年开展“政务公开日”活动三次，参加群众二百余人，收集意见三十一条，逐条答复。" * 6
    doubts = (
        Doubt("overview.proactive", long, "unplaced", "第 12 段", "标题“（六）特色亮点”不知是哪一部分"),
        Doubt("requests.note", "注：含上年结转的申请。", "unplaced", "第 30 段", "表下的文字，不知是不是表注"),
    )
    workspace.session.apply(Edit({}, "导入", doubts=doubts))
    workspace.tabs.go(0)
    for name in ("loose-text", "loose-under-table"):
        window.hand.next_doubt()
        settle(lambda: workspace.preview.view.drawn)
        camera.take(name)
    window.hand.undo()


def blank_form(camera: Camera, library: Library) -> None:
    """A form that nobody has begun: quiet; and the same once somebody has asked for 核对."""
    window = camera.window
    window.open_report(library.create(Report("石桥街道办事处", 2025, "2021")))
    window.desk.workspace.tabs.go(2)
    window.desk.workspace.watch.run()
    camera.take("blank-form")
    window.desk.workspace.ask_check()
    camera.take("blank-form-asked")


def set_aside(camera: Camera) -> None:
    """A hint with its mend, and the same set aside, beside numbers that wait to be claimed; only one level listed."""
    window, workspace = camera.window, camera.window.desk.workspace
    text = workspace.session.report.text("overview.on_request")
    asked = {"overview.on_request": f"{text}窗口转来申请5件。邮寄的又有5件。", "other.text": "收到了2个申请。"}
    workspace.session.apply(Edit(asked, "填写"))
    workspace.watch.run()
    workspace.findings.line.counts["hint"].click()
    window.hand.toggle_findings()
    camera.take("findings-hint")
    window.hand.set_aside()
    camera.take("findings-aside")
    workspace.findings.line.counts["verify"].click()
    camera.take("findings-only")
    window.hand.toggle_findings()


def troubles(camera: Camera) -> None:
    """Findings folded and unfolded, a search, a failed save, a failed preview, panels folded away."""
    window, desk = camera.window, camera.window.desk
    session = desk.workspace.session
    session.apply(Edit({"requests.received.natural": 9, "requests.received.business": 4, "disputes.review.upheld": None}))
    session.apply(Edit({"other.text": "无其他需要报告的事项🦄。"}, "填写 其他需要报告的事项"))
    desk.workspace.tabs.go(2)
    desk.workspace.watch.run()
    settle(lambda: desk.workspace.preview.view.drawn)
    camera.take("findings-folded")
    window.hand.toggle_findings()
    window.hand.next_finding()
    camera.take("findings-list")
    window.hand.find_words()
    desk.workspace.find_bar.words.setText("结转")
    camera.take("find")
    desk.workspace.find_bar.leave()
    window.status.say_stored(Saved(None, FULL_DISK), lambda: None)
    window.house.failed.emit("程序自带的文件缺失：fonts/fang.ttf。请重新安装本程序。")
    camera.take("failures")
    window.hand.toggle_preview()
    window.hand.toggle_findings()
    desk.workspace.tabs.go(2)
    camera.take("preview-folded")
    window.hand.toggle_preview()


def import_checks(camera: Camera, folder: Path) -> None:
    """The check screen of an import: a text with a column less, tables of Word and Excel, texts, one without a field; and
    the first on the smallest screen."""
    window = camera.window
    few = folder / NAME
    few.write_text(few_columns(), "utf-8")
    files = {"few": few} | {name: FILES / f"{name}" for name in CHECKED}
    for name, path in files.items():
        window.desk.open_file(path)
        dialog = found(window, ImportDialog)
        settle(lambda dialog=dialog: dialog.focusWidget() is not None)  # type: ignore[misc]
        camera.take(f"import-{name}", dialog)
        if name == "few":
            for size, words in ((dialog.size(), "table"), (QSize(895, 464), "small")):
                dialog.resize(size)
                dialog.check.go_to(dialog.review.stops_in("requests")[0])
                camera.take(f"import-few-{words}", dialog)
        dialog.done(0)
        dialog.setParent(None)


def from_last_year(camera: Camera, key: str) -> None:
    """The next year's report as it begins, with the list of what waits folded and unfolded."""
    window = camera.window
    window.go_home()
    window.start_page.select(key)
    window.start_page.copy_button.click()
    window.start_page.open_button.click()
    workspace = window.desk.workspace
    settle(lambda: workspace.preview.view.drawn)
    camera.take("last-year")
    workspace.tabs.go(2)
    camera.take("last-year-table")
    workspace.tabs.go(0)
    workspace.last_year.bar.unfold(True)
    workspace.last_year.bar.go_on()
    camera.take("last-year-list")


def dialogs(camera: Camera) -> None:
    """Every dialog, and the menu."""
    names = ("info", "history", "register", "guide", "review", "submit", "rules", "backups", "settings", "export", "export_many")
    for command in names:
        camera.take_dialog(f"dialog-{command}", command)
    session = camera.window.desk.workspace.session
    edit = Edit({"requests.received.natural": 12, "overview.preface": "导语一段。", "other.text": "没有其他需要报告的事项。"})
    camera.take_modal("dialog-changes", lambda: propose(session, edit, "填入当前报告", camera.window))
    camera.window.commands["help"].trigger()
    manual = found(camera.window, HelpWindow)
    camera.take("manual", manual)
    manual.show_topic("findings")
    camera.take("manual-findings", manual)
    manual.close()
    menu = camera.window.bar.menu_button.menu()
    menu.popup(camera.window.mapToGlobal(camera.window.rect().topLeft()))
    camera.take("menu", menu)
    menu.hide()


def take_all(folder: Path, theme: str) -> None:
    """All pictures of one theme at the scale of this process."""
    from tests.ui.handover_pictures import handed_back  # which have the camera of this module
    from tests.ui.list_pictures import many_reports

    folder.mkdir(parents=True, exist_ok=True)
    app = make_application(["nianbao"])
    forms = Forms(paths.resource("forms"))
    report, _ = read_json(forms, paths.resource("samples", "2025.json").read_bytes(), "2025.json")
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home), forms, clock=lambda: NOW) as library:
        settings = Settings(read_table(paths.resource("settings.toml")), Path(home))
        window = MainWindow(library, forms, settings, Appearance(app, theme), lambda: NOW)
        window.resize(*SIZE)
        window.show()
        QCursor.setPos(*SIZE)  # over nothing
        camera = Camera(folder, window)
        key = start_pages(camera, library, report)
        blank_form(camera, library)
        tabs(camera, key)
        frames(camera)
        tables(camera)
        loose_texts(camera)
        troubles(camera)
        set_aside(camera)
        dialogs(camera)
        import_checks(camera, Path(home))
        handed_back(camera, library, key, Path(home))
        from_last_year(camera, key)
        road_pictures(camera, library, report, settle)
        many_reports(camera, library, report)
        window.close()


def runs() -> Iterator[tuple[str, str]]:
    """Scale and theme of each process: both themes at 100 %, the light one at every other scale."""
    yield from (("100", theme) for theme in ("light", "dark"))
    yield from ((scale, "light") for scale in SCALES if scale != "100")


def main(out: Path) -> int:
    """Runs every combination one after another; 0 when all went well."""
    failed = 0
    for scale, theme in runs():
        command = [sys.executable, "-m", "tests.ui.pictures", str(out / f"{theme}-{scale}"), theme]
        with unseen(scale) as screen:
            failed |= subprocess.run(command, env=os.environ | screen).returncode
    return failed


if __name__ == "__main__":
    if len(sys.argv) == 3:
        take_all(Path(sys.argv[1]), sys.argv[2])
    else:
        sys.exit(main(Path(sys.argv[1])))
