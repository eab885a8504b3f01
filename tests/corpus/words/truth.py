"""The truth of a story as it is kept beside its file: what an experienced clerk would read out of the paper."""

from __future__ import annotations

import re
from typing import Any

from tests.corpus.words.figures import cells
from tests.corpus.words.story import BREAK, Block, Story


def _whole(text: str) -> str:
    return text.replace(BREAK, "").replace("→", " ")


def _paragraph(block: Block) -> str:
    """The paragraph without the heading run in before it; the number of a list belongs to it."""
    return _whole(block.text if block.lead else block.number + block.text)


def _heading(block: Block) -> str:
    heading = block.number + (block.lead if block.kind != "heading" else block.text)
    return _whole(heading).rstrip("。：")


def _closing(story: Story) -> dict[str, str]:
    found = {block.kind: block.text for block in story.blocks if block.kind in ("office", "date", "contact")}
    if "date" in found:
        year, month, day = re.findall(r"\d+", found["date"])
        found["date"] = f"{year}-{int(month):02}-{int(day):02}"
    return found


def _outside(story: Story, pages: int) -> list[str]:
    """What is no part of the report; a page number once for each page."""
    found = []
    for block in (block for block in story.blocks if block.kind == "outside"):
        numbers = range(1, pages + 1) if block.role == "page" else [0]
        found += [_whole(block.text).format(n=number, all=pages) for number in numbers]
    return found


def truth(story: Story, pages: int) -> dict[str, Any]:
    """The truth in the form of the other sets; `pages` is the number of pages of a printed file."""
    fields: dict[str, list[str]] = {}
    for block in story.blocks:
        if block.kind == "text" and len(block.fields) == 1:
            fields.setdefault(block.fields[0], []).append(_paragraph(block))
    return {
        "office": story.office,
        "year": story.year,
        "shapes": story.shapes,
        "fields": fields,
        "either": [
            {"text": _paragraph(block), "fields": list(block.fields)}
            for block in story.blocks
            if len(block.fields) > 1
        ],
        "ask": [_paragraph(block) for block in story.blocks if block.kind == "ask"],
        "outside": _outside(story, pages),
        "headings": [_heading(block) for block in story.blocks if block.kind == "heading" or block.lead],
        "closing": _closing(story),
        "cells": cells(story),
    }
