"""Tries Chinese input for real: an input method, the installed program, pinyin from a simulated keyboard.

Works in a Debian root with the .deb installed (roots.py). Well done means that the characters, not the letters,
stand in the library that the program keeps. The picture of the window goes beside the other ones.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import fetch
import roots
import screen
from parts import ROOT
from roots import USER, Root

SCRIPT = ROOT / "packaging/linux/typing.sh"
TYPED, WANTED = "nihao", "你好"
LONGEST = 120.0  # seconds from the session's start until the characters are in the library
LIBRARY = f"/home/{USER}/.local/share/nianbao"
ALWAYS = ("dbus", "xdotool")

FCITX_4_PROFILE = "[Profile]\nIMName=pinyin-libpinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin-libpinyin:True\n"
FCITX_5_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


@dataclass(frozen=True)
class Method:
    """An input method: what brings it, how it is set up, started, recognised on the bus and switched on."""

    name: str
    packages: tuple[str, ...]
    settings: Mapping[str, str]  # path below the user's folder → content
    start: str
    bus: str
    switch_on: str
    environment: Mapping[str, str]


FCITX_4 = Method(
    "fcitx 4",
    ("fcitx-bin", "fcitx-data", "fcitx-modules", "fcitx-module-dbus", "fcitx-ui-classic", "fcitx-libpinyin"),
    {".config/fcitx/profile": FCITX_4_PROFILE},
    "fcitx -D",
    "org.fcitx.Fcitx",
    "fcitx-remote -o",
    {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"},
)
# No variable: the launcher finds the running program by itself.
FCITX_5 = Method(
    "fcitx 5",
    ("fcitx5", "fcitx5-pinyin"),
    {".config/fcitx5/profile": FCITX_5_PROFILE},
    "fcitx5",
    "org.fcitx.Fcitx5",
    "fcitx5-remote -o",
    {},
)
# `ibus engine` fails without tools for keyboard layouts, yet switches; whether it did is asked afterwards.
IBUS = Method(
    "ibus",
    ("ibus", "ibus-libpinyin"),
    {},
    "ibus-daemon --panel disable",
    "org.freedesktop.IBus",
    "ibus engine libpinyin || test $(ibus engine) = libpinyin",
    {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"},
)


def prepare(root: Root, method: Method) -> None:
    """Install the input method and lay down its settings; the library starts empty."""
    roots.install(root, [*ALWAYS, *method.packages])
    for name, content in method.settings.items():
        target = root.inner(f"/home/{USER}/{name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    root.run(["chown", "-R", f"{USER}:{USER}", f"/home/{USER}"])
    shutil.rmtree(root.inner(LIBRARY), ignore_errors=True)
    shutil.copy(SCRIPT, root.inner("/tmp/typing.sh"))


def library_holds(root: Root, text: str) -> bool:
    """Whether a file of the user's library has the text in it."""
    paths = [path for path in root.inner(LIBRARY).rglob("*") if path.is_file()]
    return any(text.encode() in path.read_bytes() for path in paths)


def type_chinese(root: Root, method: Method, picture: Path) -> str:
    """Type pinyin into the window and see the characters arrive; raises Missing with the session's words otherwise."""
    prepare(root, method)
    script = ["dbus-run-session", "--", "sh", "/tmp/typing.sh", method.start, method.bus, method.switch_on]
    with screen.screen() as shown:
        environment = root.environment(USER, DISPLAY=shown.display, **method.environment)
        command = root.command(script, USER)
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + LONGEST
        while not library_holds(root, WANTED) and process.poll() is None and time.monotonic() < end:
            time.sleep(0.2)
        shown.save(picture)
        words = roots.end(process)
    if not library_holds(root, WANTED):
        got = f"得到的是 {TYPED}" if library_holds(root, TYPED) else "什么也没有得到"
        raise fetch.Missing(f"{method.name}：输入拼音没有得到汉字，{got}；见 {picture}\n{words[-1500:]}")
    return f"{method.name}: {TYPED} typed, {WANTED} is in the library; look at {picture.relative_to(ROOT)}"
