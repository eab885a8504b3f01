"""How a cell of a grid is drawn and how its editor opens and closes.

Figures are strong and zeros pale; blank is a tinted ground with a faint dot, a sum has a grey ground, a finding is a border with
a corner mark, what nobody has looked at has a filled corner at the bottom left, a comment a speech bubble at the top left; the
colours are the theme's. Last year's figure stands small and grey at the right, never in the middle, where this year's stands.
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
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.report.session import Session
from ui.entry.keying import Keying
from ui.grid.cell_editor import CellEditor
from ui.grid.grid_model import GridModel
from ui.grid.measure import PAD
from ui.look.grid_colours import hairline
from ui.look.lettering import Lettering
from ui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
CORNER = 8  # pixels of a finding's corner mark
# As whole numbers: painting asks for every cell, and Python takes its time to join and test flags.
SELECTED, FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
MIDDLE, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
LOWEST, SMALL, LEAST = 8, 0.75, 9  # pixels an editor is higher than its letters; last year's letters: of this year's, and pixels
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
        self.take_font(QFont())

    def take_font(self, font: QFont) -> None:
        """The letters of the view."""
        strong, small = QFont(font), QFont(font)
        strong.setBold(True)
        self._plain, self._strong = Lettering(font), Lettering(strong)
        small.setPixelSize(max(round(self._plain.em * SMALL), LEAST))
        self._small = Lettering(small)

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
        lacks = max(0, self._plain.em + LOWEST - option.rect.height())
        editor.setGeometry(option.rect.adjusted(0, -(lacks // 2), -1, lacks - lacks // 2 - 1))
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
        mark = (level or ("verify" if unseen else None)) if text else None
        ground = _ground(option, mark, text, derived=cell.derived)
        painter.fillRect(rect, theme.colour(ground))
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
        pale = "pale" if ground == "surface" else "muted"
        drawn = self._draw_figures(painter, rect, (text, model.figure(cell.id)), (theme, pale), marked=bool(level))
        if not drawn and not cell.derived:
            _draw_dot(painter, rect, theme)
        if option.state.value & FOCUSED:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _draw_figures(
        self, painter: QPainter, rect: QRect, figures: tuple[str, str], colours: tuple[Theme, str], *, marked: bool
    ) -> bool:
        """This year's figure and, where there is room, last year's; whether there was one to be drawn. A zero has the pale one
        of the colours; `marked`: the corner at the right is taken."""
        (text, figure), (theme, pale) = figures, colours
        zero = not text.strip("0.")
        painter.setPen(theme.colour(pale if zero else "text"))
        letters = self._plain if zero else self._strong
        room = QRect(rect.left() + PAD, rect.top(), rect.width() - 2 * PAD, rect.height() - 1)
        text = _shortened(letters, text, room.width())
        if text:
            letters.draw(painter, room, (text,), MIDDLE)
        room.setRight(room.right() - (CORNER if marked else 0))
        free = (rect.width() - letters.advance(text)) / 2 - (rect.right() - room.right()) if text else room.width()
        beside = _worth_telling(figure, zero=zero)
        if not beside or self._small.advance(beside) + 2 * PAD > free:
            return bool(text)
        painter.setPen(theme.colour("muted"))
        self._small.draw(painter, room, (beside,), RIGHT)
        return True


def _ground(option: Any, level: str | None, text: str, *, derived: bool) -> str:
    if option.state.value & SELECTED:
        return "selection"
    if level:
        return f"{level}_soft"
    return "derived" if derived else "surface" if text else "blank"


def _worth_telling(figure: str, *, zero: bool) -> str:
    """Last year's figure; '' for 0 beside 0, which says nothing, and beside a blank, which must not seem filled."""
    return "" if zero and not figure.strip("0.") else figure


def _draw_dot(painter: QPainter, rect: QRect, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line_strong"))
    painter.drawEllipse(rect.center() + QPoint(1, 1), 1.5, 1.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _shortened(letters: Lettering, text: str, width: int) -> str:
    """The number with its bracket note folded, where both are too long for the cell."""
    if letters.advance(text) <= width:
        return text
    number, bracket, _ = text.partition("（")
    for shorter in (number + FOLDED, number + STAR) if bracket else ():
        if letters.advance(shorter) <= width:
            return shorter
    return letters.elided(text, width)


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
