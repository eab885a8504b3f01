"""What the checks of kinds know: how reports speak of fees, persons, instructions, parts, years and periods. All of it is data.

Words are regular expressions; `X…Y` stands for X, a gap of at most twelve characters within a clause, and Y.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from app.system.toml_table import Key, TomlTable, made

_GAP = "[^，。；！？\n]{0,12}?"
Pattern = re.Pattern[str]


def _pattern(words: tuple[str, ...]) -> Pattern:
    return re.compile("|".join(word.replace("…", _GAP) for word in words))


Words = Annotated[Pattern, made(tuple[str, ...], _pattern)]


def each_with_others(groups: tuple[str, ...]) -> Mapping[str, str]:
    """Each character of the groups with the others that stand in a group with it."""
    found: dict[str, str] = {}
    for group in groups:
        for char in group:
            found[char] = found.get(char, "") + group.replace(char, "")
    return found


@dataclass(frozen=True)
class FeePhrases:
    """The fee for information: what it is called, what calls it by its full name, what means none of it, what is another fee.

    `total` goes before the sum of several amounts, `notice` is the notice of a fee, `collected`, `paid` and `unpaid` tell what
    became of it; what is `due` is not collected yet, and `nothing` says none of all fees. `others` are the rest of several
    requests, `earlier` are words of another year.
    """

    nouns: Words
    full: Words
    none: Words
    other: Words
    total: Words
    notice: Words
    no_notice: Words
    collected: Words
    due: Words
    paid: Words
    nothing: Words
    unpaid: Words
    others: Words
    earlier: Words


@dataclass(frozen=True)
class PersonPhrases:
    """Full names of persons: surnames, characters of given names, and what stands before or behind a name.

    `roles` are one person's (原告), `groups` many people's (群众), where a name of two characters may be a common word;
    `acts` follow a name that has no role; before one of `asks` whatever ends like one of `callings` is a person; `masked`
    follows a surname that hides the name (王女士); `unless` are no names.
    One of two given characters may be any but those of `not_given`, both before one of `deeds`, which only a person does.
    Surnames in `wordy` are words of their own as well.
    """

    surnames: str
    double_surnames: tuple[str, ...]
    given: str
    not_given: str
    roles: tuple[str, ...]
    groups: tuple[str, ...]
    follows: tuple[str, ...]
    deeds: tuple[str, ...]
    wordy: str
    acts: tuple[str, ...]
    callings: tuple[str, ...]
    asks: tuple[str, ...]
    masked: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True)
class ContactPhrases:
    """What goes before an office's own mailbox or number, what tells a person's, what stands beside the own address.

    Behind a person, `reader` tells that he is only told to call or to write. `serial` and `identity` go before
    numbers of these kinds.
    """

    own: Words
    person: Words
    reader: Words
    place: Words
    serial: Words
    identity: Words


@dataclass(frozen=True)
class RequestPhrases:
    """What introduces the content of a request, and the grounds of an answer that are no content."""

    asked: Words
    grounds: Words


@dataclass(frozen=True)
class TemplatePhrases:
    """What a template leaves: sure instructions, what brackets that instruct begin with or hold, blank names, lost numbers.

    A bracket with a word of the `reader` instructs nobody, unless it has one of the `writer` too.
    """

    instructions: Words
    opens: Words
    holds: Words
    alone: Words
    subject: Words
    reader: Words
    writer: Words
    act: Words
    blank_names: Words
    lost: Words
    lost_unless: Words


@dataclass(frozen=True)
class PartPhrases:
    """Parts of the report: where it speaks of itself, the parts of the format of 2008, words of tables of other editions."""

    itself: Words
    old: Words
    editions: Annotated[Mapping[str, tuple[str, ...]], Key("edition")]
    letter: Words
    aspects: Words


@dataclass(frozen=True)
class YearPhrases:
    """What a year belongs to: what may stand close before it (`before_`) or behind it (`after_`).

    `law`, `since`, `kept` and `old` excuse every year that is past, `asked` every year in the section about requests, `compared`,
    `carried`, `papers` and `mended` the one before, `planned` and `next` the one to come; `own` is the report itself, as is
    what is `titled` behind a word that `presents` it. What an office `will` do it does not do in the report's year, `not_will`
    aside. A year behind an `opening` tells when something was done, unless `this_year` was spoken of, one year is held
    `against` another, or it is told what was `once`.
    """

    after_law: Words
    before_law: Words
    after_kept: Words
    after_since: Words
    before_since: Words
    before_asked: Words
    before_compared: Words
    after_compared: Words
    carried: Words
    after_papers: Words
    after_mended: Words
    before_papers: Words
    before_old: Words
    will: Words
    not_will: Words
    planned: Words
    after_next: Words
    own: Words
    statistics: Words
    titled: Words
    presents: Words
    once: Words
    opening: Words
    this_year: Words
    against: Words


@dataclass(frozen=True)
class ProblemPhrases:
    """Answers that say nothing, words of what is to come, and of what is done."""

    empty: Words
    future: Words
    done: Words


@dataclass(frozen=True)
class Slips:
    """Official phrases that stand letter by letter, words in which a miswritten one is right, and characters of one sound.

    Without one of `links` a phrase is still good Chinese: 经补正申请内容仍不明确.
    """

    phrases: tuple[str, ...]
    unless: tuple[str, ...]
    sounds: tuple[str, ...]
    links: str

    @cached_property
    def alike(self) -> Mapping[str, str]:
        """Each character with the others of its sound or its shape."""
        return each_with_others(self.sounds)


@dataclass(frozen=True)
class Phrases:
    """All of it."""

    fee: FeePhrases
    person: PersonPhrases
    contact: ContactPhrases
    request: RequestPhrases
    template: TemplatePhrases
    part: PartPhrases
    year: YearPhrases
    problem: ProblemPhrases
    repeated: Annotated[Pattern, Key("repeated.words"), made(tuple[str, ...], _pattern)]
    slip: Slips


def read_phrases(top: TomlTable) -> Phrases:
    """The phrases in a table. Raises ResourceError with the place of a defect."""
    return top.fill(Phrases)
