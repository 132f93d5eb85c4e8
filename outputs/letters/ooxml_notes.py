"""The notes of a sheet: ours put in and taken away, those of the village kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from outputs.letters.ooxml import Package
from outputs.letters.ooxml_cells import Place, address_of, place_of
from outputs.letters.ooxml_tree import (
    Element,
    children,
    like,
    local,
    need,
    pieces,
    plain,
    space_of,
    xml_text,
)
from schemas.letter.marks import MARK_AUTHOR, NOTE_HEAD, VILLAGE_AUTHOR
from schemas.letter.sheet import CODE_HEADING

NOTES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
NOTES_ORDER = ("authors", "commentList", "extLst")
LONGEST = 32_767
"""The characters a note may hold; a limit of the XLSX format."""

GAP = "\n\n"
OURS = re.compile(
    rf"(?:\r?\n){{0,2}}{re.escape(NOTE_HEAD)} .*?\n{re.escape(CODE_HEADING.id)}: [\w-]+", re.DOTALL
)
"""What we wrote into a note, whoever signs it now."""

RUN = (
    '<r><rPr>{bold}<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>'
    '<t xml:space="preserve">{text}</t></r>'
)


@dataclass(frozen=True, slots=True)
class NoteText:
    """One finding in a note: how it begins, in bold, what it says, and its code."""

    head: str
    body: str
    code: str

    @property
    def bold(self) -> str:
        """The first line."""
        return plain(f"{NOTE_HEAD} {self.head}")

    @property
    def rest(self) -> str:
        """All other lines, the code being the last."""
        return plain(f"\n{self.body}\n{CODE_HEADING.id}: {self.code}")


class Notes:
    """The notes of one sheet part."""

    def __init__(self, package: Package, sheet: str) -> None:
        """Take the notes of a sheet; nothing is made before a note is put in."""
        self.package = package
        self.sheet = sheet
        held = (r for r in package.relations(sheet) if r.kind == "comments" and r.target)
        self._relation = next(held, None)
        self.part = "" if self._relation is None else self._relation.target
        self._is_changed = False

    def _change(self) -> None:
        self.package.edit(self.part)
        self._is_changed = True

    def _part_of(self, name: str) -> Element:
        return need(self.package.tree(self.part), name, NOTES_ORDER)

    def texts(self) -> dict[Place, str]:
        """What the notes say, by the cell they stand at."""
        found = {}
        for note in self._part_of("commentList") if self.part else ():
            place = place_of(note.get("ref", ""))
            if place is not None:
                found[place] = _text(note)
        return found

    def take_ours_away(self) -> list[Place]:
        """Remove what we wrote before; the cells that are left without a note."""
        freed = []
        for note in list(self._part_of("commentList")) if self.part else ():
            is_ours = self._author(note) == MARK_AUTHOR
            spans = [match.span() for match in OURS.finditer(_text(note))]
            if not spans and not is_ours:
                continue
            self._change()
            _cut(note, spans)
            if not spans or not _text(note).strip():
                freed.append(place_of(note.get("ref", "")))
                self._part_of("commentList").remove(note)
            elif is_ours:
                note.set("authorId", self._author_index(VILLAGE_AUTHOR.id))
        return [place for place in freed if place is not None]

    def put(self, place: Place, found: list[NoteText]) -> str:
        """Say at a cell what was found there, after what the village says; the whole text."""
        if not self.part:
            self._make()
        self._change()
        note = self._at(place)
        room = LONGEST - len(_text(note))
        for told in found:
            room -= len(GAP) + len(told.bold) + len(told.rest)
            if room >= 0:
                _append(note, told)
        return _text(note)

    def close(self) -> None:
        """Take the part away where we emptied it."""
        if self._is_changed and self._relation is not None and not self.texts():
            self.package.unrelate(self.sheet, self._relation.id)
            self.package.remove(self.part)

    def _make(self) -> None:
        space = space_of(self.package.tree(self.sheet))
        self.part = self.package.new_name("xl/comments{}.xml")
        empty = f'<comments xmlns="{space}"><authors/><commentList/></comments>'
        self.package.add(self.part, empty.encode(), NOTES_TYPE)
        self.package.relate(self.sheet, "comments", self.part)

    def _at(self, place: Place) -> Element:
        listed = self._part_of("commentList")
        for note in listed:
            if place_of(note.get("ref", "")) == place:
                return note
        note = etree.SubElement(listed, like(listed, "comment"))
        note.set("ref", address_of(place))
        note.set("authorId", self._author_index(MARK_AUTHOR))
        return note

    def _author(self, note: Element) -> str:
        authors, index = self._part_of("authors"), int(note.get("authorId", "0"))
        return (authors[index].text or "").strip() if index < len(authors) else ""

    def _author_index(self, name: str) -> str:
        authors = self._part_of("authors")
        for at, author in enumerate(authors):
            if author.text == name:
                return str(at)
        etree.SubElement(authors, like(authors, "author")).text = name
        return str(len(authors) - 1)


def _runs(note: Element) -> list[Element]:
    """The elements that hold a note's text, in their order, without readings of signs."""
    holders = list(children(note, "text"))
    holders += [run for text in holders for run in children(text, "r")]
    return [told for holder in holders for told in children(holder, "t")]


def _text(note: Element) -> str:
    return "".join(told.text or "" for told in _runs(note))


def _cut(note: Element, spans: list[tuple[int, int]]) -> None:
    """Take these stretches out of a note's text; runs that are left empty go."""
    end = 0
    for told in _runs(note):
        text = told.text or ""
        start, end = end, end + len(text)
        for first, last in reversed(spans):
            cut = max(first - start, 0), max(last - start, 0)
            text = text[: cut[0]] + text[cut[1] :]
        if told.text and not text:
            _drop(told)
        told.text = text


def _drop(told: Element) -> None:
    """Take a piece of text out of its note, with the run that holds it."""
    holder = told.getparent()
    run = told if holder is None or local(holder) == "text" else holder
    text = run.getparent()
    if text is not None:
        text.remove(run)


def _append(note: Element, told: NoteText) -> None:
    text = need(note, "text", ("text", "commentPr"))
    for lone in list(children(text, "t")):
        run = text.makeelement(like(text, "r"))
        text.replace(lone, run)
        run.append(lone)
    runs = list(children(text, "r"))
    at = text.index(runs[-1]) + 1 if runs else 0
    gap = GAP if _text(note) else ""
    bold = RUN.format(bold="<b/>", text=xml_text(gap + told.bold))
    text[at:at] = pieces(text, bold + RUN.format(bold="", text=xml_text(told.rest)))
