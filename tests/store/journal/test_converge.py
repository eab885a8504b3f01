"""Machines that exchange their folders end alike: what was merged on one is the outcome on the other, and told."""

import shutil

import pytest

from app.errors import StoreError
from app.store.past import Past
from app.store.verify import verify
from tests.store.places import library_with, opened
from tests.store.test_divergence import BOTH, A, cells_of, edit


@pytest.fixture
def apart(tmp_path):
    """Two machines that wrote the same cell otherwise and then got each other's files."""
    here, there = tmp_path / "here", tmp_path / "there"
    key = library_with(here, "一")
    shutil.copytree(here, there)
    for folder, value in ((here, 11), (there, 22)):
        with opened(folder) as library:
            edit(library, key, both=value)
    exchange(here, there)
    return key, here, there


def exchange(here, there):
    for source, target in ((here, there), (there, here)):
        for path in (source / "journal").iterdir():
            if not (target / "journal" / path.name).exists():
                shutil.copy(path, target / "journal" / path.name)


def both(folder, key):
    with opened(folder) as library:
        return cells_of(library, key)[2], library.branches, library.notices


def test_what_a_person_merged_on_one_machine_is_the_outcome_on_the_other_and_told(apart):
    key, here, there = apart
    with opened(here) as library:
        Past(library).restore(library.branches[0], {key: {BOTH}})
    exchange(here, there)
    assert both(there, key)[:2] == (22, ())
    exchange(here, there)
    assert [both(folder, key) for folder in (here, there)] == [(22, (), ()), (22, (), ())]


def test_two_persons_who_choose_at_the_same_time_end_with_the_later_choice(apart):
    key, here, there = apart
    for folder in (here, there):
        with opened(folder) as library:
            Past(library).settle(library.branches[0])
    exchange(here, there)
    told = [both(folder, key) for folder in (here, there)]
    assert [one[:2] for one in told] == [(22, ()), (22, ())]
    assert "已采用合并后的内容" in told[0][2][0]
    exchange(here, there)
    assert [both(folder, key) for folder in (here, there)] == [(22, (), ()), (22, (), ())]
    assert all(verify(folder).good for folder in (here, there))


def test_a_branch_of_which_all_is_here_stays_settled_when_the_cell_is_typed_on(apart):
    key, here, _ = apart
    with opened(here) as library:
        edit(library, key, both=22)
    for value in (22, 33):
        with opened(here) as library:
            assert library.branches == ()
            edit(library, key, both=value)
    assert both(here, key) == (33, (), ())


def test_what_of_the_other_side_was_not_there_yet_when_somebody_settled_is_told_when_it_comes(tmp_path):
    here, there, late = tmp_path / "here", tmp_path / "there", tmp_path / "late"
    key = library_with(here, "一")
    shutil.copytree(here, there)
    with opened(here) as library:
        edit(library, key, both=11)
    for name in ("a", "b"):
        with opened(there) as library:
            edit(library, key, **{name: 2})
    first = here / "journal" / min(names_of(there, here))
    exchange(there, here)
    shutil.move(first, late)
    with opened(here) as library:
        with pytest.raises(StoreError, match="同步还没有完成"):
            Past(library).differences(library.branches[0])
        Past(library).settle(library.branches[0])
    shutil.move(late, first)
    with opened(here) as library:
        (one,) = Past(library).differences(library.branches[0])
        assert [cell.cell for cell in one.cells] == [A]
    exchange(here, there)
    with opened(there) as library:
        assert cells_of(library, key)[:2] == (2, 2)


def names_of(folder, other):
    """The segments that only the first folder has."""
    return {path.name for path in (folder / "journal").iterdir()} - {path.name for path in (other / "journal").iterdir()}
