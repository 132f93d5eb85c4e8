"""Write an example month: the inbox, the truth, and the list of planted faults."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from flows.example.draft import Draft, Planted, address, draft_of, place_of
from flows.example.listing import MARKER, is_ours, list_written, listed, months_listed
from flows.example.planting import plant_faults
from flows.example.report_faults import DAMAGES, Arrivals, Delivery, arrivals
from flows.example.truth import Truth, canonical, following, truths
from flows.example.writers import write_report
from schemas.form import SAMPLE_WORD
from schemas.months import previous
from schemas.problem import kind_of
from schemas.register import Village
from schemas.register import villages as register
from schemas.spoken import SpokenError

ANSWERS = Path("truth", "answers.parquet")
ARRIVALS = Path("arrivals.csv")
FAULTS = Path("faults.csv")
FAULT_COLUMNS = (
    "fault", "kind_of_fault", "village_code", "period", "file", "sheet", "cell", "question",
    "written", "true_value", "expected", "severity", "detectable", "reason",
)  # fmt: skip


@dataclass(slots=True)
class ExampleSummary:
    """What was written: where, for how many villages and months, and the planted faults.

    `replaced` counts the files of an earlier example of these months that were taken away.
    """

    directory: Path
    villages: int
    periods: tuple[str, ...]
    files: int = 0
    missing: int = 0
    replaced: int = 0
    answers: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """A few lines for the terminal."""
        planted, hidden = self.faults.total(), self.faults["no"]
        span = " to ".join(dict.fromkeys((self.periods[0], self.periods[-1])))
        before = f"\n  replaced  {self.replaced} files of an earlier example" * (self.replaced > 0)
        return (
            f"Example data ({SAMPLE_WORD}) of {self.villages} villages, {span}\n"
            f"  files     {self.files} in {self.directory / 'inbox'} ({self.missing} missing)\n"
            f"  faults    {planted} planted ({hidden} not detectable): {self.directory / FAULTS}\n"
            f"  truth     {self.answers} answers: {self.directory / ANSWERS}{before}"
        )


def write_example(
    directory: Path,
    period: str,
    *,
    seed: int = 1,
    months: int = 1,
    villages: Sequence[Village] | None = None,
) -> ExampleSummary:
    """Write the `months` up to `period`, in the place of an earlier example of these months.

    SpokenError where the folder holds reports of them, or an example of another month.
    """
    places = list(register().values()) if villages is None else list(villages)
    periods = [period]
    while len(periods) <= months:
        periods.insert(0, previous(periods[0]))
    replaced = _clear(directory, periods[1:])
    said = truths(places, periods, seed)
    summary = ExampleSummary(directory, len(places), tuple(periods[1:]))
    summary.replaced = replaced
    rows: list[dict[str, str]] = []
    files: list[str] = []
    whole = Counter[str]()
    for before, now in pairwise(periods):
        rng = np.random.default_rng([seed, 3, int(now.replace("-", ""))])
        drafts = [draft_of(v, now, t) for v, t in zip(places, said[now], strict=True)]
        for draft in drafts:
            draft.months = whole[draft.village.code]
        sent = arrivals(drafts, said[before], before, rng)
        plant_faults(drafts, rng)
        files += _deliver(directory, now, sent, rng)
        rows += _fault_rows(now, sent)
        summary.missing += len(sent.missing)
        whole = Counter({d.village.code: d.months + 1 for d in drafts if _is_whole(d)})
    summary.files = len(files)
    told = _numbered(rows)
    summary.faults.update({row["fault"]: row["detectable"] for row in told}.values())
    summary.answers = _write_truth(directory, places, {p: said[p] for p in periods[1:]})
    _write_faults(directory, told)
    list_written(directory, files)
    return summary


def _is_whole(draft: Draft) -> bool:
    """Whether a report arrives as a workbook and has no fault."""
    return draft.is_open and not draft.touched


def _clear(directory: Path, periods: Sequence[str]) -> int:
    """Take away an earlier example of these months: how many files it had.

    SpokenError, and nothing is taken away, where it is of other months too, or where a file
    stands that no example wrote.
    """
    files = listed(directory)
    if other := sorted(months_listed(directory) - set(periods)):
        raise SpokenError(
            f"{directory} holds an example of {', '.join(other)}, from which {periods[-1]} would "
            "not follow. Choose another folder with --out, or write all its months anew with "
            "--months."
        )
    stand = sorted(f for p in periods for f in (directory / "inbox" / p).rglob("*") if f.is_file())
    for file in stand:
        if not is_ours(directory, file.relative_to(directory).as_posix(), files):
            raise SpokenError(
                f"{file} was not written as an example, or was changed since, and an example "
                "month is never mixed with reports. Choose another folder with --out."
            )
    for file in stand:
        file.unlink()
    for name in (ARRIVALS, MARKER):
        (directory / name).unlink(missing_ok=True)
    return len(stand)


def _deliver(
    directory: Path, period: str, sent: Arrivals, rng: np.random.Generator
) -> Iterator[str]:
    inbox = directory / "inbox" / period
    inbox.mkdir(parents=True, exist_ok=True)
    for delivery in sorted(sent.delivered, key=lambda d: d.name):
        path = inbox / delivery.name
        write_report(path, delivery.draft)
        if delivery.damage:
            path.write_bytes(DAMAGES[delivery.damage](path.read_bytes()))
        day = following(period, delivery.day)
        minutes = int(rng.integers(60, 480))
        hour = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=UTC)
        os.utime(path, (hour.timestamp(), hour.timestamp()))
        yield path.relative_to(directory).as_posix()


def _fault_rows(period: str, sent: Arrivals) -> list[dict[str, str]]:
    absent = "no file came; the report counts as missing"
    never = Planted("missing", "", reason=absent)
    rows = [_row(period, "", draft, never) for draft in sent.missing]
    told: set[int] = set()
    for delivery in sorted(sent.delivered, key=lambda d: (d.draft.village.code, d.name)):
        own = [] if id(delivery.draft) in told else delivery.draft.planted
        told.add(id(delivery.draft))
        rows += [_row(period, _file(period, delivery), delivery.draft, f)
                 for f in (*delivery.faults, *own)]  # fmt: skip
    return rows


def _file(period: str, delivery: Delivery) -> str:
    return f"inbox/{period}/{delivery.name}"


def _row(period: str, file: str, draft: Draft, fault: Planted) -> dict[str, str]:
    sheet, cell = fault.sheet, ""
    if fault.cell is not None:
        sheet, row, column = place_of(draft.grids, fault.cell)
        cell = address(row, column)
    return {
        "fault": "",
        "kind_of_fault": fault.kind,
        "village_code": draft.village.code,
        "period": period,
        "file": file,
        "sheet": sheet,
        "cell": cell,
        "question": fault.question,
        "written": fault.written,
        "true_value": fault.true_value or "",
        "expected": fault.expected,
        "severity": kind_of(fault.expected).severity.value if fault.expected else "",
        "detectable": "yes" if fault.detectable else "no",
        "reason": fault.reason,
    }


def _numbered(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The rows with the number of their fault; a kind befalls a file once, in many cells or one."""
    same = ("kind_of_fault", "village_code", "period", "file")
    numbers: dict[tuple[str, ...], int] = {}
    for row in rows:
        numbers.setdefault(tuple(row[name] for name in same), len(numbers) + 1)
    return [row | {"fault": str(numbers[tuple(row[name] for name in same)])} for row in rows]


def _write_faults(directory: Path, rows: Sequence[dict[str, str]]) -> None:
    with (directory / FAULTS).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FAULT_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_truth(directory: Path, places: Sequence[Village], said: dict[str, list[Truth]]) -> int:
    rows = [
        {"village_code": v.code, "period": p, "question": q, "value": canonical(a)}
        for p, month in said.items()
        for v, truth in zip(places, month, strict=True)
        for q, a in truth.items()
    ]
    schema = pa.schema([(n, pa.string()) for n in ("village_code", "period", "question", "value")])
    (directory / ANSWERS).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema), directory / ANSWERS)
    return len(rows)
