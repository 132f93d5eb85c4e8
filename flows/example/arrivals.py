"""What reaches an example month after its release: late reports, and corrections of others."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.random import Generator
from rich.console import Console

from flows.archive import Archive
from flows.example.latecomers import LATE_REPORT, Arrival, Post
from flows.example.listing import digest_of, list_files
from flows.example.mending import answer_of
from flows.example.month import ANSWERS, ARRIVALS
from flows.example.trial import Trial, trial_of
from flows.example.truth import Truth, canonical
from flows.runner import InProcess
from flows.settings import Home, Request
from flows.sources.folder import files_of
from schemas.spoken import SpokenError

ARRIVAL_COLUMNS = ("kind", "period", "village_code", "file", "question", "before", "after")


@dataclass(frozen=True, slots=True)
class Arrived:
    """What arrived: where, how many late reports and corrections, of how many answers."""

    directory: Path
    period: str
    late_reports: int
    corrections: int
    answers: int

    def __str__(self) -> str:
        """A few lines for the terminal."""
        return (
            f"Late arrivals of {self.period}: {self.late_reports} late reports, "
            f"{self.corrections} corrected reports with {self.answers} answers changed\n"
            f"  sent to   {self.directory / 'inbox' / self.period}\n"
            f"  told in   {self.directory / ARRIVALS}"
        )


def arrive_late(
    directory: Path, period: str, *, late_reports: int = 3, corrected: int = 2
) -> Arrived:
    """Let reports arrive after all others: of villages that sent none, and corrected ones.

    They are read before they are sent: no month collected so far asks anything else
    because of them. What arrives is drawn from the month's own answers, so the same
    example receives the same. Once they are read, a further call sends further ones.
    SpokenError when the folder holds no example month, when a file in its inbox has not
    been read yet, or when fewer villages are left than asked for.
    """
    home = Home(directory.resolve())
    request = Request(home, period, home.inbox(period), sample=True)
    _refuse_unread(directory, request)
    with InProcess(Console(quiet=True)) as runner:
        trial = trial_of(request, runner)
    table = pq.read_table(directory / ANSWERS)
    truths = truths_of(table, period)
    post = Post(period, trial.case, truths, _generator(table, period))
    joined: list[Arrival] = []
    _join(trial, joined, post.late(), late_reports, f"--late-reports {late_reports}")
    _join(trial, joined, post.corrected(), corrected, f"--corrections {corrected}")
    rows = read_arrivals(home.root)
    rows += [row for arrival in joined for row in _rows(period, arrival, truths)]
    _deliver(request, joined)
    _tell(home.root, rows)
    _correct_truth(home.root / ANSWERS, table, period, joined)
    return Arrived(directory, period, late_reports, corrected, sum(len(a.changed) for a in joined))


def truths_of(table: pa.Table, period: str) -> dict[str, Truth]:
    """The true answers of a month by village, from the table that `write_example` wrote."""
    found: dict[str, Truth] = {}
    for row in table.to_pylist():
        if row["period"] == period:
            answers = found.setdefault(row["village_code"], {})
            answers[row["question"]] = answer_of(row["question"], row["value"])
    return found


def _refuse_unread(directory: Path, request: Request) -> None:
    """Stop where no example month stands, or where not all that came has been read."""
    period = request.period
    if not (directory / ANSWERS).is_file() or not request.inbox.is_dir():
        raise SpokenError(
            f"{directory} holds no example of {period}: run `rumahdata sample {period} "
            f"--out {directory}` first"
        )
    known = {receipt.sha256 for receipt in Archive(request.home.archive).receipts(period)}
    closed: list[OSError] = []
    came = {
        digest_of(request.inbox / found.name) for found in files_of(request.inbox, closed.append)
    }
    if closed:
        raise closed[0]
    if not known or came - known:
        raise SpokenError(
            f"not everything in {request.inbox} has been read yet, and late is what comes after "
            f"that: run `rumahdata --home {directory} release {period} --sample` (or check) first"
        )


def _generator(table: pa.Table, period: str) -> Generator:
    """Chance that follows from the month's answers as they are now."""
    rows = (row for row in table.to_pylist() if row["period"] == period)
    told = "\0".join(f"{r['village_code']} {r['question']} {r['value']}" for r in rows)
    return np.random.default_rng(list(hashlib.sha256(told.encode()).digest()))


def _join(
    trial: Trial, joined: list[Arrival], candidates: Iterator[Arrival], number: int, asked: str
) -> None:
    """Let so many of the candidates join, each only if nothing else is asked because of it."""
    left = number
    while left:
        candidate = next(candidates, None)
        if candidate is None:
            raise SpokenError(
                f"only {number - left} villages of {trial.case.examined.month.period} can send "
                f"what {asked} asks for: give a smaller number"
            )
        if trial.is_quiet([arrival.report for arrival in (*joined, candidate)]):
            joined.append(candidate)
            left -= 1


def _deliver(request: Request, joined: Sequence[Arrival]) -> None:
    """Put the files into the inbox, listed as examples before they are there."""
    files = {_file(request.period, one): hashlib.sha256(one.report.content) for one in joined}
    list_files(request.home.root, {path: found.hexdigest() for path, found in files.items()})
    for arrival in joined:
        path = request.inbox / arrival.report.name
        path.write_bytes(arrival.report.content)
        moment = arrival.report.moment.timestamp()
        os.utime(path, (moment, moment))


def _file(period: str, arrival: Arrival) -> str:
    return f"inbox/{period}/{arrival.report.name}"


def read_arrivals(directory: Path) -> list[dict[str, str]]:
    """What arrived late so far in an example, a row for each late report and changed answer."""
    path = directory / ARRIVALS
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _tell(directory: Path, rows: Sequence[dict[str, str]]) -> None:
    with (directory / ARRIVALS).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ARRIVAL_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rows(period: str, arrival: Arrival, truths: Mapping[str, Truth]) -> Iterator[dict[str, str]]:
    code = arrival.report.village.code
    told = (arrival.kind, period, code, _file(period, arrival))
    if arrival.kind == LATE_REPORT:
        yield dict(zip(ARRIVAL_COLUMNS, (*told, "", "", ""), strict=True))
    for question, after in arrival.changed.items():
        before = canonical(truths[code].get(question)) or ""
        values = (*told, question, before, canonical(after) or "")
        yield dict(zip(ARRIVAL_COLUMNS, values, strict=True))


def _correct_truth(path: Path, table: pa.Table, period: str, joined: Sequence[Arrival]) -> None:
    """Let the truth of the month be what the corrected reports say."""
    changed = {
        (arrival.report.village.code, period, question): canonical(after)
        for arrival in joined
        for question, after in arrival.changed.items()
    }
    rows = table.to_pylist()
    for row in rows:
        key = (row["village_code"], row["period"], row["question"])
        row["value"] = changed.get(key, row["value"])
    pq.write_table(pa.Table.from_pylist(rows, table.schema), path)
