"""Which earlier releases a store lacks when it is given a release."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.stores.store import RELEASES, Store
from outputs.manifest import MANIFEST
from schemas.release import Version


@dataclass(frozen=True, slots=True)
class Owed:
    """Folders of releases that the store lacks, oldest first, and versions that are nowhere."""

    lacking: tuple[Path, ...]
    nowhere: tuple[str, ...]


def owed(release: Path, store: Store) -> Owed:
    """What the store lacks of the release's lineage, and of the older releases beside it.

    A version of which the store holds another manifest is lacking too: copying it says so.
    """
    lacking, nowhere = [], []
    for version in sorted({*_lineage(release), *_beside(release)}):
        folder = release.parent / str(version)
        held = store.read(f"{RELEASES}/{version}/{MANIFEST}").content
        if (folder / MANIFEST).is_file():
            lacking += [folder] if held != (folder / MANIFEST).read_bytes() else []
        elif not held:
            nowhere.append(str(version))
    return Owed(tuple(lacking), tuple(nowhere))


def _lineage(release: Path) -> Iterator[Version]:
    told = json.loads((release / MANIFEST).read_bytes())
    return map(Version.parse, told.get("lineage", ()))


def _beside(release: Path) -> Iterator[Version]:
    """The older releases of its sort in the same folder: a late edition is in no lineage."""
    own = Version.parse(release.name)
    for path in release.parent.glob(f"[0-9]*/{MANIFEST}"):
        try:
            version = Version.parse(path.parent.name)
        except ValueError:
            continue
        if version.is_sample == own.is_sample and version < own:
            yield version
