"""Where the answer to each question stands, found by labels and headings, never by position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.section import Question
from transforms.doubles import Claim, Claims, settle
from transforms.form_index import TOTAL_KEYS, BlockIndex, SectionIndex
from transforms.labels import closest
from transforms.regions import LayoutFlaw, Region, find_regions
from transforms.segments import Segment
from transforms.workbook import Place
from transforms.written import Flaw, cell_text, flaw


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where the lines of a log may stand: the column of each question, and the rows."""

    block: str
    columns: tuple[tuple[Question, int], ...]
    first: int
    last: int


@dataclass(slots=True)
class Located:
    """The place of every question found in a section, its logs, and what is amiss.

    `covered` are the cells at which a known row and a known column cross, asked or not;
    `is_plain` says that no answer had to be looked for in merged cells.
    """

    places: dict[str, Place] = field(default_factory=dict)
    covered: set[Place] = field(default_factory=set)
    is_plain: bool = True
    logs: list[LogPlace] = field(default_factory=list)
    flaws: list[LayoutFlaw] = field(default_factory=list)


class _Pending(NamedTuple):
    """A row whose label is not known as it stands, and where the label stands."""

    row: int
    place: Place | None
    region: Region


def locate(segment: Segment, index: SectionIndex) -> Located:
    """Find the place of every question of a section."""
    located = Located()
    regions = find_regions(segment, index)
    for region in regions:
        if region.header is not None:
            located.flaws.extend(region.header.flaws)
            region.header.flaws.clear()
    claims: Claims = {}
    pending: list[_Pending] = []
    for region in regions:
        if region.block is not None and region.columns and not region.block.is_log:
            pending += _claim_rows(segment, index, region, claims)
    for left in pending:
        _claim_misspelt(segment, left, claims, located)
    for block in index.blocks:
        mine = [region for region in regions if region.block is block and region.columns]
        if block.is_log:
            _place_log(block, mine, located)
        else:
            _place_block(segment, block, mine, claims, located)
    return located


def _claim_rows(
    segment: Segment, index: SectionIndex, region: Region, claims: Claims
) -> list[_Pending]:
    """Enter the rows whose labels are known; the rows left over are returned."""
    column = _label_column(segment, region)
    others = [b for b in index.blocks if b.is_listing and b is not region.block]
    pending: list[_Pending] = []
    header = region.header
    if header is None:
        return pending
    for row in range(region.first + 1, region.last):
        place = _label_place(segment, row, region, column)
        found = None if place is None else _row_of(_key(segment, place), region, others)
        if place is not None and found is not None:
            claims.setdefault(found, []).append(Claim(row, place[1], header))
        elif place is not None or _answers(segment, row, region):
            pending.append(_Pending(row, place, region))
    return pending


def _row_of(key: str, region: Region, others: list[BlockIndex]) -> tuple[str, str] | None:
    """The block and row a label belongs to: here, or in the one other listing that has it."""
    block = region.block
    if block is None:
        return None
    if key in block.rows:
        return block.id, block.rows[key]
    if key in TOTAL_KEYS or not block.is_listing:
        return None
    elsewhere = [(other.id, other.rows[key]) for other in others if key in other.rows]
    return elsewhere[0] if len(elsewhere) == 1 else None


def _label_column(segment: Segment, region: Region) -> int | None:
    """The column under the heading of the labels, or that in which most labels stand."""
    header, block = region.header, region.block
    if header is None or block is None:
        return None
    counts = Counter(
        column
        for row in range(region.first + 1, region.last)
        for column, key in segment.tokens.get(row, ())
        if key in block.rows and _is_free(column, region)
    )
    if header.label_column is not None and counts[header.label_column]:
        return header.label_column
    return max(counts, key=lambda c: (counts[c], -c)) if counts else header.label_column


def _is_free(column: int, region: Region) -> bool:
    """Whether a column holds neither answers nor units."""
    header = region.header
    return column not in region.answer_columns and (header is None or column != header.unit_column)


