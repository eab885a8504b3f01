"""What a whole process loads: printing a report costs what printing needs, and nothing of the checks or the window."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.system.paths import resource

# What `pdf` has no use for: of our own, and of others what takes long to load.
NOT_LOADED = (
    "app.checks", "app.findings", "app.knowledge", "app.store", "app.review", "app.register", "app.manual",
    "app.exchange.matching", "app.system.settings", "ui.preview", "ui.window.application",
    "PySide6", "pypdfium2", "openpyxl", "docx", "lxml", "tinydb", "fontTools", "platformdirs", "subprocess", "email",
)  # fmt: skip
THEN_TELL = """
import sys
from ui.window.main import main
code = main(sys.argv[1:])
print(*sys.modules, sep="\\n")
sys.exit(code)
"""


@pytest.fixture(scope="module")
def loaded(root, tmp_path_factory) -> set[str]:
    target = tmp_path_factory.mktemp("pdf") / "report.pdf"
    command = [sys.executable, "-c", THEN_TELL, "pdf", str(resource("samples", "2025.json")), "-o", str(target)]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8")
    assert target.read_bytes().startswith(b"%PDF-")
    return set(done.stdout.split())


@pytest.mark.parametrize("name", NOT_LOADED)
def test_printing_a_report_does_not_load(loaded, name):
    assert [one for one in loaded if one == name or one.startswith(f"{name}.")] == []


def test_what_a_person_should_look_at_is_still_said(root, tmp_path):
    text = resource("samples", "2025.json").read_text("utf-8").replace("本年", "本\U00013000年", 1)
    (tmp_path / "a.json").write_text(text, "utf-8")
    command = [sys.executable, "-m", "ui", "pdf", str(tmp_path / "a.json")]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8")
    assert "里有打印字体没有的字：“\U00013000”（U+13000" in done.stderr


def test_the_window_leaves_what_writes_the_pdf_to_the_printing_process(root):
    code = "import sys, ui.window.main_window, ui.window.application; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True, encoding="utf-8")
    loaded = set(done.stdout.split())
    assert "PySide6" in loaded
    assert loaded & {"reportlab", "PIL", "app.render.pdf.pdf_press"} == set()
