"""Old names of renamed columns: a release writes them beside the new ones for three months."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from schemas.field import Text
from schemas.months import period_name
from schemas.release import Version
from schemas.schema_changes import Document
from schemas.schema_column import Record, by_name
from schemas.table import Column, Table, status_of
from schemas.tables import villages_column

ALIAS_MONTHS = 3
"""In how many release months an old name is written, that of the renaming included."""

OLD_NAME = Text("{label} (nama lama: {name})", "{label} (old name: {name})")
OLD_MEANING = Text(
    "Nama lama kolom {new}, nilainya sama; masih ditulis sampai rilis {until}. {meaning}",
    "Old name of the column {new}, the values are the same; still written up to the release "
    "of {until}. {meaning}",
)


def former_names(table: Table) -> dict[str, str]:
    """The name of today by each old name of a table's own columns.

    With a column go its status and its count of villages, where it has them. ValueError
    when an old name is a column of the table, or was given up by two columns.
    """
    own = [column for column in table.columns if column.alias_of is None]
    names = {column.name for column in own}
    found: dict[str, str] = {}
    for column in own:
        for old, new in _with_companions(column, names):
            if old in names:
                raise ValueError(
                    f"table {table.name}: {new} was formerly {old}, but {old} is a column of the "
                    "table; give that column another name, or take the old name away"
                )
            if found.setdefault(old, new) != new:
                raise ValueError(
                    f"table {table.name}: {found[old]} and {new} were both formerly {old}; "
                    "an old name can stand for one column only"
                )
    return found


def _with_companions(column: Column, names: Collection[str]) -> Iterator[tuple[str, str]]:
    for old in column.formerly:
        yield old, column.name
        for companion in (status_of, villages_column):
            if companion(column.name) in names:
                yield companion(old), companion(column.name)


def with_aliases(
    declared: Mapping[str, Table], version: str, before: Document | None
) -> dict[str, Table]:
    """The declared tables, with the old names that this release still writes after their own.

    `before` is the schema of the release before. An old name that it announced is written to
    its end, also when the declaration no longer tells of it. ValueError when an old name
    clashes with another column, or `version` is no version of a release.
    """
    period = Version.parse(version).period
    known = {} if before is None else by_name(before["tables"])
    return {
        name: _with_aliases(table, period, columns_of(known.get(name)))
        for name, table in declared.items()
    }


def columns_of(table: Record | None) -> dict[str, Record]:
    """The columns of a described table by name; none where there is no table."""
    return {} if table is None else by_name(table["columns"])


def _with_aliases(table: Table, period: str, known: Mapping[str, Record]) -> Table:
    announced = _announced(table, period, known)
    aliases = [_alias(table[new], old, until(months)) for old, (new, months) in announced.items()]
    return table.with_columns((*table.columns, *aliases)) if aliases else table


def _announced(
    table: Table, period: str, known: Mapping[str, Record]
) -> dict[str, tuple[str, list[str]]]:
    """The column and the months of each old name that is still written."""
    months = {old: written_months(record, period) for old, record in known.items()}
    names = _successors(table, known)
    alive = {old for old, of in months.items() if len(of) <= ALIAS_MONTHS}
    for old, new in names.items():
        if old in alive and old in table.names:
            raise ValueError(
                f"table {table.name}: {old} is the old name of {new} up to the release month "
                f"{known[old]['until']} and cannot be another column before"
            )
    return {old: (new, months[old]) for old, new in names.items() if old in alive}


def _successors(table: Table, known: Mapping[str, Record]) -> dict[str, str]:
    """The name of today by old name: by declaration, then as the release before has it."""
    found = former_names(table)
    for old, record in known.items():
        named = record["replaced_by"]
        target = found.get(named, named)
        if target != old and target in table.names:
            found.setdefault(old, target)
    return found


def _alias(column: Column, old: str, last: str) -> Column:
    month = period_name(last)
    label, meaning = column.label, column.meaning
    return replace(
        column,
        name=old,
        label=Text(
            OLD_NAME.id.format(label=label.id, name=old),
            OLD_NAME.en.format(label=label.en, name=old),
        ),
        meaning=Text(
            OLD_MEANING.id.format(new=column.name, until=month.id, meaning=meaning.id),
            OLD_MEANING.en.format(new=column.name, until=month.en, meaning=meaning.en),
        ),
        key=False,
        formerly=(),
        alias_of=column.name,
    )


def written_months(known: Record | None, period: str) -> list[str]:
    """The release months, sorted, that write an old name, this one included.

    `known` is the column of that name in the release before; without it there is no reader
    to wait for, and no month.
    """
    return [] if known is None else sorted({*(known["written"] or ()), period})


def until(months: list[str]) -> str:
    """The last month in which an old name is written, if no month goes without a release."""
    last = months[-1]
    for _ in range(ALIAS_MONTHS - len(months)):
        year, month = (int(part) for part in last.split("-"))
        last = f"{year + month // 12}-{month % 12 + 1:02}"
    return last


def names_now(table: Table, held: Collection[str]) -> dict[str, str]:
    """The new name by the old one, for columns an earlier release holds under the old alone.

    `table` carries its aliases; `held` are the names of the earlier release's columns. Of
    several old names of one column, which hold the same values, only the first is led to it.
    """
    found: dict[str, str] = {}
    for column in table.columns:
        new = column.alias_of
        if new is not None and new not in held and column.name in held:
            found.setdefault(new, column.name)
    return {old: new for new, old in found.items()}
