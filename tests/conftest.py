"""What every test gets: a data folder of its own, a deterministic hypothesis, Qt that draws into memory.

Warnings of Python and of Qt fail a test; the settings for that stand in pyproject.toml.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.form.form import Form
from app.form.form_file import Forms
from app.system.paths import resource

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def nianbao_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test alone; the person's own library is never touched."""
    home = tmp_path / "nianbao-home"
    monkeypatch.setenv("NIANBAO_HOME", str(home))
    return home


@pytest.fixture(scope="session", autouse=True)
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The programs that tests start share their bytecode in a folder of this run: else each would compile all of it anew."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        patched.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Arguments of the one QApplication."""
    return ["nianbao", "-platform", "offscreen"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def form() -> Form:
    """The edition in force."""
    return Forms(resource("forms")).edition("2021")
