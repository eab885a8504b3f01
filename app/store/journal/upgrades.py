"""The library file's schema and the numbered steps from each older one to the next.

A step is a pure function over the decoded tables. The caller keeps a backup of the file before. A file of
a newer schema is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.store.file.stored_shape import whole
from app.store.journal.event import START

SCHEMA = 3
ABOUT = "about"
REPORTS = "reports"

Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]


class Newer(Exception):
    """The file was written by a newer program; `schema` is its number."""

    def __init__(self, schema: int) -> None:
        super().__init__(f"schema {schema}")
        self.schema = schema


def schema_of(tables: Tables) -> int:
    """The schema that the tables follow; the first one did not say. Raises shape.Misshapen for none."""
    about = tables.get(ABOUT, {}).get("1", {"schema": 1})
    return whole({"schema": 1, **about}, "schema", 1)


def upgraded(tables: Tables) -> Tables:
    """The tables in the present schema. Raises Newer for those of a newer program."""
    schema = schema_of(tables)
    if schema > SCHEMA:
        raise Newer(schema)
    for number in range(schema, SCHEMA):
        tables = UPGRADES[number](tables)
    return tables


def from_1(tables: Tables) -> Tables:
    """Schema 2 says which events of the journal the file holds; a file of schema 1 holds none."""
    return {**tables, ABOUT: {"1": {"schema": 2, "number": 0, "hash": START}}}


def from_2(tables: Tables) -> Tables:
    """Schema 3 says by segment of the journal what the file holds, and which branches were merged; until it is written
    for the first time that is not known, and no branch was."""
    about = {**tables[ABOUT].get("1", {}), "schema": 3, "journal": None, "joined": {}}
    return {**tables, ABOUT: {**tables[ABOUT], "1": about}}


UPGRADES: Mapping[int, Callable[[Tables], Tables]] = MappingProxyType({1: from_1, 2: from_2})
