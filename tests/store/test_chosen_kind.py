"""The kind of office that a person chose: undone like any edit, there after a restart, never in an exchange file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.errors import ExchangeError
from app.exchange.exchange_file import read_json, write_json
from app.report.report import KIND, Edit, applied
from tests.reports import FORM, FORMS, empty
from tests.store.places import opened

CHOSEN = Edit({KIND: "zone"}, "修改报告信息")


def test_the_chosen_kind_is_there_after_a_restart_and_can_be_taken_back(tmp_path: Path):
    library = opened(tmp_path)
    key = library.create(empty())
    library.open_session(key).apply(CHOSEN)
    library.close()
    session = opened(tmp_path).open_session(key)
    assert session.report.kind == "zone"
    session.undo()
    assert session.report.kind is None


def test_an_exchange_file_is_as_it_ever_was():
    data = write_json(FORM, applied(empty(), CHOSEN))
    assert json.loads(data)["office"] == {"name": empty().office}
    with pytest.raises(ExchangeError, match="kind"):
        read_json(FORMS, data.replace(b'"name"', b'"kind": "zone", "name"'), "甲.json")
