"""What a rule demands of every column, under the table and always in sight: 61 on both sides, 61 ≠ 60, or how many are blank.

Which rows make the two sides comes from the form's rule. Said by a sign and by figures, not by colour alone; hovering over a
column and the foot's description tell it in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.form.equations import Equation
from app.form.kinds import Value
from app.form.rule import EqualRule
from app.knowledge.offices import kind_of
from app.report.balance import Balance, column_equations, weigh
from app.report.session import Change, Session
from ui.grid.grid_model import BLANK
from ui.grid.grid_shape import GridShape
from ui.grid.measure import PAD
from ui.grid.table_view import GridView
from ui.look.grid_colours import hairline, theme_of
from ui.look.lettering import Lettering
from ui.look.theme import Theme

LEFT, MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter
AIR = 4  # pixels above and below the letters, together
GAP = 3  # pixels between the tick and its figure, half of them
SMALL = 2  # pixels that the letters of what is open are smaller


class BalanceFoot(QWidget):
    """One rule under one grid."""

    def __init__(self, session: Session, view: GridView, rule: EqualRule, equations: tuple[Equation, ...]) -> None:
        super().__init__()
        self._session, self._view = session, view
        self._theme = theme_of(self.palette())
        places = view.shape.places
        self._equations = {places[one.left[0]][1]: one for one in equations if places.keys() >= {*one.left, *one.right}}
        self._under = {
            place: frozenset(name for cell in (*one.left, *one.right) for name in session.form.typed_under(cell))
            for place, one in self._equations.items()
        }
        self._sides = tuple("＋".join(_row_number(view.shape, key) for key in keys) for keys in (rule.left, rule.right))
        self._balances: dict[int, Balance] = {}
        self.setObjectName("balanceFoot")
        self.setAccessibleName(rule.title)
        self._take_font()
        self._weigh(tuple(self._equations))
        view.selectionModel().currentChanged.connect(lambda *_: self.update(self._stub()))
        for moving in (view.horizontalScrollBar().valueChanged, view.horizontalHeader().sectionResized):
            moving.connect(lambda *_: self.update())

    def balance(self, column: int) -> Balance | None:
        """How a column stands; None where the rule says nothing of it."""
        return self._balances.get(column)

    def sentence(self, column: int) -> str:
        """How a column stands, in words."""
        now = self._balances[column]
        (left, right), (less, more) = self._sides, self._figures(now)
        if now.state == "off":
            difference = self._show(now, now.difference)
            return f"{now.equation.column}：{left} {less} ≠ {right} {more}，相差 {difference}"
        if now.state == "open":
            return f"{now.equation.column}：{left} {less}，{right} {more}，还有 {now.blank} 格{BLANK}"
        return f"{now.equation.column}：{left} {less} ＝ {right} {more}"

    def follow(self, change: Change) -> None:
        """Weighs the columns that a change of the session touched."""
        self._weigh(tuple(place for place, typed in self._under.items() if typed & change.cells))

    def changeEvent(self, event: QEvent) -> None:
        """New colours or letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._theme = theme_of(self.palette())
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._take_font()

    def event(self, event: QEvent) -> bool:
        """Hovering tells how a column stands."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = next((n for n in self._balances if self._place(n).contains(event.pos())), -1)
            told = self.sentence(place) if place >= 0 else self._standing()
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A cell for each column; at the left the current column in words."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("head"))
        painter.setClipRect(self._left(), 0, self._view.viewport().width(), self.height())  # numbers that are in sight
        for place, now in self._balances.items():
            if (rect := self._place(place)).intersects(event.rect()):
                self._draw(painter, rect, now)
        painter.setClipping(False)
        if self._stub().intersects(event.rect()):
            painter.setPen(self._theme.colour("text"))
            room = self._stub().adjusted(2 * PAD, 0, -PAD, -1)
            self._plain.draw(painter, room, (self._plain.elided(self._standing(), room.width()),), LEFT)
        painter.setPen(self._theme.colour("line_strong"))
        painter.drawRect(self.rect().adjusted(0, -1, -1, -1))
        painter.end()

    def _weigh(self, places: tuple[int, ...]) -> None:
        form, report = self._session.form, self._session.report
        fresh = {place: weigh(form, report, self._equations[place]) for place in places}
        changed = [place for place, now in fresh.items() if self._balances.get(place) != now]
        self._balances |= fresh
        if changed:
            self.setAccessibleDescription("；".join(self.sentence(place) for place in self._balances))
            self.update(self._stub())
        for place in changed:
            self.update(self._place(place))

    def _take_font(self) -> None:
        strong, small = QFont(self.font()), QFont(self.font())
        strong.setBold(True)
        self._plain, self._strong = Lettering(self.font()), Lettering(strong)
        small.setPixelSize(self._plain.em - SMALL)
        self._small = Lettering(small)
        self.setFixedHeight(self._plain.em + AIR)

    def _standing(self) -> str:
        """The current column, else the first that is off, else what is weighed."""
        at = self._view.currentIndex().column()
        off = next((place for place, now in self._balances.items() if now.state == "off"), -1)
        place = at if at in self._balances else off
        return self.sentence(place) if place >= 0 else f"每列：{self._sides[0]} ＝ {self._sides[1]}"

    def _left(self) -> int:
        """Where the numbers begin."""
        stubs = self._view.verticalHeader()
        return self._view.frameWidth() + (0 if stubs.isHidden() else stubs.width())

    def _stub(self) -> QRect:
        return QRect(0, 0, self._left(), self.height())

    def _place(self, column: int) -> QRect:
        head = self._view.horizontalHeader()
        return QRect(self._left() + head.sectionViewportPosition(column), 0, head.sectionSize(column), self.height())

    def _draw(self, painter: QPainter, rect: QRect, now: Balance) -> None:
        theme, room = self._theme, rect.adjusted(PAD, 0, -PAD, -1)
        left, right = self._figures(now)
        if now.state == "off":
            painter.fillRect(rect, theme.colour("mandatory_soft"))
        painter.setPen(hairline(theme))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if now.state == "off":
            painter.setPen(theme.colour("mandatory"))
            difference = f"差{self._show(now, now.difference)}"
            self._fit(painter, room, self._strong, f"{left}≠{right}", f"≠ {difference}", difference, "≠")
        elif now.state == "open":
            painter.setPen(theme.colour("muted"))
            self._fit(painter, room, self._small, f"{BLANK} {now.blank}", BLANK)
        else:
            self._draw_even(painter, room, left)

    def _draw_even(self, painter: QPainter, room: QRect, figure: str) -> None:
        """A tick and the figure; the tick alone where both do not fit."""
        high = self._plain.em / 2
        wide = round(self._plain.advance(figure)) + 2 * GAP
        wide = wide if high + wide <= room.width() else 0
        left = room.center().x() - (high + wide) / 2
        _draw_tick(painter, QPointF(left, room.center().y()), high, self._theme)
        if wide:
            painter.setPen(self._theme.colour("text"))
            beside = QRect(round(left + high) + 2 * GAP, room.top(), wide, room.height())
            self._plain.draw(painter, beside, (figure,), LEFT)

    def _fit(self, painter: QPainter, room: QRect, letters: Lettering, *words: str) -> None:
        """The first words that fit."""
        fitting = next((one for one in words if letters.advance(one) <= room.width()), "")
        letters.draw(painter, room, (fitting or letters.elided(words[-1], room.width()),), MIDDLE)

    def _figures(self, now: Balance) -> tuple[str, str]:
        return self._show(now, now.left.least), self._show(now, now.right.least)

    def _show(self, now: Balance, value: Value) -> str:
        return self._session.form.cells[now.equation.left[0]].kind.show(value)


def feet_of(session: Session, view: GridView) -> Iterator[BalanceFoot]:
    """A foot for each rule that holds in the columns of a grid, as far as it binds this office."""
    kind = kind_of(session.report.office, session.report.kind)
    for rule, equations in column_equations(session.form, view.shape.section.id):
        suited = kind.suited(rule)
        within = any(view.shape.places.keys() >= {*one.left, *one.right} for one in equations)
        if isinstance(suited, EqualRule) and within:
            yield BalanceFoot(session, view, suited, equations)


def _row_number(shape: GridShape, key: str) -> str:
    """A row by its official numbering, such as 三（七）; by its name where it has none."""
    leaf, above = next((leaf, above) for name, leaf, above in shape.rows if name == key)
    numbers = "".join(axis.number.strip("、.．") for axis in (*above, leaf))
    return numbers if leaf.number else leaf.name


def _draw_tick(painter: QPainter, at: QPointF, size: float, theme: Theme) -> None:
    """A tick to the right of a point; no font of ours is sure to have one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), 1.6))
    painter.drawPolyline([at + QPointF(x * size, y * size) for x, y in ((0.0, 0.1), (0.35, 0.45), (1.0, -0.4))])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
