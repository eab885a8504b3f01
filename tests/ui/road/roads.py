"""The roads of a clerk from the start page to the 报送 folder, step by step, as a walker goes them.

Every key is one that the window shows on its way: on the blue button, in a tip, beside a name in the menu.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from tests.ui.importing.checking import cells_in_sight
from tests.ui.pages import every
from tests.ui.road.walker import Road, Walker
from ui.importing.import_dialog import ImportDialog
from ui.review.explain_dialog import ExplainDialog
from ui.review.review_dialog import ReviewDialog
from ui.submission.submit_dialog import SubmitDialog
from ui.window.main_window import MainWindow

ON, BLANKS, ALL_SEEN = "Ctrl+G", "Alt+0", "Ctrl+Shift+Return"
SIGNERS = ("周一", "吴二", "郑三", "王四")
WHY, WHO = "已逐笔核对票据，确实按万元填写。", "周一"
MOST_FINDINGS = 8  # that one road meets; more keys than that lead nowhere
Figures = Sequence[tuple[str, int, str]]  # of a table: a key, how often it is pressed, and what is typed there


class Clerk:
    """At the window; presses, types and looks. `sight` has what was on the screen of the import when a key was pressed."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.window = window
        self.walker = Walker(qtbot, window, self._look)
        self.sight: set[str] = set()
        self.settled: list[str] = []  # the rules whose findings were mended or explained

    def by_import(self) -> Road:
        """From a file, chosen in the system's dialog."""
        yield from self._import()
        yield from self._to_the_end()

    def by_hand(self, office: str, tables: Sequence[Figures], texts: Sequence[str]) -> Road:
        """A first report: every table filled in, every text pasted."""
        yield from self._begin(office)
        yield from self._fill(tables)
        yield from self._write(texts)
        yield from self._to_the_end()

    def _import(self) -> Road:
        walker = self.walker
        walker.stage = "导入"
        yield walker.press("Ctrl+O")
        walker.count(2)  # the file in the system's dialog: its name is typed or chosen, then Enter
        yield walker.wait(lambda: every(self.window, ImportDialog))
        walker.stage = "核对导入"
        review = every(self.window, ImportDialog)[0].review
        while review.stops:
            yield walker.press(ALL_SEEN)
        yield walker.press("Return")
        yield walker.wait(lambda: self.window.desk.busy)

    def _begin(self, office: str) -> Road:
        walker = self.walker
        walker.stage = "新建"
        yield walker.press("Ctrl+N")
        yield walker.type(office)
        yield walker.press("Return")
        yield walker.wait(lambda: self.window.desk.busy)
        walker.stage = "取上年"
        yield walker.press(ON)
        walker.count(1)  # Esc in the system's dialog: there is no file of last year's report
        yield walker.press("Alt+Y")
        yield walker.wait(lambda: self._next_is("填三张表"))

    def _fill(self, tables: Sequence[Figures]) -> Road:
        walker = self.walker
        walker.stage = "三张表"
        for figures in tables:
            yield walker.press(ON)
            yield walker.press(BLANKS)
            for key, times, figure in figures:
                for _ in range(times):
                    yield walker.press(key)
                yield walker.type(figure)

    def _write(self, texts: Sequence[str]) -> Road:
        self.walker.stage = "文字"
        for text in texts:
            yield self.walker.press(ON)
            yield self.walker.paste(text)

    def _to_the_end(self) -> Road:
        yield from self._check()
        yield from self._sign()
        yield from self._submit()

    def _check(self) -> Road:
        """What stands in the way is mended where a mend is offered, else explained, until the review opens."""
        walker, workspace = self.walker, self.window.desk.workspace
        walker.stage = "核对"
        for _ in range(MOST_FINDINGS):
            yield walker.press(ON)
            yield walker.wait(lambda: True)
            if isinstance(QApplication.activeModalWidget(), ReviewDialog):
                return
            finding = workspace.findings.current()
            assert finding is not None, "the next step leads to no finding"
            self.settled.append(finding.rule)
            yield walker.press("F6")
            yield walker.press("Return")
            if not finding.mends:
                yield from self._explain()
        raise AssertionError(f"the findings have no end: {self.settled}")

    def _explain(self) -> Road:
        walker = self.walker
        yield walker.wait(lambda: isinstance(QApplication.activeModalWidget(), ExplainDialog))
        yield walker.type(WHY)
        yield walker.press("Tab")
        yield walker.type(WHO)
        yield walker.press("Return")
        yield walker.wait(lambda: QApplication.activeModalWidget() is None)

    def _sign(self) -> Road:
        """Four names, and a question before the last one counts."""
        walker = self.walker
        walker.stage = "三审三校"
        for name in SIGNERS:
            yield walker.type(name)
            yield walker.press("Return")
        walker.stage = "定稿"
        yield walker.wait(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
        yield walker.wait(lambda: all(one.isEnabled() for one in every(QApplication.activeModalWidget(), QPushButton)))
        yield walker.press("Tab")  # the answer that lies ready is no
        yield walker.press("Return")
        yield walker.wait(lambda: isinstance(QApplication.activeModalWidget(), ReviewDialog))

    def _submit(self) -> Road:
        """The blue button of the review is the next step now; that of 报送 makes the folder."""
        walker = self.walker
        walker.stage = "报送"
        yield walker.press("Return")
        yield walker.wait(lambda: isinstance(QApplication.activeModalWidget(), SubmitDialog))
        yield walker.press("Return")
        dialog = every(self.window, SubmitDialog)[0]
        yield walker.wait(lambda: not dialog.busy)
        yield walker.press("Esc")

    def _next_is(self, words: str) -> bool:
        return self.window.bar.road.blue.text() == f"下一步：{words}"

    def _look(self) -> None:
        for dialog in every(self.window, ImportDialog):
            self.sight |= cells_in_sight(dialog)
