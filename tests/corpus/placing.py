"""Where each paragraph of a file went, held against a truth written by another hand: right, asked, wrong or dropped.

`python -m tests.corpus.placing FOLDER…` prints the figures of sets of reports (a folder a report with `truth.json` and its
files, or `files/` and `truth/` side by side) and every paragraph that is not right; `-v` prints what was asked too.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import NianbaoError
from app.exchange import Import, read
from tests.reports import FORMS

Truth = Mapping[str, Any]
FEWEST = 6  # letters of a piece of text that can be looked for elsewhere


@dataclass(frozen=True)
class Placed:
    """What became of one paragraph (or office, year, cell, closing part) of a file."""

    file: str
    kind: str  # text, head, cell, closing, outside
    verdict: str  # right, asked, wrong, dropped
    where: str
    text: str


def letters(text: str) -> str:
    """Only what is read: no blanks, half-width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def judged(path: Path, truth: Truth) -> Iterator[Placed]:
    """Each thing the truth names and what became of it; a file refused is dropped whole."""
    try:
        found = read(FORMS, path.read_bytes(), path.name)
    except NianbaoError as reason:
        yield Placed(path.name, "file", "dropped", "", reason.sentence)
        return
    yield from _head(path.name, found, truth)
    yield from _texts(path.name, found, truth)
    yield from _outside(path.name, found, truth)
    yield from _cells(path.name, found, truth)


def _head(name: str, found: Import, truth: Truth) -> Iterator[Placed]:
    asked = any(question.cell == "office" for question in found.questions)
    office = found.report.office
    same = letters(office) == letters(truth["office"])
    short = bool(office) and letters(truth["office"]).endswith(letters(office))  # the county, which stands nowhere in the file
    verdict = "right" if same else "asked" if asked else "short" if short else "wrong"
    yield Placed(name, "head", verdict, "office", f"{truth['office']} ≠ {office}" if not same else office)
    right = found.report.year == truth["year"]
    yield Placed(name, "head", "right" if right else "wrong", "year", str(found.report.year))
    closing = truth.get("closing", {})
    for part in ("office", "date", "contact"):
        if closing.get(part):
            got = found.report.cells.get(f"signature.{part}")
            verdict = "right" if letters(str(got)) == letters(str(closing[part])) else "dropped" if got is None else "wrong"
            if verdict != "right" and letters(str(closing[part])) in _asked(found):
                verdict = "asked"
            yield Placed(name, "closing", verdict, part, f"{closing[part]} ≠ {got}")


def _asked(found: Import) -> str:
    texts = [one.text for one in found.unplaced] + [question.text for question in found.questions]
    return letters("".join(texts))


def _texts(name: str, found: Import, truth: Truth) -> Iterator[Placed]:
    texts = {cell: letters(value) for cell, value in found.report.cells.items() if isinstance(value, str)}
    lines = {c: [letters(x) for x in v.split("\n")] for c, v in found.report.cells.items() if isinstance(v, str)}
    asked = _asked(found)
    told = {question.cell for question in found.questions}
    wanted: list[tuple[tuple[str, ...], str]] = [((cell,), text) for cell, all_ in truth["fields"].items() for text in all_]
    wanted += [(tuple(one["fields"]), one["text"]) for one in truth.get("either", [])]
    wanted += [((), text) for text in truth.get("ask", [])]
    for cells, text in wanted:
        yield Placed(name, "text", *_verdict(text, cells, texts, lines, asked, told), text)


def _verdict(
    text: str, cells: tuple[str, ...], texts: Mapping[str, str], lines: Mapping[str, list[str]], asked: str, told: set[str]
) -> tuple[str, str]:
    """What became of a paragraph, and where."""
    forms = [letters(text), *_without_head(text)]
    for plain in forms:
        here = [cell for cell, value in texts.items() if plain in value]
        if set(here) & set(cells):
            whole = any(plain in line for cell in here for line in lines[cell])
            return "right" if whole else "cut", "/".join(cells)
    if len(cells) > 1 and all(any(part in texts.get(cell, "") for cell in cells) for part in _clauses(text)):
        return "right", "/".join(cells)
    for plain in forms:
        here = [cell for cell, value in texts.items() if plain in value]
        if plain in asked or (here and here[0] in told):
            return "asked", "/".join(cells)
        if here:
            return "wrong", f"{'/'.join(cells) or 'ask'} → {here[0]}"
    return ("dropped" if cells else "asked-not"), "/".join(cells)


