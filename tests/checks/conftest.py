"""The official form of 2021 for the tests of the checks."""

from __future__ import annotations

import pytest

from app.form.form import Form
from app.form.form_file import Forms
from app.system.paths import resource


@pytest.fixture(scope="session")
def form() -> Form:
    """The edition in force."""
    return Forms(resource("forms")).edition("2021")
