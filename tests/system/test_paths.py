"""Where the program looks for a person's own files."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from app.system import paths


@pytest.mark.parametrize("there", [True, False])
def test_the_folder_of_documents_is_offered_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    documents = tmp_path / "文档"
    monkeypatch.setattr(platformdirs, "user_documents_dir", lambda: str(documents))
    if there:
        documents.mkdir()
    assert paths.documents_folder() == (documents if there else Path.home())


@pytest.mark.parametrize("question", [paths.is_file, paths.is_folder])
def test_what_may_not_be_asked_is_not_there(
    question: Callable[[Path], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "closed")

    monkeypatch.setattr(Path, "stat", refuse)
    assert question(Path("/closed/report.docx")) is False
