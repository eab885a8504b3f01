"""Two machines and what lies beside their library: put together by file names, nothing is lost unsaid; handed on, not a word."""

from __future__ import annotations

import platform
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.register.register_file import read_register, register_path, write_register
from app.register.request import Request
from app.report.claim import Claim
from app.report.doubt import Doubt
from app.store.copies.claim_book import ClaimBook
from app.store.copies.doubts import DoubtBook, doubts_path
from app.store.copies.uniting import united
from app.store.copies.versions import History
from app.store.file.side_file import CLAIMS, DOUBTS, WORDS, side_path, standing
from app.store.library import Library
from app.system.disk import Disk
from tests.reports import FORM
from tests.store.places import COUNT, Clock, library_with, opened

DAY = date(2026, 1, 10)
OURS = ("历史版本", *WORDS.values())
Deed = Callable[[Library, str], object]


class Machine:
    """A computer with a folder of the library, and a clock that may be wrong by some hours."""

    def __init__(self, folder: Path, key: str, clock: Clock, patch: pytest.MonkeyPatch, wrong: float = 0.0) -> None:
        self.folder, self.key, self._clock, self._patch = folder, key, clock, patch
        self.wrong, self.computer = timedelta(hours=wrong), folder.name

    def session(self, *deeds: Deed) -> list[str]:
        """Opens the library, works and closes; what was told of what lies beside it."""
        self._patch.setattr(platform, "node", lambda: self.computer)
        self._clock.move(minutes=13)
        heard: list[str] = []
        with opened(self.folder, clock=lambda: self._clock() + self.wrong) as library:
            library.subscribe(lambda news: heard.append(news.notice or ""))
            library.sync()
            told = [*library.notices, *library.mend_sides(self.key)]
            for deed in deeds:
                self._clock.move(minutes=1)
                deed(library, self.key)
        return [one for one in (*told, *heard) if any(words in one for words in OURS)]

    def names(self) -> set[str]:
        return {one.name for one in History(Disk(), self.folder / "history").versions(self.key).all if one.name}

    def rows(self) -> set[str]:
        return {one.subject for one in read_register(register_path(self.folder, self.key))}

    def doubts(self) -> set[str]:
        return {one.text for one in DoubtBook(Disk(), self.folder, self.key, FORM).open}

    def claims(self) -> dict[str, tuple[str, ...]]:
        return {one.words: one.cells for one in ClaimBook(Disk(), self.folder, self.key).claims}

    def aside(self) -> str:
        return "".join(path.read_text("utf-8") for path in (self.folder / "damaged").glob("*.json"))

    def hand_to(self, other: Machine) -> None:
        """The whole folder is copied over the other one."""
        shutil.rmtree(other.folder)
        shutil.copytree(self.folder, other.folder)

    def merge_into(self, other: Machine) -> None:
        """As sync programs put two folders together: of one name the newer file wins."""
        for path in (one for one in self.folder.rglob("*") if one.is_file()):
            place = other.folder / path.relative_to(self.folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists() or place.stat().st_mtime_ns < path.stat().st_mtime_ns:
                shutil.copy2(path, place)


def named(name: str) -> Deed:
    return lambda library, key: library.keep_version(key, "named", name)


def row(text: str) -> Deed:
    def deed(library: Library, key: str) -> None:
        path = register_path(library.folder, key)
        write_register(path, [*read_register(path), Request(DAY, subject=text)])

    return deed


def without_last(library: Library, key: str) -> None:
    path = register_path(library.folder, key)
    write_register(path, read_register(path)[:-1])


def doubt(text: str) -> Deed:
    def deed(library: Library, key: str) -> None:
        book = DoubtBook(library.disk, library.folder, key, FORM)
        book.add([Doubt(COUNT, int(text), "likely", text=text)])
        book.write()

    return deed


def claim(words: str, *cells: str) -> Deed:
    return lambda library, key: library.open_session(key).claim(Claim(words, 0, cells, "this", "甲", library.clock()))


def disclaim(words: str) -> Deed:
    return lambda library, key: library.open_session(key).disclaim(Claim(words, 0, ()))


def looked(library: Library, key: str) -> None:
    book = DoubtBook(library.disk, library.folder, key, FORM)
    book.look(book.open, "乙", library.clock())
    book.write()


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Machine, Machine]:
    """Two machines with the same library, made on the first one."""
    clock = Clock()
    monkeypatch.setattr(platform, "node", lambda: "a")
    key = library_with(tmp_path / "a", "一", clock=clock)
    first, second = (Machine(tmp_path / name, key, clock, monkeypatch) for name in "ab")
    first.session(row("共"), named("共"))
    shutil.copytree(first.folder, second.folder)
    return first, second


