"""Faults of the layout: rows, columns, labels and sheets as villages change them."""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from flows.example.draft import Draft, Planted, int_of, numbers, question_of
from flows.example.faults import FaultKind, misspelt
from flows.example.truth import canonical
from outputs.form_grid import GridCell, SheetGrid, Style
from schemas.codelists import ACTIVITY_GROUP, AGE_GROUP, EVENT, METHOD
from schemas.field import Code

LABEL_COLUMN, ANSWER_COLUMN = 1, 2
FIRST_AGE = AGE_GROUP.codes[0]
SPLIT_AGES = ("0-1 tahun", "2-4 tahun")
QUIET = "every answer is still found and nothing needs to be said"
LOST = "the answers of the missing part are not in the file"


def move_rows(grid: SheetGrid, start: int, by: int) -> None:
    """Move everything from row `start` on down, or up over the rows before it."""
    kept = {p: c for p, c in grid.cells.items() if p[0] < start + min(by, 0)}
    moved = {(r + by, c): cell for (r, c), cell in grid.cells.items() if r >= start}
    grid.cells = kept | moved
    heights = {r: h for r, h in grid.heights.items() if r < start + min(by, 0)}
    grid.heights = heights | {r + by: h for r, h in grid.heights.items() if r >= start}
    grid.merged = [
        (a + by, left, b + by, right) if a >= start else (a, left, b, right)
        for a, left, b, right in grid.merged
    ]


def row_of(grid: SheetGrid, cell: GridCell) -> int:
    """The row a cell stands in."""
    return next(row for (row, _), found in grid.cells.items() if found is cell)


def _layout(name: str, section: str, change: Callable[[Draft, SheetGrid, Generator], bool],
            ) -> FaultKind:  # fmt: skip
    def plant(draft: Draft, rng: Generator) -> bool:
        if draft.is_moved or section in draft.touched or draft.suffix != ".xlsx":
            return False
        draft.is_moved = change(draft, draft.grid(section), rng)
        return draft.is_moved

    return FaultKind(name, plant, is_layout=True)


def _enter(draft: Draft, fault: Planted, grid: SheetGrid) -> bool:
    fault.sheet = grid.name
    draft.plant(fault, grid.section)
    return True


def _quiet(draft: Draft, kind: str, grid: SheetGrid, cell: GridCell) -> bool:
    written = "" if cell.value is None else str(cell.value)
    return _enter(draft, Planted(kind, "", written=written, reason=QUIET, cell=cell), grid)


