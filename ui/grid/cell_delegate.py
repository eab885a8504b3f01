"""How a cell of a grid is drawn and how its editor opens and closes.

Blank is a faint dot, a sum is grey, a finding is a border with a corner mark, what nobody has looked at has a filled corner
at the bottom left, a comment a speech bubble at the top left; the colours are the theme's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # PySide's stubs do not know the members of a style option

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontInfo, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.report.session import Session
from ui.entry.keying import Keying
from ui.grid.cell_editor import CellEditor
from ui.grid.grid_model import GridModel
from ui.grid.measure import PAD
from ui.look.grid_colours import hairline
from ui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
CORNER = 8  # pixels of a finding's corner mark
# As whole numbers: painting asks for every cell, and Python takes its time to join and test flags.
SELECTED, FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
FOLDED, STAR = "（…）", "*"  # for a bracket note too long for its cell; hovering tells it


class CellDelegate(QStyledItemDelegate):
    """Draws cells and makes editors. `left` names the way out of one that was closed.

    `refuse` says why an entry was not taken, with '' that all is well again.
    """

    left = Signal(str)

    def __init__(
        self, session: Session, theme: Callable[[], Theme], refuse: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._refuse = session, theme, refuse
        self.editor: CellEditor | None = None

    def createEditor(self, parent: QWidget, _: QStyleOptionViewItem, index: Index) -> QWidget:
        """An editor that types into the session."""
        model = index.model()
        assert isinstance(model, GridModel)
        editor = CellEditor(Keying(self._session, model.cell(index)), parent)
        editor.left.connect(lambda way: self._close(editor, way))
        editor.given_up.connect(lambda: self._close(editor, ""))
        editor.refused.connect(self._refuse)
        editor.textEdited.connect(lambda _: self._refuse(""))
        self.editor = editor
        return editor

    def setEditorData(self, editor: QWidget, _: Index) -> None:
        """Follows the report while the editor is open."""
        if isinstance(editor, CellEditor):
            editor.refresh()

    def setModelData(self, editor: QWidget, _: QAbstractItemModel, __: Index) -> None:
        """Called when the focus goes elsewhere: the last word on what was typed."""
        if isinstance(editor, CellEditor):
            editor.finish()

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forgets the editor."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: Any, _: Index) -> None:
        """Over the cell, inside its lines; wider than a narrow cell when the text wants it."""
        editor.setGeometry(option.rect.adjusted(0, 0, -1, -1))
        if isinstance(editor, CellEditor):
            editor.grow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the keys that leave a cell before Qt's own handling does."""
        if (
            isinstance(watched, CellEditor)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and watched.leave_by(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _close(self, editor: CellEditor, way: str) -> None:
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.editor = None
        if way:
            self.left.emit(way)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """One cell: ground, hairlines, mark, number, focus."""
        # Asked directly: by way of Qt's roles each answer costs more than the drawing, and typing waits for it.
        model = index.model()
        assert isinstance(model, GridModel)
        cell = model.cell(index)
        theme, rect = self._theme(), option.rect
        level, text, unseen = model.level(cell.id), model.shown(cell), model.doubt(cell.id) is not None
        painter.save()
        ground = (level or ("verify" if unseen else None)) if text else None
        painter.fillRect(rect, theme.colour(_ground(option, ground, derived=cell.derived)))
        painter.setPen(hairline(theme))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        commented = bool(model.comment(cell.id))
        if level or unseen or commented:
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)  # at 200 % half a line would lie in the next cell
        if level:
            _draw_mark(painter, rect, theme.colour(level), hollow=level != "mandatory", border=bool(text))
        if unseen:
            _draw_unseen(painter, rect, theme.colour("verify"))
        if commented:
            _draw_comment(painter, rect, theme.colour("accent"))
        painter.setPen(theme.colour("muted" if cell.derived else "text"))
        _draw_number(painter, option, text, theme)
        if beside := model.beside(cell.id):
            _draw_beside(painter, option, text, beside, theme)
        if option.state.value & FOCUSED:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _ground(option: Any, level: str | None, *, derived: bool) -> str:
    if option.state.value & SELECTED:
        return "selection"
    if level:
        return f"{level}_soft"
    return "derived" if derived else "surface"


def _draw_beside(painter: QPainter, option: Any, text: str, beside: str, theme: Theme) -> None:
    """Small grey words at the right of the number, where there is room for both."""
    metrics = option.fontMetrics
    room = (option.rect.width() - metrics.horizontalAdvance(text)) // 2 - 2 * PAD
    font = QFont(option.font)
    font.setPixelSize(max(QFontInfo(font).pixelSize() - 2, 9))
    painter.setFont(font)
    if painter.fontMetrics().horizontalAdvance(beside) <= room:
        painter.setPen(theme.colour("muted"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(option.rect.adjusted(PAD, 0, -PAD, 0), right, beside)


def _draw_number(painter: QPainter, option: Any, text: str, theme: Theme) -> None:
    rect = option.rect
    if not text:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line_strong"))
        painter.drawEllipse(rect.center() + QPoint(1, 1), 1.5, 1.5)
        return
    painter.setFont(option.font)
    room = rect.adjusted(PAD, 0, -PAD, 0)
    metrics = option.fontMetrics
    if metrics.horizontalAdvance(text) > room.width():
        number, bracket, _ = text.partition("（")
        for shorter in (number + FOLDED, number + STAR) if bracket else ():
            if metrics.horizontalAdvance(text) > room.width():
                text = shorter
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def _draw_mark(painter: QPainter, rect: QRect, colour: QColor, *, hollow: bool, border: bool) -> None:
    """A border and a corner: filled for what must be mended, an outline for what asks to be looked at.

    A blank cell has the corner only, so that an empty table stays calm.
    """
    painter.setPen(colour)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if border:
        painter.drawRect(rect.adjusted(0, 0, -2, -2))
    corner = rect.topRight() - QPoint(1, 0)
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else colour)
    painter.drawPolygon(QPolygon([corner, corner - QPoint(CORNER, 0), corner + QPoint(0, CORNER)]))


def _draw_unseen(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """The corner of a number that waits to be looked at; in another place than a finding's, for those who see no colour."""
    painter.setPen(colour)
    painter.setBrush(colour)
    corner = rect.bottomLeft() - QPoint(0, 1)
    painter.drawPolygon(QPolygon([corner, corner + QPoint(CORNER, 0), corner - QPoint(0, CORNER)]))


def _draw_comment(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """A small bubble at the top left, where neither a finding nor what waits has its corner."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    corner = rect.topLeft() + QPoint(2, 2)
    painter.drawRect(QRect(corner, QSize(CORNER + 1, CORNER - 3)))
    tail = corner + QPoint(2, CORNER - 3)
    painter.drawPolygon(QPolygon([tail, tail + QPoint(3, 0), tail + QPoint(0, 3)]))
