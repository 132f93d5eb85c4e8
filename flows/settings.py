"""Where things are and how a run is asked for: options first, then the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flows.reuse.step import Step
from schemas.gate import FLOOR
from schemas.months import PERIOD, following
from schemas.spoken import SpokenError

SITE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?")

STORE = "RUMAHDATA_STORE"
INBOX = "RUMAHDATA_INBOX"
PASSWORD = "RUMAHDATA_INBOX_PASSWORD"  # noqa: S105 - the name of a setting, not its value
SERVER = "PREFECT_API_URL"
APPROVAL = "RUMAHDATA_APPROVAL"
FLOOR_OF_COVERAGE = "RUMAHDATA_COVERAGE_FLOOR"
NOTIFY = "RUMAHDATA_NOTIFY"
NOTIFY_ON = "RUMAHDATA_NOTIFY_ON"

MONTH = "{period}"
"""Stands for the month in the address of an inbox."""

APPROVALS = ("never", "always")
EVENTS = ("failure", "approval", "release", "reminder")

STAGING = ".staging"
"""As in outputs.publish, which takes two seconds to import."""

TELEMETRY_OFF = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
}
"""Read by Prefect and Great Expectations when they are imported."""


class SettingError(SpokenError):
    """An option or a setting is wrong; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder of the house: inbox, archive, work and releases below one root."""

    root: Path

    @property
    def archive(self) -> Path:
        """The write-once archive of everything that was sent."""
        return self.root / "archive"

    @property
    def register(self) -> Path:
        """The decisions of villages and office, entry by entry."""
        return self.root / "register"

    @property
    def releases(self) -> Path:
        """The published versions."""
        return self.root / "releases"

    @property
    def withdrawn(self) -> Path:
        """What withdrawn versions held, for the data team alone."""
        return self.root / "withdrawn"

    @property
    def confidential(self) -> Path:
        """The key and the memory of the rounding, for the data team alone."""
        return self.root / "confidential"

    @property
    def staging(self) -> Path:
        """Where a release is staged before it is published."""
        return self.releases / STAGING

    def inbox(self, period: str) -> Path:
        """Where the workbooks of a month are put."""
        return self.root / "inbox" / period

    def work(self, period: str) -> Path:
        """The internal tables and the summary of a month, for the data team."""
        return self.root / "work" / period


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one run: a month, from which inbox, real or example.

    `source` is the address of an inbox that is pulled, with MONTH for the month where it has
    one for each, or empty where the workbooks are in the folder `inbox`.

    `correct` asks for a new edition of a month that is published. `again` names the steps
    that are done anew although they could be reused, and `village` the village whose files
    are read anew. `waits` for another run of the month, instead of refusing. `letters` asks
    for letters after the release, to be answered until a day where one is given; `approval`
    lets a person approve the staged release before it is published.

    `floor` is the per cent of villages below which the gate stops it, and `overrides` are
    expectations of the gate by id that shall not stop it, each with its reason.

    `site` is the address below which releases are published, ended by a slash, or empty;
    `store` that of the store to which a release is copied, or empty.
    """

    home: Home
    period: str
    inbox: Path
    sample: bool = False
    correct: bool = False
    site: str = ""
    store: str = ""
    floor: int = FLOOR
    overrides: tuple[tuple[str, str], ...] = ()
    again: frozenset[Step] = frozenset()
    village: str = ""
    waits: bool = False
    letters: bool = False
    approval: bool = False
    until: date | None = None
    source: str = ""

    @property
    def place(self) -> str:
        """Where the workbooks are, for people."""
        return self.source.replace(MONTH, self.period) or str(self.inbox)

    @property
    def has_month_each(self) -> bool:
        """Whether there is an inbox for each month: of the home, or an address with MONTH."""
        if self.source:
            return MONTH in self.source
        return self.inbox == self.home.inbox(self.period)

    def of(self, period: str) -> Request:
        """The same request for another month of the same home; only all of it is done anew."""
        again = self.again if Step.COLLECT in self.again else frozenset[Step]()
        inbox, source = self.home.inbox(period), self.source if MONTH in self.source else ""
        return replace(self, period=period, inbox=inbox, source=source, again=again, village="")


def home_of(option: Path | None) -> Home:
    """The data folder: the option, else RUMAHDATA_HOME, else `data` in this folder."""
    return Home(Path(option or os.environ.get("RUMAHDATA_HOME") or "data").resolve())


