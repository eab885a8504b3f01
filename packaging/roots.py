"""Debian systems in a folder, made with debootstrap: where smoke tests install and run what was built.

Each is made once and kept below build/; a process inside sees nothing of this machine. As root; Linux.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import fetch

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
USER = "zhangsan"
LONGEST = 900  # seconds that a command inside may take


@dataclass(frozen=True)
class Root:
    """One system below `folder`; `more` is added to the environment of all that runs inside."""

    folder: Path
    more: Mapping[str, str] = field(default_factory=dict)

    def command(self, command: Sequence[str], user: str = "root") -> list[str]:
        """The command as this machine has to call it."""
        own = ["unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.folder}/proc"]
        return [*own, "chroot", f"--userspec={user}:{user}", str(self.folder), *command]

    def environment(self, user: str = "root", **more: str) -> dict[str, str]:
        """What a process inside sees of its surroundings."""
        home = "/root" if user == "root" else f"/home/{user}"
        own = {"PATH": PATH, "HOME": home, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        return {**own, **self.more, **more}

    def run(self, command: Sequence[str], user: str = "root", codes: Sequence[int] = (0,)) -> str:
        """Run a command inside and return what it prints; raises Missing with its words when it fails."""
        whole, environment = self.command(command, user), self.environment(user)
        try:
            done = subprocess.run(whole, env=environment, input="", capture_output=True, text=True, timeout=LONGEST)
        except subprocess.TimeoutExpired as late:
            raise fetch.Missing(f"命令在 {LONGEST // 60} 分钟内没有完成：{' '.join(command)}") from late
        if done.returncode not in codes:
            words = f"{done.stdout[-1500:]}{done.stderr[-1500:]}"
            raise fetch.Missing(f"命令失败（{done.returncode}）：{' '.join(command)}\n{words}")
        return done.stdout

    def inner(self, path: str) -> Path:
        """A path inside, as this machine sees it."""
        return self.folder / path.lstrip("/")


def end(process: subprocess.Popen[str]) -> str:
    """End a process started by Root.command and all that it started inside; returns its error output.

    The first process inside changed its user, so it outlives `unshare` unless it is ended itself.
    """
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for child in children.read_text().split() if process.poll() is None else ():
        os.kill(int(child), signal.SIGKILL)
    words = process.communicate(timeout=60)[1] or ""
    return "\n".join(line for line in words.splitlines() if not line.startswith("unshare: "))  # it tells of the ending


def minimal(folder: Path, suite: str, packages: Sequence[str] = ()) -> Root:
    """A minimal Debian of that suite with the packages, made once; the mark in it says that it is complete."""
    root, mark = Root(folder), folder / "complete"
    if not mark.exists():
        fetch.persist(lambda: _bootstrap(folder, suite))
        install(root, packages)
        mark.touch()
    return root


def install(root: Root, packages: Sequence[str]) -> None:
    """Install packages, or .deb files by their path inside, with what they depend on and no recommendations."""

    def once() -> None:
        root.run(["apt-get", "update", "-qq"])  # says nothing by its exit code when the registry is away
        root.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])

    fetch.persist(once)


def _bootstrap(folder: Path, suite: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    fetch.call([fetch.tool("debootstrap", "debootstrap"), "--variant=minbase", suite, folder, fetch.mirror()])


def fresh_copy(base: Root, folder: Path) -> Root:
    """A copy to install into, with one ordinary user."""
    shutil.rmtree(folder, ignore_errors=True)
    fetch.call(["cp", "-a", base.folder, folder])
    root = Root(folder)
    root.run(["useradd", "-m", "-s", "/bin/sh", USER])
    return root
