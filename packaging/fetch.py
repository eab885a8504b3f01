"""Fetches what the installers are made of, by the registries' ordinary clients, into build/downloads.

The interpreter comes by Maven's client, the libraries by pip with the hashes of requirements.lock, single Debian
packages by apt. What lies there already is not fetched again; what has another hash is refused; a download that
fails is tried again twice.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import dev
from parts import ROOT, Parts, Platform

DOWNLOADS = ROOT / "build" / "downloads"
LOCK = ROOT / "packaging" / "requirements.lock"
KEYS = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
PAUSES = (5.0, 20.0)  # seconds before the second and the third try of a download
LONGEST = 1800.0  # seconds that a client may take; a download of this size needs a few minutes at most
# Tags that a wheel may carry to run on glibc 2.28, newest first, and on 64-bit Windows.
TAGS: dict[Platform, tuple[str, ...]] = {
    "linux-x86_64": (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64"),
    "windows-x86_64": ("win_amd64",),
}


Got = TypeVar("Got")


class Missing(Exception):
    """Something that the build needs is not to be had; the sentence says what to do."""


def tool(name: str, package: str) -> str:
    """The path of a program of this machine; raises Missing with the Debian package that brings it."""
    found = shutil.which(name)
    if found is None:
        raise Missing(f"缺少程序 {name}，请先安装：sudo apt-get install -y --no-install-recommends {package}")
    return found


def call(command: Sequence[str | Path], cwd: Path | None = None) -> None:
    """Run a client; raises Missing with its last words when it fails or hangs."""
    line = " ".join(map(str, command))
    try:
        done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=LONGEST)
    except subprocess.TimeoutExpired as late:
        raise Missing(f"命令在 {LONGEST / 60:.0f} 分钟内没有完成：{line}") from late
    if done.returncode:
        raise Missing(f"命令失败：{line}\n{(done.stdout + done.stderr).strip()[-2000:]}")


def persist(fetching: Callable[[], Got], pauses: Sequence[float] = PAUSES, wait: Callable[[float], None] = time.sleep) -> Got:
    """What `fetching` returns; after a failure it is tried again, a pause before each try. Raises Missing in the end."""
    for pause in pauses:
        try:
            return fetching()
        except Missing as reason:
            print(f"{str(reason)[-300:]}\n{pause:.0f} 秒后重试……", file=sys.stderr)
            wait(pause)
    try:
        return fetching()
    except Missing as reason:
        advice = "请检查网络和软件源，稍后重新运行同一命令；已下载的部分不会重新下载。"
        raise Missing(f"{reason}\n已试 {len(pauses) + 1} 次。{advice}") from reason


def checked(path: Path, wanted: str, advice: str) -> Path:
    """The path again when the file has the SHA-256 `wanted`; raises Missing with the advice otherwise."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wanted:
        raise Missing(f"下载的文件 {path.name} 与清单中的校验值不符（{found}）。{advice}")
    return path


def interpreter(parts: Parts, platform: Platform) -> Path:
    """The archive of CPython for the platform, its hash checked."""
    artifact, wanted = parts.artifact(platform)
    _, name, version, *_ = artifact.split(":")
    target = DOWNLOADS / f"{name}-{version}-{platform}.jar"
    if not target.is_file():
        DOWNLOADS.mkdir(parents=True, exist_ok=True)
        maven = [tool("mvn", "maven"), "-q", "-B", "-U", "dependency:copy"]
        persist(lambda: call([*maven, f"-Dartifact={artifact}", f"-DoutputDirectory={DOWNLOADS}"], cwd=DOWNLOADS))
    return checked(target, wanted, f"请删除 {target} 后重试。")


def wheels(parts: Parts, platform: Platform) -> list[Path]:
    """The wheels of all libraries for the platform, as requirements.lock pins them."""
    stamp = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    target = DOWNLOADS / f"wheels-{platform}-{stamp}"
    if not target.is_dir():
        partial = target.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        tags = [word for tag in TAGS[platform] for word in ("--platform", tag)]
        dev.prepare_python()  # Debian's own Python has no pip
        pip = [str(dev.python_of(dev.VENV)), "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"]
        exact: list[str | Path] = ["--require-hashes", "--only-binary", ":all:", "--implementation", "cp", "-r", LOCK]
        persist(lambda: call([*pip, *exact, "--python-version", parts.python_version, *tags, "-d", partial]))
        partial.rename(target)
    return sorted(target.glob("*.whl"))


def mirror() -> str:
    """The Debian mirror that this machine uses itself."""
    sources = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    words = [word for path in sources if path.is_file() for word in path.read_text().split()]
    found = [word for word in words if word.startswith(("http://", "https://")) and word.rstrip("/").endswith("debian")]
    if not found:
        raise Missing("这台机器的 /etc/apt 里没有 Debian 软件源，无法下载 Debian 的软件包。")
    return found[0]


def apt(suite: str) -> list[str]:
    """apt-get with lists of its own, so that packages of another Debian than this machine's can be asked for."""
    state = DOWNLOADS / "apt" / suite
    for folder in ("lists/partial", "archives/partial"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    (state / "sources.list").write_text(f"deb [signed-by={KEYS}] {mirror()} {suite} main\n", encoding="utf-8")
    options = {
        "Dir::State": state,
        "Dir::State::status": "/dev/null",
        "Dir::Cache": state,
        "Dir::Etc::sourcelist": state / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "APT::Architecture": "amd64",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
    }
    return [tool("apt-get", "apt"), "-q", *(f"-o{name}={value}" for name, value in options.items())]


def debian_package(parts: Parts, name: str) -> Path:
    """The .deb of the package, of the suite and with the hash that the parts list says."""
    suite, wanted = parts.debian_package(name)
    target = DOWNLOADS / "debian" / f"{name}-{wanted[:16]}.deb"
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            got = persist(lambda: _by_apt(suite, name, Path(folder)))
            advice = f"Debian {suite} 大概有了 {name} 的新版本：请核对后把新的校验值写进 packaging/parts.toml。"
            checked(got, wanted, advice).rename(target)
    return checked(target, wanted, f"请删除 {target} 后重试。")


def _by_apt(suite: str, name: str, folder: Path) -> Path:
    client = apt(suite)
    call([*client, "update"])  # says nothing by its exit code when the registry is away: the download does
    call([*client, "download", name], cwd=folder)
    (got,) = folder.glob("*.deb")
    return got


def debian_version(package: Path) -> str:
    """The version that a .deb says of itself."""
    command = [tool("dpkg-deb", "dpkg"), "--field", str(package), "Version"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
