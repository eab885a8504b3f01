"""Which chapter belongs to the place where the person is: from the widget that has the keyboard outwards."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from PySide6.QtWidgets import QApplication, QWidget

from app.manual.manual_source import Manual
from ui.findings.findings_panel import FindingsPanel
from ui.preview.preview_panel import PreviewPanel
from ui.road.road_bar import RoadBar
from ui.sections.find_bar import FindBar
from ui.sections.last_year_bar import LastYearBar
from ui.sections.section_page import SectionPage
from ui.sections.section_tabs import SectionTabs
from ui.start.found_list import FoundList
from ui.start.new_report import NewReport
from ui.start.search_field import SearchField
from ui.start.start_page import StartPage

PLACES: Mapping[type[QWidget], str] = MappingProxyType(
    {
        NewReport: "new",
        StartPage: "start",
        SearchField: "search",
        FoundList: "search",
        SectionTabs: "sections",
        FindingsPanel: "findings",
        PreviewPanel: "preview",
        FindBar: "find",
        LastYearBar: "old-words",
        RoadBar: "road",
    }
)
# By the names of their classes: their modules bring every reader and writer with them, which help has no need of.
DIALOGS: Mapping[str, str] = MappingProxyType(
    {
        "InfoDialog": "new",
        "ExplainDialog": "findings",
        "NumbersDialog": "numbers",
        "CellChoice": "numbers",
        "RulesDialog": "rules",
        "ReviewDialog": "review",
        "CommentDialog": "comments",
        "CommentsDialog": "comments",
        "QuestionsDialog": "final",
        "ChangesDialog": "many",
        "ImportDialog": "import",
        "RegisterDialog": "register",
        "RowGuideDialog": "guide",
        "ExportDialog": "export",
        "SubmitDialog": "submit",
        "MergeDialog": "handover",
        "PaperDialog": "export",
        "BlankFormDialog": "blank-form",
        "VersionDialog": "history",
        "LogDialog": "history",
        "BackupDialog": "backups",
        "SettingsDialog": "settings",
        "KeysDialog": "keys",
    }
)


def section_topic(section: str) -> str:
    """The part of the manual about a section of the form, by the section's id."""
    return f"section-{section}"


def topic_in(window: QWidget, manual: Manual) -> str:
    """The topic of the widget that has the keyboard; without one, of what is to be seen in the window."""
    topic = topic_at(QApplication.focusWidget(), manual)
    kinds = ((topic, cast(list[QWidget], window.findChildren(kind))) for kind, topic in PLACES.items())
    seen = (there for there, widgets in kinds if any(widget.isVisible() for widget in widgets))
    return topic or next(seen, "")


def topic_at(widget: QWidget | None, manual: Manual) -> str:
    """The topic of the place; a section that the manual does not speak of has that of all sections."""
    while widget is not None:
        if isinstance(widget, SectionPage) and manual.chapter_of(section_topic(widget.section.id)):
            return section_topic(widget.section.id)
        for kind, topic in PLACES.items():
            if isinstance(widget, kind):
                return topic
        if type(widget).__name__ in DIALOGS:
            return DIALOGS[type(widget).__name__]
        widget = widget.parentWidget()
    return ""
