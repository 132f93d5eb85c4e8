"""Looks at a sample of the archive: whether what was sent is still there as it came."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from flows.archive import Archive, ArchiveDamagedError, Receipt, read_archived, read_receipt
from flows.doctor.check import Check, fine, wrong
from flows.settings import Home
from schemas.spoken import some_of

NEWEST, OLDER = 12, 12
"""How many files of the newest month and of those before are read."""

LARGEST_SAMPLE = 50_000_000
"""Bytes that are read at most, beside the first file."""

SHOWN = 3


def archive(home: Home) -> Iterator[Check]:
    """Whether a random sample of the archived files has the content of its digests."""
    kept = Archive(home.archive)
    periods = kept.periods()
    if not periods:
        yield fine("archive", "nothing was archived yet")
        return
    sample = [*_some(home, periods[-1:], NEWEST), *_some(home, periods[:-1], OLDER)]
    broken, looked, read = [], 0, 0
    for path in sample:
        receipt = _receipt(path)
        if receipt is None:
            broken.append(path.stem[:12])
            continue
        if read and read + receipt.size > LARGEST_SAMPLE:
            break
        looked, read = looked + 1, read + receipt.size
        if not _is_whole(kept, receipt):
            broken.append(receipt.sha256[:12])
    if broken:
        yield wrong(
            "archive",
            f"{len(broken)} of {len(sample)} files of a sample are missing or damaged: "
            f"{some_of(broken, SHOWN)}",
            f"restore {home.archive} from a backup before the next run",
        )
    else:
        yield fine("archive", f"{looked} files of a random sample are as they came")


def _some(home: Home, periods: list[str], number: int) -> list[Path]:
    found = [p for period in periods for p in (home.archive / "receipts" / period).glob("*.json")]
    return random.sample(found, min(number, len(found)))


def _receipt(path: Path) -> Receipt | None:
    try:
        return read_receipt(path)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_whole(kept: Archive, receipt: Receipt) -> bool:
    try:
        read_archived(kept.path(receipt.sha256), receipt.sha256)
    except (ArchiveDamagedError, OSError):
        return False
    return True