def test_versions_of_both_machines_are_there_in_the_order_of_their_times(two) -> None:
    a, b = two
    for one in (a, b, a):
        one.session(named(f"{one.folder.name}{len(one.names())}"))
    a.merge_into(b)
    assert b.session() == []
    found = History(Disk(), b.folder / "history").versions(b.key).all
    assert [one.name for one in found if one.name] == ["共", "a1", "b1", "a2"]
    assert [one.at for one in found] == sorted(one.at for one in found)


@pytest.mark.parametrize("later", "ab")
def test_of_two_lines_that_were_put_together_no_version_is_lost_or_missed(two, later) -> None:
    a, b = two
    first, last = (a, b) if later == "b" else (b, a)
    first.session(named("甲"), named("乙"), named("丙"))
    last.session(named("丁"))
    first.merge_into(last)
    last.merge_into(first)
    assert first.session() == last.session() == first.session() == []
    assert a.names() == b.names() == set("共甲乙丙丁")


def test_a_version_that_came_hides_none_that_is_gone(two) -> None:
    a, _ = two
    a.session(named("甲"), named("乙"))
    history = History(Disk(), a.folder / "history")
    more = [replace(one, name=f"{one.name}又") for one in history.versions(a.key).all]
    for path in a.folder.rglob("*.versions"):
        path.write_bytes(b"".join(line for line in path.read_bytes().splitlines(True) if "甲".encode() not in line))
    for one in more:
        history.keep(a.key, one)
    (told,) = a.session()
    assert "历史版本缺少 1 个（涉及 1 份报告）：1 个备份里也没有，没有找回" in told
    assert a.session() == []


def test_versions_that_a_sync_program_has_not_brought_yet_are_missed_at_the_next_opening_only(two) -> None:
    a, b = two
    b.session(named("乙"))
    for path in (b.folder / "backups").glob("*.json"):
        shutil.copy2(path, a.folder / "backups" / path.name)
    assert a.session() == []
    shutil.copytree(a.folder, a.folder.with_name("later"))
    assert "历史版本缺少 1 个" in a.session()[0]
    assert a.session() == []
    shutil.rmtree(a.folder)
    a.folder.with_name("later").rename(a.folder)
    b.merge_into(a)
    assert a.session() == a.session() == []


def test_a_state_of_a_side_file_that_was_written_apart_is_kept_and_told_once(two) -> None:
    a, b = two
    a.session(row("甲"))
    b.session(row("乙"))
    b.merge_into(a)
    (told,) = a.session()
    assert "申请台账像是两台电脑各写了一份，备份里的那一份已另存到 damaged 文件夹，请打开核对" in told
    assert a.rows() == {"共", "乙"}
    assert "甲" in a.aside()
    assert a.session(row("丙")) == a.session() == []


def test_two_copies_of_a_folder_on_one_machine_are_as_two_machines(two) -> None:
    a, b = two
    b.computer = a.computer
    a.session(named("甲"), row("甲"))
    b.session(named("乙"), row("乙"))
    b.merge_into(a)
    (told,) = a.session()
    assert "两台电脑各写了一份" in told
    assert (a.names(), a.rows()) == ({"共", "甲", "乙"}, {"共", "乙"})
    assert "甲" in a.aside()


