"""Made-up narratives for the composer: real punctuation, quotes, numbers, Western words, rare characters.

Seeded, so that a failing number can be looked at again. No sentence is anybody's; only the shapes are real. Written
by the maintainers on 24 November 2026 (e25597e), after the composer (d3ff29a). A regression set, for it is the same each time.
"""

from __future__ import annotations

from random import Random

PHRASES = (
    "街道坚持以公开为常态", "围绕居民关心的停车难问题", "及时回应群众关切", "完善工作台账", "把责任压实到科室",
    "社区议事厅定期开放", "政策解读更加通俗", "栏目设置重新梳理", "窗口人员轮流培训", "线上线下同步发布", "答复文书由司法所审核",
    "老年人可以到公告栏查看", "存量信息逐条复核", "失效内容及时清理", "形成闭环管理", "公开目录动态调整", "网格员上门告知",
)  # fmt: skip
LINKS = ("，", "，", "，", "；", "、", "：", "，并且", "，同时", "——", "……", "，其中")
ENDS = ("。", "。", "。", "！", "？", "。”", "；")
QUOTED = (
    "“三审三校”",
    "“‘一网通办’专区”",
    "《政府信息公开条例》",
    "《关于〈公开指南〉的说明》",
    "（含电子件）",
    "【试行】",
    "「便民」",
)
NUMBERED = (
    "{n}件", "{n}.5%", "{n}%", "2025年{m}月{d}日", "{m}月{d}日", "〔2021〕{n}号", "第{n}条", "{n}余万元", "{n},{n}平方米",
    "12345热线", "￥{n}元", "{n}㎡", "{d}℃", "①", "Ⅱ类", "{n}个工作日", "{n}—{n}人次", "2025年度", "1:{n}", "{n}·{d}",
)  # fmt: skip
WESTERN = (
    "Office365",
    "APP",
    "www.example.gov.cn",
    "HTTPS",
    "someone@example.com",
    "AI",
    "GB/T9704",
    "Wi-Fi",
    "http://a.example.cn/x?id=1&k=2",
)
RARE = ("硚口", "王堃", "李喆", "张垚", "鄠邑区", "二〇二五年", "䶮", "𬭸", "淏", "赵瑢", "犇", "昇", "镕")


def narrative(seed: int) -> str:
    """One paragraph of some 20 to 700 characters."""
    random = Random(seed)
    pieces = []
    for _ in range(random.randint(1, 14)):
        pieces.append(sentence(random))
    return "".join(pieces)


def sentence(random: Random) -> str:
    """One sentence of some clauses."""
    text = ""
    count = random.randint(1, 5)
    for number in range(count):
        text += clause(random)
        text += random.choice(LINKS) if number < count - 1 else random.choice(ENDS)
    return text


def clause(random: Random) -> str:
    """A phrase, often with a number, a quotation, a Western word or a rare name beside it."""
    words = [random.choice(PHRASES)]
    if random.random() < 0.5:
        kinds = (QUOTED, NUMBERED, NUMBERED, WESTERN, RARE)
        extra = random.choice(random.choice(kinds))
        words.insert(random.randint(0, 1), filled(extra, random))
    if random.random() < 0.2:
        words.append(filled(random.choice(NUMBERED), random))
    return "".join(words)


def filled(shape: str, random: Random) -> str:
    """A shape with its numbers."""
    return shape.format(n=random.randint(1, 999), m=random.randint(1, 12), d=random.randint(1, 28))
