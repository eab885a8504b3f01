"""Installs the .deb into a fresh Debian 11 (glibc 2.31) and works with it: `python3 packaging/linux/smoke.py`.

As root, after packaging/linux/build.py. apt brings the declared dependencies and nothing else, so a missing one
shows. Chinese is typed through fcitx 4 there, through fcitx 5 and ibus in a Debian 12. Pictures of the window go to
build/linux, to be looked at.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import artifact
import dev
import elf
import fetch
import input_methods
import roots
import screen
from parts import ROOT, read_parts
from roots import USER, Root

WORK = ROOT / "build" / "linux" / "smoke"
PICTURES = ROOT / "build" / "linux"
PICTURE = PICTURES / "window.png"
HOME = f"/home/{USER}"
PACKAGE = "nianbao"
INSTALLED = ("opt/nianbao", "usr/bin/nianbao", "usr/share/applications/nianbao.desktop", "usr/share/doc/nianbao")
SLOWEST_START = 3.0  # seconds
# A window, once it holds the library ($0: its lock), then a second start with a file ($1), whose exit code is printed;
# both by one shell, for each command of a root has processes of its own. The second window would not end by itself.
SECOND_START = f"""
rm -f "$0"
{PACKAGE} >/dev/null 2>&1 & first=$!
for _ in $(seq 300); do [ -s "$0" ] && break; sleep 0.2; done
sleep 3; timeout 60 {PACKAGE} "$1" >/dev/null 2>&1; echo $?
sleep 3; kill -0 $first && echo alive; kill $first; wait $first
"""


def install(root: Root, package: Path) -> str:
    """Install the .deb by apt, with its dependencies and no recommendations."""
    shutil.copy(package, root.inner(f"/tmp/{package.name}"))
    roots.install(root, [f"/tmp/{package.name}"])
    installed = root.inner("/opt/nianbao")
    return f"size: package {artifact.size_mb(package):.1f} MB, installed {artifact.size_mb(installed):.1f} MB"


def scan(root: Root) -> str:
    """No ELF file asks the system for newer symbols than the parts list allows."""
    newest, folder = read_parts().system["newest"], root.inner("/opt/nianbao")
    too_new = elf.newer_than(folder, newest)
    if too_new:
        raise fetch.Missing(json.dumps(too_new))
    limits = ", ".join(f"{family}_{version}" for family, version in newest.items())
    return f"ELF: {len(list(elf.files(folder)))} files, none asks the system for symbols newer than {limits}"


def try_imports(root: Root) -> str:
    """Every import of the program works in the trimmed runtime, and no module of a network is there."""
    shutil.copy(ROOT / "packaging/probe.py", root.inner("/tmp/probe.py"))
    return root.run(["/opt/nianbao/runtime/bin/python3.11", "-I", "/tmp/probe.py"], USER).strip()


def own_pdf(sample: Path, target: Path) -> bytes:
    """The PDF as the packed sources make it with this machine's own interpreter and libraries."""
    dev.prepare_python()
    command = [str(dev.python_of(dev.VENV)), "-m", "ui", "pdf", str(sample), "-o", str(target)]
    subprocess.run(command, cwd=ROOT / "build/linux/source", check=True, stdout=subprocess.DEVNULL)
    return target.read_bytes()


def try_command_line(root: Root) -> str:
    """sample, pdf, check, convert there and back as an ordinary user; the PDF must be the bytes that the sources make."""
    sample, pdf = f"{HOME}/样例 1.json", f"{HOME}/样例 1.pdf"
    root.run([PACKAGE, "sample", "-o", sample], USER)
    root.run([PACKAGE, "pdf", sample, "-o", pdf], USER)
    findings = json.loads(root.run([PACKAGE, "check", sample, "--json"], USER, codes=(0, 1)))
    if root.inner(pdf).read_bytes() != own_pdf(root.inner(sample), WORK / "own.pdf"):
        raise fetch.Missing("安装后的程序与源码生成的 PDF 不一致。")
    read_back(lambda *words: root.run([PACKAGE, *words], USER), root.inner, sample)
    return f"command line: PDF of the same bytes as from the source tree; {len(findings)} findings; Word and PDF are read back"


def read_back(nianbao: Callable[..., object], seen: Callable[[str], Path], sample: str) -> None:
    """Word and PDF files, which a process of their own reads, give the report again."""
    for suffix in ("docx", "pdf"):
        made, again = f"{sample}.{suffix}", f"{sample}.{suffix}.json"
        nianbao("convert", sample, made)
        nianbao("convert", made, again)
        if seen(again).read_bytes() != seen(sample).read_bytes():
            raise fetch.Missing(f"导出的 {suffix} 文件读回来与原来的报告不一致。")


def drop_caches() -> bool:
    """Forget file contents kept in memory, where this machine lets root do that."""
    os.sync()
    switch = Path("/proc/sys/vm/drop_caches")
    if not os.access(switch, os.W_OK):
        return False
    switch.write_text("3")
    return True


