"""The reader on the labelled number sets: no set grows worse, and all together reach the bounds."""

from __future__ import annotations

from functools import cache

import pytest

from app.form.form import Form
from app.form.form_file import Forms
from app.system.paths import resource
from tests.checks.number_sets import NUMBER_SETS, Score, labelled_cells, one_more, score, texts_of, total

# What holds today of each set: wrong numbers found (one less is borne), wrong numbers tied, texts with a false
# contradiction (one more is borne).
TODAY = {
    "training_street_and_township": (20, 0, 0),
    "training_department_and_district": (20, 0, 0),
    "first_street": (20, 0, 0),
    "first_township": (18, 0, 0),
    "first_department": (20, 0, 0),
    "first_district": (19, 0, 0),
    "second_street": (19, 0, 1),
    "second_township": (14, 1, 1),
    "second_department": (17, 1, 0),
    "second_district": (20, 0, 1),
    "third_street": (19, 0, 0),
    "third_township": (20, 0, 0),
    "third_department": (19, 0, 0),
    "third_district": (20, 0, 1),
    "fourth_street": (20, 0, 1),
    "fourth_township": (20, 0, 0),
    "fourth_department": (19, 0, 0),
    "fourth_district": (20, 0, 0),
    "fifth_department": (19, 0, 0),
    "fifth_district": (20, 0, 0),
    "sixth_street": (19, 0, 0),
    "sixth_township": (20, 0, 0),
    "sixth_department": (19, 0, 0),
    "sixth_district": (18, 0, 0),
    "seventh_street": (18, 0, 0),
    "seventh_township": (20, 0, 1),
    "seventh_department": (18, 0, 0),
    "seventh_district": (19, 0, 0),
    "eighth_street": (20, 0, 0),
    "eighth_township": (18, 0, 0),
    "eighth_department": (20, 0, 1),
    "eighth_district": (20, 0, 0),
    "ninth_street": (20, 0, 0),
    "ninth_township": (20, 0, 0),
    "ninth_department": (19, 0, 0),
    "ninth_district": (20, 0, 1),
    "tenth_street": (18, 0, 0),
    "tenth_township": (20, 0, 0),
    "tenth_department": (18, 0, 0),
    "tenth_district": (18, 0, 0),
    "eleventh_street": (19, 0, 0),
    "eleventh_township": (20, 0, 0),
    "eleventh_department": (19, 0, 0),
    "eleventh_district": (19, 0, 0),
    "twelfth_street": (18, 0, 0),
    "twelfth_township": (18, 0, 0),
    "twelfth_department": (16, 1, 0),
    "twelfth_district": (17, 1, 0),
    "thirteenth_street": (20, 0, 2),
    "thirteenth_township": (18, 0, 1),
    "thirteenth_department": (19, 0, 0),
    "thirteenth_district": (16, 0, 2),
    "fourteenth_street": (20, 0, 0),
    "fourteenth_township": (19, 0, 0),
    "fourteenth_department": (19, 0, 0),
    "fourteenth_district": (17, 0, 0),
}


@cache
def scored(name: str) -> Score:
    return score(Forms(resource("forms")).edition("2021"), name)


def test_every_set_has_its_bounds():
    assert set(TODAY) == set(NUMBER_SETS)


@pytest.mark.parametrize("name", NUMBER_SETS)
def test_no_set_grows_worse(name: str):
    one = scored(name)
    found, tied, false_texts = TODAY[name]
    assert one.contradicted >= found - 1, one.notes
    assert one.wrong_tied <= tied, one.notes
    assert one.false_texts <= false_texts + 1, one.notes


def test_all_sets_together_reach_the_bounds():
    whole = total(scored(name) for name in NUMBER_SETS)
    assert whole.contradicted >= 0.85 * whole.wrong
    assert whole.wrong_tied <= 0.03 * whole.wrong
    assert whole.false_texts <= 0.05 * whole.texts
    assert whole.right >= 0.88 * whole.meant
    assert whole.median <= 2


@pytest.mark.parametrize("name", NUMBER_SETS)
def test_half_of_the_texts_of_a_set_have_one_wrong_number(form: Form, name: str):
    wrong = [sum(mark.wrong for mark in text.marks) for text in texts_of(form, name)]
    assert sorted(wrong) == [0] * 20 + [1] * 20


@pytest.mark.parametrize("name", NUMBER_SETS)
def test_the_labels_of_counts_are_what_the_tables_say(form: Form, name: str):
    for text in texts_of(form, name):
        for mark in [one for one in text.marks if one.kind == "cells" and not one.is_last and "fees" not in one.label]:
            raised, cells = one_more(mark.words), text.report.cells
            table = sum(int(str(cells[cell])) for cell in labelled_cells(form, mark))
            assert raised is None or (raised == str(table + 1)) is not mark.wrong, (text.id, mark.words, mark.label)


def test_one_more_keeps_the_manner_of_a_number():
    words = ("１２", "1,234", "95.5%", "百分之三十", "十二")
    assert [one_more(one) for one in words] == ["13", "1235", "96.5%", "百分之31", "13"]
    assert one_more("未收到") is None
