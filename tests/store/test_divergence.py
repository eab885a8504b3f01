"""Two writers on one library: both are kept, told in one sentence, and merged cell by cell by a person."""

import shutil
from datetime import date

import pytest

from app.findings.explained import Explanation
from app.report.report import Edit
from app.review.kept import Review, review_path, write_review
from app.store.file.lock import FILE as LOCK
from app.store.journal.ledger import Saved
from app.store.past import Past
from app.store.verify import verify
from tests.reports import FORM
from tests.store.places import TEXT, library_with, opened, report, text_of

DAY = date(2026, 1, 10)
A, B, BOTH = [cell.id for cell in FORM.required if cell.kind.name == "count"][:3]


def edit(library, key, **values):
    library.open_session(key).apply(Edit({{"a": A, "b": B, "both": BOTH, "text": TEXT}[n]: v for n, v in values.items()}))
    return library.flush()


def cells_of(library, key):
    cells = library.sessions.report(key).cells
    return cells.get(A), cells.get(B), cells.get(BOTH)


@pytest.fixture
def two(tmp_path):
    """Two windows that both believe to be the only one, each with an edit of its own and one of the same cell."""
    key = library_with(tmp_path, "一")
    first = opened(tmp_path)
    first.open_session(key)
    first.sync()  # what the opening still had to write would take the lock again
    (tmp_path / LOCK).unlink()
    second = opened(tmp_path)
    assert not second.read_only
    heard: list[Saved] = []
    first.subscribe(heard.append)
    edit(second, key, b=2, both=22)
    edit(first, key, a=1, both=11)
    yield key, first, second, heard
    first.close()
    second.close()


def test_a_window_whose_lock_was_taken_away_hears_it_and_gives_way(two):
    key, first, _, heard = two
    assert any(news.divided for news in heard)
    first.give_way()
    assert first.read_only
    assert "没有丢失" in first.notices[0]
    assert cells_of(first, key) == (None, 2, 22)
    assert first.sessions.get(key).read_only


def test_what_both_wrote_is_there_and_the_person_chooses(two):
    key, first, second, _ = two
    first.give_way()
    second.close()
    assert first.take_over()
    assert "两边都保存着" in first.notices[0]
    (branch,) = first.branches
    past = Past(first)
    ((one,),) = [past.differences(branch)]
    assert {(cell.cell, cell.side, cell.mine, cell.theirs) for cell in one.cells} == {
        (A, "theirs", "", "1"),
        (BOTH, "both", "22", "11"),
    }
    past.restore(branch, {key: {A}})
    assert cells_of(first, key) == (1, 2, 22)
    assert first.branches == ()


def test_what_was_merged_is_not_told_again_and_undo_takes_it_back(two, tmp_path):
    key, first, second, _ = two
    second.close()
    first.close()
    with opened(tmp_path) as library:
        Past(library).restore(library.branches[0], {key: {A, BOTH}})
    with opened(tmp_path) as library:
        assert library.notices == ()
        library.open_session(key).undo()
        assert cells_of(library, key) == (None, 2, 22)
    assert verify(tmp_path).good


def test_the_first_window_writes_no_file_over_the_second_one_s(two, tmp_path):
    _, first, second, _ = two
    second.sync()
    before = (tmp_path / "library.json").read_bytes()
    first.sync("timed")
    first.close()
    assert (tmp_path / "library.json").read_bytes() == before
    assert not (tmp_path / "damaged").exists()