def test_a_version_in_a_file_of_this_machine_that_an_older_copy_replaced_is_told_also_in_another_folder(two) -> None:
    a, b = two
    a.session(named("甲"))
    b.session(named("乙"))
    a.folder.rename(a.folder.with_name("moved"))
    a.folder = a.folder.with_name("moved")
    shutil.copytree(b.folder, a.folder, dirs_exist_ok=True)
    assert "历史版本缺少 1 个" in a.session()[0]
    assert a.session() == []


def test_a_row_that_is_added_and_taken_out_again_is_no_older_state(two) -> None:
    a, _ = two
    assert a.session(row("甲"), lambda library, _: library.sync("timed"), without_last) == a.session() == []
    assert a.rows() == {"共"}


def test_however_much_the_other_machine_wrote_meanwhile_not_a_word_is_said(two) -> None:
    a, b = two
    a.session(row("甲"))
    a.hand_to(b)
    assert b.session(*[row(str(number)) for number in range(60)]) == []
    b.hand_to(a)
    assert a.session() == []
    assert len(a.rows()) == 62


def test_however_much_the_other_machine_wrote_what_was_lost_here_is_told(two) -> None:
    a, b = two
    a.session(row("甲"))
    b.session(*[row(str(number)) for number in range(60)])
    b.merge_into(a)
    assert "两台电脑各写了一份" in a.session()[0]
    assert "甲" in a.aside()


def test_a_copied_folder_on_a_new_computer_and_a_file_of_an_earlier_program_are_no_matter(two, tmp_path) -> None:
    a, b = two
    path = register_path(a.folder, a.key)
    path.write_text('{"version": 1, "requests": []}', "utf-8")
    assert a.session() == []
    a.hand_to(b)
    assert b.session(row("乙")) == []
    assert b.session() == []


def test_a_backup_from_a_clock_that_was_years_ahead_says_nothing_for_years(two) -> None:
    a, b = two
    b.wrong = timedelta(days=9999)
    b.session(named("乙"), row("乙"))
    for path in (b.folder / "backups").glob("*.json"):
        shutil.copy2(path, a.folder / "backups" / path.name)
    assert a.session() == []


def test_doubts_that_were_written_apart_are_united(two) -> None:
    a, b = two
    a.session(doubt("1"))
    b.session(doubt("2"))
    b.merge_into(a)
    (told,) = a.session()
    assert "待核对的标记像是两台电脑各写了一份，已合并到一起" in told
    assert a.doubts() == {"1", "2"}
    assert a.session() == []


def test_a_second_file_of_doubts_is_united_with_the_report_s_own(two) -> None:
    a, b = two
    a.session(doubt("1"))
    b.session(doubt("2"))
    path = doubts_path(a.folder, a.key)
    shutil.copy2(doubts_path(b.folder, b.key), path.with_name(f"{a.key} (冲突副本).json"))
    (told,) = a.session()
    assert "待核对的标记里有同步软件留下的副本" in told
    assert a.doubts() == {"1", "2"}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_claims_that_were_written_apart_are_united_without_a_word(two) -> None:
    a, b = two
    a.session(claim("窗口#件", COUNT))
    b.session(claim("网上#件"))
    b.merge_into(a)
    assert (a.session(), a.claims()) == ([], {"窗口#件": (COUNT,), "网上#件": ()})
    assert a.session() == []


def test_of_one_sentence_that_two_machines_claimed_otherwise_the_later_answer_counts_and_is_told(two) -> None:
    a, b = two
    a.session(claim("窗口#件", COUNT))
    b.session(claim("窗口#件"))
    b.merge_into(a)
    (told,) = a.session()
    assert told == (
        "认领的数像是两台电脑各写了一份，已合并到一起；同一句话里的数两边认领得不同，采用了后认领的，请核对：“窗口…件”。"
    )
    assert (a.claims(), a.session()) == ({"窗口#件": ()}, [])


