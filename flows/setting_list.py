"""Every setting of the environment that is read: its meaning, an example, and what refuses it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from flows.settings import (
    APPROVAL,
    EVENTS,
    FLOOR_OF_COVERAGE,
    INBOX,
    NOTIFY,
    NOTIFY_ON,
    PASSWORD,
    SERVER,
    STORE,
    Request,
    SettingError,
    events_told,
    floor_of,
    home_of,
    is_approval_needed,
    site_of,
    store_of,
    with_inbox,
)
from schemas.gate import FLOOR

EXAMPLE = "2026-10"

SHORTEST_SECRET = 6
"""Characters from which a part of a secret is blanked out: shorter ones stand in many words."""


def _check_inbox() -> None:
    home = home_of(None)
    asked = with_inbox(Request(home, EXAMPLE, home.inbox(EXAMPLE)), None)
    if asked.source:
        from flows.sources.addresses import open_source  # noqa: PLC0415 - its clients are heavy
        from flows.sources.source import NoSuchPlaceError  # noqa: PLC0415

        with suppress(NoSuchPlaceError):  # of a month of which nothing came yet
            open_source(asked.source, EXAMPLE)


def _check_store() -> None:
    from flows.stores.addresses import open_store  # noqa: PLC0415 - its clients are heavy

    open_store(store_of())


def _check_notify() -> None:
    from flows.notices.addresses import notified  # noqa: PLC0415 - it reads these settings

    notified()


def _check_zone() -> None:
    from flows.serving.timing import zone_of  # noqa: PLC0415 - it reads these settings

    zone_of()


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


SETTINGS = (
    Setting("RUMAHDATA_HOME", "the data folder", "/srv/rumah-data"),
    Setting(
        INBOX,
        "where a month's workbooks are collected; {period} is the month",
        "/srv/kiriman/{period}",
        check=_check_inbox,
    ),
    Setting(PASSWORD, "the password of that place, where it asks for one", "...", is_secret=True),
    Setting(
        APPROVAL,
        "whether a run waits for a person before it publishes: never (as when it is not set) "
        "or always",
        "always",
        check=is_approval_needed,
    ),
    Setting(
        FLOOR_OF_COVERAGE,
        "the per cent of villages below which a month is not published unattended",
        str(FLOOR),
        check=floor_of,
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
    Setting(
        "RUMAHDATA_KNOWN_HOSTS",
        "the keys of SFTP servers, as OpenSSH keeps them",
        "/etc/ssh/ssh_known_hosts",
    ),
    Setting(
        "RUMAHDATA_TIME_ZONE",
        "the time zone of the schedule",
        "Asia/Jakarta",
        check=_check_zone,
    ),
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
