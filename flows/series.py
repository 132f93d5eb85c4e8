"""The months that a release holds: each from the archive, kept beside its working files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.archive import Archive, Receipt
from flows.decisions import Register, digest_of
from flows.examination import Case, examine_month, month_lock
from flows.inbox import collect_month, has_inbox, months_unmet
from flows.provenance import code_digest
from flows.runner import Runner
from flows.settings import Home, Request
from flows.sources.source import NoSuchPlaceError
from flows.steps import keep, protect, tidy
from flows.work import replace_file, write_json
from outputs.canonical import file_facts
from schemas.decision import Decision
from schemas.form import FORM
from schemas.frames import to_arrow
from schemas.months import PERIOD
from schemas.spoken import SpokenError, some_lines
from schemas.table import Table
from schemas.tables import public_tables
from transforms.difference import differences
from transforms.history import REMEMBERED_MONTHS

READY = "ready"
"""The folder of a month's working files that holds its tables as they are published."""

RECORD = "ready.json"
"""The key and the sha256 of the tables beside it."""

SHOWN = 5

Tables = dict[str, pa.Table]


class EditedTableError(SpokenError):
    """A kept table of a month was edited; the message names the cells."""


@dataclass(frozen=True, slots=True)
class Part:
    """One month of a release: its tables as published, and the files it was read from.

    `warnings` are those of its collection.
    """

    period: str
    tables: Tables
    receipts: tuple[Receipt, ...]
    warnings: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The sha256 of its files, each once, sorted."""
        return tuple(sorted({receipt.sha256 for receipt in self.receipts}))


def earlier_parts(
    request: Request, runner: Runner, *, collecting: bool = True
) -> tuple[list[Part], list[str]]:
    """Every earlier month of which a report can be used, oldest first, and their keys.

    What came since for such a month is collected from its own inbox; a home that knows no
    earlier month pulls those of the last year first. A month is read again only when its
    files, the decisions, a month before it or the program changed. EditedTableError when
    what was kept of a month is not what was written.
    """
    parts: list[Part] = []
    keys: list[str] = []
    if collecting:
        _meet_months_before(request)
    for period in months_known(request.home):
        if period >= request.period:
            continue
        asked = request.of(period)
        read = partial(_part, collecting=collecting)
        with month_lock(asked):
            part, key = runner.step(f"Month {period}", read, asked, runner, tuple(keys))
        keys.append(key)
        if part.tables["submissions"].num_rows:
            parts.append(part)
    return parts, keys


def _meet_months_before(request: Request) -> None:
    archive = Archive(request.home.archive)
    for asked in months_unmet(request, archive):
        with suppress(NoSuchPlaceError), month_lock(asked):
            collect_month(asked, archive)


def month_part(request: Request, case: Case, runner: Runner, keys: Sequence[str]) -> Part:
    """The month asked for, which is always read anew; it is kept for the months after it."""
    part = part_of(request, case, runner)
    _keep(request, _key(request, part.receipts, case.decisions, keys), part.tables)
    return part


def months_known(home: Home) -> list[str]:
    """The months of which something came or lies in an inbox, oldest first."""
    inboxes = (path.name for path in (home.root / "inbox").glob("*") if path.is_dir())
    months = {*inboxes, *Archive(home.archive).periods()}
    return sorted(month for month in months if PERIOD.fullmatch(month))


def _part(
    request: Request, runner: Runner, keys: Sequence[str], *, collecting: bool
) -> tuple[Part, str]:
    archive, register = Archive(request.home.archive), Register(request.home.register)
    warnings = collect_month(request, archive).warnings if collecting and has_inbox(request) else ()
    receipts = tuple(archive.receipts(request.period))
    key = _key(request, receipts, register.decisions(), keys)
    kept, edited = _kept(request, key)
    if kept is not None:
        return Part(request.period, kept, receipts, warnings), key
    case = examine_month(request, runner, collecting=collecting, publishing=True)
    part = part_of(request, case, runner)
    if edited is not None:
        _refuse_edited(request, edited, part.tables)
    key = _key(request, part.receipts, case.decisions, keys)
    _keep(request, key, part.tables)
    return part, key


def part_of(request: Request, case: Case, runner: Runner) -> Part:
    """The tables of an examined month as they are published; the internal ones are kept."""
    frames = runner.step("Tidy", tidy, case.examined)
    runner.step("Keep for the team", keep, request, case, frames)
    published = runner.step("Protect", protect, frames)
    tables = {name: to_arrow(table, published[name]) for name, table in _declared().items()}
    return Part(request.period, tables, case.receipts, case.warnings)


def _declared() -> dict[str, Table]:
    return public_tables(FORM)


def _key(
    request: Request,
    receipts: Sequence[Receipt],
    decisions: Sequence[Decision],
    keys: Sequence[str],
) -> str:
    """A digest of all that the tables of a month follow from."""
    told = [code_digest(), str(request.sample), *keys[-REMEMBERED_MONTHS:]]
    told += sorted(f"{r.sha256} {r.name} {r.received_at} {r.collected_at}" for r in receipts)
    told.append(digest_of(d for d in decisions if d.period <= request.period))
    return hashlib.sha256("\0".join(told).encode("utf-8", "backslashreplace")).hexdigest()


def _folder(request: Request) -> Path:
    return request.home.work(request.period) / READY


def _keep(request: Request, key: str, tables: Tables) -> None:
    """Write the tables, then the record that vouches for them."""
    folder = _folder(request)
    for name, content in tables.items():
        replace_file(folder / f"{name}.parquet", partial(pq.write_table, content))
    sums = {name: file_facts(folder, f"{name}.parquet").sha256 for name in tables}
    write_json(folder / RECORD, {"key": key, "sha256": sums})


def _kept(request: Request, key: str) -> tuple[Tables | None, Tables | None]:
    """What was kept under this key, and the same when it is not what was written."""
    folder = _folder(request)
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if record["key"] != key:
            return None, None
        names = list(_declared())
        tables = {name: pq.read_table(folder / f"{name}.parquet") for name in names}
        sums = {name: file_facts(folder, f"{name}.parquet").sha256 for name in names}
        is_whole = record["sha256"] == sums
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None, None
    return (tables, None) if is_whole else (None, tables)


def _refuse_edited(request: Request, edited: Tables, fresh: Tables) -> None:
    found = differences(fresh, edited, _declared(), [request.period])
    if found:
        raise EditedTableError(
            f"the kept tables of {request.period} were edited; the archive says otherwise "
            f"(archive -> edited):{some_lines(found, SHOWN)}\nRemove {_folder(request)} and run "
            "again. What a village reported is changed by a new report or a decision, never in a "
            "table"
        )
