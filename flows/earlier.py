"""The months before one, from the archive; what was read is kept beside their working files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from flows.archive import Archive, Receipt
from flows.files import replace_file
from flows.reading import arrivals, crashed_before, is_crashed, reading_ingredients, readings_of
from flows.reuse.code import code_of
from flows.reuse.step import Step
from flows.settings import Request
from schemas.decision import Act, Decision, in_force
from schemas.months import preceding
from schemas.register import villages
from transforms.examine import excluded, holds
from transforms.history import REMEMBERED_MONTHS, History
from transforms.merge import Month, settle
from transforms.wide import Wide, spread

KEY = b"rumahdata-inputs"
COUNT, CHOICE = "count:", "choice:"


def months_before(request: Request, archive: Archive, decisions: Sequence[Decision]) -> History:
    """The usable answers of up to twelve months before the one asked for, oldest first."""
    return History(
        tuple(
            _month(request, period, archive, receipts, decisions)
            for period, receipts in _received(request, archive)
        )
    )


def keys_before(request: Request, archive: Archive, decisions: Sequence[Decision]) -> Iterator[str]:
    """The keys of what `months_before` gives, one a month, nothing of it being read."""
    for period, receipts in _received(request, archive):
        yield _key(request, period, receipts, decisions).decode()


def _received(request: Request, archive: Archive) -> Iterator[tuple[str, Sequence[Receipt]]]:
    for period in sorted(preceding(request.period, REMEMBERED_MONTHS)):
        receipts = archive.receipts(period)
        if receipts:
            yield period, receipts


def _month(
    request: Request,
    period: str,
    archive: Archive,
    receipts: Sequence[Receipt],
    decisions: Sequence[Decision],
) -> Wide:
    """One earlier month: as kept, when the same inputs and code made it; else read again."""
    path = _path(request, period)
    key = _key(request, period, receipts, decisions)
    kept = _kept(path, key, period)
    if kept is not None:
        return kept
    asked = request.of(period)
    readings = readings_of(asked, archive, receipts)
    left_out = excluded(period, decisions)
    wide = _usable(settle(period, readings, arrivals(receipts), left_out), decisions)
    if not any(map(is_crashed, readings)):
        _keep(path, key, wide)
    return wide


def remember(
    request: Request, receipts: Sequence[Receipt], decisions: Sequence[Decision], month: Month
) -> None:
    """Keep the usable answers of the month asked for, for the months after it."""
    path = _path(request, request.period)
    key = _key(request, request.period, receipts, decisions)
    if _kept(path, key, request.period) is None:
        _keep(path, key, _usable(month, decisions))


def _usable(month: Month, decisions: Sequence[Decision]) -> Wide:
    """The answers of a month that are neither unreadable nor held back by the office."""
    problems = (*month.problems, *holds(month, decisions))
    return spread(replace(month, problems=problems), tuple(villages()))


def _path(request: Request, period: str) -> Path:
    return request.home.work(period) / "tables" / "usable.parquet"


def _keep(path: Path, key: bytes, wide: Wide) -> None:
    replace_file(path, partial(pq.write_table, _table(wide, key)))


def _key(
    request: Request, period: str, receipts: Sequence[Receipt], decisions: Sequence[Decision]
) -> bytes:
    """A digest of all that the usable answers of a month follow from."""
    asked = request.of(period) if period != request.period else request
    told = [code_of(Step.READ), code_of(Step.CHECK), period, str(request.sample)]
    told += crashed_before(request.home.work(period), reading_ingredients(asked, receipts))
    told += [f"{sha} {moment.isoformat()}" for sha, moment in sorted(arrivals(receipts).items())]
    told += [
        f"{decision.act.value} {decision.village_code} {decision.subject}"
        for decision in in_force(decisions)
        if decision.period == period and decision.act in (Act.EXCLUDE, Act.HOLD)
    ]
    return hashlib.sha256("\0".join(told).encode()).hexdigest().encode()


def _table(wide: Wide, key: bytes) -> pa.Table:
    columns: dict[str, pa.Array] = {"village_code": pa.array(wide.villages)}
    columns |= {f"{COUNT}{q}": pa.array(v) for q, v in wide.counts.items()}
    columns |= {f"{CHOICE}{q}": pa.array(v.tolist(), pa.string()) for q, v in wide.choices.items()}
    columns["partners"] = pa.array(wide.partners)
    return pa.table(columns).replace_schema_metadata({KEY: key})


def _kept(path: Path, key: bytes, period: str) -> Wide | None:
    """What was kept, unless other inputs or other code made it or it cannot be read."""
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException):
        return None
    if (table.schema.metadata or {}).get(KEY) != key:
        return None
    names = table.column_names
    return Wide(
        period=period,
        villages=tuple(table["village_code"].to_pylist()),
        counts={n.removeprefix(COUNT): table[n].to_numpy() for n in names if n.startswith(COUNT)},
        choices={
            n.removeprefix(CHOICE): np.array(table[n].to_pylist(), dtype=object)
            for n in names
            if n.startswith(CHOICE)
        },
        partners=table["partners"].to_numpy(),
        questioned={},
    )