def _labels_spaced(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    labels = [c for c in grid.cells.values() if c.style == Style.LABEL]
    for number, cell in enumerate(labels):
        text = str(cell.value)
        spaced = text.replace(" ", "\u00a0") if number % 2 else text.replace(" ", "  ")
        cell.value = f"  {spaced} " if number % 3 else spaced.upper()
    return _quiet(draft, "labels_spaced", grid, labels[-1])


def _relabel(kind: str, expected: str, question: str, label: str) -> FaultKind:
    def change(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
        cell = grid.cells[row_of(grid, draft.cells[question]), LABEL_COLUMN]
        cell.value = label
        fault = Planted(
            kind, expected, question, label, reason="" if expected else QUIET, cell=cell
        )
        return _enter(draft, fault, grid)

    return _layout(kind, question_of(question).section, change)


def _alias(kind: str, code: Code, question: str, alias: int) -> FaultKind:
    return _relabel(kind, "", question, code.aliases[alias])


def _row(kind: str, text: str | None) -> Callable[[Draft, SheetGrid, Generator], bool]:
    def change(draft: Draft, grid: SheetGrid, rng: Generator) -> bool:
        asked = [c for q, c in draft.cells.items() if question_of(q).section == grid.section]
        row = row_of(grid, asked[int(rng.integers(1, len(asked)))])
        move_rows(grid, row, 1)
        cell = GridCell(text, Style.TEXT)
        grid.cells[row, LABEL_COLUMN] = cell
        return _quiet(draft, kind, grid, cell)

    return change


def _row_hidden(draft: Draft, grid: SheetGrid, rng: Generator) -> bool:
    found = numbers(draft, "families")
    question = found[int(rng.integers(len(found)))]
    cell = draft.cells[question]
    grid.hidden_rows.add(row_of(grid, cell))
    value = canonical(draft.truth[question])
    fault = Planted("row_hidden", "row_hidden", question, str(value), value, cell=cell)
    return _enter(draft, fault, grid)


def _column_inserted(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    def pushed(column: int) -> int:
        return column + (column >= ANSWER_COLUMN)

    grid.cells = {(r, pushed(c)): cell for (r, c), cell in grid.cells.items()}
    grid.widths = {pushed(c): w for c, w in grid.widths.items()} | {ANSWER_COLUMN: 6.0}
    grid.merged = [(a, left, b, pushed(right)) for a, left, b, right in grid.merged]
    return _quiet(draft, "column_inserted", grid, draft.cells["families.families"])


def _columns_swapped(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    turn = {ANSWER_COLUMN: ANSWER_COLUMN + 1, ANSWER_COLUMN + 1: ANSWER_COLUMN}
    head = row_of(grid, draft.cells[f"population.{FIRST_AGE.code}.male"]) - 1
    grid.cells = {
        (r, turn.get(c, c) if r >= head else c): cell for (r, c), cell in grid.cells.items()
    }
    cell = draft.cells[f"population.{FIRST_AGE.code}.male"]
    return _quiet(draft, "columns_swapped", grid, cell)


def _answer_merged(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    cell = draft.cells["families.eligible_couples"]
    row = row_of(grid, cell)
    grid.cells.pop((row, ANSWER_COLUMN + 1))
    grid.merged.append((row, ANSWER_COLUMN, row, ANSWER_COLUMN + 1))
    return _quiet(draft, "answer_merged", grid, cell)


def _insert_answer(grid: SheetGrid, row: int, label: str, value: int) -> GridCell:
    move_rows(grid, row, 1)
    cell = GridCell(label, Style.LABEL)
    grid.cells[row, LABEL_COLUMN] = cell
    grid.cells[row, ANSWER_COLUMN] = GridCell(value, Style.ANSWER)
    return cell


def _label_twice(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    question = "families.families_with_elderly"
    row = row_of(grid, draft.cells[question])
    value = draft.truth[question]
    label = str(grid.cells[row, LABEL_COLUMN].value)
    cell = _insert_answer(grid, row + 1, label, int_of(value) + 7)
    fault = Planted("label_twice", "label_twice", question, label, canonical(value), cell=cell)
    return _enter(draft, fault, grid)


def _row_repeated(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    question = "families.families"
    row = row_of(grid, draft.cells[question])
    label = str(grid.cells[row, LABEL_COLUMN].value)
    cell = _insert_answer(grid, row + 1, label, int_of(draft.truth[question]))
    return _quiet(draft, "row_repeated", grid, cell)


def _heading_cut(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    first = draft.cells[f"activity_groups.{ACTIVITY_GROUP.codes[0].code}.attendance"]
    column = next(c for (_, c), found in grid.cells.items() if found is first)
    cell = grid.cells[row_of(grid, first) - 1, column]
    cell.value = str(cell.value)[:-6]
    kind, written = "heading_cut", str(cell.value)
    return _enter(draft, Planted(kind, "label_misspelt", "", written, cell=cell), grid)


def _row_unknown(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    row = row_of(grid, draft.cells["families.adolescents"])
    cell = _insert_answer(grid, row, "Luas wilayah pekon", 412)
    fault = Planted("row_unknown", "row_unknown", written=str(cell.value), cell=cell)
    return _enter(draft, fault, grid)


def _row_deleted(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    question = "child_nutrition.pregnant_women"
    row = row_of(grid, draft.cells[question])
    move_rows(grid, row + 1, -1)
    value = canonical(draft.truth[question])
    return _enter(
        draft, Planted("row_deleted", "question_missing", question, "", value, reason=LOST), grid
    )


def _sheet_deleted(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    draft.grids.remove(grid)
    return _enter(draft, Planted("sheet_deleted", "section_missing", reason=LOST), grid)


def _ages_split(draft: Draft, grid: SheetGrid, _rng: Generator) -> bool:
    """Two classes in the place of the first age group: one question lost, two rows unknown."""
    lost = [q for q in draft.cells if q.startswith(f"population.{FIRST_AGE.code}.")]
    row = row_of(grid, draft.cells[lost[0]])
    values = [int_of(draft.truth[q]) for q in lost]
    move_rows(grid, row + 1, 1)
    labels = []
    for at, (label, parts) in enumerate(zip(SPLIT_AGES, (0.4, 1.0), strict=True)):
        cell = GridCell(label, Style.LABEL)
        grid.cells[row + at, LABEL_COLUMN] = cell
        labels.append(cell)
        for column, value in enumerate(values, start=ANSWER_COLUMN):
            first = int(value * 0.4)
            number = first if parts < 1 else value - first
            grid.cells[row + at, column] = GridCell(number, Style.ANSWER)
    name, true = "ages_split", [canonical(value) for value in values]
    _enter(draft, Planted(name, "question_missing", lost[0], "", true[0], reason=LOST), grid)
    for question, text, cell in zip(lost, true, labels, strict=True):
        fault = Planted(name, "row_unknown", question, str(cell.value), text, cell=cell)
        _enter(draft, fault, grid)
    return True


_BIRTHS, _INJECTABLE, _IMPLANT = EVENT["births"], METHOD["injectable"], METHOD["implant"]
_SPACED_AGE = AGE_GROUP.codes[7]

LAYOUT_FAULTS = (
    _layout("labels_spaced", "families", _labels_spaced),
    _relabel("label_misspelt", "label_misspelt", "population_change.births.male",
             misspelt(_BIRTHS.label.id)),
    _alias("old_name_of_group", ACTIVITY_GROUP["uppka"], "activity_groups.uppka.exists", 0),
    _alias("old_name_of_method", _IMPLANT, "contraception.implant.users", 1),
    _alias("old_name_of_sterilisation", METHOD["female_sterilisation"],
           "contraception.female_sterilisation.users", 0),
    _relabel("age_label_spaced", "", f"population.{_SPACED_AGE.code}.male",
             _SPACED_AGE.label.id.replace("-", "- ")),
    _layout("row_empty", "population", _row("row_empty", None)),
    _layout("row_remark", "activity_groups", _row("row_remark", "Catatan: data sementara")),
    _layout("row_hidden", "families", _row_hidden),
    _layout("column_inserted", "families", _column_inserted),
    _layout("columns_swapped", "population", _columns_swapped),
    _layout("answer_merged", "families", _answer_merged),
    _layout("label_twice", "families", _label_twice),
    _layout("row_unknown", "families", _row_unknown),
    _layout("row_repeated", "families", _row_repeated),
    _layout("heading_cut", "activity_groups", _heading_cut),
    _layout("row_deleted", "nutrition", _row_deleted),
    _layout("sheet_deleted", "civil_registration", _sheet_deleted),
    _layout("ages_split", "population", _ages_split),
)  # fmt: skip
