"""`check --numbers`: every number of the prose with its state, as data and counted in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.command_line import main
from app.exchange.exchange_file import write_json
from tests.reports import FORM, full

CELL = "overview.on_request"


@pytest.fixture
def file(tmp_path: Path) -> str:
    report = full(requests__received__natural=2)
    path = tmp_path / "数.json"
    path.write_bytes(write_json(FORM, replace(report, cells={**report.cells, CELL: "全年收到申请2件。"})))
    return str(path)


def told(capfd, *words: str) -> str:
    main(["check", *words])
    return str(capfd.readouterr().out)


def test_the_numbers_stand_beside_the_findings_only_where_they_are_asked_for(capfd, file: str):
    bare, both = json.loads(told(capfd, file, "--json")), json.loads(told(capfd, file, "--json", "--numbers"))
    assert both["findings"] == bare
    at = {"cell": CELL, "start": 6, "end": 8}
    assert both["numbers"] == [
        {"text": "2件", "at": at, "state": "tied", "cells": ["requests.received.total"], "candidates": []}
    ]


def test_they_are_counted_in_words(capfd, file: str):
    assert "正文 1 个数：1 个与表一致，0 个不涉及表格，0 个未认领。" in told(capfd, file, "--numbers")
    assert "个数：" not in told(capfd, file)
