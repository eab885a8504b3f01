"""What the prose checks know: their rules, word lists, laws and the lexicon of reports. All of it is data.

Read strictly from resources/checks; a user's own wrong words are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from app.form.rule import LEVELS, Level
from app.knowledge.lexicon import Lexicon, read_lexicon
from app.knowledge.phrases import Phrases, read_phrases
from app.knowledge.profile import Profile, read_profile
from app.system.paths import resource
from app.system.toml_table import Id, Key, mend, one_of, open_toml


@dataclass(frozen=True)
class ProseRule:
    """A rule about prose. `limit` is its number and `cells` its cells, where it has any; `sentence` is a template."""

    id: Id
    title: str
    level: Annotated[Level, one_of(LEVELS)]
    sentence: str
    basis: str
    passes: str
    fails: str
    limit: int = 0
    cells: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The first word of its id: rules of one word stand together in the page of rules."""
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class RuleGroup:
    """The heading over the rules of one group."""

    id: Id
    heading: str


@dataclass(frozen=True)
class WrongWord:
    """A wrong word, the right one, and longer words in which the wrong one is right."""

    word: str
    right: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordLists:
    """The word lists."""

    wrong: tuple[WrongWord, ...]
    secrecy: Annotated[tuple[str, ...], Key("secrecy.words")]
    stock: Annotated[tuple[str, ...], Key("stock.phrases")]
    private_mail: Annotated[tuple[str, ...], Key("mail.domains")]
    doubled_fine: Annotated[tuple[str, ...], Key("doubled.fine")] = ()
    secrecy_unless: Annotated[tuple[str, ...], Key("secrecy.unless")] = ()


@dataclass(frozen=True)
class Law:
    """A law or document that reports name, with the years that belong to it.

    `decree` is the number of its State Council decree, `earlier` those of decrees that it replaced; `short` are titles that
    are in use beside the full one, `wrong` titles that no law has. `number` is that of a document, of
    which a sentence without its title speaks by the word `told`.
    """

    name: str
    about: str
    years: tuple[int, ...] = ()
    decree: int | None = None
    earlier: tuple[int, ...] = ()
    short: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    number: str = ""
    told: str = ""


@dataclass(frozen=True)
class FormDocument:
    """The document behind the form: its series, ways to miswrite that, numbers of earlier editions, what its titles hold.

    `alike` are other series, which miswrite it only with its own number.
    """

    words: str
    title: str
    miswritten: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything the prose checks know besides the report. Compared by being the same, like its lexicon."""

    rules: Mapping[str, ProseRule]
    groups: Mapping[str, str]
    words: WordLists
    laws: tuple[Law, ...]
    document: FormDocument
    fee_step: int
    lexicon: Lexicon
    phrases: Phrases


@lru_cache(maxsize=1)
def builtin() -> Knowledge:
    """The program's own knowledge, read once: its files never change while it runs. Raises ResourceError, FormError."""
    return read_knowledge(resource("checks"))


@lru_cache(maxsize=1)
def state_profile() -> Profile:
    """The built-in profile, read once. Raises ResourceError, FormError."""
    return read_profile(resource("profiles", "state.toml"))


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge in a folder of TOML files. Raises ResourceError with the place of a defect."""
    prose, words = open_toml(folder / "prose.toml", "检查规则表"), open_toml(folder / "words.toml", "错别字表")
    laws, tariff = open_toml(folder / "laws.toml", "法规表"), open_toml(folder / "tariff.toml", "收费标准表")
    rules = prose.records("rule", ProseRule, required=True)
    groups = prose.records("group", RuleGroup, required=True)
    known = Knowledge(
        rules=MappingProxyType({rule.id: rule for rule in rules}),
        groups=MappingProxyType({group.id: group.heading for group in groups}),
        words=words.fill(WordLists),
        laws=laws.records("law", Law),
        document=laws.record("document", FormDocument),
        fee_step=tariff.whole("step", required=True) or 0,
        lexicon=read_lexicon(open_toml(folder / "lexicon.toml", "数字说法表")),
        phrases=read_phrases(open_toml(folder / "phrases.toml", "说法表")),
    )
    for table in (prose, laws, tariff):
        table.done()
    prose.no_twins("rule", [rule.id for rule in rules])
    if strange := {rule.group for rule in rules} - set(known.groups):
        raise prose.wrong("group", f"里没有 {min(strange)}")
    return known


def with_words(known: Knowledge, path: Path) -> Knowledge:
    """The knowledge with a user's own list of wrong words ([[wrong]] word, right, unless). Raises FormError."""
    top = open_toml(path, "自己的用词表", wrong=mend)
    own = top.records("wrong", WrongWord)
    top.done()
    return replace(known, words=replace(known.words, wrong=known.words.wrong + own))
