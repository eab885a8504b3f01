"""Installs the Windows installer in a fresh Wine and works with it: `python3 packaging/windows/smoke.py`.

As root, after packaging/windows/build.py. Debian 13's wine64 (10.0) in a root made with debootstrap, since Qt 6.8
asks for a Windows interface (UISettings) that the 8.0 of Debian 12 lacks. Pictures go to build/windows/.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import artifact
import dev
import fetch
import roots
import screen
from parts import ROOT
from roots import Root

BUILD = ROOT / "build" / "windows"
WINE = "/usr/lib/wine/wine64"
PREFIX = "/root/prefix"
FOLDER = "C:\\用户 张三\\年报 程序"
INSIDE = f"{PREFIX}/drive_c/用户 张三/年报 程序"
DATA = f"{PREFIX}/drive_c/users/root/AppData/Local/nianbao"
UNINSTALL_KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\nianbao"
OLD_VERSION = "0.0.9"
AND_SETTLE = '"$0" "$@"; code=$?; /usr/lib/wine/wineserver -w; exit $code'
SETTINGS = {"WINEPREFIX": PREFIX, "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
MAKE_LIBRARY = """
import sys
from pathlib import Path
from app.exchange.json_file import read_json
from app.form_file import Forms
from app.paths import resource
from app.store.library import Library
forms = Forms(resource("forms"))
report, _ = read_json(forms, Path(sys.argv[1]).read_bytes(), "sample")
library = Library.open(Path(sys.argv[2]), forms)
library.create(report)
library.close()
"""


def wine(root: Root, *command: str, codes: tuple[int, ...] = (0,)) -> str:
    """Run a Windows program and wait until Wine's server has written the registry and ended, too."""
    return root.run(["sh", "-c", AND_SETTLE, WINE, *command], codes=codes)


def wine_root() -> Root:
    """The Debian with Wine, its prefix made anew."""
    base = roots.minimal(BUILD / "trixie", "trixie", ["wine64", "wine", "fonts-wqy-microhei"])
    root = Root(base.folder, SETTINGS)
    shutil.rmtree(root.inner(PREFIX), ignore_errors=True)
    wine(root, "wineboot", "-i")
    return root


def old_installer() -> Path:
    """An installer that gives itself out as an older version, to upgrade from."""
    target = BUILD / f"nianbao-{OLD_VERSION}-x64-setup.exe"
    script = str(ROOT / "packaging/windows/build.py")
    fetch.call([sys.executable, script, "--again", "--version", OLD_VERSION, "--target", str(target)])
    return target


def run_setup(root: Root, installer: Path) -> None:
    """Silent install into a folder with Chinese characters and a space."""
    shutil.copy(installer, root.inner("/root/setup.exe"))
    # NSIS reads /D= unquoted to the end of the line; Wine would quote a word with a space, so each goes by itself.
    wine(root, "/root/setup.exe", "/S", *f"/D={FOLDER}".split(" "))
    if not root.inner(f"{INSIDE}/nianbao.exe").is_file():
        raise fetch.Missing("安装之后没有 nianbao.exe。")


def installed_version(root: Root) -> str:
    """What the list of installed programs says."""
    return wine(root, "reg", "query", UNINSTALL_KEY, "/v", "DisplayVersion").split()[-1]


def command_line(root: Root, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
    """nianbao-cli.exe."""
    return wine(root, f"{INSIDE}/nianbao-cli.exe", *arguments, codes=codes)


def try_command_line(root: Root) -> str:
    """sample, pdf, check; the PDF must be the very bytes that Linux makes."""
    sample, pdf = "C:\\用户 张三\\样例.json", "C:\\用户 张三\\样例.pdf"
    command_line(root, "sample", "-o", sample)
    command_line(root, "pdf", sample, "-o", pdf)
    json.loads(command_line(root, "check", sample, "--json", codes=(0, 1)))
    made, own = root.inner(f"{PREFIX}/drive_c/用户 张三"), BUILD / "own.pdf"
    dev.prepare_python()
    source = [str(dev.python_of(dev.VENV)), "-m", "ui", "pdf", str(made / "样例.json"), "-o", str(own)]
    subprocess.run(source, cwd=BUILD / "source", check=True, stdout=subprocess.DEVNULL)
    if own.read_bytes() != (made / "样例.pdf").read_bytes():
        raise fetch.Missing("Windows 版与 Linux 生成的 PDF 不一致。")
    return "command line: sample, pdf, check work; PDF of the same bytes as on Linux"


def start_window(root: Root, picture: Path) -> float:
    """Seconds to the drawn window; its picture is kept."""
    with screen.screen() as shown:
        environment = root.environment(DISPLAY=shown.display)
        command = root.command([WINE, f"{INSIDE}/nianbao.exe"])
        pipes = subprocess.PIPE
        process = subprocess.Popen(command, env=environment, stdin=pipes, stdout=pipes, stderr=pipes, text=True)
        try:
            seconds = shown.wait_drawn(lambda: process.poll() is None, 180)
            time.sleep(4)
            shown.save(picture)
        finally:
            roots.end(process)
    return seconds


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a data folder with its hash, without the lock that a running window holds."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and "lock" not in path.name]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def make_library(root: Root) -> None:
    """A library with the sample report where the Windows program looks for it."""
    sample = root.inner(f"{PREFIX}/drive_c/用户 张三/样例.json")
    command = [str(dev.python_of(dev.VENV)), "-c", MAKE_LIBRARY, str(sample), str(root.inner(DATA))]
    subprocess.run(command, cwd=BUILD / "source", check=True)


def try_upgrade(root: Root) -> str:
    """The new version over the old one: the version changes, the library does not."""
    run_setup(root, old_installer())
    before_version = installed_version(root)
    command_line(root, "sample", "-o", "C:\\用户 张三\\样例.json")
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


def try_window(root: Root) -> str:
    """The window shows the report of the library."""
    picture = BUILD / "window.png"
    seconds = start_window(root, picture)
    return f"window: drawn after {seconds:.1f} s under Wine; look at {picture.relative_to(ROOT)}"


def wait_for(what: Callable[[], bool], seconds: float) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.2)
    return what()


def try_removal(root: Root) -> str:
    """Uninstalling takes the program and leaves the library."""
    before = fingerprint(root.inner(DATA))
    wine(root, f"{INSIDE}/uninstall.exe", "/S")
    program = root.inner(INSIDE)
    if not wait_for(lambda: not program.exists(), 60):
        raise fetch.Missing(f"卸载之后还留下：{[path.name for path in program.iterdir()]}")
    wine(root, "reg", "query", UNINSTALL_KEY, codes=(1,))  # 1: there is no such key any more
    if not before or fingerprint(root.inner(DATA)) != before:
        raise fetch.Missing("卸载改动了报告库。")
    return f"removal: program gone, {len(before)} files of the library unchanged"


def main() -> int:
    """All steps in order; exit code 1 when one does not hold."""
    try:
        root = wine_root()
        print(f"wine: {root.run([WINE, '--version']).strip()}")
        for step in (try_upgrade, try_command_line, try_window, try_removal):
            print(step(root), flush=True)
    except fetch.Missing as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
