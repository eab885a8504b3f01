"""The pictures of the manual and of the README: `python -m tests.ui.manual_pictures [FOLDER]`.

Made from the real window with the built-in sample and a fixed clock, at 100 % in the light theme, and from the
sample's printed pages; reduced to a palette so that all of them stay small. Needs no screen. The only source of these files.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pypdfium2
from PIL import Image
from PySide6.QtCore import QRect
from PySide6.QtGui import QCursor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from app.document.layout import lay_out
from app.exchange.exchange_file import read_json
from app.findings.explained import Explained
from app.form.form_file import Forms
from app.form.kinds import Value
from app.register.register_file import register_path, write_register
from app.register.request import Request
from app.render import pdf
from app.render.writer_job import WriterJob
from app.report.comment import Comment, spoken_of
from app.report.report import Edit, Report
from app.report.session import Session
from app.review.course import Course, digest, proofread, sign
from app.review.kept import KeptReview, review_path
from app.store.library import Library
from app.system import paths
from app.system.settings import Settings, read_table
from tests.few_columns import NAME, few_columns
from tests.ui.pages import found
from tests.ui.pictures import NOW, SIZE, Camera, settle, unseen
from ui.findings.following import KEY as FOLLOWING
from ui.importing.import_dialog import ImportDialog
from ui.look.appearance import Appearance
from ui.look.fonts import BUNDLED, POINTS
from ui.submission.submit_dialog import SubmitDialog
from ui.window.application import make_application
from ui.window.main_window import MainWindow

COLOURS = 128
PAGES = (1, 4, 5)
PAGE_WIDTH = 560  # pixels
EDGE = (214, 218, 224)
# All of them answered: how many days are left would hang on the day of the picture.
REQUESTS = (
    Request(date(2025, 3, 6), "natural", "网络", "granted", date(2025, 3, 20), subject="社区食堂开办补助标准"),
    Request(date(2025, 9, 29), "business", "邮寄", "partial", date(2025, 10, 30), subject="沿街店招改造合同"),
)
# Years that the program does not move by itself, as most reports have some.
COMPARED = ("overview.proactive", "比2023年多公开12条。2022年开设的专栏继续更新。")
RECEIVED = "requests.received.natural"
PLACE = "/media/报送/2025"  # a folder of no machine: nothing is written there
READY = Explained((), (), ())  # nothing hinders a signature
BEFORE: dict[str, Value] = {RECEIVED: 2, "requests.unavailable_not_held.natural": 2}  # what last year's report has otherwise
STANDING = (("第二街道办事处", 2), ("第三街道办事处", 60), ("第四街道办事处", 0))  # offices of the list, how much they have


def take_pictures(folder: Path) -> None:
    """All of them, into a folder."""
    app = make_application(["nianbao"])
    app.setCursorFlashTime(0)
    wear_own_letters(app)
    forms = Forms(paths.resource("forms"))
    report, _ = read_json(forms, paths.resource("samples", "2025.json").read_bytes(), "2025.json")
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home), forms, clock=lambda: NOW) as library:
        settings = Settings(read_table(paths.resource("settings.toml")), Path(home))
        window = MainWindow(library, forms, settings, Appearance(app, "light"), lambda: NOW)
        window.resize(*SIZE)
        window.show()
        QCursor.setPos(*SIZE)  # over nothing
        camera = Camera(folder, window)
        window.means.remember("export.folder", PLACE)
        key = library.create(report)
        library.create(replace(report, year=report.year - 1, cells=figures(report) | BEFORE))
        start(camera, library, report)
        library.sync("timed")
        filling(camera, key)
        write_register(register_path(library.folder, key), REQUESTS)
        for command in ("export", "history", "register", "backups"):
            camera.take_dialog(command, command)
        take_import(camera, Path(home) / NAME)
        begun(camera, key)
        signed(camera, key, report)
        window.close()
    pages(folder, pdf.write(lay_out(forms.edition(report.edition), report), WriterJob()))
    for picture in folder.glob("*.png"):
        reduce(picture)


def wear_own_letters(app: QApplication) -> None:
    """The bundled face, whatever this machine has, so that the pictures are the same everywhere."""
    number = QFontDatabase.addApplicationFont(str(paths.resource(*BUNDLED)))
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
    font.setPointSizeF(POINTS)
    app.setFont(font)


def figures(report: Report) -> dict[str, Value]:
    """What its tables say."""
    return {name: value for name, value in report.cells.items() if not isinstance(value, str)}


def start(camera: Camera, library: Library, report: Report) -> None:
    """The list of reports in several stages, and a twin refused."""
    window, page = camera.window, camera.window.start_page
    for office, count in STANDING:
        cells = dict(list(report.cells.items())[:count] if count > len(STANDING) else report.cells if count else {})
        other = library.create(replace(report, office=office, cells=cells))
        course = Course()
        for who in ("张一", "李二")[: count if count == len(STANDING) - 1 else 0]:
            course = sign(course, who, NOW.date(), READY, "", digest(library.sessions.report(other)), at=NOW)
        KeptReview(review_path(library.folder, other)).move(course)
    window.go_home()
    settle(lambda: not page.watch.busy)
    camera.take("start-list")
    window.new_report()
    page.new_panel.office.setText(report.office)
    page.new_panel.year.setValue(report.year)
    camera.take("start-twin")
    for name in ("start-list", "start-twin"):
        crop(camera.folder / f"{name}.png", QRect(0, 0, window.width(), 430))


def filling(camera: Camera, key: str) -> None:
    """A report at work: the whole window, its road, its table three, its texts, its findings."""
    window = camera.window
    window.open_report(key)
    workspace = window.desk.workspace
    settle(lambda: workspace.preview.view.drawn)
    workspace.tabs.go(0)
    take_part(camera, "texts", workspace.tabs)
    workspace.session.apply(Edit({RECEIVED: 3}, "填写 本年新收 自然人"))
    workspace.watch.run()
    workspace.tabs.go_to(RECEIVED)
    settle(lambda: workspace.preview.view.drawn)
    window.means.banners.withdraw(FOLLOWING)
    camera.take("window")
    camera.take("road", window.bar.road)
    take_part(camera, "table", workspace.tabs)
    window.means.remember("findings.height", 240)
    window.hand.toggle_findings()
    settle(lambda: workspace.preview.view.drawn and bool(workspace.findings.findings))
    workspace.findings.make_current(next(one for one in workspace.findings.findings if one.level == "verify"))
    take_part(camera, "findings-list", workspace.findings)
    window.hand.toggle_findings()


def take_import(camera: Camera, path: Path) -> None:
    """A text in which the tables lack a column, looked at in the official form."""
    path.write_text(few_columns(), "utf-8")
    camera.window.desk.open_file(path)
    dialog = found(camera.window, ImportDialog)
    settle(lambda: dialog.focusWidget() is not None)
    dialog.check.go_to(dialog.review.stops_in("requests")[0])
    camera.take("import", dialog)
    dialog.done(0)
    dialog.setParent(None)


def begun(camera: Camera, key: str) -> None:
    """The next year's report as it begins: last year's sentences still to be rewritten, and the list of them."""
    window = camera.window
    session = window.desk.workspace.session
    told = session.report.text(COMPARED[0])
    session.apply(Edit({COMPARED[0]: COMPARED[1] + told}))
    window.go_home()
    window.start_page.select(key)
    window.start_page.copy_button.click()
    window.start_page.open_button.click()
    workspace = window.desk.workspace
    settle(lambda: workspace.preview.view.drawn)
    workspace.last_year.bar.unfold(True)
    form = workspace.tabs.parentWidget()
    assert form is not None  # the tabs stand under the list
    take_part(camera, "last-year", form)


def signed(camera: Camera, key: str, report: Report) -> None:
    """The stages under way, one comment unanswered; then all of them signed, and the report handed up."""
    window = camera.window
    window.open_report(key)
    place = window.desk.workspace
    session, reviewing, book = place.session, place.reviewing, place.comments._book
    session.apply(Edit(dict(report.cells), "填写"))
    place.watch.run()
    words, at = spoken_of(session.form, session.report, RECEIVED, 0, 0)
    book.add(Comment("", RECEIVED, words, at, "李二", NOW, "请再与台账核对一遍。"))
    place.comments.look()
    course = signed_by(session, Course(), "张一")
    course = proofread(course, "孙六", NOW.date(), "", digest(session.report), "改了两处标点", NOW + timedelta(hours=1))
    course = signed_by(session, course, "李二", "文字通顺；第三部分的件数请再与台账核对一遍")
    reviewing.move(course, (session.form, session.report))
    camera.take_dialog("review", "review")
    for who in ("王三", "赵四"):
        course = signed_by(session, course, who)
    reviewing.move(course, (session.form, session.report))
    there = patch("ui.submission.submit_dialog.is_folder", return_value=True)
    with there, patch("ui.submission.submit_dialog.free_name", lambda _, name: name):
        camera.take_modal("submit", lambda: submitting(window))


def signed_by(session: Session, course: Course, who: str, words: str = "") -> Course:
    """The course with the next signature, an hour after the last."""
    at = NOW + timedelta(hours=len(course.events))
    return sign(course, who, at.date(), READY, "", digest(session.report), words, at=at)


def submitting(window: MainWindow) -> None:
    """The dialog of 报送, for a folder that no machine has."""
    window.commands["submit"].trigger()
    found(window, SubmitDialog).folder.setText(PLACE)


def take_part(camera: Camera, name: str, part: QWidget) -> None:
    """A part of the window as it stands in it."""
    camera.take(name)
    corner = part.mapTo(camera.window, part.rect().topLeft())
    crop(camera.folder / f"{name}.png", QRect(corner, part.size()))


def crop(path: Path, place: QRect) -> None:
    """Leaves a part of a picture."""
    with Image.open(path) as picture:
        part = picture.crop((place.left(), place.top(), place.right() + 1, place.bottom() + 1))
    part.save(path)


def pages(folder: Path, pdf: bytes) -> None:
    """Some printed pages, each with a thin edge."""
    document = pypdfium2.PdfDocument(pdf)
    for number in PAGES:
        page = document[number - 1]
        sheet = page.render(scale=PAGE_WIDTH / page.get_width()).to_pil().convert("RGB")
        framed = Image.new("RGB", (sheet.width + 2, sheet.height + 2), EDGE)
        framed.paste(sheet, (1, 1))
        framed.save(folder / f"page-{number}.png")
    document.close()


def reduce(path: Path) -> None:
    """The picture with few colours; hardly to be told from the whole one, a third of its size."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    with unseen() as unseen_screen:
        os.environ |= unseen_screen
        time.tzset()
        take_pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else paths.resources() / "help" / "pictures")
