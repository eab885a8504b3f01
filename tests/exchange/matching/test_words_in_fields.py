"""Words come into the field that their own heading names; what nobody can place comes back whole, and nothing is lost."""

from __future__ import annotations

import pytest

from app.exchange import Import, read
from tests.reports import FORMS

HEAD = "柳荫街道办事处2025年政府信息公开工作年度报告\n"
PROACTIVE, REQUEST, MANAGEMENT = "overview.proactive", "overview.on_request", "overview.management"
PLATFORM, SUPERVISION = "overview.platform", "overview.supervision"
PROBLEMS, IMPROVEMENTS = "problems.problems", "problems.improvements"


def found(*lines: str) -> Import:
    return read(FORMS, (HEAD + "\n".join(lines)).encode(), "年报.txt")


def texts(*lines: str) -> dict[str, object]:
    return dict(found(*lines).report.cells)


def loose(*lines: str) -> list[str]:
    return [one.text for one in found(*lines).unplaced]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("主动公开工作情况", PROACTIVE),
        ("扎实推进主动公开", PROACTIVE),
        ("依申请公开办理情况", REQUEST),
        ("信息管理方面", MANAGEMENT),
        ("政务公开平台建设", PLATFORM),
        ("主动公开平台建设", PLATFORM),
        ("政府信息监督保障情况", SUPERVISION),
    ],
)
@pytest.mark.parametrize("number", ["（二）", "(2)", "2.", "2、", "②", "二是", "第二，"])
def test_a_sub_heading_is_known_by_its_key_word_whatever_its_number(
    heading: str, cell: str, number: str
) -> None:
    assert texts("一、总体情况", f"{number}{heading}。", "网上公布了四十件。")[cell] == "网上公布了四十件。"


@pytest.mark.parametrize("after", ["。", "：", " ", "方面，"])
def test_a_sub_heading_may_run_into_its_paragraph(after: str) -> None:
    said = texts("一、总体情况", f"（一）主动公开{after}今年公布了四十件。")
    assert said[PROACTIVE] == "今年公布了四十件。"


def test_a_sub_heading_may_stand_before_its_paragraph_with_nothing_between() -> None:
    assert texts("一、总体情况", "（一）主动公开2025年公布了四十件。")[PROACTIVE] == "2025年公布了四十件。"


def test_a_numbered_sub_heading_that_nobody_knows_is_asked_with_its_text() -> None:
    lines = (
        "一、总体情况",
        "（一）主动公开",
        "公布四十件。",
        "（二）优化营商环境",
        "办了三场座谈。",
        "（三）监督保障",
        "培训两次。",
    )
    said = texts(*lines)
    assert (said[PROACTIVE], said[SUPERVISION]) == ("公布四十件。", "培训两次。")
    assert loose(*lines) == ["优化营商环境\n办了三场座谈。"]


def test_points_within_a_field_stay_there_though_they_name_other_fields() -> None:
    points = "1.加强平台管理。\n2.强化监督保障。"
    said = texts("一、总体情况", "（一）主动公开", "公布四十件。", "（二）监督保障", *points.split("\n"))
    assert said[SUPERVISION] == points


def test_a_list_that_begins_again_with_one_is_no_heading() -> None:
    said = texts(
        "一、总体情况",
        "（一）主动公开",
        "公布四十件。",
        "（二）监督保障",
        "（一）抓平台巡检。",
        "（二）抓申请时限。",
    )
    assert said[SUPERVISION] == "（一）抓平台巡检。\n（二）抓申请时限。"


def test_more_sub_headings_than_the_form_has_go_to_the_nearest_and_are_told() -> None:
    one = found(
        "五、存在的主要问题及改进情况",
        *("（一）上年度问题整改情况", "都改了。", "（二）存在的问题", "人手少。", "（三）下一步打算", "招两人。"),
    )
    assert one.report.cells[PROBLEMS] == "人手少。"
    assert one.report.cells[IMPROVEMENTS] == "上年度问题整改情况\n都改了。\n下一步打算\n招两人。"
    assert all(any(words in note for note in one.notes) for words in ("上年度问题整改情况", "下一步打算"))


def test_of_two_headings_of_a_field_its_own_is_not_a_line_of_the_text() -> None:
    said = texts("一、总体情况", "（一）主动公开", "公布四十件。", "（二）业务培训", "培训两次。", "（三）监督保障", "专人负责。")
    assert said[SUPERVISION] == "业务培训\n培训两次。\n专人负责。"


