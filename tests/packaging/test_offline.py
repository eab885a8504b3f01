"""Offline, provably: the program does its whole work where the kernel ends any process that opens a network socket."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

SEALED = "tests/packaging/sealed.py"


def sealed(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SEALED, sys.executable, *command], cwd=root, capture_output=True, text=True, timeout=250
    )


def test_a_network_socket_ends_the_sealed_process(root: Path) -> None:
    for family in ("AF_INET", "AF_INET6", "AF_NETLINK"):
        code = sealed(root, "-c", f"import socket; socket.socket(socket.{family}, socket.SOCK_RAW)").returncode
        assert code == -signal.SIGSYS


def test_the_sealed_process_may_reach_the_display(root: Path) -> None:
    assert sealed(root, "-c", "import socket; socket.socket(socket.AF_UNIX)").returncode == 0


def test_the_seal_holds_for_children(root: Path) -> None:
    child = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', 'import socket; socket.socket()']))"
    assert sealed(root, "-c", child).returncode != 0


def test_the_whole_report_is_typed_reopened_and_printed_without_a_network(root: Path) -> None:
    done = sealed(root, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ui/window/test_main_job.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_the_command_line_prints_without_a_network(root: Path, tmp_path: Path) -> None:
    sample, pdf = tmp_path / "样例.json", tmp_path / "样例.pdf"
    assert sealed(root, "-m", "ui", "sample", "-o", str(sample)).returncode == 0
    assert sealed(root, "-m", "ui", "pdf", str(sample), "-o", str(pdf)).returncode == 0
    assert pdf.read_bytes().startswith(b"%PDF")
