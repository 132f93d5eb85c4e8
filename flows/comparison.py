"""Two releases set side by side: every difference with its one reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from flows.releases import Release
from outputs.schema import read_schema
from schemas.form import FORM
from schemas.schema_changes import Document, SchemaChange, schema_changes
from schemas.spoken import SpokenError, some_lines
from schemas.table import Table
from schemas.tables import public_tables
from transforms.change_rows import explained
from transforms.difference import Difference, differences, renamed
from transforms.grounds import Grounds
from transforms.protect import is_rounded
from transforms.reasons import Explanation, Reason

SHOWN = 5


class UnexplainedChangeError(SpokenError):
    """Published values would change and nothing says why; the message names the cells."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its months, tables, grounds and schema."""

    periods: tuple[str, ...]
    tables: Mapping[str, pa.Table]
    grounds: Grounds
    schema: Document


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs: with its reason, without one, in the schema, and the months that are new."""

    told: tuple[tuple[Difference, Reason], ...] = ()
    unexplained: tuple[Difference, ...] = ()
    schema: tuple[SchemaChange, ...] = ()
    months: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.told or self.unexplained or self.schema or self.months)

    @property
    def reasons(self) -> dict[str, int]:
        """How many changes have each reason, the most frequent first."""
        return dict(Counter(reason.reason for _, reason in self.told).most_common())


def side_of(release: Release) -> Side:
    """A published release as a side."""
    return Side(release.periods, release.tables, release.grounds, read_schema(release.path))


def compare(before: Side, after: Side, declared: Mapping[str, Table]) -> Compared:
    """The differences in the months of the earlier one, and in the schemas.

    A month that the later one lacks is a difference, row by row. `declared` are the tables
    of the later one with the old names it still writes.
    """
    tables = public_tables(FORM)
    found = differences(renamed(before.tables, declared), after.tables, tables, before.periods)
    explanation = Explanation(before.grounds, after.grounds, is_rounded)
    told, unexplained = explained(found, explanation)
    schema = schema_changes(before.schema, after.schema)
    versions = f"{before.schema['schema_version']} -> {after.schema['schema_version']}"
    new = tuple(period for period in after.periods if period not in before.periods)
    return Compared((*_of_schema(schema, versions), *told), tuple(unexplained), schema, new)


def _of_schema(
    changes: Iterable[SchemaChange], versions: str
) -> Iterable[tuple[Difference, Reason]]:
    reason = Reason("schema_changed", f"schema {versions}")
    for change in changes:
        told = Difference(
            change=change.change,
            table=change.table,
            period="",
            where="",
            row=(),
            column=change.column,
            old=change.old,
            new=change.new,
        )
        yield told, reason


def refuse_unexplained(compared: Compared, versions: str, *, is_other_code: bool) -> None:
    """Stop where a difference has no reason; UnexplainedChangeError names the first cells.

    `is_other_code`: the program's code is another than that of the release before.
    """
    found = compared.unexplained
    if not found:
        return
    if is_other_code:
        raise UnexplainedChangeError(
            f"{len(found)} published values would change from {versions} because the program is "
            f"another one, but its version is the same:{some_lines(found, SHOWN)}\nNothing was "
            "published. If the change is meant, raise `version` in pyproject.toml, install it "
            "and run again: these changes are then told as bug_fix"
        )
    raise UnexplainedChangeError(
        f"{len(found)} published values would change from {versions} without a reason: no "
        "report, decision, rule, code or program that they rest on is another one:"
        f"{some_lines(found, SHOWN)}\nNothing was published. Working files or archive may have "
        "been edited: remove the folder `ready` below work/<month>, compare the archive with your "
        "backup, and run again"
    )
