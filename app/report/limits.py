"""How long names, titles and the lines beside a report may be: judged where they are typed or come in, never where stored.

Characters as a person counts them, not bytes. A longer one that is stored already opens as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import ValueRefused


@dataclass(frozen=True)
class Limit:
    """`words` is what is limited, `most` its characters."""

    words: str
    most: int

    def judge(self, text: str) -> None:
        """Raises ValueRefused for a longer text."""
        if len(text) > self.most:
            raise ValueRefused(f"{self.words}最多 {self.most} 个字，请改短。")


OFFICE = Limit("单位全称", 100)
TITLE = Limit("报告标题", 200)
VERSION = Limit("版本名称", 60)
EXPLANATION = Limit("说明", 2000)
REASON = Limit("理由", 200)
OPINION = Limit("意见", 500)
COMMENT = Limit("批注", 1000)
PERSON = Limit("姓名", 30)  # some peoples' names are long; a whole report pasted there is none
APPLICANT = Limit("申请人", 100)
SUBJECT = Limit("申请内容", 1000)