def _label_place(segment: Segment, row: int, region: Region, column: int | None) -> Place | None:
    """Where the label of a row stands: in the label column, else where a known one stands."""
    tokens = segment.tokens.get(row, ())
    if any(place == column for place, _ in tokens):
        return row, column or 0
    for place, key in tokens:
        if region.block is not None and key in region.block.rows and _is_free(place, region):
            return row, place
    return None


def _key(segment: Segment, place: Place) -> str:
    return dict(segment.tokens.get(place[0], ())).get(place[1], "")


def _answers(segment: Segment, row: int, region: Region) -> list[Place]:
    """The answer cells of a row in which something stands."""
    places = (segment.stands_at(row, column) for column in region.answer_columns)
    return [place for place in places if segment.is_said(place)]


def _claim_misspelt(segment: Segment, left: _Pending, claims: Claims, located: Located) -> None:
    """Enter a row whose label is nearly a known one and not taken, or say it is unknown."""
    row, place, region = left
    block, header = region.block, region.header
    if block is None or header is None:
        return
    key = "" if place is None else _key(segment, place)
    name = closest(key, block.rows)
    if place is not None and name is not None and (block.id, name) not in claims:
        claims[block.id, name] = [Claim(row, place[1], header)]
        told = flaw("label_misspelt", cell_text(segment.value(place)), expected=name)
        located.flaws.append(LayoutFlaw(told, block.of_row(name)[0].id, place))
        return
    answers = _answers(segment, row, region)
    remark = place is None and all(isinstance(segment.value(a), str) for a in answers)
    if not answers or remark or key in TOTAL_KEYS:
        return
    label = "…" if place is None else cell_text(segment.value(place))
    located.flaws.append(LayoutFlaw(flaw("row_unknown", label), "", place or answers[0]))


def _place_log(block: BlockIndex, regions: list[Region], located: Located) -> None:
    found: set[str] = set()
    for region in regions:
        columns = {name: places[0] for name, places in region.columns.items()}
        found |= columns.keys()
        by_question = tuple(
            (q, columns[name]) for (_, name), q in block.questions.items() if name in columns
        )
        located.logs.append(LogPlace(block.id, by_question, region.first + 1, region.last))
        rows = range(region.first + 1, region.last)
        located.covered.update((row, at) for row in rows for at in region.answer_columns)
    located.flaws.extend(_missing(block, set(block.row_names), found))


def _place_block(
    segment: Segment,
    block: BlockIndex,
    regions: list[Region],
    claims: Claims,
    located: Located,
) -> None:
    headers = {id(r.header): r.header for r in regions if r.header is not None}
    claimed = {name: claims.get((block.id, name), []) for name in block.row_names}
    headers |= {id(c.header): c.header for found in claimed.values() for c in found}
    settled = settle(segment, block, claimed, headers)
    located.flaws.extend(settled.flaws)
    for claim in settled.rows.values():
        crossed = (at for columns in claim.header.columns.values() for at in columns)
        located.covered.update((claim.row, at) for at in crossed)
    for (row, column), question in block.questions.items():
        chosen = settled.rows.get(row)
        at = None if chosen is None else settled.columns.get((id(chosen.header), column))
        if chosen is not None and at is not None:
            place = segment.stands_at(chosen.row, at)
            located.is_plain &= place == (chosen.row, at)
            located.places[question.id] = place
    columns = {name for header in headers.values() for name in header.columns}
    found = {name for name, rows in claimed.items() if rows}
    located.flaws.extend(_missing(block, found, columns))


def _missing(block: BlockIndex, rows: set[str], columns: set[str]) -> Iterator[LayoutFlaw]:
    """One finding for a block that is not there, else one for each row and column that is not."""
    if not rows or not columns:
        first = next(iter(block.questions.values()))
        yield LayoutFlaw(_absent(block.title), first.id)
        return
    for name in block.row_names:
        if name not in rows:
            yield LayoutFlaw(_absent(name), block.of_row(name)[0].id)
    for name in block.column_names:
        if name not in columns:
            yield LayoutFlaw(_absent(name), block.of_column(name)[0].id)


def _absent(label: str) -> Flaw:
    return Flaw("question_missing", "", (("expected", label),))
