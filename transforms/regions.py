"""Where the blocks of a section stand on a sheet: by their titles and their header rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.section import TOTAL_HEADING
from transforms.form_index import ANSWER_KEY, UNIT_KEY, BlockIndex, SectionIndex
from transforms.labels import closest
from transforms.segments import Segment, Tokens
from transforms.workbook import Place
from transforms.written import Flaw, cell_text, flaw


@dataclass(frozen=True, slots=True)
class LayoutFlaw:
    """What is amiss with a label or a heading, the question it concerns, and where."""

    flaw: Flaw
    question: str
    place: Place | None = None


@dataclass(slots=True)
class Header:
    """A header row: the columns by name, and the columns of labels and units."""

    row: int
    block: BlockIndex | None
    columns: dict[str, list[int]]
    label_column: int | None = None
    unit_column: int | None = None
    flaws: list[LayoutFlaw] = field(default_factory=list)


@dataclass(slots=True)
class Region:
    """The rows of a block, from after `first` to before `last`, under a header."""

    block: BlockIndex | None
    first: int
    last: int
    header: Header | None = None
    is_headed: bool = False

    @property
    def columns(self) -> dict[str, list[int]]:
        """The columns under the header; none where no header was found."""
        return {} if self.header is None else self.header.columns

    @property
    def answer_columns(self) -> tuple[int, ...]:
        """Every column in which an answer may stand."""
        return tuple(column for columns in self.columns.values() for column in columns)


def find_regions(segment: Segment, index: SectionIndex) -> list[Region]:
    """The regions of a section, top to bottom."""
    headers = _headers(segment, index)
    titles = _titles(segment, index, headers)
    regions: list[Region] = []
    listing: Header | None = None
    for row in sorted(headers.keys() | titles.keys()):
        if regions:
            regions[-1].last = row
        header = headers.get(row)
        if header is None:
            block = titles[row]
            regions.append(Region(block, row, segment.last, listing if block.is_listing else None))
            continue
        listing = header if header.block is None else listing
        _open(regions, header, segment.last)
    _name_listings(segment, index, regions)
    return regions


def _open(regions: list[Region], header: Header, last: int) -> None:
    """Let a header stand in the region its title opened, or open one of its own."""
    region = regions[-1] if regions else None
    if region is not None and not region.is_headed and _belongs(header, region):
        region.first, region.last, region.header = header.row, last, header
    else:
        region = Region(header.block, header.row, last, header)
        regions.append(region)
    region.is_headed = True


def _belongs(header: Header, region: Region) -> bool:
    if header.block is None:
        return region.block is not None and region.block.is_listing
    return region.block is header.block


def _titles(
    segment: Segment, index: SectionIndex, headers: dict[int, Header]
) -> dict[int, BlockIndex]:
    """The rows that hold nothing but the title of a block, the first of each."""
    found: dict[int, BlockIndex] = {}
    seen: set[str] = set()
    for row, tokens in segment.tokens.items():
        block = index.titles.get(tokens[0][1]) if len(tokens) == 1 else None
        if block is None or block.id in seen or row in headers:
            continue
        cells = segment.sheet.rows[row]
        if all(isinstance(cell, str) for cell in cells):
            found[row] = block
            seen.add(block.id)
    return found


def _headers(segment: Segment, index: SectionIndex) -> dict[int, Header]:
    found = {
        row: header
        for row, tokens in segment.tokens.items()
        if (header := _header(row, tokens, index)) is not None
    }
    for block in index.blocks:
        if not _is_headed(block, found):
            header = _misspelt_header(segment, block, found)
            if header is not None:
                found[header.row] = header
    for header in found.values():
        if header.block is not None:
            _add_misspelt(segment, header, header.block)
    return found


def _is_headed(block: BlockIndex, headers: dict[int, Header]) -> bool:
    return any(
        header.block is block or (header.block is None and block.is_listing)
        for header in headers.values()
    )


def _header(row: int, tokens: Tokens, index: SectionIndex) -> Header | None:
    """The header a row is, when its headings are those of a block."""
    if not any(key in index.headings for _, key in tokens):
        return None
    best: Header | None = None
    for block in index.blocks:
        columns = {} if block.is_listing else _columns(tokens, block)
        has_corner = any(key == block.corner for _, key in tokens)
        enough = len(columns) >= 2 or (columns and (has_corner or len(block.columns) == 1))
        if enough and (best is None or len(columns) > len(best.columns)):
            best = _new_header(row, tokens, block, columns)
    if best is not None:
        return best
    listing = next((block for block in index.blocks if block.is_listing), None)
    if listing is None or not any(key == ANSWER_KEY for _, key in tokens):
        return None
    header = _new_header(row, tokens, listing, _columns(tokens, listing))
    header.block = None
    return header


def _new_header(
    row: int, tokens: Tokens, block: BlockIndex, columns: dict[str, list[int]]
) -> Header:
    places = {key: column for column, key in reversed(tokens)}
    label = None if block.is_log else places.get(block.corner)
    return Header(row, block, columns, label, places.get(UNIT_KEY))


def _columns(tokens: Tokens, block: BlockIndex) -> dict[str, list[int]]:
    """The columns by name; a lone letter counts only beside all the others.

    On the national portal P is male (pria) and W female (wanita); elsewhere P is female.
    """
    found: dict[str, list[int]] = {}
    letters: set[str] = set()
    for column, key in tokens:
        name = block.columns.get(key)
        if name is not None:
            found.setdefault(name, []).append(column)
            if len(key) == 1:
                letters.add(name)
    asked = set(block.column_names) - {TOTAL_HEADING.id}
    if letters and asked - found.keys():
        return {name: columns for name, columns in found.items() if name not in letters}
    return found


def _misspelt_header(
    segment: Segment, block: BlockIndex, headers: dict[int, Header]
) -> Header | None:
    """The row most of whose headings are nearly those of a block whose header was not found."""
    best: Header | None = None
    for row, tokens in segment.tokens.items():
        if row in headers or len(tokens) < 2:
            continue
        columns = _near_columns(tokens, block)
        known = 1 if block.is_listing else max(2, len(block.column_names) // 2)
        beside = not block.is_listing or any(key in (block.corner, UNIT_KEY) for _, key in tokens)
        if len(columns) >= known and beside and (best is None or len(columns) > len(best.columns)):
            best = _new_header(row, tokens, block, _columns(tokens, block))
    if best is not None and block.is_listing:
        _add_misspelt(segment, best, block)
        best.block = None
    return best


def _near_columns(tokens: Tokens, block: BlockIndex) -> set[str]:
    names = (block.columns.get(key) or closest(key, block.columns) for _, key in tokens)
    return {name for name in names if name}


def _add_misspelt(segment: Segment, header: Header, block: BlockIndex) -> None:
    """Add the columns whose headings are misspelt or cut off, and say so."""
    for column, key in segment.tokens[header.row]:
        if key in block.columns or key == block.corner:
            continue
        name = closest(key, block.columns)
        if name is None or name in header.columns:
            continue
        header.columns[name] = [column]
        written = cell_text(segment.value((header.row, column)))
        question = block.of_column(name)[0].id
        told = flaw("label_misspelt", written, expected=name)
        header.flaws.append(LayoutFlaw(told, question, (header.row, column)))


def _name_listings(segment: Segment, index: SectionIndex, regions: list[Region]) -> None:
    """Give an untitled listing the block most of whose labels stand in it."""
    named = {region.block.id for region in regions if region.block is not None}
    for region in regions:
        if region.block is not None:
            continue
        keys = [
            key
            for row in range(region.first + 1, region.last)
            for _, key in segment.tokens.get(row, ())
        ]
        open_blocks = [b for b in index.blocks if b.is_listing and b.id not in named]
        counts = [(sum(key in b.rows for key in keys), -n) for n, b in enumerate(open_blocks)]
        if counts and max(counts)[0] > 0:
            region.block = open_blocks[-max(counts)[1]]
            named.add(region.block.id)
