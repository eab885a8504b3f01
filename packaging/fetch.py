"""Fetches what the installers are made of, by the registries' ordinary clients, into build/downloads.

The interpreter comes by Maven's client, the libraries by pip with the hashes of requirements.lock, the small X
libraries by apt. What lies there already is not fetched again; what has another hash is refused.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import dev
from parts import ROOT, Parts, Platform

DOWNLOADS = ROOT / "build" / "downloads"
LOCK = ROOT / "packaging" / "requirements.lock"
# Tags that a wheel may carry to run on glibc 2.28, newest first, and on 64-bit Windows.
TAGS: dict[Platform, tuple[str, ...]] = {
    "linux-x86_64": (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64"),
    "windows-x86_64": ("win_amd64",),
}


class Missing(Exception):
    """Something that the build needs is not to be had; the sentence says what to do."""


def tool(name: str, package: str) -> str:
    """The path of a program of this machine; raises Missing with the Debian package that brings it."""
    found = shutil.which(name)
    if found is None:
        raise Missing(f"缺少程序 {name}，请先安装：sudo apt-get install -y --no-install-recommends {package}")
    return found


def call(command: Sequence[str | Path], cwd: Path | None = None) -> None:
    """Run a client; raises Missing with its last words when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        words = (done.stdout + done.stderr).strip()[-2000:]
        raise Missing(f"命令失败：{' '.join(map(str, command))}\n{words}")


def interpreter(parts: Parts, platform: Platform) -> Path:
    """The archive of CPython for the platform, its hash checked."""
    artifact, wanted = parts.artifact(platform)
    _, name, version, *_ = artifact.split(":")
    target = DOWNLOADS / f"{name}-{version}-{platform}.jar"
    if not target.is_file():
        DOWNLOADS.mkdir(parents=True, exist_ok=True)
        maven = [tool("mvn", "maven"), "-q", "-B", "dependency:copy"]
        call([*maven, f"-Dartifact={artifact}", f"-DoutputDirectory={DOWNLOADS}"], cwd=DOWNLOADS)
    found = hashlib.sha256(target.read_bytes()).hexdigest()
    if found != wanted:
        raise Missing(f"下载的文件 {target} 与清单中的校验值不符（{found}），请删除后重试。")
    return target


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
        call([*pip, *exact, "--python-version", parts.python_version, *tags, "-d", partial])
        partial.rename(target)
    return sorted(target.glob("*.whl"))


def debian_packages(names: Sequence[str]) -> list[Path]:
    """The .deb files of the named packages, as the building Debian has them."""
    target = DOWNLOADS / "debian"
    target.mkdir(parents=True, exist_ok=True)
    found = []
    for name in names:
        if not list(target.glob(f"{name}_*_amd64.deb")):
            call([tool("apt-get", "apt"), "download", "-q", name], cwd=target)
        found.append(next(target.glob(f"{name}_*_amd64.deb")))
    return found
