"""The dialogs about the numbers of the prose, each on one number of the report that is open in a window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from PySide6.QtWidgets import QDialog

from app.checks import Span
from app.checks.cell_offers import every_cell
from app.checks.narrative import ReadNumber
from ui.findings.cell_choice import CellChoice
from ui.findings.numbers_dialog import NumbersDialog
from ui.window.main_window import MainWindow

NUMBER = ReadNumber(Span("overview.on_request", 0, 2), "5件", "unclaimed", Decimal(5))
CLAIM_DIALOGS: Mapping[str, Callable[[MainWindow], QDialog]] = MappingProxyType(
    {
        "NumbersDialog": lambda window: NumbersDialog(window.desk.workspace.session, (NUMBER,), window),
        "CellChoice": lambda window: CellChoice(NUMBER, every_cell(window.desk.workspace.watch.inquiry()), window),
    }
)
