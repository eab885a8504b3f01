"""The fee for handling requests: every sum that the prose names must fit the tariff. The tariff is data.

国办函〔2020〕109号.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.checks.narrative.numbers import numbers
from app.chinese.sentences import sentences
from app.findings.finding import Finding
from app.findings.reader import ProseReader


def fees(source: ProseReader) -> Iterator[Finding]:
    """The finding about each sum of money, in a sentence about the fee, that is no multiple of the step."""
    known = source.knowledge
    for text in source.prose:
        for sentence in sentences(text.text):
            if not any(word in sentence.text for word in known.fee_words):
                continue
            for number in numbers(sentence.words):
                value = number.value * 10000 if number.unit == "万元" else number.value
                if number.unit in ("元", "万元") and value % known.fee_step:
                    place = (sentence.start + number.start, sentence.start + number.end)
                    words = text.text[slice(*place)]
                    yield from source.found(
                        "narrative.fee", text, place, words=words, stated=float(value), step=known.fee_step
                    )
