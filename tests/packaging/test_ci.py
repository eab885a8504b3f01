"""What CI runs after the tests: which packages, by what is set and by what the last day's commits touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
TESTS = "packaging/dev.py test"


def commit(folder: Path, name: str, **dates: str) -> None:
    """A commit that touches one file, of now or of what `dates` tells git."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).touch()
    for words in (("add", name), (*IDENTITY, "commit", "-q", "-m", name)):
        subprocess.run(["git", *words], cwd=folder, env={**os.environ, **dates}, check=True)


@pytest.fixture
def clone(root: Path, tmp_path: Path) -> Path:
    """A repository with CI's script, whose packaging is old and whose app is new; python3 there only says its words."""
    folder = tmp_path / "clone"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    commit(folder, "packaging/old", GIT_COMMITTER_DATE="2020-01-01T00:00:00")
    (folder / ".ci").mkdir()
    shutil.copy(root / ".ci" / "run", folder / ".ci" / "run")
    stub = tmp_path / "bin" / "python3"
    stub.parent.mkdir()
    stub.write_text('#!/bin/sh\necho "$*"\n[ "$*" != "$FAILING" ]\n')
    stub.chmod(0o755)
    return folder


def ran(clone: Path, **variables: str) -> tuple[int, list[str]]:
    """The exit code of CI's script and the commands it ran."""
    kept = {name: value for name, value in os.environ.items() if name != "NIANBAO_PACKAGES"}
    environment = {**kept, "PATH": f"{clone.parent / 'bin'}:{os.environ['PATH']}", "FAILING": "", **variables}
    done = subprocess.run(["bash", ".ci/run"], cwd=clone, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines()


def test_the_linux_package_is_always_built(clone: Path) -> None:
    assert ran(clone) == (0, [TESTS, "packaging/package.py linux"])


def test_the_windows_package_is_built_when_the_last_day_touched_packaging(clone: Path) -> None:
    commit(clone, "packaging/new")
    assert ran(clone) == (0, [TESTS, "packaging/package.py linux", "packaging/package.py windows"])


def test_a_new_commit_elsewhere_does_not_build_for_windows(clone: Path) -> None:
    commit(clone, "app/new")
    assert ran(clone)[1] == [TESTS, "packaging/package.py linux"]


def test_whoever_names_the_packages_gets_these(clone: Path) -> None:
    assert ran(clone, NIANBAO_PACKAGES="windows")[1] == [TESTS, "packaging/package.py windows"]


def test_an_empty_list_leaves_the_tests_alone(clone: Path) -> None:
    assert ran(clone, NIANBAO_PACKAGES="") == (0, [TESTS])


def test_failing_tests_end_it_at_once(clone: Path) -> None:
    assert ran(clone, FAILING=TESTS) == (1, [TESTS])


def test_a_failing_package_fails_it(clone: Path) -> None:
    commit(clone, "packaging/new")
    assert ran(clone, FAILING="packaging/package.py linux") == (1, [TESTS, "packaging/package.py linux"])
