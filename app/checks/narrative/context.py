"""What a place in a sentence is about, and of which year: topics and periods, from the words around it.

What is not surely of the report's year is of another one: a number that is wrongly held against the tables is a false alarm, and
three of these teach not to read the fourth. The examples are of a report on 2025.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.checks.narrative.clauses import Mention, Sentence
from app.knowledge.lexicon import Grammar, Topic

Period = Literal["this", "last", "other"]

# carried: 上年结转申请3件 stands in this year's table, 上年收到申请3件 in last year's. part: 上半年公开5件 is no figure of
# the form, nor is 3月公开1件. since: 任期以来公开12件 counts more than a year; 今年以来 is this one. future:
# 2026年计划公开4件 has not been yet. compared: in 较上年增加2件，共收到9件 the word of time is spent after the first clause.

_CARRIED = r"(?!(?:度|末|底|年底|年末)?[^，。；]{0,8}(?:结转|转入|遗留|顺延))"
_LAST = rf"(?:上年|去年|上一年度?|往年){_CARRIED}"
_PART = r"上半年|下半年|季度|(?<!\d)(?:[1-9]|1[0-2])月(?!31日)|截至\d{1,2}月"
_SINCE = r"(?<!今年)以来|历年|近[两三四五六\d]+年|[两三四五]年来"
_FUTURE = r"明年|下一步|今后|将(?:要|继续|进一步|新增|增设|建|开展)|计划"
_NOW = r"今年|本年|全年|年内|当年|一年来|一年中"
_COMPARED = re.compile(r"(?:较|比|同|与|相比)[^，。；]{0,2}$")


@dataclass(frozen=True)
class ClauseContext:
    """Reads topics and periods with one grammar for one report year."""

    grammar: Grammar
    year: int

    def topic(self, cell: str, sentence: Sentence, mention: Mention) -> str:
        """What a number is about: the nearest topic word before it in its clause, then after, then earlier."""
        # before: 收到申请5件，行政复议2件, each number has its own word. after: 全年2件行政复议均已办结. earlier:
        # 行政复议全部办结，其中维持1件, where the clause itself names nothing.
        inside = self._last_topic(mention.left)
        following = self._first_topic(mention.right)
        earlier = self._last_topic(sentence.text[: mention.left_start - sentence.start])
        found = inside or following or earlier
        return found if found and self._holds(found, cell, sentence) else self.default_topic(cell)

    def _holds(self, topic: str, cell: str, sentence: Sentence) -> bool:
        # Under another heading 接听与申请有关的咨询30次 counts calls; 收到申请30件 counts requests wherever it stands.
        one = next(one for one in self.grammar.topics if one.id == topic)
        return cell in one.cells or one.needs is None or bool(one.needs.search(sentence.text))

    def topic_at(self, cell: str, words: str) -> str:
        """What the end of `words` is about, else the topic of the cell."""
        return self._last_topic(words) or self.default_topic(cell)

    def names(self, topic: str, words: str) -> bool:
        """Whether the words themselves speak of a topic."""
        return any(one.id == topic for one, _ in self._topics(words))

    def default_topic(self, cell: str) -> str:
        """The topic of a cell where no word names one."""
        return next((topic.id for topic in self.grammar.topics if cell in topic.cells), "")

    def _last_topic(self, words: str) -> str:
        # Of two that end at the same place the longer one counts: it is the more exact word.
        found = [(m.end(), len(m.group()), topic.id) for topic, m in self._topics(words)]
        return max(found)[2] if found else ""

    def _first_topic(self, words: str) -> str:
        found = [(m.start(), -len(m.group()), topic.id) for topic, m in self._topics(words)]
        return min(found)[2] if found else ""

    def _topics(self, words: str) -> list[tuple[Topic, re.Match[str]]]:
        return [(t, m) for t in self.grammar.topics for m in t.words.finditer(words)]

    def period(self, words: str) -> Period:
        """The year that a place after `words` (of one sentence) speaks of: the last word of time decides."""
        # 去年公开7件，今年公开9件: each number has the word before it. Where none is said, a report speaks of its own year. A
        # day such as 2026年1月31日前 is when this year's report is handed in, and no year that something is counted in.
        last_year, next_year = self.year - 1, self.year + 1
        kinds: tuple[tuple[Period, str], ...] = (
            ("last", rf"{_LAST}|{last_year}\s*年(?:度)?{_CARRIED}"),
            ("other", rf"{_PART}|{_FUTURE}|{_SINCE}|{next_year}\s*年(?!\d{{1,2}}月\d{{1,2}}日前)"),
            ("this", rf"{_NOW}|{self.year}\s*年(?:度)?"),
        )
        found: list[tuple[int, Period]] = [(-1, "this")]
        for kind, pattern in kinds:
            for match in re.finditer(pattern, words):
                if not (self._passed(words, match) if kind == "last" else _carried_to(words, match)):
                    found.append((match.start(), kind))
        return max(found, key=lambda one: one[0])[1]

    @staticmethod
    def _passed(words: str, match: re.Match[str]) -> bool:
        """较上年、比去年 speak of last year only until the clause ends."""
        compared = _COMPARED.search(words[: match.start()])
        return bool(compared) and bool(re.search(r"[，。；]", words[match.end() :]))


def _carried_to(words: str, match: re.Match[str]) -> bool:
    """结转2026年 and 延至2026年答复 speak of this year's requests: next year is only where they go."""
    return bool(re.search(r"(?:结转|顺延|转入|延|转)(?:至|到|入)?\s*$", words[: match.start()]))