def test_a_list_is_not_divided_between_its_points() -> None:
    points = "一是人手少，已招两人。二是网站慢，已换一台。三是今后还要多办讲座。"
    assert texts("五、存在的主要问题及改进情况", points)[PROBLEMS] == points


def test_a_part_that_stands_whole_in_its_first_field_is_not_said_to_be_missing() -> None:
    one = found("一、总体情况", "全年公布四十件，收到两件。", "网站换了一次。")
    told = {question.cell: question.sentence for question in one.questions}
    assert "导语" in told[PROACTIVE]
    assert "没有找到" not in told[PROACTIVE]


@pytest.mark.parametrize(
    "lines",
    [
        ("一是人手少。", "针对以上问题，明年招两人。"),
        ("一是人手少。针对以上问题，明年招两人。",),
        ("一是人手少。", "2026年，街道将招两人。"),
        ("存在的问题：一是人手少。", "下一步，招两人。"),
    ],
)
def test_part_five_without_sub_headings_is_divided_at_its_turn_and_marked(lines: tuple[str, ...]) -> None:
    one = found("五、存在的主要问题及改进情况", *lines)
    assert one.report.cells[PROBLEMS] == "一是人手少。"
    assert str(one.report.cells[IMPROVEMENTS]).endswith("招两人。")
    assert one.evidence[IMPROVEMENTS].certainty == "likely"


def test_part_five_without_a_turn_stays_whole_and_is_asked() -> None:
    one = found("五、存在的主要问题及改进情况", "人手少，年内已招两人。")
    assert one.report.cells[PROBLEMS] == "人手少，年内已招两人。"
    assert [question.cell for question in one.questions if "没有分小标题" in question.sentence] == [PROBLEMS]


def test_paragraphs_before_the_first_heading_are_the_preface() -> None:
    said = texts("本报告依据《条例》第五十条编制。", "一、总体情况", "（一）主动公开", "公布四十件。")
    assert said["overview.preface"] == "本报告依据《条例》第五十条编制。"


def test_a_covering_letter_and_an_annex_are_no_text_of_the_report_and_not_lost() -> None:
    letter, annex = "区政府办公室：现将年度报告报送给你们，请审阅。", "本附件说明了公开目录的编排办法。"
    data = f"{letter}\n{HEAD}一、总体情况\n（一）主动公开\n公布四十件。\n六、其他需要报告的事项\n没有。\n"
    data += f"柳荫街道办事处\n2026年1月9日\n附件\n{annex}"
    one = read(FORMS, data.encode(), "年报.txt")
    assert {text.text for text in one.unplaced} == {letter, annex}
    assert (one.report.cells[PROACTIVE], one.report.cells["other.text"]) == ("公布四十件。", "没有。")


@pytest.mark.parametrize("scrap", ["其他：无", "阅读 1203"])
def test_a_short_line_behind_the_last_sentence_is_not_lost(scrap: str) -> None:
    lines = ("六、其他需要报告的事项", "本年没有收费。", scrap)
    assert scrap in (str(texts(*lines)["other.text"]), *loose(*lines))


def test_a_simplified_report_may_quote_traditional_characters() -> None:
    said = "展出石刻“開國總報辦學”拓片。" + "公布四十件。" * 60
    assert texts("一、总体情况", "（一）主动公开", said)[PROACTIVE] == said


def test_a_sentence_between_a_heading_and_its_table_is_asked() -> None:
    assert loose(
        "一、总体情况",
        "（一）主动公开",
        "公布四十件。",
        "二、主动公开政府信息情况",
        "本年无增减，数据见下表。",
        "行政许可\t46",
    ) == ["本年无增减，数据见下表。"]


def test_a_part_that_the_form_does_not_have_is_asked_and_not_swallowed() -> None:
    lines = (
        "五、存在的主要问题及改进情况",
        "（一）存在问题",
        "人手少。",
        "六、其他需要报告的事项",
        "没有。",
        "七、特色亮点",
        "办了三场座谈。",
    )
    assert texts(*lines)["other.text"] == "没有。"
    assert loose(*lines) == ["特色亮点\n办了三场座谈。"]


def test_the_form_s_own_text_is_said_to_be_missing_only_where_it_is() -> None:
    one = found("一、总体情况", "（一）主动公开", "公布四十件。", "（二）优化营商环境", "办了三场座谈。")
    told = {question.cell: question.sentence for question in one.questions}
    assert "没有归入" in told[SUPERVISION]
    assert "没有找到" in told["other.text"]
