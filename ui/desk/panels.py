"""How the room of an open report is shared: the form, the preview beside it, the findings below; what is folded, and how wide.

All of it is remembered. In a narrow room the preview folds by itself, and comes back with the room. Where both do not fit
beside each other it is shown instead of the form, until somebody goes to a place of the form.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.commands.means import Means
from ui.findings.findings_panel import FindingsPanel
from ui.preview.preview_panel import PreviewPanel

PREVIEW_SHARE, FINDINGS_HEIGHT = 0.36, 168  # of the width; pixels
LEAST_FORM = 620  # pixels of a form with a preview beside it
NARROW = 1100  # pixels, such as a screen of 1024, or 1366 at a scale of 125 %


class Panels(QObject):
    """In `room`, which puts `whole` into itself and tells when it has another size. `folded` when a panel has come or gone."""

    folded = Signal()

    def __init__(
        self, room: QWidget, form: QWidget, preview: PreviewPanel, findings: FindingsPanel, means: Means
    ) -> None:
        super().__init__(room)
        self._room, self._form, self._means = room, form, means
        self._preview, self._findings = preview, findings
        self._wide = LEAST_FORM + preview.minimumWidth()  # of the room, as long as it has not been placed
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self.whole = QSplitter(Qt.Orientation.Vertical)
        self._across.addWidget(form)
        self._across.addWidget(preview)
        self.whole.addWidget(self._across)
        self.whole.addWidget(findings)
        for splitter in (self._across, self.whole):
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(0, 1)  # the form takes what is gained
        self._across.splitterMoved.connect(lambda *_: means.remember("preview.width", preview.width()))
        self.whole.splitterMoved.connect(self._keep_height)
        findings.fold_button.clicked.connect(self.toggle_findings)
        preview.closed.connect(lambda: self.show_preview(False))

    def use_settings(self) -> None:
        """Folds the panels as the settings say; a preview that does not fit beside the form stays folded."""
        self.show_preview(self._means.settings.flag("preview.visible") and self._fits_beside())
        self.show_findings(self._means.settings.flag("findings.visible"))

    def toggle_preview(self) -> None:
        """Shows or folds the preview."""
        self.show_preview(self._preview.isHidden())

    def toggle_findings(self) -> None:
        """Shows or folds the findings."""
        self.show_findings(not self._findings.unfolded)

    def show_preview(self, shown: bool) -> None:
        """Folds the preview out or away."""
        beside = self._fits_beside()
        self._form.setVisible(beside or not shown)
        self._preview.setVisible(shown)
        self._preview.refresh()  # the settings may have changed
        if beside:
            self._means.remember("preview.visible", shown)
        elif shown:
            self._preview.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.folded.emit()

    def show_form(self) -> None:
        """Somebody goes to the form: a preview that stands in its place goes away."""
        if self._form.isHidden():
            self.show_preview(False)

    def show_findings(self, shown: bool) -> None:
        """Unfolds the list of findings, or leaves one line of it."""
        self._findings.unfold(shown)
        if self._room.isVisible():
            height = self._findings_height()
            self.whole.setSizes([self._room.height() - height, height])
        self._means.remember("findings.visible", shown)
        self.folded.emit()

    def place(self, width: int, height: int) -> None:
        """Sizes of preview and findings as remembered, else in proportion; narrow, the form has all (pixels)."""
        self._wide = width
        self._preview.setHidden(self._preview.isHidden() or width < NARROW)
        self._form.show()
        preview = self._means.settings.whole("preview.width") or round(width * PREVIEW_SHARE)
        findings = self._findings_height()
        self._across.setSizes([width - preview, preview])
        self.whole.setSizes([height - findings, findings])

    def fit(self, event: QResizeEvent) -> None:
        """The room has another size: where it has become narrow the preview folds, and where it was the preview comes back."""
        self._wide = event.size().width()
        narrow, shown = self._wide < NARROW, not self._preview.isHidden()
        if (event.oldSize().width() < NARROW) != narrow:
            self._preview.setVisible(self._means.settings.flag("preview.visible") and not narrow)
        elif shown and not self._form.isHidden() and not self._fits_beside():
            self._preview.hide()
        self._form.setVisible(self._preview.isHidden() or self._fits_beside())
        if shown == self._preview.isHidden():
            self.folded.emit()

    def _fits_beside(self) -> bool:
        """Whether the room is wide enough for form and preview."""
        return self._wide >= LEAST_FORM + self._preview.minimumWidth()

    def _findings_height(self) -> int:
        """What the findings take: as remembered, or their one line when folded (pixels)."""
        if not self._findings.unfolded:
            return self._findings.maximumHeight()
        return self._means.settings.whole("findings.height") or FINDINGS_HEIGHT

    def _keep_height(self) -> None:
        if self._findings.unfolded:
            self._means.remember("findings.height", self._findings.height())