def existing(home: Home) -> Home:
    """The data folder, for a command that only looks at it; SettingError where it is not there."""
    if not home.root.is_dir():
        raise SettingError(
            f"the data folder {home.root} is not there: name another with --home or RUMAHDATA_HOME"
        )
    return home


def checked_period(text: str) -> str:
    """A month written as 2026-10; SettingError with what to write when it is not."""
    if not PERIOD.fullmatch(text):
        raise SettingError(f"{text!r} is not a month: write year and month as in 2026-10")
    return text


def months_of(text: str) -> list[str]:
    """The months of 2026-10 or of 2026-01..2026-10, in order; SettingError when it is neither."""
    first, mark, last = text.partition("..")
    months = [checked_period(first)]
    if mark and checked_period(last) < first:
        raise SettingError(f"{text!r} ends before it begins: write the earlier month first")
    while mark and months[-1] < last:
        months.append(following(months[-1]))
    return months


def site_of() -> str:
    """The public address of the releases by RUMAHDATA_URL, ended by a slash, or empty.

    SettingError when it is no address.
    """
    address = os.environ.get("RUMAHDATA_URL", "")
    if not address:
        return ""
    if not SITE.fullmatch(address):
        raise SettingError(
            f"RUMAHDATA_URL {address!r} is no address: write it as in "
            "https://data.example.id/rumah-data/"
        )
    return f"{address.rstrip('/')}/"


def floor_of() -> int:
    """The per cent of villages below which a release is stopped, by FLOOR_OF_COVERAGE.

    SettingError when it is no whole number from 0 to 100.
    """
    asked = os.environ.get(FLOOR_OF_COVERAGE, "") or str(FLOOR)
    if not asked.isdecimal() or int(asked) > 100:
        raise SettingError(
            f"{FLOOR_OF_COVERAGE} is {asked!r}: write a whole number from 0 to 100, the per cent "
            "of villages below which a month is not published unattended"
        )
    return int(asked)


def store_of() -> str:
    """The store to which releases are copied, by the setting STORE, or empty."""
    return os.environ.get(STORE, "")


def with_inbox(asked: Request, option: str | None) -> Request:
    """The request with the inbox of the option, else of RUMAHDATA_INBOX, else of its home.

    An example takes the option alone. SettingError when it holds a password or other braces.
    """
    given = (option or ("" if asked.sample else os.environ.get(INBOX, ""))).strip()
    if not given:
        return asked
    if set(given.replace(MONTH, "")) & {"{", "}"}:
        raise SettingError(
            f"the inbox ({INBOX} or --inbox) holds braces that are not {MONTH}: write the month "
            f"as {MONTH} and no other braces"
        )
    if "://" not in given and MONTH not in given:
        return replace(asked, inbox=Path(given).resolve())
    if ":" in given.partition("://")[2].partition("/")[0].rpartition("@")[0]:
        raise SettingError(
            f"the address of the inbox holds a password: set it as {PASSWORD} in the "
            "environment, and write the name alone, as in sftp://name@host/folder"
        )
    if "://" in given and set(given) & {"?", "#"}:
        raise SettingError(
            "the address of the inbox holds more than a name and a place: leave out what follows "
            "? or #, which would be kept and shown with the run"
        )
    return replace(asked, source=given)


def is_approval_needed() -> bool:
    """Whether a run waits for a person before it publishes, by APPROVAL; SettingError."""
    asked = os.environ.get(APPROVAL, "") or APPROVALS[0]
    if asked not in APPROVALS:
        raise SettingError(f"{APPROVAL} is {asked!r}: write {' or '.join(APPROVALS)}")
    return asked == APPROVALS[1]


def events_told() -> tuple[str, ...]:
    """Of which events notices are sent, by NOTIFY_ON; SettingError."""
    asked = os.environ.get(NOTIFY_ON)
    events = EVENTS if asked is None else tuple(asked.split())
    unknown = [event for event in events if event not in EVENTS]
    if unknown:
        raise SettingError(
            f"{NOTIFY_ON} names {' '.join(unknown)}: write some of {' '.join(EVENTS)}, "
            "with spaces between them"
        )
    return events


def silence_telemetry() -> None:
    """Switch off what the libraries would tell their makers, before they are imported."""
    os.environ.update(TELEMETRY_OFF)
