"""A thread of the store that dies of a fault is told, and nobody waits for it."""

import threading

import pytest

from app.errors import StoreError
from app.report.report import Edit
from app.store import upkeep, watch
from app.store.journal import scribe
from app.store.journal.ledger import Saved
from tests.store.places import TEXT, opened, report, text_of

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
SOON = 10.0  # seconds; what waits for a dead thread waits for ever


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """The fault itself is Python's to print, and not here."""
    monkeypatch.setattr(threading, "excepthook", lambda args: None)


def in_time(step):
    """Does it on another thread; False when it has not come back."""
    thread = threading.Thread(target=step, daemon=True)
    thread.start()
    thread.join(SOON)
    return not thread.is_alive()


def fault():
    raise ZeroDivisionError


def test_a_housekeeper_that_dies_is_told_and_what_is_typed_is_kept_all_the_same(tmp_path):
    heard: list[Saved] = []
    library = opened(tmp_path)
    library.subscribe(heard.append)
    key = library.create(report())
    session = library.open_session(key)
    assert library.sessions.later is not None
    library.sessions.later(fault)
    assert in_time(library.sync)
    session.apply(Edit({TEXT: "之后填写的"}))
    assert in_time(library.flush)
    assert library.flush().error == upkeep.STOPPED
    assert any(one.error == upkeep.STOPPED for one in heard)
    assert in_time(library.close)
    with opened(tmp_path) as again:
        assert text_of(again, key) == "之后填写的"


@pytest.mark.parametrize("typed", [True, False])
def test_a_scribe_that_dies_is_told_even_when_nothing_waits(tmp_path, monkeypatch, typed):
    heard: list[Saved] = []
    library = opened(tmp_path)
    session = library.open_session(library.create(report()))
    library.sync()
    library.subscribe(heard.append)
    monkeypatch.setattr("app.store.journal.scribe.to_event" if typed else "app.store.journal.scribe.sentence", lambda *_: fault())
    if not typed:  # dies after the batch, of one that listens
        library.subscribe(lambda saved: fault())
    session.apply(Edit({TEXT: "一"}))
    assert in_time(library.flush)
    assert in_time(library.sync)
    assert in_time(library.close)
    assert library.flush().error == scribe.STOPPED
    assert heard[-1].error == scribe.STOPPED or not typed


def test_a_watch_that_dies_is_told(tmp_path, monkeypatch):
    told = threading.Event()
    monkeypatch.setattr(watch, "EVERY", 0.01)
    with opened(tmp_path), opened(tmp_path) as second:
        second.subscribe(lambda saved: told.set() if saved.notice == watch.STOPPED else None)
        monkeypatch.setattr("app.store.file.lock.Lock.take", lambda lock: fault())
        assert told.wait(SOON)


def test_a_task_that_is_refused_is_told_and_the_housekeeper_goes_on(tmp_path):
    def refuse():
        raise StoreError("报告的编号不对。")

    heard: list[Saved] = []
    with opened(tmp_path) as library:
        library.subscribe(heard.append)
        assert library.sessions.later is not None
        library.sessions.later(refuse)
        assert library.sync().error is None
    assert any(one.notice == "报告的编号不对。" for one in heard)
