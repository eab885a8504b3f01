"""The commands, their arguments and their help. Errors go to stderr as one Chinese sentence and end with code 2; never a
traceback."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from app.cli.console import UNUSABLE, speaking, warn
from app.errors import InputError, NianbaoError
from app.form.form_file import Forms
from app.system.paths import resource


def main(argv: Sequence[str] | None = None, forms: Forms | None = None) -> int:
    """Runs one command and returns its exit code: 0 fine, 1 mandatory findings, 2 unusable input, 4 written without some text
    of the input that belongs to no field; 141 when the reader of its output has gone.

    `forms` replaces the program's own editions.
    """
    return speaking(lambda: _run(argv, forms))


def _run(argv: Sequence[str] | None, forms: Forms | None) -> int:
    try:
        options = _parser().parse_args(argv)
        run: Callable[[argparse.Namespace, Forms], int] = options.run
        return run(options, forms or Forms(resource("forms")))
    except NianbaoError as error:
        warn(error.sentence)
        return UNUSABLE


_HELP_WORDS = {
    "usage: ": "用法：",
    "positional arguments:": "参数：",
    "options:": "选项：",
    "show this help message and exit": "显示这段说明",
}


class _Parser(argparse.ArgumentParser):
    """argparse with Chinese refusals and a Chinese page of help."""

    def format_help(self) -> str:
        text = super().format_help()
        for english, chinese in _HELP_WORDS.items():
            text = text.replace(english, chinese)
        return text

    def error(self, message: str) -> NoReturn:
        raise InputError(f"命令写法不对，请看“{self.prog} --help”里的用法。")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        "nianbao", description="政府信息公开工作年度报告：编写、核对、排印。不带命令时打开窗口。"
    )
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)
    _command(commands, "pdf", "排成可付印的 PDF", _pdf, ["input", "-o", "--office", "--verbose"])
    _command(commands, "check", "核对报告，列出发现的问题", _check, ["input", "--json", "--numbers", "--previous"])
    _command(commands, "convert", "按文件后缀转换格式", _convert, ["input", "output", "--office", "--verbose"])
    _command(commands, "sample", "给出内置的示例报告", _sample, ["-o", "--kind"])
    _command(commands, "verify", "核查报告库的修改记录有没有被改动", _verify, ["paths"])
    return parser


_ARGUMENTS: dict[str, dict[str, object]] = {
    "input": {"type": Path, "metavar": "输入文件", "help": "交换文件（.json）或其他可读的报告文件"},
    "output": {"type": Path, "metavar": "输出文件", "help": "后缀决定格式"},
    "paths": {
        "nargs": "*",
        "metavar": "文件夹或文件",
        "help": "先写报告库所在的文件夹，不写时为本机的报告库；再写带着校验码的文件（以前从窗口导出的文件、审核表、备份），"
        "或者抄下来的校验码",
    },
    "-o": {"type": Path, "metavar": "输出文件", "dest": "output", "help": "写到这个文件"},
    "--office": {"metavar": "单位全称", "default": "", "help": "报告的单位；文件里没有写单位时要写"},
    "--verbose": {"action": "store_true", "dest": "every", "help": "逐格说明留空的栏目，不合并成一行"},
    "--kind": {"metavar": "街道|镇|局", "default": "街道", "help": "哪一种单位的示例"},
    "--json": {"action": "store_true", "dest": "as_json", "help": "以 JSON 输出"},
    "--numbers": {"action": "store_true", "help": "也给出正文里的每一个数：与表一致、不一致、未认领，还是不涉及表格"},
    "--previous": {"type": Path, "metavar": "上年文件", "help": "上一年度的报告，用来核对结转和现行有效"},
}


def _command(
    commands: argparse._SubParsersAction[_Parser],
    name: str,
    help_text: str,
    run: Callable[[argparse.Namespace, Forms], int],
    arguments: list[str],
) -> None:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    for argument in arguments:
        parser.add_argument(argument, **_ARGUMENTS[argument])  # type: ignore[arg-type]
    parser.set_defaults(run=run)


def _pdf(options: argparse.Namespace, forms: Forms) -> int:
    from app.cli.file_commands import Wanted, print_pdf

    return print_pdf(forms, options.input, options.output, Wanted(options.office, options.every))


def _convert(options: argparse.Namespace, forms: Forms) -> int:
    from app.cli.file_commands import Wanted, convert

    return convert(forms, options.input, options.output, Wanted(options.office, options.every))


def _check(options: argparse.Namespace, forms: Forms) -> int:
    from app.cli.checking import check

    return check(forms, options.input, options.previous, as_json=options.as_json, with_numbers=options.numbers)


def _sample(options: argparse.Namespace, _forms: Forms) -> int:
    from app.cli.file_commands import give_sample

    return give_sample(options.output, options.kind)


def _verify(options: argparse.Namespace, _forms: Forms) -> int:
    from app.cli.verifying import verify_library

    return verify_library(options.paths)
