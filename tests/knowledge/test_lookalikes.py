"""Names that look alike are one; what differs to the eye is two; the table of look-alikes is read strictly."""

from __future__ import annotations

import pytest

from app.errors import ResourceError
from app.knowledge.lookalikes import key, read_lookalikes, same_office
from app.system.paths import resource

ALIKE = [
    ("青石桥街道办事处", "青石桥 街道办事处\u200b"),
    ("青石桥街道（筹）", "青石桥街道(筹)"),
    ("第一〇一社区", "第一○一社区"),
    ("阿不都·热合曼乡", "阿不都•热合曼乡"),
    ("阿不都·热合曼乡", "阿不都‧热合曼乡"),
    ("门头沟", "⻔头沟"),
    ("金山镇", "⾦山镇"),
    ("A区", "Ａ区"),
    ("A区", "А区"),
    ("丰台口镇", "丰台ロ镇"),
    ("葛城镇", "葛\U000e0100城镇"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_look_alike_are_the_same(one, other):
    assert same_office(one, other)


@pytest.mark.parametrize(("one", "other"), [("甲镇", "乙镇"), ("土门", "士门"), ("", "\u200b"), ("未庄", "末庄")])
def test_names_that_differ_to_the_eye_are_not(one, other):
    assert not same_office(one, other)


def test_what_nobody_sees_has_no_key():
    assert key("\u200b\u3164 \u202e") == ""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[[group]]\nas = "a"\nletters = ["Ａ"]', "group 1 letters"),
        ('[[group]]\nas = "a"\nletters = ["аб"]', "group 1 letters"),
        ('[[group]]\nas = "a"\nletters = ["а"]\n[[group]]\nas = "b"\nletters = ["а"]', "group 2 letters"),
        ('[[group]]\nas = "a"\nletters = ["а"]\n[[group]]\nas = "а"\nletters = ["b"]', "group"),
        ('[[group]]\nas = "a"\nletters = ["а"]\ncolour = "red"', "group 1 colour"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(tmp_path, text, place):
    path = tmp_path / "l.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ResourceError, match=place):
        read_lookalikes(path)


def test_the_programs_own_table_is_right():
    assert len(read_lookalikes(resource("lookalikes.toml"))) > 100
