"""Makes the libraries of earlier programs anew: `python -m tests.store.old_libraries.make`.

What an earlier program left can be made by that program alone. So its maker lies beside it, in the commit that MAKERS names:
that tree is taken out of git, and its own `tests.store.old_libraries.make` runs in it, with keys that are drawn from a seed and
with the thread of the store settled after each opening, so that the bytes are the same each time. All contents are invented.
`closed` was closed in order; `killed` is the same one after a death in the middle of a write. Beside each stands what must be
there, as that program read it.

For the next schema: write a maker like that one while its program is in force, and name its commit here afterwards.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.sources import ROOT

HERE = Path(__file__).parent
MAKERS = {"schema2": "1082cf5"}  # the program is that of 220a120, the commit before
SEEDED = """
import random, runpy, secrets
from app.store.library import Library

chance, opened = random.Random(2), Library.open

def settled(*places, **options):
    library = opened(*places, **options)
    library.sync()
    return library

secrets.token_hex = lambda size: chance.randbytes(size).hex()
Library.open = settled
runpy.run_module("tests.store.old_libraries.make", run_name="__main__", alter_sys=True)
"""


def make(commit: str, target: Path) -> None:
    """The libraries of one earlier program, in the place of those that stand there."""
    with tempfile.TemporaryDirectory() as folder:
        tree, made = Path(folder) / "tree", Path(folder) / "made"
        tree.mkdir()
        packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True)
        subprocess.run(["tar", "-x"], cwd=tree, input=packed.stdout, check=True)
        subprocess.run([sys.executable, "-c", SEEDED, str(made)], cwd=tree, check=True)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


if __name__ == "__main__":
    for name, commit in MAKERS.items():
        make(commit, HERE / name)
