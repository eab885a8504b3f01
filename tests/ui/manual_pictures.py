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
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image
from PySide6.QtCore import QRect
from PySide6.QtGui import QCursor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from app.document.layout import lay_out
from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.register.register_file import register_path, write_register
from app.register.request import Request
from app.render import docx, pdf
from app.render.writer_job import WriterJob
from app.report.report import Edit, Report
from app.store.library import Library
from app.system import paths
from app.system.settings import Settings, read_table
from tests.ui.pictures import NOW, SIZE, Camera, settle, unseen
from ui.importing.import_desk import ImportDesk
from ui.look.appearance import Appearance
from ui.look.fonts import BUNDLED, POINTS
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
        window.means.remember("export.folder", "/media/报送/2025")
        key = library.create(report)
        start(camera, library, report)
        library.sync("timed")
        filling(camera, key)
        write_register(register_path(library.folder, key), REQUESTS)
        for command in ("export", "history", "review", "register", "backups"):
            camera.take_dialog(command, command)
        last_year = Path(home) / "2024年度报告.docx"
        last_year.write_bytes(docx.write(lay_out(forms.for_year(2024), replace(report, year=2024)), WriterJob()))
        take_import(camera, library, last_year)
        begun(camera, key)
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


def start(camera: Camera, library: Library, report: Report) -> None:
    """The list of reports, and a twin refused."""
    window, page = camera.window, camera.window.start_page
    library.create(Report(report.office, 2024, "2021", None, {"overview.platform": "专栏。"}))
    window.go_home()
    camera.take("start-list")
    window.new_report()
    page.new_panel.year.setValue(report.year)
    page.new_panel.office.setText(report.office)
    camera.take("start-twin")
    for name in ("start-list", "start-twin"):
        crop(camera.folder / f"{name}.png", QRect(0, 0, SIZE[0], 480))


def filling(camera: Camera, key: str) -> None:
    """A report at work: the whole window, its tables, its texts, its findings."""
    window = camera.window
    window.open_report(key)
    workspace = window.desk.workspace
    settle(lambda: workspace.preview.view.drawn)
    workspace.tabs.go(0)
    take_part(camera, "texts", workspace.tabs)
    workspace.session.apply(Edit({"requests.received.natural": 3}, "填写 本年新收 自然人"))
    workspace.tabs.go_to("requests.carried_in.natural")
    settle(lambda: workspace.preview.view.drawn)
    take_part(camera, "table", workspace.tabs)
    window.hand.toggle_findings()
    settle(lambda: workspace.preview.view.drawn and bool(workspace.findings.findings))
    camera.take("window")
    take_part(camera, "findings-list", workspace.findings)


def take_import(camera: Camera, library: Library, path: Path) -> None:
    """A file of last year read for the open report."""
    window = camera.window
    session = window.desk.workspace.session
    desk = ImportDesk(window, library, window.means, session, window.desk.open_file)
    camera.take_modal("import", lambda: desk.take(path))


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
