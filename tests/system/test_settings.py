"""The settings: the table is read strictly, values are judged and kept, a damaged file is put aside."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.errors import OutputError, ResourceError, ValueRefused
from app.system.paths import resource
from app.system.settings import FILE, Settings, read_table


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(read_table(resource("settings.toml")), tmp_path)


def read_text(tmp_path: Path, text: str):
    path = tmp_path / "table.toml"
    path.write_text(text, "utf-8")
    return read_table(path)


def again(settings: Settings, folder: Path) -> Settings:
    return Settings(settings.table, folder)


def test_every_shown_setting_has_words_and_a_valid_default(settings: Settings) -> None:
    shown = [entry for entry in settings.table.values() if entry.shown]
    assert {entry.judge(entry.default) for entry in shown}
    assert all(entry.label for entry in shown)


def test_a_value_outlives_the_program(settings: Settings, tmp_path: Path) -> None:
    settings.put("theme", "dark")
    settings.put("preview.visible", False)
    settings.put("preview.zoom", 150)
    later = again(settings, tmp_path)
    assert (later.text("theme"), later.flag("preview.visible"), later.whole("preview.zoom")) == (
        "dark",
        False,
        150,
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [("theme", "pink"), ("preview.zoom", 201), ("preview.zoom", True), ("deadline", "02-30"), ("deadline", "1-5"),
     ("preview.visible", 1), ("export.folder", 3)],
)  # fmt: skip
def test_a_wrong_value_is_refused_and_the_old_one_stays(settings: Settings, key: str, value) -> None:
    with pytest.raises(ValueRefused, match="请改正"):
        settings.put(key, value)
    assert settings.text(key) == str(settings.table[key].default)


def test_the_deadline_falls_in_the_next_year(settings: Settings) -> None:
    assert settings.deadline(2025) == date(2026, 1, 31)
    settings.put("deadline", "01-15")
    assert settings.deadline(2025) == date(2026, 1, 15)


def test_a_deadline_on_a_leap_day_stays_a_day_in_every_year(settings: Settings) -> None:
    settings.put("deadline", "02-29")
    assert settings.deadline(2025) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["{", "[]", '{"theme": "pink"}', "\xff", "[" * 100_000, '{"review.name": "\\ud800"}'])
def test_a_damaged_file_is_put_aside_and_said_so(settings: Settings, tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_bytes(text.encode("latin-1"))
    later = again(settings, tmp_path)
    assert later.text("theme") == "system"
    assert "settings.damaged.json" in later.notices[0]
    assert (tmp_path / "settings.damaged.json").read_bytes() == text.encode("latin-1")


def test_settings_of_a_newer_program_are_kept(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"future": 1}', "utf-8")
    again(settings, tmp_path).put("theme", "dark")
    assert json.loads((tmp_path / "settings.json").read_text("utf-8")) == {"future": 1, "theme": "dark"}


def test_a_file_that_cannot_be_read_is_told_and_never_written_over(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    later = again(settings, tmp_path)
    assert later.text("theme") == "system"
    assert "无法读取" in later.notices[0]
    with pytest.raises(OutputError):
        later.put("theme", "dark")
    assert (tmp_path / "settings.json").is_dir()


def test_a_value_that_cannot_be_stored_is_reported(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    (tmp_path / "settings.json" / "x").touch()
    with pytest.raises(OutputError):
        settings.put("theme", "dark")


LINE = '[[setting]]\nkey = "a"\nkind = "flag"\ndefault = true\nlabel = "甲"\n'


@pytest.mark.parametrize(
    ("text", "word"),
    [(LINE + LINE, "重复"), (LINE + 'colour = "red"\n', "不认识"), (LINE.replace("flag", "lamp"), "只能是"),
     (LINE.replace("true", "3"), "default"), (LINE + 'choices = ["x"]\n', "words"), ("", "setting")],
)  # fmt: skip
def test_a_defect_in_the_table_is_refused_with_its_place(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(ResourceError, match=word):
        read_text(tmp_path, text)


def test_a_missing_table_is_a_damaged_installation(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="重新安装"):
        read_table(tmp_path / "none.toml")


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"\0" * 9)])
def test_settings_that_are_gone_or_damaged_come_back_from_their_copy_and_it_is_said(
    settings: Settings, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    settings.put("review.name", "周甲")
    harm(tmp_path / FILE)
    again = Settings(settings.table, tmp_path)
    assert again.text("review.name") == "周甲"
    assert "已用备份里的设置恢复" in again.notices[0]
    assert Settings(settings.table, tmp_path).notices == ()
