"""What stands in the place of a withdrawn version: when and why it went, and its checksums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from outputs.canonical import json_bytes
from schemas.field import Text
from schemas.months import in_wib
from schemas.release import Version
from schemas.spoken import SpokenError

WITHDRAWN = "withdrawn.json"
"""The file that makes a folder a tombstone; it never changes."""

NOTICE = Text(
    "Versi ini ditarik. Hapus semua salinannya dan jangan dipakai lagi.",
    "This version was withdrawn. Delete every copy of it and use it no more.",
)


class TombstoneError(SpokenError):
    """A withdrawn.json cannot be read; the message says which and what to do."""


class WithdrawnError(SpokenError):
    """A version that should be published was withdrawn; the message says when and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """A withdrawn version.

    `moment` is when it was withdrawn, in UTC to the second; `files` are the sha256 of what it
    held by path, `manifest_sha256` among them (empty where it had no manifest); `site` is the
    address below which it was published, ended by a slash, or empty.
    """

    version: Version
    moment: datetime
    reason: str
    manifest_sha256: str
    site: str
    files: Mapping[str, str]

    @property
    def when(self) -> str:
        """The moment as people read it, in western Indonesia."""
        return in_wib(self.moment)

    @property
    def stamp(self) -> str:
        """The moment as programs read it (RFC 3339)."""
        return f"{self.moment:%Y-%m-%dT%H:%M:%SZ}"

    @property
    def told(self) -> str:
        """That, when and why it was withdrawn, as a clause."""
        return f"{self.version} was withdrawn on {self.when} because: {self.reason.rstrip(' .')}"


def tombstone_bytes(tombstone: Tombstone) -> bytes:
    """The content of withdrawn.json."""
    return json_bytes(
        {
            "version": str(tombstone.version),
            "is_sample": tombstone.version.is_sample,
            "period": tombstone.version.period,
            "withdrawn": tombstone.stamp,
            "reason": tombstone.reason,
            "notice": NOTICE.by_language,
            "manifest_sha256": tombstone.manifest_sha256,
            "site": tombstone.site,
            "files": [
                {"path": path, "sha256": sha256} for path, sha256 in sorted(tombstone.files.items())
            ],
        }
    )


def tombstone_of(content: bytes, where: str) -> Tombstone:
    """The tombstone from the bytes of withdrawn.json; TombstoneError names its place."""
    try:
        told = json.loads(content)
        return Tombstone(
            version=Version.parse(told["version"]),
            moment=datetime.fromisoformat(told["withdrawn"]).astimezone(UTC),
            reason=str(told["reason"]),
            manifest_sha256=str(told["manifest_sha256"]),
            site=str(told["site"]),
            files={str(file["path"]): str(file["sha256"]) for file in told["files"]},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TombstoneError(
            f"{where} cannot be read ({type(error).__name__}): restore it from the store or from "
            "a backup, for it says that the version was withdrawn"
        ) from None


def replacement(version: Version, standing: Iterable[Version]) -> Version | None:
    """The version to use instead of one; None where none stands.

    It is the newest edition of its month that came after it, else the newest later release,
    which holds its month too.
    """
    later = [v for v in standing if v > version and v.is_sample == version.is_sample]
    of_month = [v for v in later if v.period == version.period]
    return max(of_month or later, default=None)