def test_a_claim_that_one_machine_took_back_does_not_return_from_the_other(two) -> None:
    a, b = two
    a.session(claim("窗口#件", COUNT))
    a.hand_to(b)
    b.session(claim("网上#件"))
    a.session(disclaim("窗口#件"))
    a.merge_into(b)
    assert (b.session(), b.claims()) == ([], {"网上#件": ()})


def test_both_machines_make_the_same_of_two_states(two) -> None:
    a, b = two
    a.session(claim("窗口#件", COUNT), claim("甲#件"))
    b.session(claim("窗口#件"), claim("乙#件"))
    mine, theirs = (side_path(one.folder, CLAIMS, one.key).read_bytes() for one in two)
    one, other = united(CLAIMS, mine, theirs), united(CLAIMS, theirs, mine)
    assert one
    assert other
    assert standing(one.data, other.data) == "same"
    assert one.advice == other.advice


@pytest.mark.parametrize("words", ["网上#件", "窗口#件"])
def test_a_second_file_of_claims_is_united_and_told_only_where_both_said_otherwise(two, words: str) -> None:
    a, b = two
    a.session(claim("窗口#件", COUNT))
    b.session(claim(words))
    path = side_path(a.folder, CLAIMS, a.key)
    shutil.copy2(side_path(b.folder, CLAIMS, b.key), path.with_name(f"{a.key} (冲突副本).json"))
    told = a.session()
    assert bool(told) == (words == "窗口#件")
    assert a.claims() == {"窗口#件": (COUNT,)} | {words: ()}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_look_on_the_other_side_counts_only_for_what_this_side_never_had(two) -> None:
    a, b = two
    a.session(doubt("1"))
    a.hand_to(b)
    b.session(doubt("2"), looked)
    a.session(doubt("3"))
    mine, theirs = (doubts_path(one.folder, one.key).read_bytes() for one in two)
    both = united(DOUBTS, mine, theirs)
    assert both
    doubts_path(a.folder, a.key).write_bytes(both.data)
    assert a.doubts() == {"1", "3"}


@pytest.mark.parametrize("seed", range(4))
def test_a_folder_that_goes_to_and_fro_is_never_spoken_of(two, seed) -> None:
    a, b = two
    chance = random.Random(seed)
    b.wrong = timedelta(hours=chance.uniform(-9, 9))
    for turn in range(8):
        here, there = (a, b) if turn % 2 else (b, a)
        for _ in range(chance.randrange(1, 4)):
            kinds = chance.choices((named, row, doubt), k=chance.randrange(4))
            assert here.session(*(kind(str(chance.randrange(10**6))) for kind in kinds)) == []
        here.hand_to(there)


@pytest.mark.parametrize("seed", range(8))
def test_of_folders_that_are_put_together_at_random_nothing_is_lost_unsaid(two, seed) -> None:
    chance = random.Random(seed)
    names = {one: one.names() for one in two}
    rows = {one: one.rows() for one in two}
    doubts: dict[Machine, set[str]] = {one: set() for one in two}
    for turn in range(16):
        one, other = chance.sample(two, 2)
        if merged := chance.random() < 0.5:
            other.merge_into(one)
            names[one] |= names[other]
            doubts[one] |= one.doubts()  # those of the newer file: an older one stays in its own folder, as it was
        kinds = chance.choices((named, row, doubt), k=chance.randrange(3))
        told = one.session(*(kind(f"{turn}{number}") for number, kind in enumerate(kinds)))
        for kind, held in ((named, names), (row, rows), (doubt, doubts)):
            held[one] |= {f"{turn}{number}" for number, it in enumerate(kinds) if it is kind}
        assert one.names() >= names[one]
        assert one.doubts() >= doubts[one]
        lost = rows[one] - one.rows()
        assert not lost or (merged and told and all(text in one.aside() for text in lost))
        assert merged or told == []
        rows[one] = one.rows()
