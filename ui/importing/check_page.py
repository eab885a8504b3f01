"""A section of the official form in which an import is looked at: its grids, its texts, and the texts without a field.

Knows what of it is on the screen; asks the review what waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.form.form import Field, Section
from app.report.doubt import Doubt
from app.report.session import Change
from ui.grid.grid_shape import GridShape
from ui.grid.stage import Stage
from ui.importing.check_grid import CheckGrid, Looking
from ui.importing.check_words import findings_of, told_of_section
from ui.importing.review import ImportReview, Stop
from ui.importing.text_card import TextCard, rect_in
from ui.narrative.placing import TextDecided
from ui.narrative.unplaced_place import UnplacedPlace, lay_out_now

LEAST_TEXTS = 96  # pixels of the texts under a table
STEP = 0.8  # of the height in sight, by which a long text goes on


class CheckPage(QWidget):
    """One section."""

    def __init__(self, review: ImportReview, section: Section, closing: tuple[Field, ...], looking: Looking) -> None:
        super().__init__()
        self.section = section
        self._review, self._looking = review, looking
        session = review.session
        self.views = tuple(CheckGrid(session, GridShape(section, grid), looking) for grid in section.grids)
        self._stage = Stage(session, self.views) if self.views else None
        self._stack = self._stage.stack if self._stage is not None else None
        self.cards = {cell: TextCard(review, cell, heading, looking) for cell, heading in self._texts(closing)}
        here = [one.id for one in session.form.cells.values() if review.section_of(one.id) == section.id]
        self.loose = UnplacedPlace(session, here, lambda: self._last_stop())
        self._ends: dict[str, set[str]] = {}  # of long texts: which of their ends have been in sight
        self.reason = QLabel()
        self.reason.setObjectName("checkReason")
        self.reason.setWordWrap(True)
        self._scroll = QScrollArea()
        self._lay_out()
        for view in self.views:
            view.visited.connect(lambda cell, view=view: self._come_to(view, cell))
            view.table_seen.connect(looking.table_seen)
            view.beyond.connect(lambda way, view=view: self._beyond(view, way))
        for card in self.cards.values():
            card.scrolled.connect(self._scroll_on)
        self._scroll.setVisible(bool(self.cards or self.loose.blocks) or not self.views)

    def follow(self, change: Change) -> None:
        """The session's listener."""
        for view in self.views:
            view.model_of_cells.follow(change)
        for foot in self._stage.feet if self._stage is not None else ():
            foot.follow(change)
        for cell in self.cards.keys() & change.cells:
            self.cards[cell].refresh()
        if self.loose.follow():
            lay_out_now(self._scroll)
        self._scroll.setVisible(bool(self.cards or self.loose.blocks) or not self.views)

    def tell(self) -> None:
        """What waits, and why: over the section, and as marks of its cells."""
        findings = tuple(findings_of(self._review, self.section.id))
        for view in self.views:
            view.model_of_cells.show_findings(findings)
        for card in self.cards.values():
            card.refresh()
        told = told_of_section(self._review, self.section)
        self.reason.setText(told)
        self.reason.setAccessibleName(told)

    def go_to(self, stop: Stop) -> None:
        """Brings the keyboard to what is to be looked at."""
        if stop.text is not None:
            self.loose.go_to(stop.text)
        elif stop.cell in self.cards:
            self.cards[stop.cell].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(self.cards[stop.cell], 0, 8)
        elif view := self._view_of(stop.cell):
            view.put(*view.shape.places[stop.cell])
            self._keep_in_sight(view)

    def enter(self) -> None:
        """Brings the keyboard to the first thing here that takes it."""
        stops = (*self.views, *self.cards.values())
        if stops:
            stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def bring(self, cell: str) -> None:
        """The next screenful, from this cell on; of a long text what follows."""
        if (view := self._view_of(cell)) is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            rect = view.bring(cell)
            if self._stack is not None:
                self._stack.verticalScrollBar().setValue(rect.top())
        elif cell in self.cards:
            begun = "top" in self._ends.get(cell, set())
            self.cards[cell].setFocus(Qt.FocusReason.OtherFocusReason)
            if begun:
                self._scroll_on(1)
            else:
                self._scroll.verticalScrollBar().setValue(rect_in(self.cards[cell], self._scroll.widget())[0])

    def in_sight(self, cells: Collection[str]) -> Iterator[str]:
        """Those of these cells that are on the screen; of a long text only when both its ends have been."""
        for view in self.views:
            yield from view.in_sight(cells)
        room = self._scroll.viewport()
        for cell, card in self.cards.items():
            top, bottom = rect_in(card, room)
            ends = self._ends.setdefault(cell, set())
            ends.update(["top"] if 0 <= top < room.height() else [], ["bottom"] if 0 < bottom <= room.height() else [])
            if cell in cells and len(ends) == 2 and card.isVisible():
                yield cell

    def settle(self) -> str:
        """Ends an open entry; why it was not taken, '' where it was."""
        return "".join([view.settle() for view in self.views])

    def text_of(self, widget: QWidget | None) -> Doubt | None:
        """The text without a field whose block has the keyboard."""
        found = (text for text, block in self.loose.blocks.items() if widget is not None and block.isAncestorOf(widget))
        return next(found, None)

    def event(self, event: QEvent) -> bool:
        """What is decided of a text without a field is done in the session."""
        if isinstance(event, TextDecided):
            if event.cell:
                self._review.session.place(event.text, event.cell)
            else:
                self._review.session.dismiss(event.text)
            event.accept()
            self._looking.step(1)
            return True
        return super().event(event)

    def _come_to(self, view: CheckGrid, cell: str) -> None:
        """Of several grids only the one where the person is shows a place."""
        for other in self.views:
            other.tint(other is view)
            if other is not view:
                other.clearSelection()
        self._looking.visit(cell)

    def _view_of(self, cell: str) -> CheckGrid | None:
        return next((view for view in self.views if cell in view.shape.places), None)

    def _keep_in_sight(self, view: CheckGrid) -> None:
        if self._stack is not None:
            self._stack.keep_in_sight(view)

    def _scroll_on(self, step: int) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + step * round(STEP * self._scroll.viewport().height()))

    def _beyond(self, view: CheckGrid, way: str) -> None:
        """Tab goes on in the next grid, and from the last one out of the table; arrows go from grid to grid."""
        back = way in ("previous", "arrow_up")
        number = self.views.index(view) + (-1 if back else 1)
        if way in ("arrow_left", "arrow_right"):
            return
        if 0 <= number < len(self.views):
            other = self.views[number]
            rows, wide = len(other.shape.rows), len(other.shape.columns)
            column = {"next": 0, "previous": wide - 1}.get(way, min(view.currentIndex().column(), wide - 1))
            other.put(rows - 1 if back else 0, column)
            self._keep_in_sight(other)
        elif way in ("next", "previous"):
            view.leave(way == "next")

    def _last_stop(self) -> QWidget:
        stops: tuple[QWidget, ...] = (*self.views, *self.cards.values())
        return stops[-1]

    def _texts(self, closing: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
        """The texts that are shown: those that have a value, a question or must be there."""
        form, review = self._review.form, self._review
        section = self.section
        known = review.found.report.cells.keys() | {one.cell for one in review.found.questions if one.cell}
        note = ((section.note, form.cells[section.note].label),) if section.note in known else ()
        texts = ((one.id, one.heading or one.label) for one in section.fields if one.id in known or not one.optional)
        yield from note
        yield from texts
        yield from ((one.id, one.label) for one in closing if one.id in known)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("checkTexts")
        texts = QVBoxLayout(inner)
        texts.setContentsMargins(0, 0, 4, 0)
        texts.setSpacing(8)
        for card in self.cards.values():
            texts.addWidget(card)
        texts.addWidget(self.loose)
        texts.addStretch(1)
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.reason)
        if self._stage is not None:
            column.addWidget(self._stage, 1)
            self._scroll.setMaximumHeight(LEAST_TEXTS)
        column.addWidget(self._scroll, 0 if self.views else 1)
        column.addStretch(0)