def start_window(root: Root) -> tuple[float, str]:
    """Seconds from the command to a drawn window, and what it said; its picture is kept."""
    with screen.screen() as shown:
        environment = root.environment(USER, DISPLAY=shown.display)
        process = subprocess.Popen(root.command([PACKAGE], USER), env=environment, stderr=subprocess.PIPE, text=True)
        try:
            seconds = shown.wait_drawn(lambda: process.poll() is None, 120)
        except fetch.Missing as reason:
            raise fetch.Missing(f"{reason}\n{roots.end(process)}") from reason
        time.sleep(2)
        shown.save(PICTURE)
        words = roots.end(process)
    return seconds, words.strip()


def try_window(root: Root) -> str:
    """The first start after installing, and a second one."""
    cold = drop_caches()
    (first, words), (second, _) = start_window(root), start_window(root)
    if first > SLOWEST_START:  # a busy machine is no fault of the package
        print(f"slower than wanted: the first start took {first:.1f} s, wanted are {SLOWEST_START:.0f} s")
    state = "nothing in memory yet" if cold else "files in memory"
    said = f"; it says: {words}" if words else ""
    return f"window: first start {first:.2f} s ({state}), second {second:.2f} s; look at {PICTURE.relative_to(ROOT)}{said}"


def try_second_start(root: Root) -> str:
    """A second start hands its file to the window that runs and ends; the window goes on."""
    lock, requests = f"{HOME}/.local/share/nianbao/library.lock", root.inner(f"{HOME}/.local/share/nianbao/requests")
    with screen.screen() as shown:
        environment = root.environment(USER, DISPLAY=shown.display)
        command = root.command(["sh", "-c", SECOND_START, lock, f"{HOME}/样例 1.json"], USER)
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said = (process.communicate(timeout=180)[0]).split()
    if said != ["0", "alive"] or not requests.is_dir() or any(requests.iterdir()):
        raise fetch.Missing(f"第二次启动没有把文件交给已经打开的窗口：{said}。")
    return "second start: hands its file to the window that runs, and ends"


def try_fcitx_4(root: Root) -> str:
    """Chinese through the input method of UOS, Kylin and Debian 11."""
    return input_methods.type_chinese(root, input_methods.FCITX_4, PICTURES / "fcitx4.png")


def try_newer_debian(package: Path) -> Iterator[str]:
    """Debian 12: installs too, and takes Chinese from its input methods."""
    root = roots.fresh_copy(roots.minimal(WORK / "bookworm", "bookworm"), WORK / "root-bookworm")
    yield f"Debian 12: {install(root, package)}"
    yield input_methods.type_chinese(root, input_methods.FCITX_5, PICTURES / "fcitx5.png")
    yield input_methods.type_chinese(root, input_methods.IBUS, PICTURES / "ibus.png")


def try_removal(root: Root) -> str:
    """Purging takes everything of the package; the user's files stay."""
    root.run(["apt-get", "purge", "-y", "-qq", PACKAGE])
    left = [path for path in INSTALLED if root.inner(path).exists() or root.inner(path).is_symlink()]
    kept = [f"{HOME}/样例 1.pdf", f"{HOME}/.local/share/nianbao"]
    lost = [path for path in kept if not root.inner(path).exists()]
    if left or lost:
        raise fetch.Missing(f"卸载有问题：留下 {left}，丢失 {lost}")
    return "removal: nothing of the package left, the user's data stays"


def try_portable() -> str:
    """The .tar.xz from a folder with a space and Chinese characters: data stays beside the program."""
    folder = WORK / "U 盘"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    name = f"nianbao-{artifact.version()}-linux-x86_64"
    fetch.call(["tar", "-xJf", artifact.DIST / f"{name}.tar.xz", "-C", folder])
    program = folder / name / "nianbao"
    (folder / name / "runtime/bin/python3.11").chmod(0o644)  # as on a FAT stick
    with screen.screen() as shown:
        environment = {"PATH": roots.PATH, "HOME": str(folder / "home"), "LANG": "C.UTF-8", "DISPLAY": shown.display}
        process = subprocess.Popen(["/bin/sh", str(program)], env=environment, stderr=subprocess.DEVNULL)
        try:
            shown.wait_drawn(lambda: process.poll() is None, 120)
            time.sleep(2)
        finally:
            process.kill()
            process.wait()
    sample = str(folder / "样例.json")
    fetch.call(["/bin/sh", program, "sample", "-o", sample])
    read_back(lambda *words: fetch.call(["/bin/sh", program, *words]), Path, sample)
    if not (folder / name / "data").is_dir() or (folder / "home").exists():
        raise fetch.Missing("便携版没有把数据放在程序旁边。")
    return "portable: runs from a folder without the right to execute, reads Word and PDF back, data lies beside it"


def main() -> int:
    """All steps in order; exit code 1 when one does not hold."""
    package = artifact.DIST / f"{PACKAGE}_{artifact.version()}_amd64.deb"
    try:
        base = roots.minimal(WORK / "bullseye", "bullseye")
        root = roots.fresh_copy(base, WORK / "root")
        print(install(root, package), flush=True)
        for step in (scan, try_imports, try_command_line, try_window, try_second_start, try_fcitx_4, try_removal):
            print(step(root), flush=True)
        print(try_portable(), flush=True)
        for line in try_newer_debian(package):
            print(line, flush=True)
    except fetch.Missing as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
