"""The command line: the same engine without a window. A contract, since scripts use it.

Errors go to stderr as one Chinese sentence and end with code 2; never a traceback. Leans on everything in app.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.checks import LEVEL_WORDS, Finding, Inquiry, find, findings_json
from app.checks.prose.glyphs import glyphs
from app.checks.prose.unseen import unseen
from app.chinese.characters import harmless
from app.console import hand_over, say, speaking
from app.errors import InputError, NianbaoError
from app.exchange import Import, read
from app.exchange.sandbox import read_apart
from app.export import formats
from app.export.exporting import export, known_suffixes
from app.findings.reader import reader
from app.form.form import Form
from app.form.form_file import Forms
from app.knowledge.lookalikes import same_office
from app.report.anchor import from_code
from app.report.limits import OFFICE as OFFICE_LIMIT
from app.report.record import Remark, one_line
from app.report.report import OFFICE, Report
from app.system.file_names import fitted
from app.system.paths import data_folder, is_file, resource
from app.system.reading_files import read_input
from app.system.settings import SECOND, stored_text
from app.system.writing import write_whole
from app.typeset.faces import load_faces

if TYPE_CHECKING:
    from app.store.anchors import HeldAnchor

FINE, FINDINGS, UNUSABLE = 0, 1, 2
SAMPLE = ("samples", "2025.json")
BODY = "fang"  # the role of the body text in resources/fonts/faces.toml


def main(argv: Sequence[str] | None = None, forms: Forms | None = None) -> int:
    """Runs one command and returns its exit code: 0 fine, 1 mandatory findings, 2 unusable input;
    141 when the reader of its output has gone.

    `forms` replaces the program's own editions.
    """
    return speaking(lambda: _run(argv, forms))


def _run(argv: Sequence[str] | None, forms: Forms | None) -> int:
    try:
        options = _parser().parse_args(argv)
        run: Callable[[argparse.Namespace, Forms], int] = options.run
        return run(options, forms or Forms(resource("forms")))
    except NianbaoError as error:
        print(error.sentence, file=sys.stderr)
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
    _command(commands, "pdf", "排成可付印的 PDF", _pdf, ["input", "-o", "--office"])
    _command(commands, "check", "核对报告，列出发现的问题", _check, ["input", "--json", "--previous"])
    _command(commands, "convert", "按文件后缀转换格式", _convert, ["input", "output", "--office"])
    _command(commands, "sample", "给出内置的示例报告", _sample, ["-o"])
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
    "--json": {"action": "store_true", "dest": "as_json", "help": "以 JSON 输出"},
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
    source: Path = options.input
    output = options.output or source.parent / f"{fitted(source.stem)}.pdf"
    return _write(options.input, output, "pdf", options.office, forms)


def _convert(options: argparse.Namespace, forms: Forms) -> int:
    suffix = options.output.suffix.lower().removeprefix(".")
    return _write(options.input, options.output, suffix, options.office, forms)


def _write(source: Path, output: Path, suffix: str, office: str, forms: Forms) -> int:
    if suffix not in formats.FORMATS:
        raise InputError(f"不认识后缀“{output.suffix}”，输出文件 {output} 的后缀可以是 {known_suffixes()}。")
    found = _of_office(_read(source, forms), source, one_line(office).strip())
    form = forms.edition(found.report.edition)
    for sentence in _doubts(form, found):
        print(harmless(sentence), file=sys.stderr)
    written = export(form, found.report, suffix)
    write_whole(output, written)
    _wrote(output)
    for sentence in _lost(forms, found.report, written, output.name) if formats.FORMATS[suffix].bare else ():
        print(sentence, file=sys.stderr)
    return FINE


def _lost(forms: Forms, report: Report, written: bytes, name: str) -> Iterator[str]:
    """What the program itself would not find again in a file of text, where a title of its own leaves it out."""
    try:
        again = read(forms, written, name).report
    except InputError as reason:
        yield f"以后读回这个文件时：{reason.sentence}"
        return
    if again.office != report.office:
        yield f"{name} 里看不出单位“{report.office}”，以后读回时请加上 --office。"


def _of_office(found: Import, source: Path, office: str) -> Import:
    """What was read, as the report of `office` where one is given. Raises InputError for a report without any."""
    own = found.report.office
    if not (office or own):
        raise InputError(
            f"{source.name} 里没有写明单位，没有写出文件。请在命令后面加上 --office 单位全称，再试一次。"
        )
    OFFICE_LIMIT.judge(office)
    if office and own and office != own:
        said = f"{source.name} 的单位是“{own}”，已按 --office 写成“{office}”，请核对。"
        print(harmless(said), file=sys.stderr)
    asked = tuple(question for question in found.questions if question.cell != OFFICE or not office)
    return replace(found, report=replace(found.report, office=office or own), questions=asked)


def _check(options: argparse.Namespace, forms: Forms) -> int:
    found = _read(options.input, forms)
    for note in found.notes:
        print(note, file=sys.stderr)
    for question in found.questions:
        if question.cell == OFFICE:
            print(harmless(f"{options.input.name}：{question.sentence}。"), file=sys.stderr)
    previous = _previous(options.previous, found.report, forms) if options.previous else None
    form = forms.edition(found.report.edition)
    findings = find(_inquiry(form, found, previous))
    if options.as_json:
        hand_over((json.dumps(findings_json(findings), ensure_ascii=False, indent=2) + "\n").encode())
    else:
        say(harmless(_listed(form, findings)))
    return FINDINGS if any(finding.level == "mandatory" for finding in findings) else FINE


def _previous(path: Path, report: Report, forms: Forms) -> Report:
    """Last year's report. Raises InputError for one of another year; another office's is told, for names change."""
    previous = _read(path, forms).report
    if previous.year != report.year - 1:
        raise InputError(
            f"{path.name} 是 {previous.year} 年的报告，核对 {report.year} 年的报告要用 {report.year - 1} 年的，请换一个文件。"
        )
    if not same_office(previous.office, report.office) and previous.office and report.office:
        said = f"{path.name} 的单位是“{previous.office}”，报告的单位是“{report.office}”，请核对有没有选错。"
        print(harmless(said), file=sys.stderr)
    return previous


def _sample(options: argparse.Namespace, forms: Forms) -> int:
    data = resource(*SAMPLE).read_bytes()
    if options.output is None:
        hand_over(data)
    else:
        write_whole(options.output, data)
        _wrote(options.output)
    return FINE


def _wrote(output: Path) -> None:
    if sys.stdout is not None:  # a program with a window has none on Windows; the file is there all the same
        say(harmless(f"已写入 {output}"))


def _verify(options: argparse.Namespace, _forms: Forms) -> int:
    from app.store.verify import verify

    first, *rest = options.paths or [""]
    alone = not first or from_code(first) or is_file(Path(first))
    folder = data_folder() if alone else Path(first)
    named = tuple(map(_held, options.paths if alone else rest))
    kept_at = stored_text(folder, SECOND)
    found = verify(folder, second=Path(kept_at) if kept_at else None, named=named)
    say("\n".join(found.sentences))
    return FINE if found.good else FINDINGS


def _held(name: str) -> HeldAnchor:
    """What a file that was named, or a code that was typed, says of the log. Raises InputError for what cannot be read."""
    from app.exchange.anchored import anchor_in
    from app.store.anchors import HeldAnchor, held_by_library_file, is_library_file

    path, typed = Path(name), from_code(name)
    if typed and not is_file(path):
        return HeldAnchor(f"所写的校验码 {typed.code}", typed, outside=True)
    data = read_input(path)
    if is_library_file(path.name, data):
        return held_by_library_file(name, data, outside=True)
    return HeldAnchor(name, anchor_in(data, path.name), outside=True)


def _read(path: Path, forms: Forms) -> Import:
    return read_apart(forms, read_input(path), path.name)


def _inquiry(form: Form, found: Import, previous: Report | None = None) -> Inquiry:
    has_glyph = load_faces().coverage(BODY)
    return Inquiry(form, found.report, previous, has_glyph, remarks=found.remarks, doubts=found.doubts)


def _doubts(form: Form, found: Import) -> Iterator[str]:
    """One sentence for each thing that a person should look at before the result is used."""
    yield from found.notes
    yield from (question.sentence for question in found.questions)
    yield from (_differs(form, remark) for remark in found.remarks)
    inquiry = _inquiry(form, found)
    headings = {section.id: section.heading for section in form.sections}
    for finding in unseen(reader(inquiry)):
        yield f"{headings.get(finding.section, '落款')}：{finding.sentence}。"
    yield from (f"{finding.sentence}。" for finding in glyphs(inquiry))


def _differs(form: Form, remark: Remark) -> str:
    cell = form.cells[remark.cell]
    computed = "空白" if remark.computed is None else cell.kind.show(remark.computed)
    return (
        f"{cell.label}：文件中写的是 {cell.kind.show(remark.stated)}，按各项相加是 {computed}，已采用后者。"
    )


def _listed(form: Form, findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "没有发现问题。"
    headings = {section.id: section.heading for section in form.sections}
    return "\n".join(
        f"{LEVEL_WORDS[one.level]}  {headings.get(one.section, '全篇')}：{one.sentence}。" for one in findings
    )
