"""The themes: legible by the numbers, complete, told to everybody; icons in one family for both."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QLineEdit, QTextEdit

from app.checks import LEVELS
from app.errors import ResourceError
from app.system.paths import resource
from ui.commands.actions import COMMANDS
from ui.look.icons import Icons
from ui.look.theme import NAMES, palette, read_themes, style_sheet

STYLE = resource("style")
THEMES = read_themes(STYLE)
RAW = tomllib.loads((STYLE / "tokens.toml").read_text("utf-8"))
PAIRS = [pair for entry in RAW["pair"] for pair in product(entry["ink"], entry["ground"])]
LEAST = 4.5


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_what_is_written_can_be_read(name: str, ink: str, ground: str) -> None:
    theme = THEMES[name]
    assert contrast(theme.colour(ink), theme.colour(ground)) >= LEAST


@pytest.mark.parametrize("name", NAMES)
def test_edges_of_fields_and_the_focus_can_be_seen(name: str) -> None:
    theme = THEMES[name]
    for edge, ground in product(("line_strong", "focus"), ("surface", "window")):
        assert contrast(theme.colour(edge), theme.colour(ground)) >= 3


def test_the_measure_itself_is_right() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)


def test_both_themes_have_the_same_tokens() -> None:
    assert set(RAW["light"]) == set(RAW["dark"])


def test_every_token_is_used_somewhere() -> None:
    sources = [path.read_text("utf-8") for path in Path(resource("style")).parent.parent.glob("ui/**/*.py")]
    words = "\n".join([(STYLE / "window.qss").read_text("utf-8"), *sources])
    built = {f"{level}_soft" for level in LEVELS} if '}_soft"' in words else set()
    assert [token for token in RAW["light"] if token not in built and not re.search(rf"\b{token}\b", words)] == []


def test_only_the_table_of_tokens_names_a_colour() -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b")
    named = [
        path.name
        for path in STYLE.parent.parent.glob("ui/**/*.py")
        if literal.search(path.read_text("utf-8"))
    ]
    assert named == []
    assert not literal.search((STYLE / "window.qss").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_the_style_sheet_has_no_gradient_and_no_open_place(name: str) -> None:
    sheet = style_sheet(THEMES[name], STYLE)
    assert "$" not in sheet
    assert "gradient" not in sheet
    assert sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize(
    ("old", "new"), [('text = "#1D2430"', ""), ('"#1D2430"', '"ink"'), ("[dark]", "[night]")]
)
def test_a_defect_in_the_tokens_is_a_damaged_installation(tmp_path: Path, old: str, new: str) -> None:
    text = (STYLE / "tokens.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "tokens.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ResourceError, match="重新安装"):
        read_themes(tmp_path)


def test_a_style_sheet_with_an_unknown_token_is_refused(tmp_path: Path) -> None:
    (tmp_path / "window.qss").write_text("QWidget { color: $ink; }", "utf-8")
    with pytest.raises(ResourceError, match="ink"):
        style_sheet(THEMES["light"], tmp_path)


def test_the_window_changes_its_theme_at_once(qtbot, dressed, appearance) -> None:
    with qtbot.waitSignal(appearance.changed):
        appearance.choose("dark")
    assert dressed.palette() == palette(THEMES["dark"])
    assert THEMES["dark"].colours["accent"] in dressed.styleSheet()


def test_choosing_the_theme_in_force_changes_nothing(qtbot, appearance) -> None:
    with qtbot.assertNotEmitted(appearance.changed):
        appearance.choose("light")


@pytest.mark.parametrize(
    "name", sorted({path.stem for path in resource("icons").glob("*.svg")} - {"program"})
)
def test_every_icon_draws_in_the_colour_it_is_given(dressed, name: str) -> None:
    picture = Icons(THEMES["light"]).pixmap(name, "accent", 24, 2.0).toImage()
    assert picture.width() == 48
    inks = {
        picture.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert THEMES["light"].colours["accent"].lower() in inks


def test_the_icon_of_a_command_has_a_faded_face(dressed) -> None:
    icons = Icons(THEMES["dark"])
    for command in (one for one in COMMANDS if one.icon):
        icon = icons.icon(command.icon)
        normal, faded = (
            icon.pixmap(20, 20, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
        )
        assert normal != faded


def test_a_missing_icon_is_a_damaged_installation(dressed) -> None:
    with pytest.raises(ResourceError, match="none"):
        Icons(THEMES["light"]).icon("none")


@pytest.mark.parametrize("name", NAMES)
def test_a_ticked_box_has_a_tick_that_is_legible_on_its_ground(name: str) -> None:
    drawn = re.search(r'url\("([^"]*tick[^"]*)"\)', style_sheet(THEMES[name], STYLE))
    assert drawn is not None
    assert THEMES[name].colours["on_accent"] in Path(drawn.group(1)).read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_of_the_style_sheet_is_there(name: str) -> None:
    drawn = re.findall(r'url\("([^"]*)"\)', style_sheet(THEMES[name], STYLE))
    assert drawn
    assert all(Path(path).is_file() for path in drawn)


@pytest.mark.parametrize("name", NAMES)
def test_what_an_empty_field_asks_for_is_as_legible_as_muted_words(qtbot, dressed, appearance, name: str) -> None:
    appearance.choose(name)
    for field in (QLineEdit(), QTextEdit()):
        qtbot.addWidget(field)
        field.ensurePolished()
        assert field.palette().color(QPalette.ColorRole.PlaceholderText) == THEMES[name].colour("muted")
