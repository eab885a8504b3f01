"""The one road of everything that changes many cells: shown first, old and new, then written as one step of undo.

`propose` decides by one rule whether there is something to look at, whoever asks: paste, import, register, draft,
restoring, a mend.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QWidget

from app.errors import InputError
from app.form.form import Form
from app.report.comparing import CellDifference, compared, sums
from app.report.report import Edit, applied
from app.report.session import Session
from ui.changes.changes_dialog import ChangesDialog, Proposal

NOT_WRITTEN = "没有写入，报告没有变化。"


class EditProposal:
    """An edit of one session's report; `first` is done just before it is written; `written` is what became of it."""

    def __init__(self, session: Session, edit: Edit, first: Callable[[], object] | None = None) -> None:
        self._session, self._edit, self._first = session, edit, first
        self.written: Edit | None = None

    def differences(self) -> tuple[CellDifference, ...]:
        """What the edit would change in the report as it stands now."""
        report = self._session.report
        return compared(self._session.form, report, applied(report, self._edit))

    def sums(self, chosen: Sequence[CellDifference]) -> tuple[CellDifference, ...]:
        """The sums that these cells would change."""
        report = self._session.report
        return sums(self._session.form, report, applied(report, self._part(chosen)))

    def write(self, chosen: Sequence[CellDifference]) -> None:
        """Writes these cells. Raises what `first` and Session.apply raise."""
        part = self._part(chosen)
        if self._first is not None:
            self._first()
        self._session.apply(part)
        self.written = part

    def _part(self, chosen: Sequence[CellDifference]) -> Edit:
        """The edit without what it leaves as it is and what was not chosen."""
        report, left_out = self._session.report, {one.cell for one in self.differences()}
        left_out -= {one.cell for one in chosen}
        changes = {n: v for n, v in self._edit.changes.items() if report.get(n) != v and n not in left_out}
        return replace(self._edit, changes=changes)


def propose(
    session: Session,
    edit: Edit,
    title: str,
    parent: QWidget,
    *,
    always: bool = False,
    first: Callable[[], object] | None = None,
    note: str = "",
) -> Edit | None:
    """Writes an edit, shown first where it reaches many places and would overwrite something, or `always`.

    `first` is done just before it is written, `note` stands over what is shown. Gives what was written, which changes
    nothing where nothing differs; None when it was given up. Raises what `first` and Session.apply raise.
    """
    session.settle()
    proposal = EditProposal(session, edit, first)
    found = proposal.differences()
    if found and not session.read_only and (always or overwrites_unseen(session.form, edit, found)):
        ask(proposal, title, parent, note)
    else:
        proposal.write(found)
    return proposal.written


def taken_up(written: Edit | None) -> Edit:
    """What was written, for a dialog that says why nothing was: raises InputError when it was given up."""
    if written is None:
        raise InputError(NOT_WRITTEN)
    return written


def overwrites_unseen(form: Form, edit: Edit, found: Sequence[CellDifference]) -> bool:
    """Whether an edit reaches more than one place and what it changes (`found`) is filled somewhere.

    Where it reaches but one, the person is at that place; a number and its bracket note are one.
    """
    places = {(form.cells[name].note_of if name in form.cells else "") or name for name in edit.changes}
    return len(places) > 1 and any(one.mine for one in found)


def ask(proposal: Proposal, title: str, parent: QWidget, note: str = "") -> bool:
    """Shows what is proposed until it is written or given up; whether it was written. The focus goes back."""
    window = QApplication.activeModalWidget() or parent.window()
    dialog = ChangesDialog(proposal, title, window, note)
    written = dialog.exec() == ChangesDialog.DialogCode.Accepted
    dialog.deleteLater()
    window.activateWindow()
    return written
