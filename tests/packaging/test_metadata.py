"""The package: one version, locks that agree and carry hashes, a wheel that holds the resources."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import app

PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    return dict(PINNED.findall(lock.read_text()))


def test_the_version_stands_in_one_place(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "app.__version__"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", app.__version__)


def test_the_program_s_lock_is_part_of_the_developer_s(root: Path) -> None:
    program = pins(root / "packaging/requirements.lock")
    assert program["pyside6-essentials"] == program["shiboken6"] == "6.8.0.2"
    assert program.items() <= pins(root / "packaging/requirements-dev.lock").items()


def test_every_declared_dependency_is_pinned(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[>=<]", one)[0].lower() for one in declared}
    assert names <= pins(root / "packaging/requirements.lock").keys()


def test_every_pin_has_hashes(root: Path) -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        blocks = re.split(r"\n(?=[a-z])", (root / "packaging" / lock).read_text())
        assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_wheel_holds_code_and_resources(root: Path, tmp_path: Path) -> None:
    command = "from setuptools.build_meta import build_wheel; import sys; build_wheel(sys.argv[1])"
    source = tmp_path / "source"
    source.mkdir()
    for name in ("app", "ui", "resources", "pyproject.toml", "LICENSE"):
        (source / name).symlink_to(root / name)
    subprocess.run(
        [sys.executable, "-c", command, str(tmp_path)], cwd=source, check=True, capture_output=True, timeout=120
    )
    (wheel,) = tmp_path.glob("nianbao-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = [p for top in ("app", "ui", "resources") for p in (root / top).rglob("*") if p.is_file()]
    names = {str(path.relative_to(root)) for path in wanted if "__pycache__" not in path.parts}
    assert names - held == set()
    assert not [name for name in held if name.startswith(("tests", "packaging")) or name.endswith(".pyc")]
