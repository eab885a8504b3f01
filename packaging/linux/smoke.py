"""Installs the .deb into a fresh Debian 11 (glibc 2.31) and works with it: `python3 packaging/linux/smoke.py`.

As root, after packaging/linux/build.py. apt brings the declared dependencies and nothing else, so a missing one
shows. The window's picture goes to build/linux/window.png, to be looked at.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import artifact
import dev
import elf
import fetch
import screen
from parts import ROOT, read_parts

WORK = ROOT / "build" / "linux" / "smoke"
SUITE = "bullseye"
USER = "zhangsan"
HOME = f"/home/{USER}"
PACKAGE = "nianbao"
SLOWEST_START = 3.0  # seconds


def mirror() -> str:
    """The Debian mirror that this machine uses itself."""
    sources = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    words = [word for path in sources if path.is_file() for word in path.read_text().split()]
    return next(word for word in words if word.startswith(("http://", "https://")) and word.rstrip("/").endswith("debian"))


def base() -> Path:
    """A minimal Debian 11, made once."""
    folder = WORK / SUITE
    if not (folder / "usr/bin/apt-get").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        fetch.call([fetch.tool("debootstrap", "debootstrap"), "--variant=minbase", SUITE, folder, mirror()])
        inside(folder, ["apt-get", "update", "-qq"])
    return folder


def fresh() -> Path:
    """A copy of the minimal Debian with one ordinary user."""
    root = WORK / "root"
    shutil.rmtree(root, ignore_errors=True)
    fetch.call(["cp", "-a", base(), root])
    inside(root, ["useradd", "-m", "-s", "/bin/sh", USER])
    return root


def environment(**more: str) -> dict[str, str]:
    """What a process inside sees: nothing of this machine."""
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return {"PATH": path, "HOME": HOME, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", **more}


def inside(root: Path, command: Sequence[str], user: str = "root") -> subprocess.CompletedProcess[str]:
    """Run a command in the installed system; raises Missing with its words when it fails."""
    full = ["chroot", f"--userspec={user}:{user}", str(root), *command]
    done = subprocess.run(full, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise fetch.Missing(f"命令失败（{done.returncode}）：{' '.join(command)}\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
    return done


def install(root: Path, package: Path) -> None:
    """Install the .deb by apt, with its dependencies and no recommendations."""
    shutil.copy(package, root / "tmp" / package.name)
    inside(root, ["apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/tmp/{package.name}"])


def own_pdf(sample: Path, target: Path) -> bytes:
    """The PDF as the source tree makes it on this machine."""
    command = [str(dev.python_of(dev.VENV)), "-m", "ui", "pdf", str(sample), "-o", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return target.read_bytes()


def try_command_line(root: Path) -> str:
    """sample, pdf, check as an ordinary user; the PDF must be the very bytes that the source tree makes."""
    inside(root, [PACKAGE, "sample", "-o", f"{HOME}/样例 1.json"], USER)
    inside(root, [PACKAGE, "pdf", f"{HOME}/样例 1.json", "-o", f"{HOME}/样例 1.pdf"], USER)
    inside(root, [PACKAGE, "check", f"{HOME}/样例 1.json", "--json"], USER)
    made = root / HOME.lstrip("/")
    same = (made / "样例 1.pdf").read_bytes() == own_pdf(made / "样例 1.json", WORK / "own.pdf")
    if not same:
        raise fetch.Missing("安装后的程序与源码生成的 PDF 不一致。")
    return "PDF: same bytes as from the source tree"


def try_imports(root: Path) -> str:
    """Every import of the program works in the trimmed runtime, and no module of a network is there."""
    shutil.copy(ROOT / "packaging/probe.py", root / "tmp/probe.py")
    return inside(root, ["/opt/nianbao/runtime/bin/python3.11", "-I", "/tmp/probe.py"], USER).stdout.strip()


def drop_caches() -> None:
    """Forget file contents kept in memory, where this machine lets root do that."""
    os.sync()
    switch = Path("/proc/sys/vm/drop_caches")
    if os.access(switch, os.W_OK):
        switch.write_text("3")


def start_window(root: Path, picture: Path) -> float:
    """Seconds from the command to a drawn window, files not yet in memory; its picture is kept."""
    with screen.screen() as shown:
        drop_caches()
        command = ["chroot", f"--userspec={USER}:{USER}", str(root), PACKAGE]
        process = subprocess.Popen(command, env=environment(DISPLAY=shown.display), stderr=subprocess.PIPE, text=True)
        try:
            seconds = shown.wait_drawn(lambda: process.poll() is None, 30)
            time.sleep(2)
            shown.save(picture)
        finally:
            process.terminate()
            _, errors = process.communicate(timeout=20)
            print(f"  its words: {errors.strip() or 'none'}")
    return seconds


def try_window(root: Path) -> str:
    """The first start after installing, then a second one."""
    picture = ROOT / "build" / "linux" / "window.png"
    first, second = start_window(root, picture), start_window(root, picture)
    if first > SLOWEST_START:
        raise fetch.Missing(f"首次启动用了 {first:.1f} 秒，超过 {SLOWEST_START} 秒。")
    return f"window: first start {first:.2f} s, second {second:.2f} s; picture {picture.relative_to(ROOT)}"


def try_removal(root: Path) -> str:
    """Purging takes everything of the package; the user's files stay."""
    inside(root, ["apt-get", "purge", "-y", "-qq", PACKAGE])
    installed = ("opt/nianbao", "usr/bin/nianbao", "usr/share/applications/nianbao.desktop", "usr/share/doc/nianbao")
    left = [path for path in installed if (root / path).exists()]
    library = root / HOME.lstrip("/") / ".local/share/nianbao"
    if left or not (root / HOME.lstrip("/") / "样例 1.pdf").exists() or not library.is_dir():
        raise fetch.Missing(f"卸载不干净或删除了用户的文件：{left}")
    return "removal: clean, the user's data stays"


def main() -> int:
    """All steps in order; exit code 1 when one does not hold."""
    package = artifact.DIST / f"{PACKAGE}_{artifact.version()}_amd64.deb"
    try:
        root = fresh()
        install(root, package)
        newest = read_parts().system["newest_glibc"]
        too_new = elf.newer_than(root / "opt/nianbao", newest)
        if too_new:
            raise fetch.Missing(json.dumps(too_new))
        count = len(list(elf.files(root / "opt/nianbao")))
        print(f"ELF: {count} files, none needs a glibc newer than {newest}")
        print(f"size: package {artifact.size_mb(package):.1f} MB, installed {artifact.size_mb(root / 'opt/nianbao'):.1f} MB")
        for step in (try_imports, try_command_line, try_window, try_removal):
            print(step(root), flush=True)
    except fetch.Missing as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
