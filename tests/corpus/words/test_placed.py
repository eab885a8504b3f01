"""The fifty files of this corpus, field by field: every word right or asked, none wrong, none lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.placing import Placed, Truth, judged, pairs

FILES = tuple(pairs(Path(__file__).parent))
# Traditional characters are told in one sentence; the form's labels are simplified.
REFUSED = {"25-traditional.html": "繁体字"}


@pytest.mark.parametrize(("path", "truth"), FILES, ids=[path.name for path, _ in FILES])
def test_every_word_is_right_or_asked(path: Path, truth: Truth) -> None:
    found = list(judged(path, truth))
    if path.name in REFUSED:
        assert [one.kind for one in found] == ["file"]
        assert REFUSED[path.name] in found[0].text
        return
    assert [shown(one) for one in found if one.verdict not in ("right", "asked")] == []


def shown(one: Placed) -> str:
    return f"{one.kind} {one.verdict} {one.where}: {one.text[:60]}"
