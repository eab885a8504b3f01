"""Profiles: what a district may ask, and every refusal with its place."""

from __future__ import annotations

import pytest

from app.errors import FormError, ResourceError
from app.knowledge.profile import parse_profile, read_profile
from app.system.paths import resource

HEAD = 'name = "某区"\n'
DEMAND = 'id = "x"\ntitle = "标题"\nlevel = "hint"\nbasis = "依据"\n'


def test_the_built_in_profile_asks_only_what_the_state_asks():
    ids = [demand.id for demand in read_profile(resource("profiles", "state.toml")).demands]
    assert ids == ["profile.problems_length", "profile.deadline"]


def test_a_district_s_profile_adds_its_own_demands():
    profile = read_profile(resource("profiles", "district.toml"))
    assert [one.most for one in profile.lengths] == [0, 1000]
    assert [one.words[0] for one in profile.refused] == ["零差错"]
    assert (profile.deadlines[0].month, profile.deadlines[0].day) == (1, 20)


@pytest.mark.parametrize(("text", "asked"), [("", ""), ('proofs = "must"', "must")])
def test_a_profile_may_say_whether_proofs_are_signed(text: str, asked: str):
    assert parse_profile(HEAD + text, "某区.toml").proofs == asked


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("name = ", "第 1 行写法不对"),
        ("name = " + "[" * 50_000, "太多层"),
        ("name = 1" + "0" * 5_000, "太长的数字"),
        ("", "name"),
        (HEAD + "moon = 1", "moon"),
        (HEAD + 'proofs = "sometimes"', "proofs"),
        (HEAD + "[[length]]\n" + DEMAND + 'place = "overview"', "least"),
        (HEAD + "[[length]]\n" + DEMAND + 'place = "overview"\nleast = 9\nmost = 3', "least"),
        (HEAD + "[[length]]\n" + DEMAND.replace("hint", "loud") + 'place = "overview"\nmost = 3', "loud"),
        (HEAD + "[[refused]]\n" + DEMAND + 'advice = "改"', "words"),
        (HEAD + "[[require]]\n" + DEMAND + 'place = "other"\nnear = ["费"]\nadvice = "写"', "what"),
        (HEAD + "[[length]]\n" + DEMAND + 'place = "overview.intro"\nmost = 3', "只能是 overview、problems、other、"),
        (HEAD + "[[require]]\n" + DEMAND + 'place = "requests"\nwhat = "费"\nnear = ["费"]\nadvice = "写"', "'requests'"),
        (HEAD + "[[deadline]]\n" + DEMAND + "month = 2\nday = 30", "2 月 30 日"),
        (HEAD + ("[[deadline]]\n" + DEMAND + "month = 1\nday = 30\n") * 2, "重复"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_place(text: str, named: str):
    with pytest.raises(FormError, match=r"区\.toml") as refusal:
        parse_profile(text, "区.toml")
    assert named in refusal.value.sentence


def test_a_profile_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ResourceError, match=r"无\.toml"):
        read_profile(tmp_path / "无.toml")


def test_a_mistake_in_a_profile_is_told_as_what_it_is():
    with pytest.raises(FormError) as refusal:
        parse_profile(HEAD + "[[length]]\n" + DEMAND + 'place = "overview"\nleast = 9\nmost = 3', "区.toml")
    assert refusal.value.sentence == "本地要求文件 区.toml：第 8 行 length 1 › x least 处为 9，大于 most 3。请改正后重试。"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "[[length]\n", 2),
        (HEAD + "moon = 1\n", 2),
        (HEAD + "[[moon]]\n", 2),
        (HEAD + "[[question]]\nid = 'a'\nask = 1\n", 4),
        (HEAD + "[[question]]\nid = 'a'\nask = '问'\nplace = 'overveiw'\n", 5),
        (HEAD + "[[require]]\n" + DEMAND + "what = '费'\nplace = 'overveiw'\nnear = ['费']\nadvice = '写'\n", 8),
        (HEAD + "[[length]]\n" + DEMAND + 'place = "other"\nmost = 9\n\n[[length]]\nid = "y"\n', 10),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_remedy(text: str, line: int):
    with pytest.raises(FormError) as refusal:
        parse_profile(text, "区.toml")
    assert refusal.value.sentence.startswith(f"本地要求文件 区.toml：第 {line} 行")
    assert "请改正后重试" in refusal.value.sentence


def test_what_is_asked_of_a_text_helps_while_it_is_written():
    wishes = read_profile(resource("profiles", "district.toml")).wishes
    assert wishes["overview"][0] == "总体情况不超过1000字"
    assert wishes["other"] == ("第六部分写明信息处理费：请写明本年收取信息处理费的情况，没有收取也要写明",)