def test_a_lock_that_a_cleaner_took_while_nobody_else_wrote_is_taken_again(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        library.open_session(key)
        (tmp_path / LOCK).unlink()
        assert edit(library, key, a=1).error is None
        with opened(tmp_path) as second:
            assert second.read_only
    with opened(tmp_path) as library:
        assert (cells_of(library, key)[0], library.notices) == (1, ())


def union(source, target):
    """As sync programs put two folders together: what has the same name and another content gets a further name."""
    for path in (one for one in source.rglob("*") if one.is_file()):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and place.read_bytes() != path.read_bytes():
            place = place.with_name(f"{place.stem} (冲突副本){place.suffix}")
        shutil.copy(path, place)


@pytest.mark.parametrize("into_first", [True, False])
def test_two_copies_of_a_folder_that_were_put_together_lose_nothing(tmp_path, into_first):
    here, there = tmp_path / "here", tmp_path / "there"
    key = library_with(here, "一")
    shutil.copytree(here, there)
    for folder, values in ((here, {"a": 1, "both": 11}), (there, {"b": 2, "both": 22})):
        for name, value in values.items():
            with opened(folder) as library:
                edit(library, key, **{name: value})
    source, target = (there, here) if into_first else (here, there)
    union(source, target)
    with opened(target) as library:
        (one,) = Past(library).differences(library.branches[0])
        assert {cell.side for cell in one.cells} == {"theirs", "both"}
        Past(library).restore(library.branches[0], {key: {cell.cell for cell in one.cells if cell.side == "theirs"}})
        assert cells_of(library, key) == ((1, 2, 11) if into_first else (1, 2, 22))


def test_a_report_that_only_the_other_side_made_comes_in_whole(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    library_with(here, "一")
    shutil.copytree(here, there)
    with opened(there) as library:
        new = library.create(report("别处写的", year=2024))
    with opened(here) as library:
        library.create(report("这里写的", year=2023))
    union(there, here)
    with opened(here) as library:
        (one,) = Past(library).differences(library.branches[0])
        assert one.state == "missing"
        Past(library).restore(library.branches[0], {new: None})
        assert text_of(library, new) == "别处写的"


def test_segments_of_the_other_machine_that_come_while_the_window_is_open_are_told(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    key = library_with(here, "一")
    shutil.copytree(here, there)
    with opened(there) as library:
        edit(library, key, b=2)
    heard: list[Saved] = []
    with opened(here) as library:
        library.subscribe(heard.append)
        edit(library, key, a=1)
        for path in (there / "journal").iterdir():
            if not (here / "journal" / path.name).exists():
                shutil.copy(path, here / "journal" / path.name)
        edit(library, key, a=3)
        library.sync()
    assert any("另一台电脑" in (news.notice or "") for news in heard)


def test_older_files_put_back_under_newer_backups_are_told_until_somebody_looked(tmp_path):
    key = library_with(tmp_path / "library", "一")
    shutil.copytree(tmp_path / "library", tmp_path / "week")
    with opened(tmp_path / "library") as library:
        edit(library, key, text="新的")
    shutil.rmtree(tmp_path / "library" / "journal")
    shutil.copytree(tmp_path / "week" / "journal", tmp_path / "library" / "journal")
    shutil.copy(tmp_path / "week" / "library.json", tmp_path / "library" / "library.json")
    with opened(tmp_path / "library") as library:
        assert "较旧的一份" in library.notices[0]
        assert text_of(library, key) == "一"
    with opened(tmp_path / "library") as library:
        assert library.foreign
        Past(library).restore(library.foreign, {key: None})
        assert text_of(library, key) == "新的"
    with opened(tmp_path / "library") as library:
        assert library.notices == ()


def test_a_bare_folder_in_the_place_of_the_library_is_never_written(tmp_path):
    key = library_with(tmp_path / "library", "一")
    with opened(tmp_path / "library") as library:
        library.open_session(key)
        (tmp_path / "library").rename(tmp_path / "away")
        (tmp_path / "library").mkdir()
        saved = edit(library, key, a=1)
        library.sync("timed")
        assert "没有成功" in saved.error
        assert list((tmp_path / "library").iterdir()) == []
        (tmp_path / "library").rmdir()
        (tmp_path / "away").rename(tmp_path / "library")
        assert library.flush().error is None
    with opened(tmp_path / "library") as library:
        assert (cells_of(library, key)[0], library.notices) == (1, ())


@pytest.mark.parametrize(
    "name",
    ["library (冲突副本).json", "library.sync-conflict-20260120-101010-ABCDEFG.json", "副本 library.json", "library.json_1"],
)
def test_a_second_library_file_goes_among_the_backups_and_is_told(tmp_path, name):
    key = library_with(tmp_path, "一")
    other = (tmp_path / "library.json").read_bytes()
    with opened(tmp_path) as library:
        edit(library, key, text="二")
    (tmp_path / name).write_bytes(other)
    with opened(tmp_path) as library:
        assert name in library.notices[0]
        assert text_of(library, key) == "二"
        (copy,) = [one for one in Past(library).backups() if one.reason == "conflict"]
        assert Past(library).differences(copy)[0].cells[0].theirs == "一"


def test_second_files_beside_a_report_s_own_are_told_and_their_versions_come_in(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    key = library_with(here, "一")
    shutil.copytree(here, there)
    for folder, name in ((here, "甲存的"), (there, "乙存的")):
        with opened(folder) as library:
            library.keep_version(key, "named", name)
            library.sync()
        write_review(review_path(folder, key), Review((Explanation("rule", (), "", name, "甲", DAY),)))
    union(there, here)
    with opened(here) as library:
        told = "".join(library.notices)
        assert "历史版本里有同步软件留下的副本" in told
        assert "说明与审核记录里有同步软件留下的副本" in told
        assert {"甲存的", "乙存的"} <= {one.name for one in Past(library).versions(key).all}
    assert sorted(path.name for path in (here / "reviews").iterdir()) == [f"{key}.json"]


def test_a_library_file_of_another_library_is_not_taken_for_this_one(tmp_path):
    key = library_with(tmp_path / "own", "自己的")
    library_with(tmp_path / "other", "别人的")
    shutil.copy(tmp_path / "other" / "library.json", tmp_path / "own" / "library.json")
    with opened(tmp_path / "own") as library:
        assert "被换成了另一个报告库的" in library.notices[0]
        assert text_of(library, key) == "自己的"
    with opened(tmp_path / "own") as library:
        assert library.notices == ()


def test_where_only_versions_are_left_they_are_the_reports(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        library.save_version(key, "送审稿")
    (tmp_path / "library.json").unlink()
    for name in ("journal", "backups"):
        shutil.rmtree(tmp_path / name)
    with opened(tmp_path) as library:
        assert "已用历史版本恢复 1 份报告" in library.notices[0]
        assert text_of(library, key) == "一"
    with opened(tmp_path) as library:
        assert (text_of(library, key), library.notices) == ("一", ())


def test_a_segment_that_only_got_another_name_is_given_its_own_back(tmp_path):
    key = library_with(tmp_path, "一")
    (segment,) = (tmp_path / "journal").iterdir()
    segment.rename(segment.with_name(f"{segment.stem} (冲突副本 2026-01-20).events"))
    with opened(tmp_path) as library:
        assert ["被改过名" in one for one in library.notices] == [True]
        assert text_of(library, key) == "一"
    assert segment.exists()
    with opened(tmp_path) as library:
        assert (library.notices, library.branches) == ((), ())


def test_a_segment_whose_last_line_lost_its_end_is_read_like_any_other(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        edit(library, key, text="二")
    for segment in (tmp_path / "journal").iterdir():
        segment.write_bytes(segment.read_bytes()[:-1])
    (tmp_path / "library.json").unlink()
    shutil.rmtree(tmp_path / "backups")
    with opened(tmp_path) as library:
        assert text_of(library, key) == "二"


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_segment_that_was_not_there_whole_and_came_later_is_no_branch(tmp_path, cut):
    here, there = tmp_path / "here", tmp_path / "there"
    key = library_with(here, "一", "二")
    with opened(here) as library:
        edit(library, key, a=1)
        edit(library, key, b=2)
    shutil.copytree(here, there)
    last = max((there / "journal").iterdir())
    whole = last.read_bytes()
    last.write_bytes(whole[: int(len(whole) * cut)])
    (there / "library.json").unlink()
    shutil.rmtree(there / "backups")
    opened(there).close()
    last.write_bytes(whole)
    with opened(there) as library:
        assert (cells_of(library, key), library.branches) == ((1, 2, None), ())
    with opened(there) as library:
        assert library.notices == ()


def test_a_library_file_that_a_sync_program_put_there_meanwhile_goes_among_the_backups(tmp_path):
    key = library_with(tmp_path, "一")
    other = (tmp_path / "library.json").read_bytes()
    heard: list[Saved] = []
    with opened(tmp_path) as library:
        library.subscribe(heard.append)
        edit(library, key, text="二")
        library.sync()
        (tmp_path / "library.json").write_bytes(other)
        edit(library, key, text="三")
        library.sync()
        assert "conflict" in [one.reason for one in Past(library).backups()]
    assert any("已放进备份" in (news.notice or "") for news in heard)
