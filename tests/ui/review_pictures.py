"""Pictures of the stages in all their states, of comments where they stand, and of the sheet: `python -m tests.ui.review_pictures
OUT`, both themes at 100 %, the light one at 150 %.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from app.exchange.exchange_file import read_json
from app.findings.explained import explain
from app.form.form_file import Forms
from app.report.comment import Comment, Reply, spoken_of
from app.report.report import Edit
from app.review.course import Course, digest, proofread, send_back, sign
from app.store.library import Library
from app.system import paths
from app.system.settings import Settings, read_table
from tests.ui.pictures import NOW, SIZE, Camera, settle, unseen
from ui.comments.comment_dialog import CommentDialog
from ui.comments.comments_dialog import CommentsDialog
from ui.desk.workspace import Workspace
from ui.look.appearance import Appearance
from ui.look.dialog_size import keep_in_sight
from ui.review.course_words import FINAL
from ui.review.review_dialog import ReviewDialog
from ui.window.application import make_application
from ui.window.main_window import MainWindow

COUNT, TEXT = "requests.received.natural", "overview.proactive"
WORDS = ("请核对与台账是否一致，一季度台账是 3 件。", "这一句与第二部分的数不一致，请改写。", "标点用全角。")


def write_comments(place: Workspace) -> None:
    """One that waits on a cell, an answered one on a sentence, one that is done, and one whose words are gone."""
    session, book = place.session, place.comments._book
    form, report = session.form, session.report
    for number, (cell, start, words) in enumerate(((COUNT, 0, WORDS[0]), (TEXT, 0, WORDS[1]), (TEXT, 60, WORDS[2]))):
        spoken, at = spoken_of(form, report, cell, start, start), NOW + timedelta(minutes=number)
        one = book.add(Comment("", cell, *spoken, "李二", at, words))
        if number:
            later = at + timedelta(hours=1)
            reply = Reply("answer", "张一", later, "已按台账改。") if number == 1 else Reply("done", "张一", later)
            book.reply(one.id, reply)
    book.add(Comment("", COUNT, "999", 0, "王三", NOW, "件数像是多了一个 9。"))
    place.comments.look()


def courses(place: Workspace) -> Iterator[tuple[str, Course]]:
    """States from the first day to the end, each with what was signed."""
    session, state = place.session, replace(place.reviewing.state, open=())
    content = digest(session.report)

    def signed(course: Course, who: str, words: str = "") -> Course:
        day = NOW + timedelta(hours=len(course.events))
        again = "初审的同志休假，由起草人代审"
        return sign(course, who, day.date(), state, again, content, words, at=day)

    yield "begin", Course()
    course = signed(Course(), "张一")
    yield "first", course
    course = proofread(course, "孙六", NOW.date(), "", content, "改了两处标点", NOW + timedelta(hours=1))
    course = signed(course, "李二", "文字通顺；第三部分的件数请再与台账核对一遍")
    at = NOW + timedelta(hours=3)
    back = send_back(course, "王三", at.date(), "附表第三行与正文不一致，请改后重新送审", "draft", content, at)
    yield "returned", back
    course = signed(signed(back, "张一"), "李二")
    yield "second", course
    course = signed(course, "王三")
    yield "last", course
    yield "final", signed(course, "赵四")


def stages(camera: Camera) -> None:
    """The dialog in each state, then changed after the signatures."""
    place = camera.window.desk.workspace
    session, reviewing = place.session, place.reviewing
    place.watch.run()
    for finding in reviewing.state.open:
        if finding.level == "verify":
            reviewing.explain(explain(finding, "上年年报有误，已报区里更正", "李工", NOW.date()))
            break
    for name, course in courses(place):
        reviewing.move(course, (session.form, session.report))
        with_dialog(camera, f"review-{name}")
        if name == "second":
            words = session.report.text(TEXT).replace("。", "，情况良好。", 1)
            session.apply(Edit({COUNT: 12, TEXT: words}, "修改"))
            with_dialog(camera, "review-changed", page=2)
            with_dialog(camera, "review-comments", page=1)
            with_dialog(camera, "review-back", opinion="back")
            session.undo()
    assert reviewing.course.signed[-1].stage == FINAL


def with_dialog(camera: Camera, name: str, page: int = 0, opinion: str = "") -> None:
    """One picture of the dialog, on that page."""
    window = camera.window

    def show(dialog: ReviewDialog) -> None:
        dialog.pages.setCurrentIndex(page)
        if opinion:
            dialog.form.opinions[opinion].setChecked(True)  # type: ignore[index]
        dialog.show()
        keep_in_sight(dialog)
        settle()
        camera.take(name, dialog)
        if name in ("review-changed", "review-final"):
            sheet_pages(camera.folder, dialog, name)

    real = ReviewDialog.exec
    ReviewDialog.exec = show  # type: ignore[method-assign, assignment]
    try:
        window.desk.review()
    finally:
        ReviewDialog.exec = real  # type: ignore[method-assign]


def sheet_pages(folder: Path, dialog: ReviewDialog, name: str) -> None:
    """The sheet as it is printed."""
    path = folder / f"{name}.pdf"
    dialog.save_sheet(path)
    with pypdfium2.PdfDocument(path) as sheet:
        for number in range(len(sheet)):
            sheet[number].render(scale=1.5).to_pil().save(folder / f"sheet-{name}-{number + 1}.png")


def comments(camera: Camera) -> None:
    """Where they stand, their list, and the dialog that asks for one."""
    window = camera.window
    place = window.desk.workspace
    write_comments(place)
    for name, cell in (("cell", COUNT), ("text", TEXT)):
        place.tabs.go_to(cell)
        camera.take(f"comment-{name}")
    shown: tuple[tuple[str, QWidget], ...] = (
        ("list", CommentsDialog(place.comments, "Ctrl+Shift+M", window)),
        ("new", CommentDialog(place.comments.words_of(TEXT), "全年主动公开信息若干条。", (), "", window)),
        ("answer", CommentDialog(place.comments.words_of(COUNT), f"李二：{WORDS[0]}", (), "", window, "answer")),
    )
    for name, dialog in shown:
        dialog.show()
        camera.take(f"comment-{name}", dialog)
        dialog.close()


def take_all(folder: Path, theme: str) -> None:
    """All pictures of one theme at the scale of this process."""
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
        window.open_report(library.create(report))
        settle()
        camera = Camera(folder, window)
        comments(camera)
        stages(camera)
        window.close()


def main(out: Path) -> int:
    """Each theme and scale in a process of its own; 0 when all went well."""
    failed = 0
    for scale, theme in (("100", "light"), ("100", "dark"), ("150", "light")):
        command = [sys.executable, "-m", "tests.ui.review_pictures", str(out / f"{theme}-{scale}"), theme]
        with unseen(scale) as screen:
            failed |= subprocess.run(command, env=os.environ | screen).returncode
    return failed


if __name__ == "__main__":
    if len(sys.argv) == 3:
        take_all(Path(sys.argv[1]), sys.argv[2])
    else:
        sys.exit(main(Path(sys.argv[1])))
