"""The Linux launcher: which input method Qt is told to use, and which settings of the machine do not reach us."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SHOW = '#!/bin/sh\necho "${QT_IM_MODULE-none} ${PYTHONPATH-none} $*"\n'


@pytest.fixture
def launcher(root: Path, tmp_path: Path) -> Path:
    """The launcher in a bundle whose interpreter says what it was given."""
    python = tmp_path / "年 报" / "runtime/bin/python3.11"
    python.parent.mkdir(parents=True)
    python.write_text(SHOW)
    python.chmod(0o755)
    return Path(shutil.copy(root / "packaging/linux/nianbao.sh", tmp_path / "年 报" / "nianbao"))


def started(launcher: Path, **session: str) -> list[str]:
    """What the interpreter was given in a session with these variables."""
    environment = {"PATH": os.environ["PATH"], **session}
    done = subprocess.run(["/bin/sh", str(launcher)], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "fcitx"),
        ({"QT_IM_MODULE": "fcitx5", "XMODIFIERS": "@im=fcitx"}, "fcitx"),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "fcitx"),
        ({"XMODIFIERS": "@im=ibus"}, "ibus"),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, "fcitx"),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, "compose"),
    ],
)
def test_the_session_says_which_input_method_qt_speaks_to(launcher: Path, session: dict[str, str], expected: str) -> None:
    assert started(launcher, **session)[0] == expected


def test_a_running_input_method_is_found_when_the_session_names_none(launcher: Path, tmp_path: Path) -> None:
    program = shutil.copy("/bin/sleep", tmp_path / "fcitx5")
    with subprocess.Popen([program, "60"]) as running:
        try:
            assert started(launcher)[0] in {"fcitx", "ibus"}  # ibus, where the developer's own desktop runs it
        finally:
            running.kill()


def test_python_settings_of_the_machine_do_not_reach_the_program(launcher: Path) -> None:
    assert started(launcher, PYTHONPATH="/elsewhere")[1:] == ["none", "-I", "-X", "utf8", "-m", "ui"]
