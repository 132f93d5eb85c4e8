"""What changed since the release before, as people look for it: by reason, table, area, month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import pyarrow as pa

from outputs.site.causes import told_cause
from outputs.site.found import label_of
from outputs.site.rendering import amount
from outputs.site.texts import WORDS
from schemas.catalogue import CATALOGUE
from schemas.change_tables import CHANGE, CHANGES, REASON
from schemas.columns import AREA_CODE, AREA_LEVEL_COLUMN, PERIOD, VILLAGE_CODE
from schemas.field import Text
from schemas.months import period_name
from schemas.named_row import row_pairs
from schemas.register import REGENCY, REGENCY_CODE, districts, villages
from schemas.table import Column, ColumnType, Table

ROWS_SHOWN = 400
"""The most changes that the page shows one by one, shared out among areas and months."""

DIGITS = 12
SHA256 = re.compile("[0-9a-f]{64}")
"""A sha256, of which the first characters are shown."""

VALUE_CHANGED = "value_changed"
TRUTH = {"true": Text("ya", "yes"), "false": Text("tidak", "no")}
WHOLE_ROWS = ("row_added", "row_removed")
FINDING, KINDS = "finding", {kind.id for kind in CATALOGUE}
NUMBERS = (ColumnType.INTEGER, ColumnType.NUMBER)

PLACE = {VILLAGE_CODE.name, PERIOD.name, AREA_CODE.name, AREA_LEVEL_COLUMN.name}

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many changes have one reason or are in one table."""

    code: str
    label: Text
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One change as it is read: what, from what to what, why; `kind` is empty for a value."""

    what: Text
    kind: Text | None
    values: Text | None
    reason: Text
    cause: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The changes of an area in one month; `period` is empty where the change has none."""

    period: str
    number: int
    shown: tuple[Shown, ...]

    @property
    def name(self) -> Text:
        """The month in words."""
        return period_name(self.period) if self.period else WORDS["no_month"]

    @property
    def left_out(self) -> int:
        """How many changes are only in the table."""
        return self.number - len(self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The changes of an area by month; `code` is empty where the change has no area."""

    code: str
    name: Text
    months: tuple[Month, ...]

    @property
    def number(self) -> int:
        """How many changes there are in all months."""
        return sum(month.number for month in self.months)


def by_reason(changes: pa.Table) -> list[Counted]:
    """The reasons that occur, in their declared order, with their counts."""
    found = Counter(changes["reason"].to_pylist())
    return [Counted(c.code, c.label, found[c.code]) for c in REASON.codes if found[c.code]]


def by_table(changes: pa.Table, declared: Mapping[str, Table]) -> list[Counted]:
    """The tables that changed, in their declared order, those that are gone last."""
    found = Counter(changes["table"].to_pylist())
    known = [name for name in declared if name in found]
    gone = sorted(found.keys() - declared.keys())
    return [
        Counted(name, declared[name].label if name in declared else Text(name, name), found[name])
        for name in (*known, *gone)
    ]


def by_place(changes: pa.Table, declared: Mapping[str, Table]) -> list[Place]:
    """Every area and month with its count, and the first changes of each.

    At most ROWS_SHOWN changes are shown, as many of each area and month as of any other.
    """
    groups = _groups(changes)
    depth = _depth([len(rows) for rows in groups.values()])
    left, months = ROWS_SHOWN, list[tuple[str, Month]]()
    for (code, period), rows in groups.items():
        shown = tuple(_shown(row, declared) for row in rows[: min(depth, left)])
        left -= len(shown)
        months.append((code, Month(period=period, number=len(rows), shown=shown)))
    return [
        Place(code=code, name=area_name(code), months=tuple(month for _, month in of_code))
        for code, of_code in groupby(months, lambda pair: pair[0])
    ]


def _groups(changes: pa.Table) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    columns = [name for name in CHANGES.names if name not in CHANGES.key]
    for row in changes.sort_by(CHANGES.key[0]).select(columns).to_pylist():
        found.setdefault((row["area_code"] or "", row["period"] or ""), []).append(row)
    return dict(sorted(found.items()))


def _depth(sizes: list[int]) -> int:
    """The most rows that every group may show so that all groups stay within the limit."""
    depth = 1
    while depth < max(sizes, default=0) and sum(min(n, depth + 1) for n in sizes) <= ROWS_SHOWN:
        depth += 1
    return depth


def area_name(code: str) -> Text:
    """The name of a village, kecamatan or kabupaten; the code where the register has none."""
    if code == REGENCY_CODE:
        return REGENCY
    if code in districts():
        return WORDS["district_name"].format(name=districts()[code])
    if code in villages():
        village = villages()[code]
        return Text(*2 * (f"{village.name}, {village.district}",))
    return Text(code, code) if code else WORDS["no_area"]


def _shown(row: Row, declared: Mapping[str, Table]) -> Shown:
    table = declared.get(str(row["table"]))
    column = _column(table, row["column"])
    kind = str(row["change"])
    is_value = kind == VALUE_CHANGED
    told = (
        partial(_values_of_row, table=table)
        if kind in WHOLE_ROWS
        else partial(_value, column=column if is_value else None)
    )
    return Shown(
        what=_what(row, table, column),
        kind=None if is_value else CHANGE[kind].label,
        values=_values(told(row["old"]), told(row["new"])),
        reason=REASON[str(row["reason"])].label,
        cause=told_cause(str(row["cause"])),
    )


def _column(table: Table | None, name: str | None) -> Column | None:
    return table[name] if table and name and name in table.names else None


def _what(row: Row, table: Table | None, column: Column | None) -> Text:
    """The table, the codes of the row and the column, in words."""
    name, of_column = str(row["table"]), row["column"]
    parts = [table.label if table else Text(name, name), *_codes(row["row"], table)]
    if of_column:
        parts.append(column.label if column else Text(of_column, of_column))
    return Text(" · ".join(part.id for part in parts), " · ".join(part.en for part in parts))


def _codes(row: str | None, table: Table | None) -> Iterator[Text]:
    """The values that tell a row from others, but for its area and month."""
    for name, value in row_pairs(row or ""):
        if value and name not in PLACE:
            yield _coded(name, value, table)


def _coded(name: str, value: str, table: Table | None) -> Text:
    """A value of a row in words; a kind of finding by its name."""
    if name == FINDING and value in KINDS:
        return label_of(value)
    return _value(value, _column(table, name)) or Text(value, value)


def _values_of_row(values: str | None, table: Table | None) -> Text | None:
    """The values of a row that came or went, each with the label of its column."""
    pairs = [
        (column.label if (column := _column(table, name)) else Text(name, name), told)
        for name, value in row_pairs(values or "")
        if value and (told := _coded(name, value, table))
    ]
    if not pairs:
        return _value(values, None)
    return Text(
        "; ".join(f"{label.id}: {told.id}" for label, told in pairs),
        "; ".join(f"{label.en}: {told.en}" for label, told in pairs),
    )


def _values(old: Text | None, new: Text | None) -> Text | None:
    """Old and new with an arrow between; None for a row that came or went as a whole."""
    if old is None and new is None:
        return None
    before, now = old or WORDS["empty"], new or WORDS["empty"]
    return Text(f"{before.id} → {now.id}", f"{before.en} → {now.en}")


def _value(value: str | None, column: Column | None) -> Text | None:
    """A value of a column in words; without one, as of a fact of a schema, as it is written."""
    if not value:
        return None
    if column and column.codes and value in column.codes.values:
        return column.codes[value].label
    if column and column.type is ColumnType.BOOLEAN and value in TRUTH:
        return TRUTH[value]
    told = f"{value[:DIGITS]}…" if SHA256.fullmatch(value) else value
    if column and column.type in NUMBERS:
        told = _number(value)
    return Text(told, told)


def _number(value: str) -> str:
    """A number as a person reads it; a column of numbers may have held texts before."""
    try:
        return amount(float(value))
    except ValueError:
        return value
