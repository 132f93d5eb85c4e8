"""releases.json: the releases that stand, newest first, and those that were withdrawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outputs.canonical import json_bytes
from outputs.manifest import MANIFEST
from outputs.tombstone import WITHDRAWN, Tombstone, replacement
from schemas.form import SAMPLE_WORD
from schemas.release import LICENCE, SAMPLE_NOTICE, TITLE, Version
from schemas.spoken import SpokenError

PAGE = "index.html"


class ManifestError(SpokenError):
    """A release's manifest cannot be read; the message says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A release as the lists tell of it, read from its manifest.

    `rows` counts the rows by table and `changes` the changes by reason, both in the order of
    the manifest; `site` is the address below which releases are published, ended by a slash,
    or empty; `sha256` is that of the manifest.
    """

    version: Version
    issued: str
    periods: tuple[str, ...]
    schema_version: str
    previous: str
    site: str
    rows: dict[str, int]
    changes: dict[str, int]
    sha256: str


def entry_of(manifest: bytes) -> Entry:
    """The entry of a release from the bytes of its manifest.json; ManifestError."""
    try:
        told = json.loads(manifest)
        return Entry(
            version=Version.parse(told["version"]),
            issued=told["issued"],
            periods=tuple(told.get("periods") or (told["period"],)),
            schema_version=told.get("schema_version", ""),
            previous=told.get("previous", ""),
            site=told.get("site", ""),
            rows=told["rows"],
            changes=told.get("changes", {}),
            sha256=hashlib.sha256(manifest).hexdigest(),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError(
            f"a release's {MANIFEST} cannot be read ({error}): restore it from the place the "
            "release was published from"
        ) from None


def index_name(version: Version) -> str:
    """The name of the list for programs in which this version stands."""
    return f"releases-{SAMPLE_WORD}.json" if version.is_sample else "releases.json"


def feed_name(version: Version) -> str:
    """The name of the feed in which this version stands."""
    return f"feed-{SAMPLE_WORD}.atom" if version.is_sample else "feed.atom"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the lists of one sort tell of: the releases that stand, and the withdrawn versions.

    The releases are newest first, the withdrawn ones last withdrawn first. `base` begins
    addresses: the newest one's `site`, or `below`, the folder of the releases beside the
    list, ended by a slash, or empty.
    """

    entries: tuple[Entry, ...]
    withdrawn: tuple[Tombstone, ...]
    base: str

    @property
    def is_sample(self) -> bool:
        """Whether these are examples."""
        return _all(self.entries, self.withdrawn)[0].version.is_sample

    @property
    def newest(self) -> Version | None:
        """The newest release that stands."""
        return self.entries[0].version if self.entries else None

    def replacement(self, version: Version) -> Version | None:
        """The release to use instead of a withdrawn version, None where none stands."""
        return replacement(version, [entry.version for entry in self.entries])


def listed(
    entries: Iterable[Entry], withdrawn: Iterable[Tombstone] = (), below: str = ""
) -> Listed:
    """What lists tell of, in order; ValueError for nothing, or samples among real ones."""
    ordered = sorted(entries, key=lambda entry: entry.version, reverse=True)
    gone = sorted(withdrawn, key=lambda t: (t.moment, t.version), reverse=True)
    every = _all(ordered, gone)
    if len({one.version.is_sample for one in every}) != 1:
        raise ValueError("a list of releases holds real ones or samples, and at least one")
    return Listed(tuple(ordered), tuple(gone), every[0].site or below)


def _all(entries: Sequence[Entry], gone: Sequence[Tombstone]) -> list[Entry | Tombstone]:
    return [*entries, *gone]


def releases_json(told: Listed) -> bytes:
    """The list for programs."""
    notice = {"notice": SAMPLE_NOTICE.by_language} if told.is_sample else {}
    return json_bytes(
        {
            **notice,
            "title": TITLE.by_language,
            "licence": LICENCE,
            "latest": str(told.newest) if told.newest else None,
            "releases": [_record(entry, told.base) for entry in told.entries],
            "withdrawn": [_gone(tombstone, told) for tombstone in told.withdrawn],
        }
    )


def _gone(tombstone: Tombstone, told: Listed) -> dict[str, object]:
    instead = told.replacement(tombstone.version)
    return {
        "version": str(tombstone.version),
        "is_sample": tombstone.version.is_sample,
        "withdrawn": tombstone.stamp,
        "reason": tombstone.reason,
        "manifest_sha256": tombstone.manifest_sha256,
        "replaced_by": str(instead) if instead else None,
        "page": f"{told.base}{tombstone.version}/{PAGE}",
        "checksums": f"{told.base}{tombstone.version}/{WITHDRAWN}",
    }


def _record(entry: Entry, base: str) -> dict[str, object]:
    return {
        "version": str(entry.version),
        "is_sample": entry.version.is_sample,
        "issued": entry.issued,
        "period": entry.version.period,
        "periods": list(entry.periods),
        "schema_version": entry.schema_version,
        "previous": entry.previous,
        "changes": entry.changes,
        "rows": entry.rows,
        "page": f"{base}{entry.version}/{PAGE}",
        "manifest": f"{base}{entry.version}/{MANIFEST}",
        "manifest_sha256": entry.sha256,
    }
