"""TOML is read strictly: a dataclass says what a table may hold, and each defect is told with file, place and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

import pytest

from app.errors import FormError, NianbaoError, ResourceError
from app.system.toml_table import (
    Id,
    Key,
    Name,
    at_least,
    made,
    mend,
    one_of,
    open_head,
    open_toml,
    parse_toml,
)


@dataclass(frozen=True)
class Origin:
    country: str
    year: int = 0


@dataclass(frozen=True)
class Tree:
    """One annotation of every sort."""

    id: Id
    origin: Annotated[Origin, Key("")]
    kind: Annotated[str, one_of(("apple", "pear"))]
    planted: Annotated[date, made(str, date.fromisoformat)]
    height: Annotated[int, at_least(0)] = 7
    felled: int | None = None
    sweet: bool = False
    names: Annotated[tuple[str, ...], Key("name")] = ()
    widths: tuple[float, ...] = ()
    harvests: tuple[int, ...] = ()
    boughs: Annotated[tuple[Bough, ...], Key("bough")] = ()
    keeper: Annotated[str, Key("contact.keeper")] = ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def defects(self) -> Iterator[tuple[str, str]]:
        if self.felled and self.sweet:
            yield "felled", "与 sweet 不能同时有"


@dataclass(frozen=True)
class Bough:
    label: Name
    boughs: Annotated[tuple[Bough, ...], Key("bough")] = ()


LEAST = 'id = "old"\ncountry = "CN"\nkind = "pear"\nplanted = "1999-04-01"\n[contact]\n'
WHOLE = """
id = "old"
country = "CN"
year = 3
kind = "pear"
planted = "1999-04-01"
height = 0
felled = 2020
name = ["a", "b"]
widths = [1, 2.5]
harvests = [5]
bough = [{ label = "左", bough = [{ label = "梢" }] }]
contact = { keeper = "周" }
words = { x = ["y"] }
"""


def tree(text: str) -> Tree:
    return parse_toml(text, "园.toml", "果树表", wrong=mend).fill(Tree)


def test_a_table_fills_a_dataclass_by_its_annotations() -> None:
    boughs = (Bough("左", (Bough("梢"),)),)
    assert tree(WHOLE) == Tree(
        "old", Origin("CN", 3), "pear", date(1999, 4, 1), 0, 2020, False, ("a", "b"), (1.0, 2.5), (5,), boughs, "周",
        {"x": ("y",)},
    )  # fmt: skip


def test_a_field_with_a_default_may_be_missing() -> None:
    assert tree(LEAST) == Tree("old", Origin("CN"), "pear", date(1999, 4, 1))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "old"\n', "", "id 处缺少，应为文字"),
        ('"old"', '"Old"', "id 处编号 'Old' 只能用小写字母、数字、下划线和点"),
        ('"CN"', '" "', "old country 处为空，应为文字"),
        ('"pear"', '"plum"', "old kind 处为 'plum'，只能是 apple、pear"),
        ("1999-04-01", "1999-04-31", "old planted 处day is out of range for month"),
        ("height = 0", "height = -1", "old height 处为 -1，不能小于 0"),
        ("height = 0", "height = true", "old height 处应为整数，实为 True"),
        ("felled = 2020", "felled = 2020\nsweet = true", "old felled 处与 sweet 不能同时有"),
        ('["a", "b"]', '["a", "a"]', "old name 处'a' 重复"),
        ("[1, 2.5]", "[1, 0]", "old widths 处应为正数列表，其中有 0"),
        ("[5]", "[5.5]", "old harvests 处应为正整数列表，其中有 5.5"),
        ('"梢"', "3", "old › bough 1 › 左 › bough 1 label 处应为文字，实为 3"),
        ('"周"', '"周", tel = 1', "old › contact tel 处不认识，这里只能有 keeper"),
        ('["y"]', '"y"', "old › words x 处应为文字列表，实为 'y'"),
        ("year = 3", "yaer = 3", "old yaer 处不认识，这里只能有 bough、contact、country、"),
        ("contact = ", "contacts = ", "old contact 处缺少，应为表"),
    ],
)  # fmt: skip
def test_a_defect_is_refused_with_its_place(old: str, new: str, told: str) -> None:
    assert old in WHOLE
    with pytest.raises(FormError) as refusal:
        tree(WHOLE.replace(old, new))
    assert refusal.value.sentence.startswith(f"果树表 园.toml：{told}")
    assert refusal.value.sentence.endswith("。请改正后重试。")


def test_a_field_that_is_given_is_not_read() -> None:
    with pytest.raises(NianbaoError, match="year 处不认识，这里只能有 country"):
        parse_toml('country = "CN"\nyear = 1', "a.toml", "表").fill(Origin, year=2)


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "无法读取"), (b"\xff", "无法读取"), (b"a =", "不是有效的 TOML"), (b"a = " + b"[" * 9000, "太多层的列表"),
     (b"a = 1" + b"0" * 5000, "太长的数字")],
)  # fmt: skip
def test_a_file_of_the_program_that_cannot_be_used_asks_to_install_again(
    tmp_path: Path, content: bytes | None, told: str
) -> None:
    path = tmp_path / "表.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ResourceError, match=rf"^节假日表 表\.toml.*{told}.*请重新安装本程序。$"):
        open_toml(path, "节假日表")


def test_the_mark_that_windows_writes_before_a_text_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("x = 1", "utf-8-sig")
    assert open_toml(tmp_path / "a.toml", "表").whole("x") == 1


@pytest.mark.parametrize("before", ["", "list = [\n[1],\n]\n", 'text = """\n[no table]\n"""\n'])
def test_the_head_of_a_file_is_read_without_its_tables(tmp_path: Path, before: str) -> None:
    (tmp_path / "a.toml").write_text(f"{before}x = 1\n[table]\ny = 2\n", "utf-8")
    assert open_head(tmp_path / "a.toml", "表").whole("x") == 1


def test_the_head_of_a_file_is_read_as_strictly_as_the_whole(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("x = \n[table]\n", "utf-8")
    with pytest.raises(ResourceError, match="line 1"):
        open_head(tmp_path / "a.toml", "表")
