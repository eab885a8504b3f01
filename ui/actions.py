"""The window's commands as one table: words, keys, icon and the method that does it.

Menus, tool bar, tool tips and the page of keys are all made from it. Alt+1 … for the tabs are made from the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.icons import Icons

Scope = Literal["window", "report"]


@dataclass(frozen=True)
class Command:
    """One command. `slot` is the method of the window, or of its desk, that does it; `scope` report needs an open report."""

    id: str
    text: str
    slot: str
    icon: str
    tip: str
    keys: str = ""
    scope: Scope = "report"
    checkable: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("home", "报告列表", "go_home", "back", "回到报告列表", "Alt+Home"),
    Command("undo", "撤销", "undo", "undo", "撤销上一步", "Ctrl+Z"),
    Command("redo", "重做", "redo", "redo", "重做下一步", "Ctrl+Y"),
    Command("check", "检查", "next_finding", "check", "到下一条检查结果", "F7"),
    Command("check_back", "上一条检查结果", "previous_finding", "previous", "到上一条检查结果", "Shift+F7"),
    Command("doubt", "下一处待核对", "desk.next_doubt", "verify", "到下一处没有人核对过的数", "F8"),
    Command("doubt_back", "上一处待核对", "desk.previous_doubt", "verify", "到上一处没有人核对过的数", "Shift+F8"),
    Command("export", "导出", "export", "export", "导出为 PDF、Word、网页、Excel 等", "Ctrl+E"),
    Command("print", "打印", "print_report", "print", "打印报告", "Ctrl+P"),
    Command("find", "查找", "find_words", "search", "在栏目和正文中查找", "Ctrl+F"),
    Command("info", "报告信息", "edit_info", "info", "单位名称和报告标题", "Ctrl+I"),
    Command("history", "历史版本", "desk.show_history", "history", "看以前的版本，比较，取回", "Ctrl+H"),
    Command("register", "申请台账", "desk.show_register", "open", "逐件登记申请，推算答复期限，填入报告的表", "Ctrl+T"),
    Command("review", "审核与定稿", "desk.review", "complete", "逐级审核、定稿、解锁，导出审核表", "Ctrl+R"),
    Command("rules", "规则说明", "desk.show_rules", "help", "全部检查规则，各有依据和例子", "Shift+F1"),
    Command("preview", "打印预览", "toggle_preview", "preview", "显示或收起打印预览", "F5", checkable=True),
    Command("findings", "检查结果", "toggle_findings", "panel", "展开或收起检查结果", "F6", checkable=True),
    Command("new", "新建报告", "new_report", "new", "新建一个年度的报告", "Ctrl+N", "window"),
    Command("import", "导入", "desk.import_file", "import", "从 Word、网页、Excel、PDF 等文件读入报告", "Ctrl+O", "window"),
    Command("export_many", "批量导出", "export_many", "export", "把多份报告一次导出", "Ctrl+Shift+E", "window"),
    Command("backups", "备份与恢复", "show_backups", "restore", "从备份中恢复报告", "", "window"),
    Command("settings", "设置", "edit_settings", "settings", "界面颜色、报送期限等", "Ctrl+,", "window"),
    Command("data", "打开数据文件夹", "open_data_folder", "folder", "报告保存在这个文件夹里", "", "window"),
    Command("help", "手册", "show_help", "help", "手册，翻到当前所在的一章", "F1", "window"),
    Command("quit", "退出", "close", "close", "保存并退出", "Ctrl+Q", "window"),
)
TOOL_BAR = ("home", "", "undo", "redo", "", "check", "export", "print")
MENU = (
    *("new", "import", "info", "find", "history", "register", "review", "export_many", ""),
    *("preview", "findings", ""),
    *("backups", "settings", "data", "rules", "help", "", "quit"),
)


def make_actions(target: QWidget) -> Mapping[str, QAction]:
    """An action for each command, connected to the target's methods and alive in the whole window."""
    made: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(command.text, target)
        action.setObjectName(command.id)
        action.setShortcut(QKeySequence(command.keys))
        action.setCheckable(command.checkable)
        action.triggered.connect(lambda _=False, slot=command.slot: attrgetter(slot)(target)())
        describe(action, command.tip)
        target.addAction(action)
        made[command.id] = action
    return made


def describe(action: QAction, tip: str) -> None:
    """The tool tip with the action's keys behind it."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{tip}（{keys}）" if keys else tip)


def dress(actions: Mapping[str, QAction], icons: Icons) -> None:
    """The icons in the colours of the theme."""
    for command in COMMANDS:
        actions[command.id].setIcon(icons.icon(command.icon))
