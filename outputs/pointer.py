"""The small file that names the newest release of a sort, written and read in one place."""

from __future__ import annotations

import json

from outputs.canonical import json_bytes
from outputs.manifest import MANIFEST
from schemas.release import Version
from schemas.spoken import SpokenError


class PointerError(SpokenError):
    """A pointer names no release; the message says which file, what is wrong, what to do."""


def pointer_bytes(version: Version, manifest_sha256: str, below: str = "") -> bytes:
    """The pointer to a release; `below` is the folder of releases beside it, ended by a slash."""
    return json_bytes(
        {
            "version": str(version),
            "period": version.period,
            "manifest": f"{below}{version}/{MANIFEST}",
            "manifest_sha256": manifest_sha256,
        }
    )


def pointed(content: bytes, where: str, *, sample: bool) -> Version | None:
    """The version that a pointer names, None for an empty one; PointerError.

    A pointer to a release never names an example, nor the other way about. `where` is the
    pointer's place as people are told of it.
    """
    if not content:
        return None
    try:
        named = Version.parse(json.loads(content)["version"])
    except (ValueError, KeyError, TypeError):
        raise PointerError(
            f"{where} names no version: put back what it held, or remove it, and run again"
        ) from None
    if named.is_sample != sample:
        sort = "an example" if named.is_sample else "no example"
        raise PointerError(
            f"{where} names {named}, which is {sort}: put back what it held, or remove it, and "
            "run again"
        )
    return named
