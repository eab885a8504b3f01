"""Installs the Windows installer in a fresh Wine and works with it: `python3 packaging/windows/smoke.py`.

As root, after packaging/windows/build.py; leans on wine. The pictures that it leaves in build/windows/ are to be
looked at. Two things Wine cannot do are done in its place, each where it says so.
"""

from __future__ import annotations

import hashlib
import json
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import artifact
import dev
import fetch
import wine
from parts import ROOT, read_parts
from roots import Root

BUILD = ROOT / "build" / "windows"
PERSON, FOLDER = "用户 张三", "C:\\用户 张三\\年报 程序"
INSIDE = f"{wine.PREFIX}/drive_c/{PERSON}/年报 程序"
HOME = f"{wine.PREFIX}/drive_c/users/root"
DATA = f"{HOME}/AppData/Local/nianbao"
LINKS = (
    "Desktop/年报.lnk",
    "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/年报/年报.lnk",
    "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/年报/卸载年报.lnk",
)
SAMPLE = f"C:\\{PERSON}\\样例.json"
SETUP = "/root/setup.exe"
UNINSTALL_KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\nianbao"
CLASSES = ("Software\\Classes\\.json", "Software\\Classes\\nianbao.report")
OLD_VERSION = "0.0.9"
RUNNING, WRONG_PLACE = 3, 4  # exit codes of the installer, see nianbao.nsi
# A window that holds the library ($0: its lock), then the installer and the uninstaller, whose exit codes are printed.
WHILE_RUNNING = f"""
QT_QPA_PLATFORM=offscreen {wine.PROGRAM} "{INSIDE}/nianbao.exe" &
for _ in $(seq 600); do [ -s "$0" ] && break; sleep 0.2; done
{wine.PROGRAM} {SETUP} /S; echo $?
{wine.PROGRAM} "{INSIDE}/uninstall.exe" /S {shlex.join(f"_?={FOLDER}".split(" "))}; echo $?
{wine.PROGRAM} taskkill /f /im nianbao.exe >/dev/null
/usr/lib/wine/wineserver -w
"""
# A window, once it holds the library ($0: its lock), then a second start with a file ($1), whose exit code is printed.
SECOND_START = f"""
QT_QPA_PLATFORM=offscreen {wine.PROGRAM} "{INSIDE}/nianbao.exe" &
for _ in $(seq 600); do [ -s "$0" ] && break; sleep 0.2; done
sleep 20; QT_QPA_PLATFORM=offscreen timeout 120 {wine.PROGRAM} "{INSIDE}/nianbao.exe" "$1"; echo $?
{wine.PROGRAM} taskkill /f /im nianbao.exe >/dev/null && echo alive
/usr/lib/wine/wineserver -w
"""
MAKE_LIBRARY = """
import sys
from pathlib import Path
from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.system.paths import resource
from app.store.library import Library
forms = Forms(resource("forms"))
report, _ = read_json(forms, Path(sys.argv[1]).read_bytes(), "sample")
library = Library.open(Path(sys.argv[2]), forms)
library.create(report)
library.close()
"""


def old_installer() -> Path:
    """An installer that gives itself out as an older version, to upgrade from."""
    target = BUILD / f"nianbao-{OLD_VERSION}-x64-setup.exe"
    script = str(ROOT / "packaging/windows/build.py")
    fetch.call([sys.executable, script, "--again", "--version", OLD_VERSION, "--target", str(target)])
    return target


def run_setup(root: Root, installer: Path) -> None:
    """Silent install into a folder with Chinese characters and a space."""
    shutil.copy(installer, root.inner(SETUP))
    # NSIS reads /D= unquoted to the end of the line; Wine would quote a word with a space, so each goes by itself.
    wine.run(root, SETUP, "/S", *f"/D={FOLDER}".split(" "))
    if not root.inner(f"{INSIDE}/nianbao.exe").is_file():
        raise fetch.Missing("安装之后没有 nianbao.exe。")


def installed_version(root: Root) -> str:
    """What the list of installed programs says."""
    return wine.run(root, "reg", "query", UNINSTALL_KEY, "/v", "DisplayVersion").split()[-1]


