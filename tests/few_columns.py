"""A report as text whose tables came out of a page with a column less: six figures, or five, for seven columns of table three.

The shape is that of reports as websites show them; office, sentences and figures are invented.
"""

from __future__ import annotations

NAME = "柳荫街道2025年年报.txt"
DOUBTS = {"inferred": 144, "likely": 22}
SIX, FIVE = "\t0" * 6, "\t0" * 5
TEXTS = {
    "一、总体情况": (
        ("（一）主动公开", "柳荫街道全年公开各类信息，内容都与居民的日常生活有关，公开以前逐条核对。"),
        ("（二）依申请公开", "全年收到一位居民的申请一件，按时答复，没有引起复议。"),
        ("（三）政府信息管理", "文件在制作的时候就定下公开的属性，归档以后每季度清理一次。"),
        ("（四）政府信息公开平台建设", "街道在区政府网站上有一个专栏，由专人维护，每周检查链接。"),
        ("（五）监督保障", "街道每半年培训一次，请居民代表评议，意见逐条改进。"),
    ),
    "五、存在的主要问题及改进情况": (
        ("（一）存在问题", "专栏里的信息更新不够及时。\n\n少数信息写得不够通俗。"),
        ("（二）改进情况", "每周清点一次应当公开的信息。\n\n请社区工作者先读一遍再公开。"),
    ),
}
PROACTIVE = """第二十条第（一）项\t\t\t
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t0\t0\t0
第二十条第（五）项\t\t\t
信息内容\t本年处理决定数量\t\t
行政许可\t0\t\t
第二十条第（六）项\t\t\t
信息内容\t本年处理决定数量\t\t
行政处罚\t0\t\t
行政强制\t0\t\t
第二十条第（八）项\t\t\t
信息内容\t本年收费金额（单位：万元）\t\t
行政事业性收费\t0\t\t"""
HEAD = """(本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和)\t\t申请人情况\t\t\t\t\t\t
\t\t自然人\t法人或其他组织\t\t\t\t\t
\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"""
GROUPS = (
    ("(三) 不予公开", ("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
                   "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项")),
    ("(四) 无法提供", ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    ("(五) 不予处理", ("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
                   "5.要求行政机关确认或重新出具已获取信息")),
    ("(六) 其他处理", ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                   "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他")),
)  # fmt: skip
DISPUTES = (
    "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n"
    + "\t".join(("结果 维持", "结果 纠正", "其他 结果", "尚未 审结", "总计", "未经复议直接起诉"))
    + "\t\t\t\t\t复议后起诉\t\t\t\t\n"
    + "\t".join(("",) * 5 + ("结果 维持", "结果 纠正", "其他 结果", "尚未 审结", "总计") * 2)
    + "\n"
    + "\t".join("0" * 15)
)


def few_columns() -> str:
    """The whole text."""
    first, problems = TEXTS
    parts = (
        "柳荫街道办事处 2025 年政府信息公开工作 年度报告", _texts(first),
        "二、主动公开政府信息情况", PROACTIVE,
        "三、收到和处理政府信息公开申请情况", "\n".join((HEAD, *_requests())),
        "四、政府信息公开行政复议、行政诉讼情况", DISPUTES,
        _texts(problems), "六、其他需要报告的事项", "本年度没有收取信息处理费。",
    )  # fmt: skip
    return "\n\n".join(parts)


def _texts(section: str) -> str:
    return "\n\n".join((section, *(f"{heading}\n\n{text}" for heading, text in TEXTS[section])))


def _requests() -> list[str]:
    rows = [f"一、本年新收政府信息公开申请数量\t\t1{FIVE}", f"二、上年结转政府信息公开申请数量\t{SIX}"]
    rows += [f"三、本年度办理结果\t(一) 予以公开{SIX}"]
    rows += [f"\t(二) 部分公开（区分处理的，只计这一情形，不计其他情形）{SIX}"]
    for group, members in GROUPS:
        for number, member in enumerate(members):
            figures = "\t1\t0\t0\t0\t1" if member.startswith("1.本机关不掌握") else FIVE
            rows.append(f"\t{'' if number else group}\t{member}{figures}")
    return [*rows, "\t(七) 总计\t1\t0\t0\t0\t0\t1", f"四、结转下年度继续办理\t{SIX}"]
