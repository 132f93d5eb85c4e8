"""An open data portal (CKAN) is told of a release: its text, its version, its files as links."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal, cast

import httpx

from flows.stores.ckan_dataset import Record, dataset_of, holds, version_of
from flows.stores.credentials import is_sendable
from outputs.catalogue import Entry, entry_of
from schemas.release import Version
from schemas.spoken import SpokenError

TOKEN = "RUMAHDATA_CKAN_TOKEN"  # noqa: S105 - the name of a setting, not its value
SECONDS = 30
TRIES = 4
PAUSE = 1.0
"""Seconds before the second try; each later wait is twice the one before."""

Outcome = Literal["updated", "unchanged", "newer"]


class PortalError(SpokenError):
    """The portal was not told of the release; the message says why and what to do."""


@dataclass
class _RefusedError(Exception):
    """An answer of the portal that is no success: HTTP status, kind, names of fields."""

    status: int
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portal:
    """The Action API of a CKAN at `url`, used with a token; `pause` in seconds.

    PortalError when the token cannot be one.
    """

    url: str
    token: str = field(repr=False)
    timeout: float = SECONDS
    pause: float = PAUSE

    def __post_init__(self) -> None:
        if not is_sendable(self.token):
            raise PortalError(
                f"{TOKEN} cannot be a token: it is empty, or holds a space, a line break or a "
                "letter that no token has. Set it again"
            )

    def push(self, dataset: str, manifest: bytes) -> Outcome:
        """Let the dataset tell of the release with this manifest.

        A dataset that tells of a newer release is left alone. The change is made only to
        what was seen (package_revise with match), so that of two publishers none undoes the
        other. Resources of other addresses stay. PortalError.
        """
        entry = entry_of(manifest)
        if not entry.site:
            raise PortalError(
                f"release {entry.version} does not know its public address, so the portal cannot "
                "link to its files: publish it with the address of the site set"
            )
        for _ in range(TRIES):
            shown = self._show(dataset)
            named = version_of(shown.get("version"))
            self._refuse_mixing(dataset, entry, named)
            if named and named > entry.version:
                return "newer"
            wanted = dataset_of(manifest, shown.get("resources", []))
            if holds(shown, wanted):
                return "unchanged"
            if self._revise(shown, wanted):
                return "updated"
        raise PortalError(
            f"{self.url}: dataset {dataset} was changed by others {TRIES} times in a row: run the "
            "same command again"
        )

    def _refuse_mixing(self, dataset: str, entry: Entry, named: Version | None) -> None:
        if named and named.is_sample != entry.version.is_sample:
            raise PortalError(
                f"{self.url}: dataset {dataset} tells of {named}: a release and an example never "
                f"share a dataset, so {entry.version} needs another one"
            )

    def _show(self, dataset: str) -> Record:
        try:
            return self._call("package_show", {"id": dataset})
        except _RefusedError as refusal:
            raise self._spoken(dataset, refusal) from None

    def _revise(self, shown: Record, wanted: Record) -> bool:
        """Whether the change was made; False when the dataset is not as it was shown."""
        request = {
            "match": {"id": shown["id"], "metadata_modified": shown["metadata_modified"]},
            "filter": ["-resources"],
            "update": wanted,
            "include": ["-*"],
        }
        try:
            self._call("package_revise", request)
        except _RefusedError as refusal:
            if refusal.status == HTTPStatus.CONFLICT and refusal.fields == ("match",):
                return False
            raise self._spoken(shown["name"], refusal) from None
        return True

    def _call(self, action: str, request: Record) -> Record:
        """The result of an action; PortalError when no answer comes, _RefusedError for a no."""
        address = f"{self.url.rstrip('/')}/api/3/action/{action}"
        headers = {"Authorization": self.token, "User-Agent": "rumahdata"}
        failed = ""
        for number in range(TRIES):
            time.sleep(self.pause * (2**number // 2))
            try:
                answer = httpx.post(address, json=request, headers=headers, timeout=self.timeout)
            except (httpx.TransportError, httpx.InvalidURL) as error:
                failed = f"does not answer ({type(error).__name__})"
                continue
            if answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
                return _result(answer)
            failed = f"answers with an error ({answer.status_code})"
        raise PortalError(
            f"the portal {self.url} {failed}, {TRIES} times in a row. The release itself is "
            "published: run the same command again later to tell the portal"
        )

    def _spoken(self, dataset: str, refusal: _RefusedError) -> PortalError:
        where = f"{self.url}: dataset {dataset}"
        answer = f"(answer {refusal.status})"
        match refusal.status:
            case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
                what = (
                    f"the portal refuses the token {answer}: set {TOKEN} to one of an account "
                    "that may edit the dataset"
                )
            case HTTPStatus.NOT_FOUND:
                what = f"is not there {answer}: make it on the portal first, or give its name"
            case HTTPStatus.CONFLICT:
                fields = ", ".join(refusal.fields) or refusal.kind
                what = f"the portal does not accept {fields} {answer}: mend the dataset's fields"
            case _:
                what = f"the portal refuses {answer}: is this the address of a CKAN?"
        return PortalError(f"{where}: {what}. The release itself is published")


def _result(answer: httpx.Response) -> Record:
    try:
        told = answer.json()
    except ValueError:
        told = {}
    if isinstance(told, dict) and told.get("success") is True:
        return cast("Record", told["result"])
    error = told.get("error", {}) if isinstance(told, dict) else {}
    error = error if isinstance(error, dict) else {}
    fields = tuple(sorted(name for name in error if name not in {"__type", "message"}))
    raise _RefusedError(answer.status_code, str(error.get("__type", "the answer")), fields)