def command_line(root: Root, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
    """nianbao-cli.exe."""
    return wine.run(root, f"{INSIDE}/nianbao-cli.exe", *arguments, codes=codes)


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a data folder with its hash, without the lock that a running window holds."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and "lock" not in path.name]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def make_library(root: Root) -> None:
    """A library with the sample report where the Windows program looks for it."""
    dev.prepare_python()
    sample = wine.drive(root, f"{PERSON}/样例.json")
    command = [str(dev.python_of(dev.VENV)), "-c", MAKE_LIBRARY, str(sample), str(root.inner(DATA))]
    subprocess.run(command, cwd=BUILD / "source", check=True)


def try_upgrade(root: Root) -> str:
    """The new version over the old one: the version changes, the library does not."""
    run_setup(root, old_installer())
    before_version = installed_version(root)
    command_line(root, "sample", "-o", SAMPLE)
    make_library(root)
    before = fingerprint(root.inner(DATA))
    stale = root.inner(f"{INSIDE}/Lib/site-packages/app/of_an_older_version.py")
    stale.touch()
    run_setup(root, artifact.DIST / f"nianbao-{artifact.version()}-x64-setup.exe")
    after_version = installed_version(root)
    if (before_version, after_version) != (OLD_VERSION, artifact.version()) or fingerprint(root.inner(DATA)) != before:
        raise fetch.Missing(f"升级有问题：{before_version} → {after_version}，或报告库有变化。")
    if stale.exists():
        raise fetch.Missing("升级之后旧版本的文件还在。")
    return f"upgrade: {before_version} → {after_version}, {len(before)} files of the library unchanged"


def try_places(root: Root) -> str:
    """The icons are there, a report is opened by the program, and a folder with other files is left alone."""
    lacking = [link for link in LINKS if not root.inner(f"{HOME}/{link}").is_file()]
    if lacking:
        raise fetch.Missing(f"安装之后没有快捷方式：{lacking}")
    program = root.inner(f"{INSIDE}/nianbao.exe").read_bytes()
    if any(word.encode("utf-16-le") not in program for word in ("政府信息公开工作年度报告", artifact.version())):
        raise fetch.Missing("nianbao.exe 没有版本信息。")
    wine.run(root, SETUP, "/S", "/D=C:\\windows", codes=(WRONG_PLACE,))
    return f"places: icons on the desktop and in the menu, version resource; a folder in use is refused ({WRONG_PLACE})"


def try_command_line(root: Root) -> str:
    """sample, pdf, check, convert there and back; the PDF must be the very bytes that Linux makes."""
    pdf, made, own = f"C:\\{PERSON}\\样例.pdf", wine.drive(root, PERSON), BUILD / "own.pdf"
    command_line(root, "sample", "-o", SAMPLE)
    command_line(root, "pdf", SAMPLE, "-o", pdf)
    json.loads(command_line(root, "check", SAMPLE, "--json", codes=(0, 1)))
    word, again = f"C:\\{PERSON}\\样例.docx", f"C:\\{PERSON}\\读回.json"
    command_line(root, "convert", SAMPLE, word)
    command_line(root, "convert", word, again)
    if (made / "读回.json").read_bytes() != (made / "样例.json").read_bytes():
        raise fetch.Missing("导出的 Word 文件读回来与原来的报告不一致。")
    source = [str(dev.python_of(dev.VENV)), "-m", "ui", "pdf", str(made / "样例.json"), "-o", str(own)]
    subprocess.run(source, cwd=BUILD / "source", check=True, stdout=subprocess.DEVNULL)
    if own.read_bytes() != (made / "样例.pdf").read_bytes():
        raise fetch.Missing("Windows 版与 Linux 生成的 PDF 不一致。")
    return "command line: sample, pdf, check, convert and back work; PDF of the same bytes as on Linux"


def try_modules(root: Root) -> str:
    """Every import statement of the program works on the trimmed runtime, which has no network; see probe."""
    python, probe = root.inner(f"{INSIDE}/python.exe"), wine.drive(root, "probe.py")
    with zipfile.ZipFile(fetch.interpreter(read_parts(), "windows-x86_64")) as archive:
        python.write_bytes(archive.read("org/bytedeco/cpython/windows-x86_64/python.exe"))
    shutil.copy(ROOT / "packaging/probe.py", probe)
    said = wine.run(root, f"{INSIDE}/python.exe", "-I", "-B", "C:\\probe.py")
    python.unlink()
    return f"modules: {said.strip()}"


def try_window(root: Root) -> str:
    """The window shows the report of the library, and a double-click on a report opens that.

    Wine looks for what opens a file in HKEY_LOCAL_MACHINE only (else "ShellExecuteEx failed: File not found."), so
    what the installer registered is copied there.
    """
    first, second = BUILD / "window.png", BUILD / "double-click.png"
    seconds, home = wine.shown(root, first, [f"{INSIDE}/nianbao.exe"])
    for key in CLASSES:
        wine.run(root, "reg", "copy", f"HKCU\\{key}", f"HKLM\\{key}", "/s", "/f")
    wine.shown(root, second, ["start", "/wait", SAMPLE], unlike=home)
    pictures = " and ".join(str(picture.relative_to(ROOT)) for picture in (first, second))
    return f"window: drawn after {seconds:.1f} s under Wine; opens a report that is double-clicked; look at {pictures}"


def try_second_start(root: Root) -> str:
    """A second start hands its file to the window that runs and ends; the window goes on."""
    lock, requests = root.inner(f"{DATA}/library.lock"), root.inner(f"{DATA}/requests")
    lock.unlink(missing_ok=True)
    said = root.run(["sh", "-c", SECOND_START, f"{DATA}/library.lock", SAMPLE]).split()
    if said != ["0", "alive"] or not requests.is_dir() or any(requests.iterdir()):
        raise fetch.Missing(f"第二次启动没有把文件交给已经打开的窗口：{said}。")
    return "second start: hands its file to the window that runs, and ends"


def try_running(root: Root) -> str:
    """Neither installer nor uninstaller touches a program that runs."""
    lock = root.inner(f"{DATA}/library.lock")
    lock.unlink(missing_ok=True)
    before = fingerprint(root.inner(INSIDE))
    codes = root.run(["sh", "-c", WHILE_RUNNING, f"{DATA}/library.lock"]).split()
    if codes != [str(RUNNING)] * 2 or fingerprint(root.inner(INSIDE)) != before:
        raise fetch.Missing(f"程序运行时，安装和卸载应当返回 {RUNNING} 而不作改动，实际返回 {codes}。")
    return f"running: neither installed over nor removed ({RUNNING})"


def try_removal(root: Root) -> str:
    """Uninstalling takes the program and leaves the library."""
    before = fingerprint(root.inner(DATA))
    wine.run(root, f"{INSIDE}/uninstall.exe", "/S")
    program = root.inner(INSIDE)
    wine.wait_for(lambda: not program.exists(), 60, f"卸载之后程序文件夹 {program} 还在。")
    for key in (UNINSTALL_KEY, *(f"HKCU\\{key}" for key in CLASSES)):
        wine.run(root, "reg", "query", key, codes=(1,))  # 1: there is no such key any more
    left = [link for link in LINKS if root.inner(f"{HOME}/{link}").exists()]
    if left:
        raise fetch.Missing(f"卸载之后快捷方式还在：{left}")
    if not before or fingerprint(root.inner(DATA)) != before:
        raise fetch.Missing("卸载改动了报告库。")
    return f"removal: program, icons and registry entries gone, {len(before)} files of the library unchanged"


STEPS = (try_upgrade, try_places, try_modules, try_command_line, try_window, try_second_start, try_running, try_removal)


def main() -> int:
    """All steps in order; exit code 1 when one does not hold."""
    try:
        root = wine.fresh(BUILD / "trixie")
        print(f"wine: {root.run([wine.PROGRAM, '--version']).strip()}")
        for step in STEPS:
            print(step(root), flush=True)
    except fetch.Missing as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
