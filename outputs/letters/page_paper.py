"""A4 paper that is written from top to bottom, page after page."""

from __future__ import annotations

from dataclasses import dataclass, field

from outputs.letters.page_lines import Look, fitted, lines_of, printable, width_of
from outputs.letters.page_marks import Fill, Mark, Rule, Words
from schemas.form import SAMPLE_WORD
from schemas.form.guide import PAGE
from schemas.letter.page import MONITORING, SAMPLE_STAMP
from schemas.release import PUBLISHER

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT, RIGHT = 51.0, PAGE_WIDTH - 51.0
WIDTH = RIGHT - LEFT
TOP, BOTTOM = PAGE_HEIGHT - 42.0, 62.0
FOOT = 40.0
"""Where the one line stands that closes a page."""

RISE = 1.08
"""How far below the top of its line a text stands, in sizes."""

HANGING = 14.0
"""How far a number stands before its paragraph."""

PART = 9.0
"""The white between two parts of a page."""

GREY = 0.88

NAME = Look(14, bold=True)
STAMP = Look(20, bold=True)
TITLE = Look(11.5, bold=True)
BODY = Look(9)
STRONG = Look(9, bold=True)
SMALL = Look(7.5)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in lines; `before` is the white above it, `number` stands before its first line."""

    lines: tuple[str, ...]
    look: Look = BODY
    indent: float = 0.0
    before: float = 0.0
    number: str = ""

    @property
    def height(self) -> float:
        """What the paragraph takes of the page."""
        return self.before + len(self.lines) * self.look.leading


@dataclass(slots=True)
class Paper:
    """Pages under way; `y` is the upper edge of what is still free on the last one."""

    pages: list[list[Mark]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append([])
        self.y = TOP

    def mark(self, *marks: Mark) -> None:
        """Put marks on the page under way."""
        self.pages[-1].extend(marks)

    def line(self, text: str, look: Look, x: float = LEFT) -> None:
        """Write one printable line below what stands."""
        self.mark(Words(x, self.y - look.size * RISE, text, look.size, look.bold))
        self.y -= look.leading

    def write(self, paragraph: Paragraph) -> None:
        """Write a paragraph below what stands."""
        self.gap(paragraph.before)
        if paragraph.number:
            x = LEFT + paragraph.indent - HANGING
            base = self.y - paragraph.look.size * RISE
            self.mark(Words(x, base, paragraph.number, paragraph.look.size, paragraph.look.bold))
        for line in paragraph.lines:
            self.line(line, paragraph.look, LEFT + paragraph.indent)

    def gap(self, height: float) -> None:
        """Leave white."""
        self.y -= height

    def rule(self, thickness: float = 0.5) -> None:
        """Draw a line from margin to margin."""
        self.mark(Rule(LEFT, self.y, RIGHT, self.y, thickness))

    def foot(self, text: str) -> None:
        """Close every page with a line: a text, and which page it is."""
        for number, page in enumerate(self.pages, 1):
            count = PAGE.format(page=number, pages=len(self.pages)).id
            x = RIGHT - width_of(count, SMALL)
            page.append(Rule(LEFT, FOOT + 12, RIGHT, FOOT + 12))
            page.append(
                Words(LEFT, FOOT, fitted(printable(text), SMALL, x - LEFT - 12), SMALL.size)
            )
            page.append(Words(x, FOOT, count, SMALL.size))

    def pdf(self, title: str) -> bytes:
        """The pages as a PDF with this title."""
        from outputs.letters.page_pdf import pdf_bytes  # noqa: PLC0415 - reportlab costs 150 ms

        return pdf_bytes(printable(title), self.pages)


def paragraph_of(  # noqa: PLR0913 - all but the text have defaults
    text: str,
    look: Look = BODY,
    *,
    most: int = 4,
    indent: float = 0.0,
    width: float = WIDTH,
    before: float = 0.0,
    number: str = "",
) -> Paragraph:
    """A text broken into at most `most` lines between its indent and `width`."""
    lines = tuple(lines_of(text, look, width - indent, most))
    return Paragraph(lines, look, indent, before, number)


def letterhead(paper: Paper, *, sample: bool) -> None:
    """Write who sends the letter and, on an example, the word that says so."""
    if sample:
        _stamp(paper)
    paper.line(PUBLISHER.id, NAME)
    paper.line(MONITORING.id, BODY)
    paper.gap(8)
    paper.rule(1.6)
    paper.gap(2.6)
    paper.rule(0.5)
    paper.gap(14)


def _stamp(paper: Paper) -> None:
    width = width_of(SAMPLE_WORD, STAMP) + 24
    left, below, top = RIGHT - width, paper.y - 34, paper.y + 4
    paper.mark(Fill(left, below, width, top - below, GREY))
    for edge in ((left, below, RIGHT, below), (left, top, RIGHT, top)):
        paper.mark(Rule(*edge, 1.6))
    paper.mark(Words(left + 12, top - 20, SAMPLE_WORD, STAMP.size, bold=True))
    word = SAMPLE_STAMP.id
    x = left + (width - width_of(word, SMALL)) / 2
    paper.mark(Words(x, below + 7, word, SMALL.size))
