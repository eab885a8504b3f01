"""Findings as plain JSON data, for `check --json` and for other programs. The keys and their order are a contract."""

from __future__ import annotations

from collections.abc import Iterable

from app.findings.finding import Finding


def findings_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """The findings in the order given, each as level, rule, section, cells, sentence, values, basis."""
    return [
        {
            "level": one.level,
            "rule": one.rule,
            "section": one.section,
            "cells": list(one.cells),
            "sentence": one.sentence,
            "values": dict(one.values),
            "basis": one.basis,
        }
        for one in findings
    ]
