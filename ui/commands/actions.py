"""The window's commands as one table: words, keys, icon and the method that does it; and the keys that work in one place.

Menus, tool bar, tool tips and the page of keys are all made from it. Alt+1 … for the tabs are made from the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.look.icons import Icons

Scope = Literal["window", "report"]


@dataclass(frozen=True)
class Command:
    """One command. `slot` is the method of the window, or of its desk, that does it; `scope` report needs an open report."""

    id: str
    text: str
    slot: str
    icon: str  # '' for a deed that no icon shows; a ✓ would look like something switched on
    tip: str
    keys: str = ""
    scope: Scope = "report"
    checkable: bool = False
    also: str = ""  # a second key, for hands that learned it elsewhere


@dataclass(frozen=True)
class Submenu:
    """A part of the menu with a menu of its own."""

    title: str
    names: tuple[str, ...]


COMMANDS: tuple[Command, ...] = (
    Command("home", "报告列表", "go_home", "back", "回到报告列表", "Alt+Home"),
    Command("undo", "撤销", "hand.undo", "undo", "撤销上一步", "Ctrl+Z"),
    Command("redo", "重做", "hand.redo", "redo", "重做下一步", "Ctrl+Y", also="Ctrl+Shift+Z"),
    Command("save", "保存", "hand.save", "complete", "随时自动保存；按一下，说明保存到什么时候", "Ctrl+S"),
    Command("check", "检查", "hand.next_finding", "check", "到下一条检查结果，从重到轻", "F7"),
    Command("check_back", "上一条检查结果", "hand.previous_finding", "previous", "到上一条检查结果", "Shift+F7"),
    Command("doubt", "下一处待认领、待核对", "hand.next_doubt", "verify", "到下一个请认领的数、没有核对过的数和文字", "F8"),
    Command("doubt_back", "上一处待认领、待核对", "hand.previous_doubt", "verify", "到上一个请认领的数或没有核对的", "Shift+F8"),
    Command("set_aside", "搁置这条提示", "hand.set_aside", "", "当前这条提示先放下，它说的内容变了再列出；再按取回", "F9"),
    Command("numbers", "正文里的数", "desk.show_numbers", "info", "每个数程序怎么看，谁认领过；改认、取消认领"),
    Command("next_step", "下一步", "road.do_next", "next", "做还没有完成的第一步，从取上年到报送", "Ctrl+G"),
    Command("steps", "全部步骤", "road.enter", "", "看报告走到了哪一步，左右键选一步，回车到那里去", "F4"),
    Command("export", "导出", "export", "export", "导出为 PDF、Word、网页、Excel 等", "Ctrl+E"),
    Command("print", "打印", "desk.print_report", "print", "打印报告", "Ctrl+P"),
    Command("find", "查找", "find_words", "search", "在打开的报告里查找；在报告列表，查找全部报告", "Ctrl+F", "window"),
    Command("replace", "替换", "hand.replace_words", "", "在正文和括注里查找并替换，先看改前改后", "Ctrl+H"),
    Command("find_next", "下一处", "hand.find_next", "next", "到查找的下一处", "F3"),
    Command("find_previous", "上一处", "hand.find_previous", "previous", "到查找的上一处", "Shift+F3"),
    Command("zeros", "空白填 0", "hand.fill_blanks", "", "本表没有填的格填成 0，一步可撤销", "Alt+0"),
    Command("all_zeros", "全部填 0", "hand.fill_all", "", "本表全部填成 0，已有数字的先问", "Alt+Shift+0"),
    Command("paste", "粘贴", "hand.paste", "", "把电子表格里复制的一块数字粘贴到当前格（Ctrl+V）"),
    Command("info", "报告信息", "desk.edit_info", "info", "单位名称和报告标题", "Ctrl+I"),
    Command("history", "历史版本", "desk.show_history", "history", "看以前的版本，比较，取回", "Ctrl+Shift+H"),
    Command("register", "申请台账", "desk.show_register", "open", "逐件登记申请，推算答复期限，填入报告的表", "Ctrl+T"),
    Command("guide", "这一件在第几行", "desk.show_guide", "search", "按答复依据的条款或者怎样答复的，找到要填的行", "Ctrl+J"),
    Command("review", "审核与定稿", "desk.review", "", "逐级审核、定稿、解锁，导出审核表", "Ctrl+R"),
    Command("comment", "批注", "hand.comment", "", "在当前的格或句子上写批注", "Ctrl+Shift+M"),
    Command("comments", "批注列表", "hand.list_comments", "", "看全部批注，答复、标为已办"),
    Command("hand_over", "交出给审核人", "desk.hand_over", "", "写成一个交接文件，连同说明、批注和签名，不含申请台账"),
    Command("submit", "报送", "desk.submit", "folder", "各种格式、审核表、文件清单和说明做成一个文件夹和压缩包", "Ctrl+Shift+S"),
    Command("rules", "规则说明", "desk.show_rules", "help", "全部检查规则，各有依据和例子", "Shift+F1"),
    Command("preview", "打印预览", "hand.toggle_preview", "preview", "显示或收起打印预览", "F5", checkable=True),
    Command("findings", "检查结果", "hand.toggle_findings", "panel", "展开或收起检查结果", "Ctrl+F6", checkable=True),
    Command("larger", "放大", "letters.larger", "", "光标在预览里：放大预览；不在：界面的字大一号", "Ctrl+=", "window",
            also="Ctrl++"),
    Command("smaller", "缩小", "letters.smaller", "", "预览，或界面的字小一号", "Ctrl+-", "window"),
    Command("plain_size", "平常大小", "letters.plain", "", "预览适合宽度，或界面的字回到平常大小", "Ctrl+0", "window"),
    Command("pane", "下一栏", "hand.next_pane", "next", "在标签、填写页、检查结果、预览之间依次走", "F6"),
    Command("pane_back", "上一栏", "hand.previous_pane", "previous", "反过来走", "Shift+F6"),
    Command("new", "新建报告", "new_report", "new", "新建一个年度的报告", "Ctrl+N", "window"),
    Command("import", "导入", "desk.import_file", "import", "从 Word、网页、Excel、PDF 等文件读入报告", "Ctrl+O", "window"),
    Command("export_many", "批量导出", "export_many", "export", "把多份报告一次导出", "Ctrl+Shift+E", "window"),
    Command("blank_form", "空白表打印", "blank.ask", "print", "打印没有填的格式，或存为 PDF，供手工收集数字", "", "window"),
    Command("backups", "备份与恢复", "show_backups", "restore", "从备份中恢复报告", "", "window"),
    Command("settings", "设置", "edit_settings", "settings", "界面颜色、报送期限等", "Ctrl+,", "window"),
    Command("data", "打开数据文件夹", "open_data_folder", "folder", "报告保存在这个文件夹里", "", "window"),
    Command("help", "手册", "show_help", "help", "手册，翻到当前所在的一章", "F1", "window"),
    Command("quit", "退出", "close", "close", "保存并退出", "Ctrl+Q", "window"),
)
MENU_KEYS = "Alt+M"  # of the button that opens the menu
# Keys that belong to one place and are no commands: what they are pressed for, as the page of keys says it.
IN_PLACE: tuple[tuple[str, str], ...] = (
    ("Alt+1、Alt+2 ……", "到第一部分、第二部分……"),
    ("Ctrl+Tab / Ctrl+Shift+Tab", "到下一部分 / 上一部分"),
    ("回车 / Shift+回车", "表格：到下一格 / 上一格（竖向）"),
    ("Tab / Shift+Tab", "表格：到右边 / 左边一格"),
    ("数字", "表格：直接替换这一格"),
    ("F2", "表格：修改这一格"),
    ("Ctrl+回车 / Ctrl+Shift+回车", "整行 / 整表已核对；在文字里，这一段已核对"),
    ("Esc", "表格：放弃这一格的修改；收起查找栏"),
    ("Delete", "表格：清空选中的格"),
    ("Ctrl+M", "表格：编辑括注"),
    ("Ctrl+X / Ctrl+C / Ctrl+V", "剪切 / 复制 / 粘贴，可与电子表格整块往来"),
    ("Ctrl+A", "全选；写入前的对照里：全选或全不选"),
    ("Alt+←", "手册：回到上一处"),
    (MENU_KEYS, "更多命令"),
)
TOOL_BAR = ("home", "undo", "redo")  # before the road
ON_ROAD = ("import", "review", "submit")  # done by steps of the road, and no lines of the menu
MENU: tuple[str | Submenu, ...] = (
    *("new", "info", "export", "print", "export_many", "blank_form", ""),
    *("find", "replace", "history", "register", ""),
    Submenu("核对", ("check", "doubt", "set_aside", "numbers", "rules")),
    Submenu("表格", ("zeros", "all_zeros", "paste", "guide")),
    Submenu("审阅", ("comment", "comments", "hand_over")),
    Submenu("显示", ("preview", "findings", "larger", "smaller", "next_step", "steps")),
    "",
    *("backups", "settings", "data", "help", "", "quit"),
)


def menu_names() -> tuple[str, ...]:
    """Every command of the menu, those of its parts too; '' for a line between two."""
    return tuple(name for one in MENU for name in ((one,) if isinstance(one, str) else one.names))


def make_actions(target: QWidget) -> Mapping[str, QAction]:
    """An action for each command, connected to the target's methods and alive in the whole window."""
    made: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(command.text, target)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in (command.keys, command.also) if keys])
        action.setCheckable(command.checkable)
        action.triggered.connect(lambda _=False, slot=command.slot: attrgetter(slot)(target)())
        describe(action, command.tip)
        target.addAction(action)
        made[command.id] = action
    return made


def keys_of(name: str) -> str:
    """The keys of a command as a tip writes them; KeyError for a command that is not in the table."""
    keys = {command.id: command.keys for command in COMMANDS}[name]
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def describe(action: QAction, tip: str) -> None:
    """The tool tip with the action's keys behind it."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{tip}（{keys}）" if keys else tip)


def dress(actions: Mapping[str, QAction], icons: Icons) -> None:
    """The icons in the colours of the theme."""
    for command in COMMANDS:
        if command.icon:
            actions[command.id].setIcon(icons.icon(command.icon))
