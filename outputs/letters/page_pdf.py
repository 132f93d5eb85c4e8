"""Marks on A4 pages as the bytes of a PDF, in the Vera fonts that ship inside reportlab."""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFStream
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont, makeToUnicodeCMap
from reportlab.pdfgen.canvas import Canvas

from outputs.letters.page_marks import Fill, Mark, Rule, Words
from schemas.release import PUBLISHER

REGULAR, BOLD = "Vera", "VeraBd"
MISSING = "◊"
"""What stands for a character that the fonts do not have."""

BEYOND_ASCII = "éèêëáàâäóòôöíìïúùûüñçÉÖÜ°²³½×·–—‘’“”„…•€−≈≠≤≥◊"
CHARACTERS = [chr(number) for number in range(32, 127)] + list(BEYOND_ASCII)
SUBSET_TAG = "RUMAHD+"
"""What begins the name of a font that is embedded in part (PDF 1.7, section 9.6.4)."""

SYMBOLIC = 4
"""The flag of a font that brings its own encoding (PDF 1.7, table 123)."""


class _Face(TTFont):
    """A font of which every document embeds the same characters, packed once a process."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"{name}.ttf")
        subset = [0] * 32 + [ord(character) for character in CHARACTERS]
        program = self.face.makeSubset(subset)
        self.program = _packed(program), len(program)
        self.meaning = _packed(makeToUnicodeCMap(name, subset).encode())
        self.embedded_widths = " ".join(f"{self.width_of(code):.2f}" for code in subset)
        self.bytes_of = {ord(c): 32 + place for place, c in enumerate(CHARACTERS)}

    def width_of(self, code: int) -> float:
        """The width of a character, in thousandths of the size."""
        return float(self.face.charWidths.get(code, self.face.defaultWidth))

    def splitString(  # noqa: N802 - reportlab's name
        self,
        text: str,
        doc: object,  # noqa: ARG002 - reportlab's protocol
        encoding: str = "utf-8",  # noqa: ARG002 - reportlab's protocol
    ) -> list[tuple[int, bytes]]:
        """The text as the codes of the one subset there is."""
        return [(0, codecs.charmap_encode(text, "strict", self.bytes_of)[0])]

    def addObjects(self, doc: Any) -> None:  # noqa: N802, ANN401 - reportlab's, without types
        """Add the font and what it consists of to a document."""
        internal = self.getSubsetInternalName(0, doc)[1:]
        program, length = self.program
        described = {
            "Type": "/FontDescriptor",
            "FontName": f"/{SUBSET_TAG}{self.fontName}",
            "Flags": SYMBOLIC,
            "FontBBox": PDFArray(self.face.bbox),
            "ItalicAngle": 0,
            "Ascent": self.face.ascent,
            "Descent": self.face.descent,
            "CapHeight": self.face.capHeight,
            "StemV": self.face.stemV,
            "FontFile2": doc.Reference(_stream(program, Length1=length)),
        }
        font = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/TrueType",
                "BaseFont": f"/{SUBSET_TAG}{self.fontName}",
                "FirstChar": 0,
                "LastChar": 31 + len(CHARACTERS),
                "Widths": f"[{self.embedded_widths}]",
                "ToUnicode": doc.Reference(_stream(self.meaning)),
                "FontDescriptor": doc.Reference(PDFDictionary(described)),
            }
        )
        doc.idToObject["BasicFonts"].dict[internal] = doc.Reference(font)
        del self.state[doc]


def _packed(content: bytes) -> bytes:
    return zlib.compress(content, 9)


def _stream(packed: bytes, **more: int) -> PDFStream:
    return PDFStream(PDFDictionary({"Filter": "/FlateDecode", **more}), packed)


@cache
def _faces() -> dict[str, _Face]:
    faces = {name: _Face(name) for name in (REGULAR, BOLD)}
    for face in faces.values():
        registerFont(face)
    return faces


@cache
def character_widths(*, bold: bool) -> dict[str, float]:
    """The width of every character that can be drawn, in sizes of the font."""
    face = _faces()[BOLD if bold else REGULAR]
    return {character: face.width_of(ord(character)) / 1000 for character in CHARACTERS}


def pdf_bytes(title: str, pages: Sequence[Sequence[Mark]]) -> bytes:
    """The pages as a PDF; the same marks give the same bytes.

    The pages are not packed: that would cost more than drawing them and save 6 of 50 KB.
    """
    _faces()
    written = io.BytesIO()
    canvas = Canvas(
        written,
        pagesize=A4,
        pageCompression=0,
        invariant=1,
        initialFontName=REGULAR,  # type: ignore[arg-type] # the stubs take it for a number
        lang="id",
    )
    canvas.setTitle(title)
    canvas.setAuthor(PUBLISHER.id)
    for marks in pages:
        for mark in marks:
            if not isinstance(mark, Words):
                _draw(canvas, mark)
        _write(canvas, [mark for mark in marks if isinstance(mark, Words)])
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _draw(canvas: Canvas, mark: Rule | Fill) -> None:
    if isinstance(mark, Rule):
        canvas.setLineWidth(mark.thickness)
        canvas.line(mark.x, mark.y, mark.to_x, mark.to_y)
    else:
        canvas.setFillGray(mark.grey)
        canvas.rect(mark.x, mark.y, mark.width, mark.height, stroke=0, fill=1)


def _write(canvas: Canvas, words: Sequence[Words]) -> None:
    """Write all words of a page as one text, which is twice as fast as one by one."""
    canvas.setFillGray(0)
    text = canvas.beginText()
    font: tuple[str, float] | None = None
    for mark in words:
        wanted = (BOLD if mark.bold else REGULAR, mark.size)
        if wanted != font:
            text.setFont(*wanted)
            font = wanted
        text.setTextOrigin(mark.x, mark.y)
        text.textLine(mark.text)
    canvas.drawText(text)
