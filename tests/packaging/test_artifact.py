"""What leaves the build has the same bytes whenever, wherever and by whomever it was built."""

from __future__ import annotations

import hashlib
import importlib
import os
import tarfile
from pathlib import Path
from types import ModuleType

import pytest

EPOCH = 1_767_225_600


@pytest.fixture
def packaging(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(root / "packaging")


def built(folder: Path, names: list[str], mask: int) -> Path:
    """A small bundle, its files made in this order and with the rights that the mask leaves."""
    before = os.umask(mask)
    try:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(name.encode())
        (folder / "runtime/python").chmod(0o777 & ~mask)
    finally:
        os.umask(before)
    return folder


@pytest.mark.usefixtures("packaging")
def test_the_archive_does_not_show_who_packed_it_when_and_where(tmp_path: Path) -> None:
    artifact, bundle = importlib.import_module("artifact"), importlib.import_module("bundle")
    names = ["runtime/python", "年报.py", "licences/a.txt"]
    folders = built(tmp_path / "one", names, 0o022), built(tmp_path / "二 号", names[::-1], 0o077)
    digests = set()
    for number, folder in enumerate(folders):
        bundle.settle(folder, EPOCH)
        target = tmp_path / f"{number}.tar.xz"
        artifact.tar_xz(folder, target, "nianbao", EPOCH, {"portable": b"yes"})
        digests.add(hashlib.sha256(target.read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.usefixtures("packaging")
def test_packed_files_belong_to_root_and_only_programs_may_be_started(tmp_path: Path) -> None:
    artifact: ModuleType = importlib.import_module("artifact")
    folder = built(tmp_path / "one", ["runtime/python", "年报.py"], 0o077)
    importlib.import_module("bundle").settle(folder, EPOCH)
    artifact.tar_xz(folder, tmp_path / "a.tar.xz", "nianbao", EPOCH, {})
    with tarfile.open(tmp_path / "a.tar.xz") as tar:
        found = {member.name: (oct(member.mode), member.uid, member.mtime) for member in tar if member.isfile()}
    assert found == {"nianbao/runtime/python": ("0o755", 0, EPOCH), "nianbao/年报.py": ("0o644", 0, EPOCH)}
