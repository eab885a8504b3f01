"""What there is to say of an import: of the whole of it, of each section in one line, of the current cell.

A reason is said once for all its cells, not at each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.checks import Finding
from app.exchange import CERTAINTY_WORDS, Import
from app.exchange.source.found import Question
from app.form.form import Section
from app.form.kinds import TEXT
from app.report import totals
from app.report.doubt import WHY_WORDS
from ui.importing.review import ImportReview

ASKED, REMARK = "import.asked", "import.remark"
QUIET = "没有要核对的。"
DONE = "已全部核对。"


def summary(found: Import) -> str:
    """One sentence that counts what was found; what is doubtful in it is counted beside it."""
    differing = sum(question.cell in found.report.cells for question in found.questions)
    asked = len(found.questions) - differing
    parts = [f"读到 {sum(name in found.report.cells for name in found.evidence)} 栏"]
    parts += [f"{differing} 处已经读取，请核对"] if differing else []
    parts += [f"另有 {asked} 处定不下来，留空待填"] if asked else []
    parts += [f"另有 {len(found.unplaced)} 段文字没有归入栏目，导入后在各部分里放置"] if found.unplaced else []
    parts += [f"{len(found.remarks)} 处合计与各格相加不符"] if found.remarks else []
    return "，".join(parts) + "。"


def told_of_file(found: Import, cells: frozenset[str]) -> str:
    """What is asked of the whole file (year, office, what could not be read), and what was mended while reading."""
    asked = "；".join(one.sentence for one in found.questions if one.cell not in cells)
    return "".join((f"{asked}。" if asked else "", *found.notes))


def told_of_section(review: ImportReview, section: Section) -> str:
    """The reasons of all that waits in a section, each once with the number of its cells."""
    whys = Counter(_why(review, name) for name in review.doubted_in(section.id))
    parts = [f"{why}（{number} 栏）" for why, number in whys.most_common()]
    stops = review.stops_in(section.id)
    asked = sum(bool(review.asked(one.cell)) for one in stops if one.text is None)
    remarks = sum(review.remark(one.cell) is not None for one in stops if one.text is None)
    loose = sum(one.text is not None for one in stops)
    parts += [f"{asked} 栏原文定不下来，请填写"] if asked else []
    parts += [f"{remarks} 处合计与各格相加不符"] if remarks else []
    parts += [f"{loose} 段文字没有归入栏目，可以现在放，也可以导入以后再放"] if loose else []
    return "；".join(parts) + "。" if parts else DONE if section.id in review.had else QUIET


def told_of_cell(review: ImportReview, cell: str) -> str:
    """What the file says of one cell, what is doubtful about it, and what stands in the report that is to be filled."""
    told = _of_source(review, cell)
    kind, now = review.form.cells[cell].kind, review.onto.get(cell)
    other = now is not None and kind is not TEXT and now != review.session.report.cells.get(cell)
    return f"{told}当前报告里是 {kind.show(now)}。" if other and now is not None else told


def _of_source(review: ImportReview, cell: str) -> str:
    form, evidence = review.form, review.evidence(cell)
    name = form.cells[cell].label
    if review.remark(cell) is not None:
        return f"{name}：{_differing(review, cell)}。"
    if asked := review.asked(cell):
        return "；".join(_asking(one) for one in asked)
    if evidence is None:
        return f"{name}：{'由程序自动相加' if form.cells[cell].derived else '文件里没有'}。"
    read, now = review.found.report.cells.get(cell), review.session.report.cells.get(cell)
    place = evidence.spots[0] if len(evidence.spots) == 1 else evidence.place
    source = f"原文“{_short(evidence.text)}”（{place}）"
    if now != read:
        return f"{name}：{'不导入' if now is None else '改过了'}，{source}。"
    if review.doubted(cell) is None:
        return f"{name}：{CERTAINTY_WORDS['exact' if evidence.certainty == 'exact' else 'sure']}，{source}。"
    several = len(evidence.spots) > 1 and form.cells[cell].kind is not TEXT
    maybe = f"可能是标出的 {len(evidence.spots)} 个数之一，" if several else ""
    return f"{name}：待核对，{_why(review, cell)}，{maybe}{source}。"


def findings_of(review: ImportReview, section: str) -> Iterator[Finding]:
    """The questions and sums that do not agree, as marks of the cells of a section."""
    for stop in review.stops_in(section):
        if stop.text is not None:
            continue
        for question in review.asked(stop.cell):
            yield Finding("verify", ASKED, section, question.sentence, (stop.cell,))
        if review.remark(stop.cell) is not None:
            yield Finding("verify", REMARK, section, _differing(review, stop.cell), (stop.cell,))


def _differing(review: ImportReview, cell: str) -> str:
    remark, kind = review.remark(cell), review.form.cells[cell].kind
    assert remark is not None
    computed = totals.value(review.form, review.session.report, cell)
    return f"原文写 {kind.show(remark.stated)}，各格相加是 {'空白' if computed is None else kind.show(computed)}"


def _asking(question: Question) -> str:
    """A question, with what stands in the source where its sentence does not say that itself."""
    text = _short(question.text)
    told = f"，原文“{text}”（{question.place}）" if text and text not in question.sentence else ""
    return question.sentence + told


def _why(review: ImportReview, cell: str) -> str:
    evidence, doubt = review.evidence(cell) or review.evidence(f"{cell}.note"), review.doubted(cell)
    if evidence is not None and evidence.why:
        return evidence.why
    return WHY_WORDS[doubt.why] if doubt is not None else ""


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:40] + "……"
