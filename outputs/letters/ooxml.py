"""A spreadsheet file as a package of parts: what is not edited keeps its bytes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from outputs.letters.ooxml_tree import Element, like, parsed, parsed_loosely, written
from outputs.letters.ooxml_zip import DAMAGED, Member, members, pack, zipped

CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


class NoWorkbookError(ValueError):
    """Content that is no .xlsx workbook."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How one part names another; `kind` is the last word of its type, `target` a part."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one file, by their names without the leading slash.

    A part that was taken with `edit` is written anew; all others keep their content.
    """

    def __init__(self, content: bytes) -> None:
        """Unpack a file; NoWorkbookError where it is no package."""
        try:
            self._members: dict[str, Member | None] = {**members(content)}
        except DAMAGED as broken:
            raise NoWorkbookError("no zip package") from broken
        self._contents: dict[str, bytes] = {}
        self._names = {name.lower(): name for name in self._members}
        self._trees: dict[str, Element] = {}
        self._edited: set[str] = set()
        self._relations: dict[str, list[Relation]] = {}
        if CONTENT_TYPES not in self._members:
            raise NoWorkbookError("no list of content types")

    def part(self, name: str) -> str:
        """The part of this name as the package spells it; empty where there is none."""
        return self._names.get(name.lower(), "")

    def bytes_of(self, part: str) -> bytes:
        """The content of a part as it was read; NoWorkbookError where it is damaged."""
        if part not in self._contents:
            member = self._members[part]
            try:
                self._contents[part] = b"" if member is None else member.content()
            except DAMAGED as broken:
                raise NoWorkbookError(f"{part} is damaged") from broken
        return self._contents[part]

    def tree(self, part: str) -> Element:
        """The root element of a part, to be read; NoWorkbookError where it is no XML."""
        if part not in self._trees:
            read = parsed_loosely if part.lower().endswith(".vml") else parsed
            try:
                self._trees[part] = read(self.bytes_of(part))
            except (etree.XMLSyntaxError, ValueError) as broken:
                raise NoWorkbookError(f"{part} is no XML") from broken
        return self._trees[part]

    def edit(self, part: str) -> Element:
        """The root element of a part, to be changed."""
        self._edited.add(part)
        return self.tree(part)

    def hold(self, part: str, root: Element) -> None:
        """Let a part be this tree from now on."""
        self._trees[part] = root
        self._edited.add(part)

    def new_name(self, pattern: str) -> str:
        """The first name no part has, of a pattern such as xl/comments{}.xml."""
        number = 1
        while self.part(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def add(self, part: str, content: bytes, content_type: str) -> None:
        """Add a part and say what it is."""
        self._place(part, content)
        if self._type_by_extension(part) != content_type:
            types = self.edit(CONTENT_TYPES)
            facts = {"PartName": f"/{part}", "ContentType": content_type}
            etree.SubElement(types, like(types, "Override"), facts)

    def _place(self, part: str, content: bytes) -> None:
        self._members[part] = None
        self._contents[part] = content
        self._names[part.lower()] = part
        self._relations.clear()

    def add_extension(self, extension: str, content_type: str) -> None:
        """Say what the parts of this extension are, where nothing says so yet."""
        if not self._type_by_extension(f"x.{extension}"):
            types = self.edit(CONTENT_TYPES)
            facts = {"Extension": extension, "ContentType": content_type}
            types.insert(0, types.makeelement(like(types, "Default"), facts))

    def type_of(self, part: str) -> str:
        """What the package says a part is."""
        for told in self.tree(CONTENT_TYPES):
            if told.get("PartName", "").lower() == f"/{part}".lower():
                return told.get("ContentType", "")
        return self._type_by_extension(part)

    def _type_by_extension(self, part: str) -> str:
        extension = part.rpartition(".")[2].lower()
        for told in self.tree(CONTENT_TYPES):
            if told.get("Extension", "").lower() == extension:
                return told.get("ContentType", "")
        return ""

    def remove(self, part: str) -> None:
        """Take a part away, with what it relates to and what was said about it."""
        for name in (part, self.part(_relations_of(part))):
            if name:
                del self._members[name], self._names[name.lower()]
                self._trees.pop(name, None)
                self._contents.pop(name, None)
                self._edited.discard(name)
        self._relations.clear()
        for told in list(self.tree(CONTENT_TYPES)):
            if told.get("PartName", "").lower() == f"/{part}".lower():
                self.edit(CONTENT_TYPES).remove(told)

    def relations(self, part: str = "") -> list[Relation]:
        """What a part relates to, without what lies outside; of the package itself by default."""
        if part not in self._relations:
            self._relations[part] = list(self._read_relations(part))
        return self._relations[part]

    def _read_relations(self, part: str) -> Iterator[Relation]:
        name = self.part(_relations_of(part))
        return (
            Relation(told.get("Id", ""), _kind(told), self._target(part, told.get("Target", "")))
            for told in (self.tree(name) if name else ())
            if told.get("TargetMode") != "External"
        )

    def _target(self, part: str, target: str) -> str:
        plain = target.partition("#")[0].replace("\\", "/")
        path = posixpath.normpath(posixpath.join(f"/{posixpath.dirname(part)}", plain))
        return self.part(path.lstrip("/"))

    @cached_property
    def dialect(self) -> str:
        """The start of the types of all relations; also the namespace of their ids in a part."""
        for told in self.tree(self.part(_relations_of(""))):
            if _kind(told) == "officeDocument":
                return told.get("Type", "").rpartition("/")[0]
        raise NoWorkbookError("no workbook in the package")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part relate to another and give the id of the relation."""
        name = self.part(_relations_of(part))
        if not name:
            name = _relations_of(part)
            self._place(name, f'<Relationships xmlns="{RELATIONS}"/>'.encode())
        self._relations.pop(part, None)
        root = self.edit(name)
        taken = {told.get("Id") for told in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        facts = {"Id": f"rId{number}", "Type": f"{self.dialect}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, like(root, "Relationship"), facts)
        return facts["Id"]

    def unrelate(self, part: str, relation: str) -> None:
        """Take one relation of a part away."""
        self._relations.pop(part, None)
        root = self.edit(self.part(_relations_of(part)))
        for told in list(root):
            if told.get("Id") == relation:
                root.remove(told)

    def reached(self) -> set[str]:
        """Every part that can be reached from the package itself."""
        found: set[str] = set()
        ahead = [""]
        while ahead:
            targets = {relation.target for relation in self.relations(ahead.pop())}
            ahead.extend(sorted(targets - found - {""}))
            found |= targets
        return found - {""}

    def content(self) -> bytes:
        """The file: edited parts anew, all others as they were, in their order."""
        return zipped({name: self._packed(name) for name in self._members})

    def _packed(self, part: str) -> Member:
        if part in self._edited:
            return pack(written(self._trees[part]))
        return self._members[part] or pack(self._contents[part])


def _kind(told: Element) -> str:
    return told.get("Type", "").rpartition("/")[2]


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
