"""What the prose checks know: their rules, word lists, laws and the grammar of phrases. All of it is data.

Read strictly from resources/checks; a user's own wrong words are added. Leans on form_table and paths.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from app.errors import FormError, ResourceError
from app.knowledge.lexicon import Grammar, read_grammar
from app.knowledge.profile import LEVELS, Profile, read_profile
from app.system.paths import resource
from app.system.toml_table import TomlTable


@dataclass(frozen=True)
class ProseRule:
    """A rule about prose. `limit` is its number and `cells` its cells, where it has any; `sentence` is a template."""

    id: str
    title: str
    level: str
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
class WrongWord:
    """A wrong word, the right one, and longer words in which the wrong one is right."""

    word: str
    right: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordLists:
    """The word lists."""

    wrong: tuple[WrongWord, ...]
    doubled_fine: tuple[str, ...]
    secrecy: tuple[str, ...]
    secrecy_unless: tuple[str, ...]
    instructions: re.Pattern[str]
    pronouns: tuple[str, ...]
    pronouns_unless: tuple[str, ...]
    pronouns_office: str
    stock: tuple[str, ...]
    private_mail: tuple[str, ...]
    person: re.Pattern[str]
    person_unless: tuple[str, ...]


@dataclass(frozen=True)
class Law:
    """A law or document that reports name, with the years that belong to it."""

    name: str
    years: tuple[int, ...]
    about: str


@dataclass(frozen=True)
class Knowledge:
    """Everything the prose checks know besides the report."""

    rules: Mapping[str, ProseRule]
    groups: Mapping[str, str]
    words: WordLists
    laws: tuple[Law, ...]
    document: str
    miswritten: tuple[str, ...]
    fee_step: int
    fee_words: tuple[str, ...]
    grammar: Grammar


@lru_cache(maxsize=1)
def builtin() -> Knowledge:
    """The program's own knowledge, read once: its files never change while it runs. Raises ResourceError, FormError."""
    return read_knowledge(resource("checks"))


@lru_cache(maxsize=1)
def state_profile() -> Profile:
    """The built-in profile, read once. Raises ResourceError, FormError."""
    return read_profile(resource("profiles", "state.toml"))


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge in a folder of TOML files. Raises ResourceError, FormError."""
    prose, words = _top(folder / "prose.toml"), _top(folder / "words.toml")
    laws, tariff = _top(folder / "laws.toml"), _top(folder / "tariff.toml")
    rules = [_rule(table) for table in prose.tables("rule", required=True)]
    document = _inner(laws, "document")
    known = Knowledge(
        rules=MappingProxyType({rule.id: rule for rule in rules}),
        groups=MappingProxyType(dict(map(_group, prose.tables("group", required=True)))),
        words=_words(words),
        laws=tuple(map(_law, laws.tables("law"))),
        document=document.text("words", required=True),
        miswritten=document.texts("miswritten"),
        fee_step=tariff.whole("step", required=True) or 0,
        fee_words=tariff.texts("words", required=True),
        grammar=read_grammar(_top(folder / "narrative.toml")),
    )
    for table in (prose, words, laws, tariff, document):
        table.done()
    if len(known.rules) != len(rules):
        raise prose.wrong("rule", "有两条规则编号相同")
    if strange := {rule.group for rule in rules} - set(known.groups):
        raise prose.wrong("group", f"里没有 {min(strange)}")
    return known


def with_words(known: Knowledge, path: Path) -> Knowledge:
    """The knowledge with a user's own list of wrong words ([[wrong]] word, right, unless). Raises FormError."""
    top = _top(path)
    own = tuple(map(_wrong, top.tables("wrong")))
    top.done()
    return replace(known, words=replace(known.words, wrong=known.words.wrong + own))


def _top(path: Path) -> TomlTable:
    try:
        return TomlTable(tomllib.loads(path.read_text("utf-8-sig")), path.name, "")
    except tomllib.TOMLDecodeError as reason:
        raise FormError(f"文件 {path.name} 不是有效的 TOML：{reason}。请改正后重试。") from reason
    except (OSError, UnicodeDecodeError) as reason:
        raise ResourceError(f"文件 {path.name} 无法读取（{reason}）。请重新安装本程序。") from reason
    except (ValueError, RecursionError) as reason:  # a number without end, lists in lists in lists
        raise FormError(f"文件 {path.name} 里有太长的数字或太多层的列表。请改正后重试。") from reason


def _inner(top: TomlTable, key: str) -> TomlTable:
    found = top.tables(key, required=True)
    if len(found) != 1:
        raise top.wrong(key, f"应只有一段，实有 {len(found)} 段")
    return found[0]


def _rule(table: TomlTable) -> ProseRule:
    rule = ProseRule(
        id=table.identifier("id"),
        title=table.text("title", required=True),
        level=table.choice("level", LEVELS, required=True),
        sentence=table.text("sentence", required=True),
        basis=table.text("basis", required=True),
        passes=table.text("passes", required=True),
        fails=table.text("fails", required=True),
        limit=table.whole("limit") or 0,
        cells=table.texts("cells"),
    )
    table.done()
    return rule


def _group(table: TomlTable) -> tuple[str, str]:
    group = table.identifier("id"), table.text("heading", required=True)
    table.done()
    return group


def _law(table: TomlTable) -> Law:
    name, about = table.text("name", required=True), table.text("about", required=True)
    years = tuple(int(year) for year in table.numbers("years"))
    table.done()
    return Law(name, years, about)


def _wrong(table: TomlTable) -> WrongWord:
    word = WrongWord(
        table.text("word", required=True), table.text("right", required=True), table.texts("unless")
    )
    table.done()
    return word


def _words(top: TomlTable) -> WordLists:
    doubled, secrecy, leftover = _inner(top, "doubled"), _inner(top, "secrecy"), _inner(top, "leftover")
    pronoun, stock = _inner(top, "pronoun"), _inner(top, "stock")
    mail, person = _inner(top, "mail"), _inner(top, "person")
    words = WordLists(
        wrong=tuple(map(_wrong, top.tables("wrong"))),
        doubled_fine=doubled.texts("fine"),
        secrecy=secrecy.texts("words", required=True),
        secrecy_unless=secrecy.texts("unless"),
        instructions=_anywhere(leftover.texts("instructions", required=True)),
        pronouns=pronoun.texts("words", required=True),
        pronouns_unless=pronoun.texts("unless"),
        pronouns_office=pronoun.text("office", required=True),
        stock=stock.texts("phrases", required=True),
        private_mail=mail.texts("domains", required=True),
        person=_person(person),
        person_unless=person.texts("unless"),
    )
    for table in (doubled, secrecy, leftover, pronoun, stock, mail, person):
        table.done()
    return words


def _anywhere(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word).replace("…", "[^。；]{0,12}?") for word in words))


def _person(table: TomlTable) -> re.Pattern[str]:
    """A name: what one calls the person, then a surname and one or two characters, then what may follow a name."""
    called, surnames = table.texts("after", required=True), table.text("surnames", required=True)
    follows = table.texts("before", required=True)
    return re.compile(
        rf"(?:{'|'.join(called)})[：:]?\s*(?P<name>[{surnames}][\u4e00-\u9fff]{{1,2}}?)"
        rf"(?=$|[，。；、（(“”\s]|{'|'.join(follows)})"
    )
