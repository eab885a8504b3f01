"""规则说明 on the screen: the page that the checks' own data make. Esc closes it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from app.findings.handbook import handbook
from app.form.form import Form
from app.knowledge.profile import Profile
from ui.look.buttons import closing_box
from ui.look.dialog_size import resize_within


class RulesDialog(QDialog):
    """A page to read; `rule` is shown first where given."""

    def __init__(self, form: Form, profile: Profile | None, parent: QWidget, rule: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("规则说明")
        resize_within(self, (720, 640))
        self.page = QTextBrowser()
        self.page.setAccessibleName("规则说明")
        self.page.setToolTip("全部检查规则，各有依据和例子")
        self.page.setOpenLinks(False)
        self.page.setHtml(handbook(form, profile))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.page)
        column.addWidget(closing_box(self))
        if rule:
            self.page.scrollToAnchor(rule)
