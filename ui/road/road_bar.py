"""The road in the tool bar: a strip of the seven steps where there is room, a chip that opens them where there is not, and the
one blue button, which does the next of them.

Each step is a button with its state in a sign or in figures; the current one is bold besides its colour. Shows what it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from app.road.road import RoadStep, StepId, next_step
from ui.commands.actions import keys_of
from ui.look.appearance import Appearance
from ui.look.buttons import make_bar_button, make_button
from ui.road.road_words import DEEDS, label, next_words, progress_words, spoken

BESIDE = "›"
GAP = 8  # pixels between the steps and the blue button
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class RoadStrip(QWidget):
    """The steps in a row. `choose` is told the step that was pressed; Left and Right go along, Esc leaves."""

    def __init__(self, choose: Callable[[StepId], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self._choose, self._leave = choose, leave
        self.setAccessibleName("报告的进度")
        self.buttons: list[QToolButton] = []
        self._between: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for step in DEEDS:  # all at once: what is made later comes later for the Tab key, too
            self._add(row, step)

    def show_steps(self, steps: Sequence[RoadStep], now: RoadStep | None) -> None:
        """The steps as they stand."""
        there = {step.id: step for step in steps}
        for button, between, name in zip(self.buttons, self._between, DEEDS, strict=True):
            button.setVisible(name in there)
            between.setVisible(name in there and name != steps[0].id)
            if (step := there.get(name)) is None:
                continue
            state = "done" if step.done else "now" if step is now else "open"
            button.setToolTip(f"{step.name}：{DEEDS[name]}")
            button.setText(label(step))
            button.setAccessibleName(spoken(step, step is now))
            if button.property("road") != state:
                button.setProperty("road", state)
                button.style().unpolish(button)
                button.style().polish(button)

    def enter(self) -> None:
        """The keyboard onto the current step, or the last where all is done."""
        current = [button for button in self.buttons if button.property("road") == "now"] or self.buttons[-1:]
        current[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Esc in a step, before Qt takes them to whatever lies beside it."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in ARROWS:
            shown = [button for button in self.buttons if not button.isHidden()]
            here = next((n for n, button in enumerate(shown) if button is watched), 0)
            shown[(here + ARROWS[Qt.Key(event.key())]) % len(shown)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return super().eventFilter(watched, event)
        return True

    def _add(self, row: QHBoxLayout, step: StepId) -> None:
        between, button = QLabel(BESIDE), make_bar_button(f"step_{step}", DEEDS[step], partial(self._choose, step))
        between.setProperty("muted", True)
        button.installEventFilter(self)
        row.addWidget(between)
        row.addWidget(button)
        self._between.append(between)
        self.buttons.append(button)


class RoadBar(QWidget):
    """Strip or chip, and the blue button. `chosen` carries a step, `wanted` asks for the next one, `left` gives the keyboard
    back; `resized` when it needs another room."""

    chosen = Signal(str)
    wanted = Signal()
    left = Signal()
    resized = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._steps: tuple[RoadStep, ...] = ()
        self._short = False
        self.strip = RoadStrip(self.chosen.emit, self.left.emit)
        self.chip = make_bar_button("roadChip", f"报告走到了哪一步，到任何一步去（{keys_of('steps')}）", self.open_menu)
        self.menu = QMenu(self.chip)
        self.blue = make_button("", "", self.wanted.emit, often=True, primary=True)
        self.blue.setObjectName("nextStep")
        self.blue.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self.strip, self.chip, self.blue):
            row.addWidget(part)
        self.fit(strip=True, short=False)

    @property
    def steps(self) -> tuple[RoadStep, ...]:
        """What is shown now."""
        return self._steps

    def show_steps(self, steps: tuple[RoadStep, ...]) -> None:
        """The steps as they stand."""
        if steps == self._steps:
            return
        self._steps = steps
        self.strip.show_steps(steps, next_step(steps))
        words = progress_words(steps)
        self.chip.setText(f"{words} ▾")
        self.chip.setAccessibleName(words)
        self._say_next()
        self.resized.emit()

    def fit(self, *, strip: bool, short: bool) -> None:
        """The strip or the chip; the blue button with all its words or the short ones."""
        self._short = short
        self.strip.setVisible(strip)
        self.chip.setVisible(not strip)
        self._say_next()

    def enter(self) -> None:
        """The keyboard to the steps: onto the strip, or into the menu of the chip."""
        if self.strip.isVisibleTo(self):
            self.strip.enter()
        else:
            self.open_menu()

    def place_of(self, step: str) -> QPoint:
        """Under the button of a step, or under what stands for it; on the screen."""
        buttons: list[QWidget] = [one for one in self.strip.buttons if one.objectName() == f"step_{step}"]
        there = buttons[0] if buttons and buttons[0].isVisible() else self.chip if self.chip.isVisible() else self.blue
        return there.mapToGlobal(there.rect().bottomLeft())

    def open_menu(self) -> None:
        """The steps as a menu under the chip, the current one under the hand."""
        self.menu.clear()
        now, icons = next_step(self._steps), self._appearance.icons
        for step in self._steps:
            icon = icons.icon("complete", "accent") if step.done else icons.icon("begun" if step is now else "empty", "muted")
            action = self.menu.addAction(icon, " ".join(filter(None, (step.name, step.count))))
            action.setToolTip(DEEDS[step.id])
            action.triggered.connect(partial(self.chosen.emit, step.id))
            if step is now:
                self.menu.setActiveAction(action)
        self.menu.popup(self.chip.mapToGlobal(self.chip.rect().bottomLeft()))

    def _say_next(self) -> None:
        step = next_step(self._steps)
        self.blue.setVisible(step is not None)
        if step is not None:
            self.blue.setText(next_words(step, short=self._short))
            self.blue.setToolTip(f"{DEEDS[step.id]}（{keys_of('next_step')}）")
            self.blue.setAccessibleName(next_words(step))
