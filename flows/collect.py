"""Collect: every file of an inbox into the archive, each arrival with a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.archive import Archive, Receipt
from flows.sources.folder import FolderSource
from flows.sources.pulled import Pulled
from flows.sources.source import Source, UntakenError


@dataclass(frozen=True, slots=True)
class Collected:
    """All receipts of a month, earlier ones included, and what this collection met.

    `unreadable` counts files and folders that are locked or were taken away meanwhile;
    they are not in the archive and are met again by the next collection. `listed` counts
    the files that were seen, and `shortened` those too large to be kept whole. `warnings`
    say in one sentence each what a person should look at.
    """

    receipts: tuple[Receipt, ...]
    new: int
    unreadable: int
    listed: int = 0
    shortened: int = 0
    warnings: tuple[str, ...] = ()


def collect(
    inbox: Source | Path, archive: Archive, period: str, pulled: Pulled | None = None
) -> Collected:
    """Archive what an inbox holds for a month; doing it again adds only what is new.

    What `pulled` remembers is not pulled again. SourceError when the inbox cannot be used.
    """
    source = FolderSource(inbox) if isinstance(inbox, Path) else inbox
    archive, now = Archive(archive.root, period), datetime.now(UTC)
    new, listed, shortened, begun = 0, 0, 0, archive.begin(now)
    closed: list[OSError] = []
    for found in source.listed(closed.append):
        listed += 1
        held = pulled.held(found, archive) if pulled else None
        try:
            sha256, size = held or source.take(found, archive)
        except (PermissionError, FileNotFoundError, UntakenError) as error:
            closed.append(error)  # locked, or taken away meanwhile
            continue
        if pulled:
            pulled.note(found, sha256)
        shortened += found.size is not None and size < found.size
        receipt = Receipt(
            period=period,
            source=source.name,
            name=found.name,
            sha256=sha256,
            size=size,
            received_at=found.received_at,
            # A killed collection did not meet what came after it was begun.
            collected_at=begun if found.received_at <= begun else now,
        )
        new += archive.enter(receipt)
    archive.end()
    receipts = tuple(archive.receipts(period))
    return Collected(receipts, new, len(closed), listed, shortened)
