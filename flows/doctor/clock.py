"""Looks at the clock: deadlines and receipts are told by it, and stores refuse one that is off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.archive import read_receipt
from flows.doctor.check import Check, fine, warned, wrong
from flows.doctor.reachable import date_of_store
from flows.settings import Home

ZONE = "Asia/Jakarta"
CLOSE = timedelta(minutes=1)
REFUSED = timedelta(minutes=15)
"""From which difference on S3 refuses a request (RequestTimeTooSkewed)."""

DO = "set the clock, and let it be kept by NTP (`timedatectl set-ntp true`)"


def clock(home: Home) -> Iterator[Check]:
    """Whether time zones are known, and the clock agrees with receipts and with the store."""
    now = datetime.now(UTC)
    try:
        there = now.astimezone(ZoneInfo(ZONE))
    except (ZoneInfoNotFoundError, OSError):
        do = "install the package tzdata"
        yield wrong("time zones", f"{ZONE} is not known here", do)
    else:
        yield fine("time zones", f"{there:%Y-%m-%d %H:%M} in {ZONE}")
    newest = newest_receipt(home)
    if newest is not None and now < newest - CLOSE:
        told = f"it is {now:%Y-%m-%d %H:%M} UTC here, before a file came ({newest:%Y-%m-%d %H:%M})"
        yield wrong("clock", told, DO)
    else:
        yield fine("clock", "not before what was archived last")
    yield from _beside_store()


def newest_receipt(home: Home) -> datetime | None:
    """When the newest receipt was collected; None where there is none that can be read."""
    found = list((home.archive / "receipts").glob("*/*.json"))
    by_disk = sorted(found, key=lambda path: path.stat().st_mtime)[-1:]
    months = sorted(found, key=lambda path: path.parent.name)
    moments = []
    for path in {*by_disk, *(p for p in found if p.parent == months[-1].parent)}:
        try:
            moments.append(read_receipt(path).collected_at)
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return max(moments, default=None)


def _beside_store() -> Iterator[Check]:
    host, told = date_of_store()
    try:
        theirs = parsedate_to_datetime(told)
    except ValueError:
        return
    apart = abs(datetime.now(UTC) - theirs.astimezone(UTC))
    seconds = f"{apart.total_seconds():.0f} seconds"
    if apart >= REFUSED:
        yield wrong("clock of the store", f"{host} is {seconds} apart: it refuses requests", DO)
    elif apart >= CLOSE:
        yield warned("clock of the store", f"{host} is {seconds} apart", DO)
    else:
        yield fine("clock of the store", f"{host} agrees")
