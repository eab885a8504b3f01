"""The parts list of the installers: what is trimmed away, the program does not import, itself or by its libraries."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

# Imports every module of the program while the dropped modules are refused, as the trimmed runtime would refuse them.
REFUSE = """
import importlib, sys
dropped = set(sys.argv[1].split(","))
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name in dropped:
            raise ModuleNotFoundError(f"No module named {name!r} (it is dropped by parts.toml)", name=name)
sys.meta_path.insert(0, Refuse())
for name in dropped & sys.modules.keys():
    del sys.modules[name]
for name in sys.argv[2].split(","):
    importlib.import_module(name)
"""


@pytest.fixture
def parts(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("nianbao_parts", root / "packaging" / "parts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


def sources(root: Path) -> Iterator[Path]:
    for top in ("app", "ui"):
        yield from sorted((root / top).rglob("*.py"))


def imported(root: Path) -> set[str]:
    """Every module named by an import statement of the program, also inside functions."""
    found = set()
    for source in sources(root):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module == "PySide6":
                found |= {f"PySide6.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module))
    return found


def test_the_kept_qt_modules_are_those_that_the_window_imports(root: Path, parts: ModuleType) -> None:
    used = {name.split(".")[1] for name in imported(root) if name.startswith("PySide6.")}
    assert used <= parts.read_parts().qt_modules


def test_no_dropped_module_is_imported(root: Path, parts: ModuleType) -> None:
    assert {name.split(".")[0] for name in imported(root)} & parts.read_parts().dropped_modules == set()


def test_the_libraries_do_without_the_dropped_modules(root: Path, parts: ModuleType) -> None:
    dropped = parts.read_parts().dropped_modules - set(sys.builtin_module_names)
    names = [".".join(path.relative_to(root).with_suffix("").parts) for path in sources(root)]
    modules = [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]
    command = [sys.executable, "-c", REFUSE, ",".join(sorted(dropped)), ",".join(modules)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""


def test_the_means_of_a_network_are_dropped(parts: ModuleType) -> None:
    listed = parts.read_parts()
    assert {"_socket", "_ssl", "socket", "ssl", "http", "ftplib", "smtplib"} <= listed.dropped_modules
    assert "QtNetwork" not in listed.qt_modules
    for name in ("PySide6/Qt/lib/libQt6Network.so.6", "PySide6/QtNetwork.abi3.so"):
        assert not listed.keeps_of_libraries(name, "linux-x86_64")


def test_chinese_translations_of_qt_stay_and_others_go(parts: ModuleType) -> None:
    listed = parts.read_parts()
    kept = [
        listed.keeps_of_libraries(f"PySide6/{folder}/qtbase_{language}.qm", platform)
        for folder, platform in (("Qt/translations", "linux-x86_64"), ("translations", "windows-x86_64"))
        for language in ("zh_CN", "de")
    ]
    assert kept == [True, False, True, False]


def test_a_dropped_module_goes_as_source_package_and_extension(parts: ModuleType) -> None:
    listed = parts.read_parts()
    gone = ["socket.py", "http/client.py", "lib-dynload/_socket.cpython-311-x86_64-linux-gnu.so", "_socket.pyd"]
    assert [name for name in gone if listed.keeps_of_python(name)] == []
    assert listed.keeps_of_python("json/decoder.py")


def test_every_debian_package_taken_along_is_pinned_once(parts: ModuleType) -> None:
    listed = parts.read_parts()
    names = [name for packages in listed.debian.values() for name in packages]
    assert sorted(names) == sorted([*listed.system["packages"], "fcitx-frontend-qt6"])
    assert all(re.fullmatch("[0-9a-f]{64}", listed.debian_package(name)[1]) for name in names)
