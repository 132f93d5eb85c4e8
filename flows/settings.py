"""Where things are and how a run is asked for: options first, then the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from flows.reuse.step import Step
from schemas.months import PERIOD, following
from schemas.spoken import SpokenError

SITE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?")

STORE = "RUMAHDATA_STORE"
INBOX = "RUMAHDATA_INBOX"
APPROVAL = "RUMAHDATA_APPROVAL"
NOTIFY = "RUMAHDATA_NOTIFY"
NOTIFY_ON = "RUMAHDATA_NOTIFY_ON"

APPROVALS = ("never", "always")
EVENTS = ("failure", "approval", "release", "reminder")

TELEMETRY_OFF = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
}
"""Read by Prefect and Great Expectations when they are imported."""

SHORTEST_SECRET = 6
"""Characters from which a part of a secret is blanked out: shorter ones stand in many words."""


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

    def inbox(self, period: str) -> Path:
        """Where the workbooks of a month are put."""
        return self.root / "inbox" / period

    def work(self, period: str) -> Path:
        """The internal tables and the summary of a month, for the data team."""
        return self.root / "work" / period


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one run: a month, from which folder, real or example.

    `correct` asks for a new edition of a month that is published. `again` names the steps
    that are done anew although they could be reused, and `village` the village whose files
    are read anew. `waits` for another run of the month, instead of refusing. `letters` asks
    for letters after the release, to be answered until a day where one is given; `approval`
    lets a person approve the staged release before it is published.

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
    again: frozenset[Step] = frozenset()
    village: str = ""
    waits: bool = False
    letters: bool = False
    approval: bool = False
    until: date | None = None

    def of(self, period: str) -> Request:
        """The same request for another month of the same home; only all of it is done anew."""
        again = self.again if Step.COLLECT in self.again else frozenset[Step]()
        inbox = self.home.inbox(period)
        return replace(self, period=period, inbox=inbox, again=again, village="")


def home_of(option: Path | None) -> Home:
    """The data folder: the option, else RUMAHDATA_HOME, else `data` in this folder."""
    return Home(Path(option or os.environ.get("RUMAHDATA_HOME") or "data").resolve())


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


def store_of() -> str:
    """The store to which releases are copied, by the setting STORE, or empty."""
    return os.environ.get(STORE, "")


def inbox_of(period: str) -> str:
    """The address of a month's inbox by the setting INBOX, or empty; SettingError."""
    address = os.environ.get(INBOX, "")
    try:
        return address.format(period=period)
    except (KeyError, IndexError, ValueError):
        raise SettingError(
            f"{INBOX} holds braces that are not {{period}}: write the month as {{period}} and "
            "no other braces"
        ) from None


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


def _check_store() -> None:
    from flows.stores.addresses import open_store  # noqa: PLC0415 - it reads these settings

    open_store(store_of())


def _check_notify() -> None:
    from flows.notices.addresses import notified  # noqa: PLC0415 - it reads these settings

    notified()


def _check_server() -> None:
    parts = urlsplit(os.environ[SERVER])
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingError(f"{SERVER} is no address: write it as in http://127.0.0.1:4200/api")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the environment: what it means, an example, and what refuses it.

    `check` raises a SpokenError where the value that is set cannot be used. The value of a
    secret, and the name of a person, is never shown.
    """

    name: str
    meaning: str
    example: str
    is_secret: bool = False
    check: Callable[[], object] = lambda: None


SERVER = "PREFECT_API_URL"

SETTINGS = (
    Setting("RUMAHDATA_HOME", "the data folder", "/srv/rumah-data"),
    Setting(
        INBOX,
        "where a month's workbooks are collected; {period} is the month",
        "/srv/kiriman/{period}",
        check=lambda: inbox_of("2026-10"),
    ),
    Setting(
        APPROVAL,
        "whether a run waits for a person before it publishes: never (as when it is not set) "
        "or always",
        "always",
        check=is_approval_needed,
    ),
    Setting(
        STORE, "the store to which releases are copied", "s3://bucket/public", check=_check_store
    ),
    Setting(
        "RUMAHDATA_URL",
        "the public address of the releases",
        "https://data.example.id/rumah-data/",
        check=site_of,
    ),
    Setting(
        NOTIFY,
        "who is told: addresses with spaces between them, a command last",
        "mailtos://user:password@mail.example.id?to=team@example.id",
        is_secret=True,
        check=_check_notify,
    ),
    Setting(NOTIFY_ON, "of what they are told", " ".join(EVENTS), check=events_told),
    Setting("RUMAHDATA_BY", "who decides, where --by is not given", "Kader", is_secret=True),
    Setting("RUMAHDATA_CKAN_TOKEN", "the token of a CKAN portal", "eyJ0...", is_secret=True),
    Setting("AWS_ACCESS_KEY_ID", "the key of the store", "AKIA...", is_secret=True),
    Setting("AWS_SECRET_ACCESS_KEY", "its secret", "wJalr...", is_secret=True),
    Setting("AWS_SESSION_TOKEN", "what some keys need beside them", "FwoG...", is_secret=True),
    Setting("AWS_ENDPOINT_URL", "the server of the store", "https://s3.example.id"),
    Setting("AWS_REGION", "the region of the store", "ap-southeast-3"),
    Setting(
        SERVER,
        "the Prefect server that records runs",
        "http://127.0.0.1:4200/api",
        check=_check_server,
    ),
    Setting("PREFECT_API_AUTH_STRING", "how it is entered", "user:password", is_secret=True),
)
"""Every setting that is read, in the order in which it is told."""


def secret_values() -> list[str]:
    """What must not be shown: values of secret settings, and the secret parts of addresses."""
    values = [os.environ.get(setting.name, "") for setting in SETTINGS if setting.is_secret]
    words = {word for value in values if "://" in value for word in value.split()}
    parts = {part for word in words for part in _secret_parts(word)}
    secrets = {text for text in (*values, *words, *parts) if len(text) >= SHORTEST_SECRET}
    return sorted(secrets, key=len, reverse=True)


def _secret_parts(address: str) -> Iterator[str]:
    """The password of an address, and what in it looks like a key: it has digits or capitals.

    The name of a host is none, but a host without a dot may be.
    """
    _, _, rest = address.partition("://")
    if "@" in (before := re.split(r"[/?]", rest)[0]):
        yield before.rpartition("@")[0].partition(":")[2]
    for part in re.split(r"[/:@?&=]", rest):
        if "." not in part and re.search(r"[0-9A-Z]", part):
            yield part


def silence_telemetry() -> None:
    """Switch off what the libraries would tell their makers, before they are imported."""
    os.environ.update(TELEMETRY_OFF)
