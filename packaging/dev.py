"""One command for everything a developer does: `python3 packaging/dev.py run | test | bench | lint`.

Makes `.venv`, installs what the lock file pins and, on Debian-like systems, the system libraries that Qt and
the PDF tools need; then does what it was asked. Standard library only, Linux and Windows, no network once set up.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

Command = Sequence[str | Path]

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements-dev.lock"
STAMP = VENV / "installed.sha256"
OLDEST_PYTHON = (3, 11)
USAGE = """python3 packaging/dev.py run              打开窗口；没有显示器时生成样例 PDF
python3 packaging/dev.py test [pytest …]  检查并测试；带参数时只运行 pytest
python3 packaging/dev.py bench [--only …] 与其他排版程序比较速度
python3 packaging/dev.py lint             只做代码检查（ruff、mypy）
python3 packaging/dev.py setup            只准备环境"""

# What the loader needs for Qt's window (libraries that the wheels of Qt do not bring), and its Debian package.
WINDOW_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",
}
TEST_COMMANDS = {
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    # A real screen with a window manager, a mouse, keys and a clipboard (tests/real).
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xclip": "xclip",
    "xprop": "x11-utils",
}


# The whole suite runs on every core; the tests of one file stay together, for they share what they have made.
SPREAD = ("-n", "auto", "--dist", "loadfile")


class Unready(Exception):
    """The machine lacks something that this script may not or cannot install; says what to do."""


def python_of(venv: Path) -> Path:
    """The interpreter inside a virtual environment of this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(command: Command, env: Mapping[str, str] | None = None, quiet: bool = False) -> int:
    """Run one command from the project's folder, its output passing through; returns its exit code.

    `quiet` lets only what it says of errors through.
    """
    sys.stdout.flush()
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, stdout=output).returncode


def must(command: Command, env: Mapping[str, str] | None = None, quiet: bool = False) -> None:
    """Run one command that has to succeed; raises Unready with it otherwise."""
    if run(command, env, quiet):
        line = " ".join(str(part) for part in command)
        raise Unready(f"命令失败，请查看上面的输出（command failed）：{line}")


def is_root() -> bool:
    """Whether system packages may be installed without asking."""
    return sys.platform != "win32" and os.geteuid() == 0


def libraries_of_loader() -> set[str]:
    """The names of all shared libraries that the dynamic loader knows (`ldconfig -p`)."""
    listing = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    return {line.split()[0] for line in listing.splitlines()[1:] if line.strip()}


def missing_packages(known: Iterable[str], which: Callable[[str], str | None], tests: bool) -> list[str]:
    """The Debian packages that are wanting, sorted, each once."""
    present = set(known)
    wanting = {package for library, package in WINDOW_LIBRARIES.items() if library not in present}
    if tests:
        wanting |= {package for command, package in TEST_COMMANDS.items() if which(command) is None}
    return sorted(wanting)


def install_packages(packages: Sequence[str], root: bool) -> None:
    """Install Debian packages when root; else raise Unready with the exact command."""
    if not packages:
        return
    names = " ".join(packages)
    if not root:
        raise Unready(
            "缺少系统软件包，请先运行下面的命令（system packages are missing; run this first）：\n"
            f"  sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        )
    print(f"安装系统软件包（installing system packages）：{names}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    must(["apt-get", "update", "-qq"], env)
    must(["apt-get", "install", "-y", "-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends", *packages], env, quiet=True)


def prepare_system(tests: bool) -> None:
    """On a Debian-like system see that the system libraries are there; elsewhere nothing is to be done."""
    if sys.platform.startswith("linux") and shutil.which("apt-get"):
        install_packages(missing_packages(libraries_of_loader(), shutil.which, tests), is_root())


def wanted_stamp() -> str:
    """What `.venv` was made from: lock file, project metadata, version and interpreter."""
    project = (ROOT / "pyproject.toml").read_bytes().partition(b"[tool.ruff]")[0]  # what follows installs nothing
    parts = [LOCK.read_bytes(), project, (ROOT / "app/__init__.py").read_bytes()]
    parts.append(f"{sys.version} {ROOT}".encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv() -> None:
    """Make `.venv` anew; Debian's python3 comes without the means, so its package is installed first."""
    if sys.version_info < OLDEST_PYTHON:
        raise Unready(f"需要 Python 3.11 或更新的版本，现在是 {sys.version.split()[0]}（Python 3.11+ is needed）。")
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if shutil.which("apt-get") is None:
            raise Unready("这个 Python 没有 venv/ensurepip，请先安装（this Python lacks venv/ensurepip）。")
        install_packages([package], is_root())
    shutil.rmtree(VENV, ignore_errors=True)
    must([sys.executable, "-m", "venv", VENV])


def prepare_python() -> None:
    """Bring `.venv` to what the lock file says; does nothing when it stands there already."""
    stamp = wanted_stamp()
    if STAMP.is_file() and STAMP.read_text() == stamp and python_of(VENV).exists():
        return
    print("准备 Python 环境（setting up .venv）……")
    if not python_of(VENV).exists() or not STAMP.is_file():
        make_venv()
    pip: list[str | Path] = [python_of(VENV), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    must([*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCK])
    must([*pip, "--no-deps", "--no-build-isolation", "-e", ROOT])
    STAMP.write_text(stamp)


def prepare(tests: bool) -> None:
    """Everything that has to stand before the program or its tests can run."""
    prepare_system(tests)
    prepare_python()


def offscreen() -> dict[str, str]:
    """The environment of the tests: Qt draws into memory."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def has_display() -> bool:
    """Whether a window could be shown. Windows always can; Linux says so in the environment."""
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def run_program(arguments: Sequence[str]) -> int:
    """Open the window; where there is no display, do the main job without one."""
    prepare(tests=False)
    program: list[str | Path] = [python_of(VENV), "-m", "ui"]
    if arguments or has_display():
        return run([*program, *arguments])
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    sample, pdf = folder / "sample.json", folder / "sample.pdf"
    must([*program, "sample", "-o", sample])
    must([*program, "pdf", sample, "-o", pdf])
    print(f"这里没有显示器，已生成样例报告（no display; wrote the sample report）：{pdf}")
    return 0


def lint(_: Sequence[str] = ()) -> int:
    """ruff and mypy over everything; returns the worse exit code."""
    prepare(tests=False)
    python = python_of(VENV)
    return max(run([python, "-m", "ruff", "check", "--quiet", "."]), run([python, "-m", "mypy"]))


def test(arguments: Sequence[str]) -> int:
    """Lint, then pytest, whose closing line comes last. With arguments only pytest, with them."""
    prepare(tests=True)
    linted = 0 if arguments else lint()
    tested = run([python_of(VENV), "-m", "pytest", *(arguments or SPREAD)], offscreen())
    if linted:
        print("代码检查未通过，见上文（ruff or mypy failed, see above）。", file=sys.stderr)
    return tested or linted


def bench(arguments: Sequence[str]) -> int:
    """The measurements, as one table."""
    prepare(tests=True)
    return run([python_of(VENV), "-m", "tests.bench", *arguments], offscreen())


def setup(_: Sequence[str]) -> int:
    """Only the preparation."""
    prepare(tests=True)
    return 0


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "run": run_program,
    "test": test,
    "bench": bench,
    "lint": lint,
    "setup": setup,
}


def main(argv: Sequence[str]) -> int:
    """Do what the first word says. Exit code 2: the machine or the command is not as it should be."""
    if not argv or argv[0] not in COMMANDS:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return COMMANDS[argv[0]](argv[1:])
    except Unready as reason:
        print(reason, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
