"""The short form of the torture: 80 kills and power cuts, a sample of harms, all disk troubles, a short duel, and of the
newer parts a few seconds each.

The full form is `python -m tests.torture`.
"""

import sys

import pytest

from tests.reports import FORMS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")
SEED = 20260131


def test_80_kills_lose_nothing_that_was_confirmed(tmp_path):
    from tests.torture import kills

    figures = kills.run(80, SEED, tmp_path, FORMS, slow_every=40)
    assert figures.troubles == []
    assert (figures.kills, figures.unreadable, figures.confirmed_lost) == (80, 0, 0)
    assert (figures.doubts_lost, figures.sides_lost) == (0, 0)
    assert figures.seconds_lost <= 1.0
    assert figures.states > 1000


def test_harmed_files_are_healed_or_told(tmp_path):
    from tests.torture import harm

    found = harm.run(tmp_path, FORMS, SEED, every=48)
    assert found.troubles == []
    assert sum(found.done.values()) > 400


def test_disks_in_trouble_are_told_and_got_over(tmp_path):
    from tests.torture import trouble

    assert trouble.run(tmp_path, FORMS).troubles == []


def test_two_processes_lose_no_edit(tmp_path):
    from tests.torture import duel

    found = duel.run(tmp_path / "library", FORMS, 2.5, SEED)
    assert found.troubles == []
    assert min(found.counts) > 0
    assert found.refused > 0


@pytest.mark.parametrize(
    "name", ["divergence", "copies", "older", "clocks", "unreadable", "cleaners", "beside", "mount", "handing"]
)
def test_nothing_told_saved_is_lost_in_silence(name, tmp_path):
    from tests.torture.parts import PARTS, SHOWN

    found = PARTS[name](tmp_path, FORMS, SEED, True)
    assert found.troubles[:SHOWN] == [], found.line
    assert found.cases >= 3
