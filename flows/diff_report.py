"""Two releases compared for a person: a summary by reason, and the changes themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.comparison import Compared, compare, side_of
from flows.releases import Release, release_at
from flows.settings import SettingError
from outputs.canonical import write_bytes
from outputs.schema import read_schema
from outputs.tables import table_csv
from schemas.change_tables import REASON
from schemas.form import FORM
from schemas.schema_aliases import with_aliases
from schemas.tables import public_tables
from transforms.change_rows import change_rows


@dataclass(frozen=True, slots=True)
class Diff:
    """Two releases and what differs between them."""

    before: Release
    after: Release
    compared: Compared


def diff_of(releases: Path, before: str, after: str) -> Diff:
    """The difference between two releases named by version or folder, the older one first.

    NotARelease, SettingError when the first is the newer one.
    """
    old, new = release_at(releases, before), release_at(releases, after)
    if old.version > new.version:
        raise SettingError(f"{old.version} is newer than {new.version}: name the older one first")
    declared = with_aliases(public_tables(FORM), str(new.version), read_schema(old.path))
    return Diff(old, new, compare(side_of(old), side_of(new), declared))


def print_diff(console: Console, diff: Diff, limit: int) -> None:
    """Print counts by reason, months that are new, and the first changes."""
    compared = diff.compared
    console.print(f"From      {diff.before.version} to {diff.after.version}")
    schemas = (diff.before.manifest["schema_version"], diff.after.manifest["schema_version"])
    told = schemas[0] if schemas[0] == schemas[1] else f"{schemas[0]} -> {schemas[1]}"
    console.print(f"Schema    {told}")
    new = ", ".join(compared.months) or "none"
    console.print(f"Months    {len(diff.after.periods)}; new: {new}")
    labels = {code.code: code.label.en for code in REASON.codes}
    for reason, number in compared.reasons.items():
        places = {d.where for d, r in compared.told if r.reason == reason and d.where}
        console.print(f"{number:>8}  {labels[reason]} ({reason}), in {len(places)} areas")
    if not compared.told:
        console.print("Nothing differs in the months that both hold.")
    _print_changes(console, diff, limit)
    if compared.unexplained:
        console.print(f"{len(compared.unexplained):>8}  without a reason:", style="bold red")
        for difference in compared.unexplained[:limit]:
            console.print(f"          {difference}", markup=False)


def _print_changes(console: Console, diff: Diff, limit: int) -> None:
    shown = diff.compared.told[:limit]
    if not shown:
        return
    table = Table("table", "row", "column", "old", "new", "reason", box=None, pad_edge=False)
    for difference, reason in shown:
        named = " ".join(value for _, value in difference.row)
        changed = (difference.column or difference.change, difference.old, difference.new)
        told = (difference.table, named, *changed, reason.reason)
        table.add_row(*map(Text, told))
    console.print(table)
    left = Counter(d.table for d, _ in diff.compared.told[limit:])
    if left:
        console.print(f"and {left.total()} more; --out FILE writes all of them")


def write_diff(path: Path, diff: Diff) -> None:
    """Write every change as the table `changes` of a release."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path.parent, path.name, table_csv(change_rows(diff.compared.told)))
