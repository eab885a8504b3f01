"""Labels over several lines of a printed page are whole again where nothing else can be meant."""

from __future__ import annotations

from app.exchange.readers.printed_rows import with_whole_labels

GROUP = "  三、本年度办 （四）无法 2.没有现成信息需要另行制作"
REST = "  理结果    提供                     0   1   0   0   0   0   1"


def whole(*lines: str) -> list[str]:
    return [" ".join(line.split()) for line in with_whole_labels(lines) if line]


def test_a_label_that_begins_above_its_figures_is_put_together_by_columns() -> None:
    assert whole(GROUP, REST) == ["三、本年度办理结果 （四）无法提供 2.没有现成信息需要另行制作 0 1 0 0 0 0 1"]


def test_a_label_above_and_below_its_figures_is_whole() -> None:
    lines = ("  1.申请人无正当理由逾期不补", "                     0  0  2", "  正、行政机关不再处理")
    assert whole(*lines) == ["1.申请人无正当理由逾期不补正、行政机关不再处理 0 0 2"]


def test_what_goes_on_below_a_label_with_figures_belongs_to_it() -> None:
    lines = ("  1.属于国家   0  0  2", "  秘密", "  2.其他   1  1  1")
    assert whole(*lines) == ["1.属于国家秘密 0 0 2", "2.其他 1 1 1"]


def test_the_lines_keep_their_numbers() -> None:
    assert with_whole_labels([GROUP, REST, "后"])[0] == ""
    assert len(with_whole_labels([GROUP, REST, "后"])) == 3


def test_figures_below_two_labels_are_nobody_s() -> None:
    for between in ([], [""]):
        lines = ["  1.申请人无正当理由", *between, "  2.申请人逾期未按", "                    0  0  2"]
        assert with_whole_labels(lines) == lines


def test_heads_headings_and_captions_are_no_part_of_a_label() -> None:
    lines = ["          企业   机构", "  1.重复申请  0    2   3", "注：含上年", "", "第二十条", "  规章   1  2  3", "第二十一条"]
    assert with_whole_labels(lines) == lines
