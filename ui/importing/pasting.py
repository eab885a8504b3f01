"""A table with labels on the clipboard: shown for review like an import, and filled in as one step of undo."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import ExchangeError, ValueRefused
from app.exchange import Import
from app.exchange.clip_block import CLIPBOARD
from app.exchange.clipboard import LabelledPaste, read_labelled
from app.report.report import Edit, Report, applied
from app.report.session import Session
from ui.changes.changes import propose, taken_up
from ui.entry.clipboard_words import look
from ui.importing.import_dialog import ImportDialog
from ui.importing.target_row import Target

TOLD = "剪贴板里的表格带有行名，已按行名对应，请核对后写入。"


def offer_labelled(session: Session, section: str, parent: QWidget) -> str:
    """Opens the review of a labelled block and gives the sentence to tell; '' when the block bears no label.

    Raises ValueRefused for a clipboard beyond reason.
    """
    data = QGuiApplication.clipboard().mimeData()
    markup = data.html() if data.hasHtml() else ""
    try:
        found = read_labelled(session.form, session.report, markup=markup, text=data.text(), section=section, parse=look)
    except ExchangeError as reason:
        raise ValueRefused(reason.sentence) from reason
    if found is None:
        return ""
    target = Target("填入当前报告", lambda chosen: _fill(session, chosen, parent), onto=session.report)
    dialog = ImportDialog(_import(session, found), session.form, CLIPBOARD, [target], parent.window())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return TOLD


def _import(session: Session, found: LabelledPaste) -> Import:
    report = session.report
    values = applied(report, found.edit).cells
    shown = Report(report.office, report.year, report.edition, None, {n: values[n] for n in found.evidence})
    return Import(shown, found.evidence, found.questions, (), found.source)


def _fill(session: Session, chosen: Import, parent: QWidget) -> None:
    taken_up(propose(session, Edit(chosen.report.cells, "粘贴表格", doubts=chosen.doubts), "粘贴表格", parent))
