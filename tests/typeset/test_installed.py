"""The faces that offices use: found by their names, judged, chosen, and helped out by the bundled ones."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib.scaleUpem import scale_upem

from app.document.layout import lay_out
from app.render.pdf import write
from app.render.writer_job import WriterJob
from app.system import paths
from app.typeset.faces import FULL, load_faces, missing
from app.typeset.installed import InstalledFace, choose_faces, find_installed
from app.typeset.typesetter import Typesetter
from tests.office_faces import (
    BITMAPS_ONLY,
    CHINESE,
    EDITABLE,
    ENGLISH,
    MAC_CHINESE,
    PRC,
    RESTRICTED,
    WHOLE_ONLY,
    face,
    gb2312_face,
    install,
    install_collection,
    postscript_face,
)
from tests.reports import FORM, full

FULL_NAME, POSTSCRIPT = 4, 6
SENTENCE = "鄠邑区硚口街道办事处公开政府信息12条。"


def found(folder: Path, role: str = "fang") -> tuple[InstalledFace, ...]:
    return find_installed([folder])[role]


@pytest.fixture(scope="module")
def gb2312(tmp_path_factory) -> Path:
    """A fonts folder with a 仿宋_GB2312 that has the characters of GB 2312—1980 and no others."""
    folder: Path = tmp_path_factory.mktemp("fonts")
    install(folder, "simfang.ttf", gb2312_face({CHINESE: "仿宋_GB2312", ENGLISH: "FangSong_GB2312"}))
    return folder


@pytest.mark.parametrize(
    ("record", "name", "role"),
    [(CHINESE, "仿宋_GB2312", "fang"), (ENGLISH, "FangSong", "fang"), (MAC_CHINESE, "楷体_GB2312", "kai"),
     (PRC, "黑体", "hei"), (ENGLISH, "simsun", "song"), (CHINESE, "方正小标宋_GBK", "title")],
)  # fmt: skip
def test_a_face_is_found_by_its_family_in_either_language(tmp_path, record, name, role):
    path = install(tmp_path / "deep" / "er", "x.TTF", face({record: name}))
    (one,) = found(tmp_path, role)
    assert one.file.path == path
    assert one.name.casefold() == name.casefold()
    assert one.refusal == ""


@pytest.mark.parametrize("kind", [FULL_NAME, POSTSCRIPT])
def test_a_face_is_found_by_its_full_name(tmp_path, kind):
    install(tmp_path, "x.ttf", face({ENGLISH: "FZXiaoBiaoSong-B05S"}, kind=kind))
    assert [one.name for one in found(tmp_path, "title")] == ["FZXiaoBiaoSong-B05S"]


def test_the_chinese_name_is_shown_and_the_other_is_known_too(gb2312):
    assert [one.names for one in found(gb2312)] == [("仿宋_GB2312", "FangSong_GB2312")]


def test_a_face_of_another_name_or_the_bold_of_a_family_is_not_offered(tmp_path):
    install(tmp_path, "other.ttf", face({CHINESE: "仿宋体验版"}))
    bold = face({CHINESE: "仿宋"})
    bold["head"].macStyle = 1
    install(tmp_path, "bold.ttf", bold)
    assert found(tmp_path) == ()


def test_the_right_member_of_a_collection_is_chosen(tmp_path):
    members = [face({CHINESE: "新宋体"}, "甲"), face({CHINESE: "宋体"}, "乙国"), face({CHINESE: "宋体-乙"})]
    install_collection(tmp_path, "simsun.ttc", *members)
    installed = find_installed([tmp_path])
    assert [one.file.member for one in installed["song"]] == [1]
    faces, _ = choose_faces({"song": "宋体"}, installed)
    assert faces.glyph("song", "乙").face == "chosen-song"
    assert faces.glyph("song", "甲").face == "song"


@pytest.mark.parametrize(
    "content", [b"", b"no font", b"ttcf\0\1\0\0\xff\xff\xff\xff", b"\0\1\0\0\0\xff" + bytes(90)]
)
def test_a_file_that_is_no_font_is_passed_over(tmp_path, content):
    (tmp_path / "a.ttf").write_bytes(content)
    install(tmp_path, "b.ttf", face({CHINESE: "仿宋"}))
    assert [one.file.path.name for one in found(tmp_path)] == ["b.ttf"]


def test_a_damaged_face_is_refused_until_a_whole_one_of_its_name_is_there(tmp_path):
    damaged = face({CHINESE: "仿宋"})
    del damaged["cmap"]
    install(tmp_path, "a.ttf", damaged)
    assert ["损坏" in one.refusal for one in found(tmp_path)] == [True]
    install(tmp_path, "b.ttf", face({CHINESE: "仿宋"}))
    assert [(one.file.path.name, one.refusal) for one in found(tmp_path)] == [("b.ttf", "")]


def test_a_face_with_postscript_outlines_is_refused_in_words(tmp_path):
    install(tmp_path, "x.ttf", postscript_face("FangSong"))
    assert ["TrueType" in one.refusal for one in found(tmp_path)] == [True]


@pytest.mark.parametrize("rights", [RESTRICTED, WHOLE_ONLY, BITMAPS_ONLY])
def test_a_face_that_may_not_be_embedded_is_refused_in_words(tmp_path, rights):
    install(tmp_path, "x.ttf", face({CHINESE: "仿宋"}, rights=rights))
    (one,) = found(tmp_path)
    assert "授权" in one.refusal


@pytest.mark.parametrize("rights", [0, 0x0004, EDITABLE, RESTRICTED | EDITABLE])
def test_the_least_restrictive_permission_counts(tmp_path, rights):
    install(tmp_path, "x.ttf", face({CHINESE: "仿宋"}, rights=rights))
    assert [one.refusal for one in found(tmp_path)] == [""]


def test_what_the_chosen_face_lacks_is_printed_in_bundled_ones(gb2312):
    text = "政府信息公开，（一）２０25堃喆垚〇㎡鄠硚"
    faces, sentences = choose_faces({"fang": "仿宋_GB2312"}, find_installed([gb2312]))
    assert sentences == ()
    assert faces.glyph("fang", "政").face == "chosen-fang"
    assert {faces.glyph("fang", c).face for c in "堃喆垚〇㎡鄠硚"} <= set(load_faces().roles["fang"].chain)
    assert {faces.glyph("fang", c).face for c in "Az09%"} == {"song"}  # as without a chosen face
    assert list(missing(faces, text, "fang")) == []


def test_a_blank_glyph_does_not_hide_a_bundled_one(tmp_path):
    hollow = face({CHINESE: "仿宋"}, "国 ")
    glyphs, by_code = hollow["glyf"], hollow.getBestCmap()
    glyphs[by_code[ord("国")]] = glyphs[by_code[ord(" ")]]
    install(tmp_path, "x.ttf", hollow)
    faces, _ = choose_faces({"fang": "仿宋"}, find_installed([tmp_path]))
    assert faces.glyph("fang", "国").face == "fang"


@pytest.mark.parametrize("units", [256, 1024, 2048])
def test_a_full_width_glyph_of_any_grid_is_an_em_wide(tmp_path, units):
    drawn = face({CHINESE: "宋体"}, "国")
    scale_upem(drawn, units)
    install(tmp_path, "x.ttf", drawn)
    faces, _ = choose_faces({"song": "宋体"}, find_installed([tmp_path]))
    assert (faces.glyph("song", "国").face, faces.glyph("song", "国").advance) == ("chosen-song", FULL)


def test_a_face_that_is_gone_leaves_the_bundled_one_and_a_sentence(gb2312):
    faces, sentences = choose_faces({"fang": "方正仿宋_GBK"}, find_installed([gb2312]))
    assert faces.glyph("fang", "国").face == "fang"
    assert len(sentences) == 1
    assert "方正仿宋_GBK" in sentences[0]
    assert "内置字体" in sentences[0]


def test_a_stored_face_that_may_no_longer_be_embedded_is_not_used(tmp_path):
    install(tmp_path, "x.ttf", face({CHINESE: "仿宋"}, rights=RESTRICTED))
    faces, (sentence,) = choose_faces({"fang": "仿宋"}, find_installed([tmp_path]))
    assert faces.glyph("fang", "国").face == "fang"
    assert "授权" in sentence


def test_the_pdf_embeds_the_chosen_face_and_prints_every_character(gb2312, tmp_path):
    report = full()
    report = replace(report, cells={**report.cells, "overview.proactive": SENTENCE})
    faces, _ = choose_faces({"fang": "仿宋_GB2312"}, find_installed([gb2312]))
    target = tmp_path / "x.pdf"
    target.write_bytes(write(lay_out(FORM, report), WriterJob(setter=Typesetter(faces))))
    fonts = subprocess.run(["pdffonts", target], capture_output=True, text=True, check=True).stdout
    text = subprocess.run(["pdftotext", target, "-"], capture_output=True, text=True, check=True).stdout
    assert "+NianbaoChosenFang" in fonts
    assert "+NianbaoRareKai " in fonts  # 鄠 and 硚
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts.splitlines()[2:])
    assert SENTENCE in text.replace("\n", "")


def test_the_folders_of_both_systems_are_looked_through(monkeypatch, tmp_path):
    monkeypatch.setenv("WINDIR", "/c/Windows")
    monkeypatch.setenv("LOCALAPPDATA", "/c/local")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert paths.font_folders() == (
        Path("/c/Windows/Fonts"), Path("/c/local/Microsoft/Windows/Fonts"), Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"), tmp_path / ".local/share/fonts", tmp_path / ".fonts",
    )  # fmt: skip


def test_a_folder_that_is_not_there_holds_no_faces(tmp_path):
    assert set(find_installed([tmp_path / "none"]).values()) == {()}
