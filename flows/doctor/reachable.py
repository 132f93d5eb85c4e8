"""Looks at the servers of the settings: the store of releases and the Prefect server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version

import httpx

from flows.doctor.check import Check, fine, warned, wrong
from flows.settings import SERVER, STORE, Home, store_of
from flows.stores.addresses import open_store
from flows.stores.folder import FolderStore
from flows.stores.store import Store
from flows.stores.withdraw import left_in
from outputs.standing import withdrawn
from schemas.spoken import SpokenError

SECONDS = 3.0
PASSWORD = "PREFECT_API_AUTH_STRING"  # noqa: S105 - the name of a setting
LATEST = "latest.json"
UNTRIED = "whether it honours conditions is tried by a push, for that writes"


def store(home: Home) -> Iterator[Check]:
    """Whether the store of the settings can be reached, and has the newest release."""
    if not store_of():
        yield fine("store", f"releases are copied nowhere: {STORE} is not set")
        return
    try:
        opened = open_store(store_of())
        if isinstance(opened, FolderStore) and not opened.root.exists():
            yield _absent(opened)
            return
        there = _named(opened.read(LATEST).content)
    except (SpokenError, ValueError) as error:
        yield wrong("store", str(error), "mend it before the next release is to be copied")
        return
    if isinstance(opened, FolderStore) and not os.access(opened.root, os.W_OK):
        yield wrong("store", f"{opened.name} cannot be written to", "let this account write there")
        return
    yield fine("store", f"{opened.name} answers; {UNTRIED}")
    yield _newest(home, opened, there)
    yield from _withdrawn(home, opened)


def _absent(opened: FolderStore) -> Check:
    parent = opened.root.parent
    if parent.is_dir() and os.access(parent, os.W_OK):
        return fine("store", f"{opened.name} is not there yet: the first push makes it")
    return wrong("store", f"{opened.name} is not there", "mount the disk, or make the folder")


def _newest(home: Home, opened: Store, there: str) -> Check:
    pointer = home.releases / LATEST
    here = _named(pointer.read_bytes()) if pointer.is_file() else ""
    if here and here != there:
        return warned(
            "newest release",
            f"{here} stands here, {there or 'none'} in {opened.name}",
            "`rumahdata push` copies the newest; a newer one there was published elsewhere",
        )
    return fine("newest release", f"{here or 'none'} here, {there or 'none'} in the store")


def _withdrawn(home: Home, opened: Store) -> Iterator[Check]:
    """Whether the store still holds files of what was withdrawn here."""
    try:
        gone = [
            str(t.version) for sort in (False, True) for t in withdrawn(home.releases, sample=sort)
        ]
        left = [name for name in gone if left_in(opened, name)]
    except SpokenError as error:
        yield wrong("withdrawn", str(error), "mend it, and look again")
        return
    if left:
        told = f"{', '.join(left)}: withdrawn here, and files still in {opened.name}"
        yield wrong("withdrawn", told, f"run `rumahdata withdraw {left[0]} --to {store_of()}`")
    elif gone:
        yield fine("withdrawn", f"{', '.join(gone)}: gone from the store too")


def _named(pointer: bytes) -> str:
    """The version that a pointer names, or empty; ValueError where it cannot be read."""
    try:
        return str(json.loads(pointer)["version"]) if pointer else ""
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"{LATEST} names no version: push again, or put it back") from None


def server(_home: Home) -> Iterator[Check]:
    """Whether the Prefect server answers, and is of the version of ours."""
    address = os.environ.get(SERVER, "").rstrip("/")
    if not address:
        yield fine("server", f"runs are not recorded: {SERVER} is not set")
        return
    known = os.environ.get(PASSWORD, "")
    auth = httpx.BasicAuth(*known.split(":", 1)) if ":" in known else None
    get = partial(httpx.get, auth=auth, timeout=SECONDS, follow_redirects=True)
    try:
        health, told = get(f"{address}/health"), get(f"{address}/admin/version")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        yield wrong(
            "server",
            f"the Prefect server does not answer ({type(error).__name__}): runs are not recorded",
            f"start it, or unset {SERVER}",
        )
        return
    yield _answered(health, told)


def _answered(health: httpx.Response, told: httpx.Response) -> Check:
    ours = version("prefect")
    if told.status_code in {401, 403}:
        return wrong("server", "the Prefect server asks for a password", f"set {PASSWORD}")
    if not (health.is_success and told.is_success):
        status = f"{health.status_code} and {told.status_code}"
        do = f"see its log, and that {SERVER} ends in /api"
        return wrong("server", f"the Prefect server answers {status}", do)
    theirs = told.text.strip().strip('"')
    if theirs != ours:
        do = "install the same version on both sides, from requirements.lock"
        return warned("server", f"the server is Prefect {theirs[:20]}, this is {ours}", do)
    return fine("server", f"it answers, Prefect {ours} as here")


def date_of_store() -> tuple[str, str]:
    """The host of the store of the settings and the Date it answers with, both empty for none.

    Nothing is signed, so that a clock that is wrong is no reason to be refused.
    """
    if not store_of().strip().startswith("s3://"):
        return "", ""
    from flows.stores.s3 import ENDPOINTS  # noqa: PLC0415 - a folder needs no client

    endpoint = next((os.environ[n] for n in ENDPOINTS if os.environ.get(n)), "")
    try:
        answer = httpx.head(endpoint or "https://s3.amazonaws.com", timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL):
        return "", ""
    return answer.url.host, answer.headers.get("Date", "")
