"""The command line as scripts meet it: whole processes, exit codes, one Chinese sentence on stderr."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.exchange.exchange_file import write_json
from app.export.exporting import export
from app.store.journal.journal import FOLDER as JOURNAL
from app.store.library import Library
from app.system.paths import resource
from tests.reports import FORM, FORMS, full


def run(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=folder, env=environment, check=False
    )


@pytest.fixture
def environment(root) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def nianbao(environment, tmp_path):
    def called(*arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
        return run([sys.executable, "-m", "ui", *arguments], tmp_path, {**environment, **changes})

    return called


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.strip().endswith("。")
    assert all(word in done.stderr for word in words)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "年报.json"
    path.write_bytes(write_json(FORM, full()))
    return path


def test_the_sample_goes_to_stdout_or_into_a_file(nianbao, tmp_path):
    printed = nianbao("sample").stdout
    assert nianbao("sample", "-o", "样例.json").returncode == 0
    assert (
        (tmp_path / "样例.json").read_text("utf-8")
        == printed
        == resource("samples", "2025.json").read_text("utf-8")
    )


def test_pdf_writes_beside_the_input_unless_told_where(nianbao, sample, tmp_path):
    assert nianbao("pdf", sample).returncode == 0
    assert nianbao("pdf", sample, "-o", "别处.pdf").returncode == 0
    assert (tmp_path / "年报.pdf").read_bytes() == (tmp_path / "别处.pdf").read_bytes()


def test_the_suffix_decides_what_convert_writes(nianbao, sample, tmp_path):
    assert nianbao("convert", sample, "出.pdf").returncode == 0
    assert (tmp_path / "出.pdf").read_bytes().startswith(b"%PDF-")
    refused(nianbao("convert", sample, "出.wps"), "出.wps", ".pdf")


SUFFIXES = ("json", "docx", "html", "xlsx", "pdf", "txt")


@pytest.fixture
def nameless(tmp_path: Path) -> Path:
    path = tmp_path / "数字.txt"
    lines = ["二、主动公开政府信息情况", "信息内容\t本年处理决定数量", "行政许可\t46", "行政处罚\t7"]
    path.write_text("\n".join(["2025年政府信息公开工作年度报告", *lines]), "utf-8")
    return path


@pytest.mark.parametrize("command", [("convert", "出.json"), ("convert", "出.docx"), ("pdf", "-o", "出.pdf")])
def test_a_report_without_an_office_is_not_written_and_the_remedy_named(nianbao, nameless, tmp_path, command):
    name, *rest = command
    refused(nianbao(name, nameless, *rest), "数字.txt", "没有写明单位", "--office 单位全称")
    assert not list(tmp_path.glob("出.*"))


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_a_blank_name_is_no_office(nianbao, nameless, blank):
    refused(nianbao("convert", nameless, "出.json", "--office", blank), "没有写明单位")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_convert_writes_with_an_office_is_read_again(nianbao, nameless, suffix):
    written = nianbao("convert", nameless, f"出.{suffix}", "--office", "甲街道办事处")
    assert written.returncode == 0
    assert "单位名称" not in written.stderr
    assert nianbao("check", f"出.{suffix}").returncode in (0, 1)
    assert nianbao("convert", f"出.{suffix}", "再.json").returncode == 0
    again = json.loads((nameless.parent / "再.json").read_text("utf-8"))
    assert again["office"]["name"] == "甲街道办事处"
    assert again["cells"]["proactive.licences.decisions"] == 46


@pytest.mark.parametrize(("kind", "office"), [("街道", "街道办事处"), ("镇", "镇人民政府"), ("局", "教育局")])
def test_the_sample_of_each_kind_has_nothing_to_mend(nianbao, kind, office):
    assert nianbao("sample", "--kind", kind, "-o", "示例.json").returncode == 0
    checked = nianbao("check", "示例.json")
    assert checked.returncode == 0
    assert "核实性" not in checked.stdout
    assert office in nianbao("sample", "--kind", kind).stdout


def test_a_sample_of_another_kind_is_refused_with_what_there_is(nianbao):
    refused(nianbao("sample", "--kind", "厅"), "厅", "街道、镇、局")


def test_pdf_takes_an_office_too(nianbao, nameless, tmp_path):
    assert nianbao("pdf", nameless, "-o", "出.pdf", "--office", "甲街道办事处").returncode == 0
    assert nianbao("convert", "出.pdf", "再.json").returncode == 0


@pytest.mark.parametrize(
    ("title", "told"), [("公开工作年报", "没有写明是哪一年"), ("2025年政府信息公开工作年度报告", "看不出单位"), (None, "")]
)
def test_what_a_text_file_cannot_say_is_told_when_it_is_written(nianbao, tmp_path, title, told):
    (tmp_path / "年报.json").write_bytes(write_json(FORM, replace(full(), title=title)))
    done = nianbao("convert", "年报.json", "出.txt")
    assert done.returncode == 0
    assert told in done.stderr
    assert bool(done.stderr) == bool(told)


def test_another_office_than_the_files_own_is_told(nianbao, sample):
    done = nianbao("convert", sample, "出.json", "--office", "乙街道办事处")
    assert done.returncode == 0
    assert f"单位是“{full().office}”，已按 --office 写成“乙街道办事处”" in done.stderr


@pytest.mark.parametrize("suffix", ["txt", "json"])
def test_check_without_an_office_checks_and_tells(nianbao, nameless, suffix):
    path = nameless
    if suffix == "json":
        path = nameless.with_suffix(".json")
        path.write_bytes(write_json(FORM, replace(full(), office="")))
    done = nianbao("check", path)
    assert done.returncode in (0, 1)
    assert done.stdout
    assert "没有找到单位名称，请填写单位全称" in done.stderr


def test_check_ends_with_1_when_a_mandatory_finding_is_open(nianbao, tmp_path):
    path = tmp_path / "错.json"
    path.write_bytes(write_json(FORM, full(requests__received__natural=2)))
    done = nianbao("check", path, "--json")
    assert done.returncode == 1
    found = [one for one in json.loads(done.stdout) if one["rule"] == "requests.balance"]
    assert set(found[0]) == {"level", "rule", "section", "cells", "sentence", "values", "basis"}
    assert found[0]["values"]["difference"] == 2


def test_last_year_is_the_year_before(nianbao, sample, tmp_path):
    (tmp_path / "早.json").write_bytes(write_json(FORM, full(year=2023)))
    refused(nianbao("check", sample, "--previous", "早.json"), "早.json", "2023 年", "要用 2024 年")
    refused(nianbao("check", sample, "--previous", sample), "要用 2024 年")


def test_last_year_of_another_office_is_told_and_compared(nianbao, sample, tmp_path):
    before = full(year=2024, requests__carried_out__natural=3)
    (tmp_path / "邻.json").write_bytes(write_json(FORM, replace(before, office="邻近街道办事处")))
    done = nianbao("check", sample, "--json", "--previous", "邻.json")
    assert "邻近街道办事处" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert any(one["rule"] == "requests.carry" for one in json.loads(done.stdout))


def test_check_ends_with_0_for_the_sample(nianbao):
    assert nianbao("sample", "-o", "样例.json").returncode == 0
    assert nianbao("check", "样例.json").returncode == 0


def test_a_character_that_no_font_has_is_reported_by_name_and_place(nianbao, tmp_path):
    path = tmp_path / "字.json"
    path.write_bytes(write_json(FORM, full()).replace("本年按".encode(), "本\U00013000按".encode(), 1))
    done = nianbao("check", path)
    assert done.returncode == 1
    assert "U+13000" in done.stdout
    assert "第 2 字" in done.stdout


def test_a_missing_file_is_one_sentence(nianbao):
    refused(nianbao("pdf", "无.json"), "无.json", "不存在")


def test_a_broken_exchange_file_is_one_sentence_and_writes_nothing(nianbao, tmp_path):
    (tmp_path / "坏.json").write_text('{"format": "nianbao",', "utf-8")
    refused(nianbao("pdf", "坏.json"), "坏.json")
    assert not (tmp_path / "坏.pdf").exists()


def test_an_unknown_edition_is_one_sentence(nianbao, sample):
    sample.write_text(sample.read_text("utf-8").replace('"edition": "2021"', '"edition": "2099"'), "utf-8")
    refused(nianbao("check", sample), "2099")


def test_a_folder_that_is_not_there_is_one_sentence(nianbao, sample):
    refused(nianbao("pdf", sample, "-o", "无/出.pdf"), "文件夹不存在")


def test_an_unwritable_place_is_one_sentence_and_the_old_file_stays(nianbao, sample, tmp_path):
    # A file where a folder is needed cannot be written below by anyone, root included.
    (tmp_path / "文件").write_bytes(b"old")
    refused(nianbao("pdf", sample, "-o", "文件/出.pdf"), "无法写入")
    assert (tmp_path / "文件").read_bytes() == b"old"


def test_a_full_disk_is_one_sentence_and_the_old_file_stays(environment, sample, tmp_path):
    # The limit on the size of files stops root too, and needs no disk of its own to fill.
    (tmp_path / "年报.pdf").write_bytes(b"old")
    limited = ["sh", "-c", 'ulimit -f 16; exec "$@"', "sh", sys.executable, "-m", "ui", "pdf", sample]
    refused(run(limited, tmp_path, environment), "年报.pdf", "允许的大小", "没有改动")
    assert (tmp_path / "年报.pdf").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"年报.json", "年报.pdf"}


def test_a_missing_font_of_the_program_is_one_sentence_and_writes_nothing(
    root, environment, sample, tmp_path
):
    # As in a frozen program, whose resources lie where it was unpacked; one font is not there.
    shutil.copytree(root / "resources", tmp_path / "unpacked" / "resources", copy_function=os.symlink)
    (tmp_path / "unpacked" / "resources" / "fonts" / "kai.ttf").unlink()
    code = "import sys; sys._MEIPASS = 'unpacked'; from ui.window.main import main; sys.exit(main())"
    done = run([sys.executable, "-c", code, "pdf", sample], tmp_path, environment)
    refused(done, "fonts/kai.ttf", "重新安装")
    assert not (tmp_path / "年报.pdf").exists()


def test_faces_chosen_in_the_window_change_nothing_here(nianbao, sample, nianbao_home):
    assert nianbao("pdf", sample).returncode == 0
    before = sample.with_suffix(".pdf").read_bytes()
    nianbao_home.mkdir(exist_ok=True)
    (nianbao_home / "settings.json").write_text('{"face.title": "方正小标宋_GBK"}', "utf-8")
    assert nianbao("pdf", sample).stderr == ""
    assert sample.with_suffix(".pdf").read_bytes() == before


@pytest.mark.parametrize("words", [["pdf"], ["未知"], ["check", "a", "b"]])
def test_a_wrong_command_is_one_sentence(nianbao, words):
    refused(nianbao(*words), "用法")


def test_the_command_line_loads_no_qt(environment, tmp_path):
    code = "import sys; from ui.window.main import main; main(['sample', '-o', 'x.json']); print('PySide6' in sys.modules)"
    done = run([sys.executable, "-c", code], tmp_path, environment)
    assert done.stdout.splitlines()[-1] == "False"


def test_verify_says_so_when_there_is_no_library(nianbao, tmp_path):
    refused(nianbao("verify", tmp_path), "没有报告库")


def test_verify_finds_an_entry_of_the_log_that_was_edited(nianbao, tmp_path):
    with Library.open(tmp_path / "库", FORMS) as library:
        library.create(full())
    assert nianbao("verify", tmp_path / "库").returncode == 0
    [journal] = [
        path for path in (tmp_path / "库" / JOURNAL).iterdir() if "青石桥".encode() in path.read_bytes()
    ]
    journal.write_bytes(journal.read_bytes().replace("青石桥".encode(), "青石路".encode()))
    done = nianbao("verify", tmp_path / "库")
    assert done.returncode == 1
    assert done.stdout.strip()


def test_verify_reads_the_anchors_of_the_files_and_codes_named(nianbao, tmp_path):
    home, page = tmp_path / "库", tmp_path / "报告.html"
    with Library.open(home, FORMS) as library:
        library.create(full())
        anchor = library.anchor()
    assert anchor is not None
    page.write_bytes(export(FORM, full(), "html", anchor=anchor))
    code = anchor.code
    done = nianbao("verify", home, page, code)
    assert (done.returncode, done.stderr) == (0, "")
    assert "没有被改动" in done.stdout
    assert "报告.html" in done.stdout
    assert code in done.stdout
    wrong = nianbao("verify", home, "1-0000-0000-0000-0000")
    assert (wrong.returncode, "不符" in wrong.stdout) == (1, True)


def test_verify_without_a_folder_takes_this_machine_s_library_and_its_second_folder(nianbao, tmp_path):
    home, second = tmp_path / "库", tmp_path / "U盘"
    second.mkdir()
    with Library.open(home, FORMS, second=second) as library:
        library.create(full())
    (home / "settings.json").write_text(json.dumps({"backup.folder": str(second)}), "utf-8")
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    done = nianbao("verify", "a.txt", NIANBAO_HOME=str(home))
    assert done.returncode == 0
    assert "另存的备份" in done.stdout
    assert "a.txt 里没有修改记录的校验码" in done.stdout


def test_verify_refuses_a_file_that_cannot_be_read(nianbao, tmp_path):
    refused(nianbao("verify", tmp_path, "不在.pdf"), "不在.pdf", "不存在")
    refused(nianbao("verify", tmp_path, tmp_path), "文件夹")


def test_verify_changes_nothing(nianbao, tmp_path):
    with Library.open(tmp_path / "库", FORMS) as library:
        library.create(full())
    (tmp_path / "库" / "settings.json").write_bytes(b"{")
    before = {path: path.read_bytes() for path in (tmp_path / "库").rglob("*") if path.is_file()}
    assert nianbao("verify", NIANBAO_HOME=str(tmp_path / "库")).returncode == 0
    assert before == {path: path.read_bytes() for path in (tmp_path / "库").rglob("*") if path.is_file()}


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_data_on_stdout_is_utf_8_whatever_the_console_speaks(environment, tmp_path, sample, encoding):
    command = [sys.executable, "-m", "ui"]
    told = {**environment, "PYTHONIOENCODING": encoding}
    printed = subprocess.run([*command, "sample"], capture_output=True, cwd=tmp_path, env=told, check=True)
    assert printed.stdout == resource("samples", "2025.json").read_bytes()
    found = subprocess.run([*command, "check", sample, "--json"], capture_output=True, cwd=tmp_path, env=told)
    assert all("sentence" in one for one in json.loads(found.stdout.decode("utf-8")))


@pytest.mark.parametrize(("encoding", "words"), [("ascii", r"\u4e8c"), ("gbk", "二"), ("utf-8", "二")])
def test_sentences_are_in_the_encoding_of_the_console(environment, tmp_path, encoding, words):
    (tmp_path / "错.json").write_bytes(write_json(FORM, full(proactive__regulations__issued=1)))
    told = {**environment, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "ui", "check", "错.json"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=told)
    assert done.returncode == 1
    assert words in done.stdout.decode(encoding)
    assert done.stderr == b""


def test_a_reader_that_has_left_is_no_error(environment, tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "ui", "sample"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, cwd=tmp_path, env=environment)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("words", [["sample"], ["check", "年报.json"]])
def test_an_output_that_takes_nothing_is_one_sentence(environment, tmp_path, sample, words):
    with Path("/dev/full").open("w") as full_disk:
        done = subprocess.run(
            [sys.executable, "-m", "ui", *words],
            stdout=full_disk, stderr=subprocess.PIPE, encoding="utf-8", cwd=tmp_path, env=environment,
        )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "无法输出" in done.stderr


@pytest.mark.parametrize("name", [".", "/", "两 个/年 报.json"])
def test_an_odd_path_is_read_or_refused_in_one_sentence(nianbao, tmp_path, sample, name):
    (tmp_path / "两 个").mkdir()
    (tmp_path / "两 个" / "年 报.json").write_bytes(sample.read_bytes())
    if (tmp_path / name).is_dir():
        refused(nianbao("pdf", name), "文件夹")
    else:
        assert nianbao("pdf", name).returncode == 0
        assert (tmp_path / "两 个" / "年 报.pdf").read_bytes().startswith(b"%PDF-")


def test_what_nobody_sees_is_told_on_stderr_and_a_title_beyond_reason_refused(nianbao, sample, tmp_path):
    data = json.loads(sample.read_text("utf-8"))
    sample.write_text(json.dumps({**data, "title": "题\u202e目"}), "utf-8")
    assert "（U+202E），已经去掉" in nianbao("convert", sample, "出.json").stderr
    sample.write_text(json.dumps({**data, "title": "题" * 201}), "utf-8")
    refused(nianbao("convert", sample, "出.json"), "title", "最多 200 个字")


@pytest.mark.parametrize("name", ["COM¹.pdf", "con.json", "年报\u202e.pdf"])
def test_a_forbidden_name_of_a_file_is_refused(nianbao, sample, tmp_path, name):
    before = sorted(tmp_path.iterdir())
    refused(nianbao("convert", sample, name), "文件名")
    assert sorted(tmp_path.iterdir()) == before


def test_an_office_beyond_reason_is_refused(nianbao, sample):
    refused(nianbao("convert", sample, "出.json", "--office", "镇" * 101), "单位全称最多 100 个字")
