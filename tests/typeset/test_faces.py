"""The bundled faces: everything that reports use has a glyph; broken font files are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.errors import ResourceError
from app.system.paths import resource
from app.typeset.faces import Faces, load_faces, missing
from app.typeset.truetype import FaceFile, open_face
from tests.kept import made_anew

ROLES = ("fang", "kai", "hei", "song", "title")
SIGNS = "，。、；：？！（）《》〈〉【】〔〕「」『』“”‘’—…·％℃‰￥〇㎡①⑳Ⅰ×÷±≤≥→■□★※～／＋０Ａ%°"


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


@pytest.mark.parametrize("role", ROLES)
def test_every_standard_character_can_be_printed_in_every_role(faces, role):
    standard = resource("fonts", "tgh.txt").read_text(encoding="utf-8").strip()
    assert len(set(standard)) == 8105
    assert list(missing(faces, standard + SIGNS, role)) == [], made_anew("resources/fonts")


@pytest.mark.parametrize("role", ROLES)
def test_a_name_outside_the_main_face_falls_back_along_the_chain(faces, role):
    main, rare = faces.glyph(role, "国"), faces.glyph(role, "堃")
    assert main.face == role
    assert rare.face != role
    assert rare.advance == 1000


def test_a_character_that_no_face_has_is_told_with_its_place(faces):
    assert list(missing(faces, "王\U0001f600五\ue000", "fang")) == [(1, "\U0001f600"), (3, "\ue000")]


def test_blanks_and_line_breaks_need_no_glyph(faces):
    assert list(missing(faces, "一 二\n三\t四\u3000五\u200b", "song")) == []


def test_a_character_without_glyph_prints_the_geta_mark(faces):
    assert faces.glyph("fang", "\ue000") == faces.glyph("fang", "〓")


def test_letters_and_digits_of_the_body_stand_in_one_face(faces):
    assert {faces.glyph(role, sign).face for role in ("fang", "kai", "song") for sign in "aZ09"} == {"song"}


@pytest.mark.parametrize("role", ROLES)
def test_a_yuan_sign_is_not_printed_as_a_dollar(faces, role):
    assert faces.glyph(role, "￥") == faces.glyph(role, "¥") != faces.glyph(role, "$")


@pytest.mark.parametrize(
    "key", ["fang", "kai", "hei", "song", "title", "rare-kai", "rare-hei", "rare-title", "fallback"]
)
def test_a_face_reads_as_fonttools_reads_it(faces, key):
    face, path = faces.face(key), faces.files[key]
    with TTFont(path, lazy=True) as font:
        assert {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()} == dict(face.glyphs)
        assert [font["hmtx"][name][0] for name in font.getGlyphOrder()] == [
            face.advance(n) for n in range(len(face.offsets) - 1)
        ]
        assert set(font.keys()) - {"GlyphOrder"} == {
            "OS/2",
            "cmap",
            "glyf",
            "head",
            "hhea",
            "hmtx",
            "loca",
            "maxp",
            "name",
            "post",
        }


def test_a_character_table_of_the_older_format_is_read_too(faces, tmp_path):
    with TTFont(faces.files["rare-hei"]) as font:
        font["cmap"].tables = [table for table in font["cmap"].tables if table.format == 4]
        font.save(tmp_path / "old.ttf")
    old = open_face("old", tmp_path / "old.ttf")
    assert old.glyphs == {code: n for code, n in faces.face("rare-hei").glyphs.items() if code < 0x10000}


def test_a_missing_font_file_is_named(tmp_path):
    with pytest.raises(ResourceError, match=r"字体文件无法打开：没有\.ttf"):
        open_face("x", tmp_path / "没有.ttf")


@pytest.mark.parametrize("content", [b"", b"not a font at all" * 9, b"OTTO" + bytes(400)])
def test_a_damaged_font_file_is_named(tmp_path: Path, content):
    (tmp_path / "坏.ttf").write_bytes(content)
    with pytest.raises(ResourceError, match=r"字体文件.*坏\.ttf"):
        open_face("x", tmp_path / "坏.ttf")


def a_folder_with(tmp_path: Path, listing: str) -> Path:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "faces.toml").write_text(listing, encoding="utf-8")
    return tmp_path


def test_a_bundled_font_that_is_gone_is_named(tmp_path: Path, monkeypatch):
    folder = a_folder_with(tmp_path, resource("fonts", "faces.toml").read_text(encoding="utf-8"))
    monkeypatch.setattr("app.system.paths.resources", lambda: folder)
    with pytest.raises(ResourceError, match=r"fonts/fang\.ttf"):
        load_faces()


def test_a_damaged_list_of_faces_is_named(tmp_path: Path, monkeypatch):
    folder = a_folder_with(tmp_path, "[files]")
    monkeypatch.setattr("app.system.paths.resources", lambda: folder)
    with pytest.raises(ResourceError, match=r"faces\.toml"):
        load_faces()


def test_a_font_file_cut_short_is_refused(tmp_path: Path):
    whole = resource("fonts", "rare-hei.ttf").read_bytes()
    (tmp_path / "short.ttf").write_bytes(whole[:200_000])
    with pytest.raises(ResourceError, match=r"short\.ttf"):
        open_face("x", tmp_path / "short.ttf")


def test_a_chosen_face_goes_before_the_bundled_ones(faces):
    chosen = load_faces({"title": FaceFile(resource("fonts", "song.ttf"))})
    assert chosen.glyph("title", "国").face == "chosen-title"
    assert chosen.glyph("title", "堃").face == "rare-title"


def test_the_licences_lie_beside_the_fonts():
    texts = {path.name: path.read_text(encoding="utf-8") for path in resource("fonts", "licences").iterdir()}
    assert (
        "As a special exception, if you create a document which uses this font" in texts["fandol-COPYING.txt"]
    )
    assert "SIL OPEN FONT LICENSE" in texts["noto-copyright.txt"]
    assert "OFL" in texts["wenkai-copyright.txt"]