def _without_head(text: str) -> Iterator[str]:
    """The paragraph without a short beginning that may be a heading, or a number that the program writes itself."""
    plain = text.strip()
    count = r"(?:\d{1,2}[.．、]|[一二三四五六七八九十]是[，,]?|[（(][一二三四五六七八九十\d]+[)）])"
    for pattern in (r"[^。：:，,]{2,14}[。：:，,]", count):
        found = re.match(pattern, plain)
        if found and len(plain) > found.end() + 3:
            yield letters(plain[found.end() :])


def _clauses(text: str) -> Iterator[str]:
    """The clauses, each without a short head that may be taken for a heading."""
    for clause in re.findall(r"[^。；：:]+[。；：:]?", text):
        if len(clause) > FEWEST + 3:
            yield letters(clause)


def _outside(name: str, found: Import, truth: Truth) -> Iterator[Placed]:
    """Text that is none of the report's must stand in no field; headings may."""
    own = letters("".join(t for all_ in truth["fields"].values() for t in all_) + "".join(truth.get("ask", [])))
    own += letters("".join(one["text"] for one in truth.get("either", [])) + "".join(truth["headings"]))
    own += letters("".join(str(one) for one in truth.get("closing", {}).values()))
    for cell, value in found.report.cells.items():
        if not isinstance(value, str) or cell.startswith("signature."):
            continue
        for text in truth.get("outside", []):
            plain = letters(text)
            if len(plain) >= FEWEST and plain in letters(value) and plain not in own:
                yield Placed(name, "outside", "wrong", cell, text)


def _cells(name: str, found: Import, truth: Truth) -> Iterator[Placed]:
    for cell, value in truth.get("cells", {}).items():
        got = found.report.cells.get(cell)
        same = got is not None and float(str(got)) == float(value)
        yield Placed(name, "cell", "right" if same else "asked" if got is None else "wrong", cell, f"{value} ≠ {got}")


def pairs(folder: Path) -> Iterator[tuple[Path, Truth]]:
    """Each file of a set with its truth."""
    if (folder / "truth").is_dir():
        for path in sorted((folder / "files").iterdir()):
            yield path, json.loads((folder / "truth" / f"{path.stem}.json").read_text("utf-8"))
        return
    for truth in sorted(folder.glob("*/truth.json")):
        for path in sorted(truth.parent.iterdir()):
            if path.suffix.lower() in (".docx", ".html", ".htm", ".pdf", ".xlsx", ".txt", ".doc", ".mht"):
                yield path, json.loads(truth.read_text("utf-8"))


def _print(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def main(arguments: list[str]) -> None:
    """Prints the figures of each set."""
    for folder in (Path(one) for one in arguments if not one.startswith("-")):
        results = [(path, one) for path, truth in pairs(folder) for one in judged(path, truth)]
        for path, one in results:
            if one.verdict != "right" and (one.verdict != "asked" or "-v" in arguments):
                _print(f"{path.parent.name}/{one.file} {one.kind} {one.verdict} {one.where}: {one.text[:60]}")
        for kind in ("file", "head", "closing", "text", "outside", "cell"):
            count = Counter(one.verdict for _, one in results if one.kind == kind)
            _print(folder.name, kind, dict(count))
        by_suffix = Counter((path.suffix, one.verdict) for path, one in results if one.kind == "text")
        _print(folder.name, {f"{s} {v}": n for (s, v), n in sorted(by_suffix.items())})


if __name__ == "__main__":
    main(sys.argv[1:])
