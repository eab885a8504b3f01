"""The steps of the road in the words of the window: on a button, in a tip, for ears, and on the blue button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.road.road import RoadStep, StepId

DONE = "✓"
DEEDS: Mapping[StepId, str] = MappingProxyType(
    {
        "last_year": "取来上年的报告：结转数填入，文字带入待改写，与它逐格比对",
        "tables": "到表里第一个空格",
        "texts": "到第一段没有写的文字",
        "check": "到下一条要改正、说明的检查结果，或下一处待核对的数",
        "review": "打开审核：写意见，签名",
        "final": "打开审核：终审签名，报告定稿并锁住",
        "submit": "把报告和附件写成文件，送交上级",
    }
)
VERBS: Mapping[StepId, str] = MappingProxyType({"tables": "填", "texts": "写"})


def label(step: RoadStep) -> str:
    """取上年 ✓, 三张表 2/3, 核对 2, 报送."""
    return " ".join(filter(None, (step.name, DONE if step.done else step.count)))


def spoken(step: RoadStep, now: bool) -> str:
    """The same for ears: 三张表，3 项里完成 2 项，现在这一步."""
    if step.done:
        how = "已完成"
    elif step.whole:
        how = f"{step.whole} 项里完成 {step.passed} 项"
    else:
        how = f"还有 {step.waiting} 条" if step.waiting else "还没有完成"
    return "，".join(filter(None, (step.name, how, "现在这一步" if now else "")))


def next_words(step: RoadStep, *, short: bool = False) -> str:
    """What stands on the blue button: 下一步：核对 2 条; `short` without the first word."""
    deed = f"{VERBS.get(step.id, '')}{step.name}" + (f" {step.waiting} 条" if step.waiting else "")
    return deed if short else f"下一步：{deed}"


def progress_words(steps: Sequence[RoadStep]) -> str:
    """进度 4/7."""
    return f"进度 {sum(step.done for step in steps)}/{len(steps)}"
