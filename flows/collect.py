"""Collect: every file of an inbox into the archive, each arrival with a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.archive import Archive, Receipt
from flows.sources.folder import files_of

SOURCE = "folder"


@dataclass(frozen=True, slots=True)
class Collected:
    """All receipts of a month, earlier ones included, and what this collection met.

    `unreadable` counts files and folders that are locked or were taken away meanwhile;
    they are not in the archive and are met again by the next collection.
    """

    receipts: tuple[Receipt, ...]
    new: int
    unreadable: int


def collect(folder: Path, archive: Archive, period: str) -> Collected:
    """Archive what the folder holds for a month; doing it again adds only what is new."""
    new, moment = 0, datetime.now(UTC)
    closed: list[OSError] = []
    for found in files_of(folder, closed.append):
        try:
            sha256, size = archive.known(found.path) or _taken(archive, found.path)
        except (PermissionError, FileNotFoundError) as error:  # locked, or taken away meanwhile
            closed.append(error)
            continue
        receipt = Receipt(
            period=period,
            source=SOURCE,
            name=found.name,
            sha256=sha256,
            size=size,
            received_at=found.received_at,
            collected_at=moment,
        )
        new += archive.enter(receipt)
    return Collected(tuple(archive.receipts(period)), new, len(closed))


def _taken(archive: Archive, path: Path) -> tuple[str, int]:
    with path.open("rb") as stream:
        return archive.take(stream)
