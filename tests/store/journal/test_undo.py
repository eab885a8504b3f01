"""Undo outlives a restart within the day, and is the same that the session had."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.report.report import Edit
from app.store.library import Saved
from app.store.sessions import CUT
from tests.store.places import COUNT, TEXT, Clock, opened, report, text_of


def test_undo_and_redo_work_after_a_restart(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(report())
        session = library.open_session(key)
        session.apply(Edit({TEXT: "一"}, "输入"))
        session.apply(Edit({TEXT: "一二"}, "输入"))
        session.undo()
    with opened(tmp_path) as library:
        session = library.open_session(key)
        session.redo()
        assert session.report.text(TEXT) == "一二"
        session.undo()
        session.undo()
        assert session.report.cells == {}
        assert session.past == ()
    with opened(tmp_path) as library:
        assert text_of(library, key) == ""
        assert [step.done.label for step in library.open_session(key).future] == ["输入", "输入"]


def test_what_was_given_up_in_a_cell_does_not_come_back_after_a_restart(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(report())
        session = library.open_session(key)
        session.apply(Edit({COUNT: 12}, "填数"))
        session.take_back()
    with opened(tmp_path) as library:
        assert library.open_session(key).future == ()
        assert library.open_session(key).past == ()


def test_steps_that_do_not_fit_the_report_are_left_out_and_that_is_said(tmp_path):
    heard: list[Saved] = []
    with opened(tmp_path) as library:
        key = library.create(report())
        session = library.open_session(key)
        session.apply(Edit({COUNT: 1}, "填数"))
        session.apply(Edit({TEXT: "一"}, "输入"))
        library.close_session(key)
        held = library.holdings[key]
        record = {**held.record, "cells": {**held.record["cells"], COUNT: 7}}
        library._ledger.holdings[key] = replace(held, record=record)
        library.subscribe(heard.append)
        session = library.open_session(key)
    assert [step.done.label for step in session.past] == ["输入"]
    assert [one.notice for one in heard if one.notice] == [CUT]


def test_yesterday_s_steps_are_not_offered(tmp_path):
    clock = Clock()
    with opened(tmp_path, clock=clock) as library:
        key = library.create(report())
        library.open_session(key).apply(Edit({TEXT: "昨天"}))
    clock.move(days=1)
    with opened(tmp_path, clock=clock) as library:
        assert library.open_session(key).past == ()
        assert text_of(library, key) == "昨天"


ACTS = st.one_of(
    st.tuples(st.just("text"), st.text("公开年报1a\n", max_size=40)),
    st.tuples(st.just("count"), st.none() | st.integers(0, 99)),
    st.tuples(st.sampled_from(["undo", "redo", "take_back", "settle", "flush", "reopen"]), st.none()),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, max_size=25))
def test_the_steps_after_a_restart_are_those_before_it(tmp_path_factory, acts):
    folder = tmp_path_factory.mktemp("library")
    library = opened(folder)
    key = library.create(report())
    for act, value in acts:
        session = library.open_session(key)
        if act == "text":
            session.apply(Edit({TEXT: value if value.strip() else None}, "输入", "typing"))
        elif act == "count":
            session.apply(Edit({COUNT: value}, "填数", "number"))
        elif act == "flush":
            library.flush()
        elif act == "reopen":
            library.close_session(key)
        else:
            getattr(session, act)()
    session = library.open_session(key)
    library.close()
    with opened(folder) as again:
        assert (again.open_session(key).past, again.open_session(key).future) == (
            session.past,
            session.future,
        )
        assert again.open_session(key).report == session.report
