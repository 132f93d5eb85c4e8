"""The archived files of a month, read in batches by a child process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.archive import Archive, Receipt, first_met
from flows.child import FileRef, read_files
from flows.settings import Request
from transforms.record import Reading

BATCH = 250
"""Workbooks a batch: a reader is started once a batch, and starting costs as much as 20 files."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Archived files that are read together, and what they are expected to be."""

    files: tuple[FileRef, ...]
    period: str
    sample: bool


def batches(archive: Archive, receipts: Sequence[Receipt], request: Request) -> list[Batch]:
    """The archived files of a month in batches, each distinct content once."""
    digests = sorted({receipt.sha256 for receipt in receipts})
    refs = [FileRef(submission=sha, path=archive.path(sha)) for sha in digests]
    return [
        Batch(tuple(refs[start : start + BATCH]), request.period, request.sample)
        for start in range(0, len(refs), BATCH)
    ]


def read(batch: Batch) -> list[Reading]:
    """Read a batch in a child process; a file that cannot be read comes back as a problem."""
    return read_files(batch.files, batch.period, sample=batch.sample)


def arrivals(receipts: Sequence[Receipt]) -> dict[str, datetime]:
    """The moment at which each content arrived, by the first collection that met it."""
    met = sorted(first_met(receipts), key=lambda receipt: receipt.received_at)
    return {receipt.sha256: receipt.received_at for receipt in reversed(met)}
