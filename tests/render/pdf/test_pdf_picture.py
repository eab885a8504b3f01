"""A picture in the PDF is the PNG's own bytes, spoken as its words, once in the file; other PNGs are refused."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from app.document.blocks import Picture
from app.errors import ResourceError
from app.export.formats import FORMATS
from app.render.pdf import write
from app.render.writer_job import WriterJob
from tests.typeset.papers import document, lines_of_text

SIDES = ((200, 30, 30), (30, 30, 200))  # the left and the right half


def halves(mode: str, **options) -> bytes:
    picture = Image.new("RGB", (16, 8), SIDES[0])
    picture.paste(SIDES[1], (8, 0, 16, 8))
    out = io.BytesIO()
    (picture.quantize(8) if mode == "P" else picture.convert(mode)).save(out, "PNG", **options)
    return out.getvalue()


def seen(pdf: bytes) -> list[tuple[int, ...]]:
    """The colours in the middle of the picture's halves on the first page."""
    file = pypdfium2.PdfDocument(pdf)
    page = file[0].render(scale=1).to_pil().convert("RGB")
    file.close()
    return [page.getpixel((x, 125)) for x in (150, 420)]


@pytest.mark.parametrize("mode", ["P", "RGB"])
def test_the_colours_come_out_as_they_are(mode):
    shown = seen(write(document(Picture(halves(mode), "两半", 156.0, 78.0)), WriterJob()))
    assert [max(abs(a - b) for a, b in zip(*pair, strict=True)) < 12 for pair in zip(shown, SIDES, strict=True)] == [True, True]


def test_a_grey_one_is_grey():
    left, _ = seen(write(document(Picture(halves("L"), "两半", 156.0, 78.0)), WriterJob()))
    assert max(left) - min(left) <= 1


def test_the_same_picture_twice_is_in_the_file_once():
    block = Picture(halves("P"), "两半", 50.0, 25.0)
    assert write(document(block, lines_of_text(1), block), WriterJob()).count(b"/Subtype /Image") == 1


def test_its_words_are_spoken():
    pdf = pypdfium2.PdfDocument(write(document(Picture(halves("P"), "两半", 50.0, 25.0)), WriterJob()))
    things = [thing.type for thing in pdf[0].get_objects()]
    pdf.close()
    assert things.count(3) == 1  # FPDF_PAGEOBJ_IMAGE


@pytest.mark.parametrize("mode", ["RGBA", "LA", "I;16"])
def test_a_png_of_another_make_is_refused(mode):
    picture = Image.new("L", (4, 4)).convert("I;16") if mode == "I;16" else Image.new(mode, (4, 4))
    out = io.BytesIO()
    picture.save(out, "PNG")
    with pytest.raises(ResourceError, match="图片不是程序能印的 PNG"):
        write(document(Picture(out.getvalue(), "图", 50.0, 25.0)), WriterJob())


def test_no_png_at_all_is_refused():
    with pytest.raises(ResourceError, match="图片不是程序能印的 PNG"):
        write(document(Picture(b"GIF89a" + bytes(40) + b"\x01" * 8, "图", 50.0, 25.0)), WriterJob())


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_writer_takes_a_document_with_a_picture(suffix):
    shown = document(lines_of_text(1), Picture(halves("P"), "两半", 50.0, 25.0), lines_of_text(1))
    assert FORMATS[suffix].write(shown, WriterJob(exchange=b"{}"))
