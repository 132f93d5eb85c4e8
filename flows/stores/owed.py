"""Which earlier releases a store lacks when it is given a release, and which were withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flows.stores.settle import tombstone_in
from flows.stores.store import RELEASES, Store
from flows.stores.withdraw import left_in
from outputs.manifest import MANIFEST
from outputs.standing import standing, withdrawn
from outputs.tombstone import Tombstone
from schemas.release import Version


@dataclass(slots=True)
class Owed:
    """Folders of releases that the store lacks, oldest first, and versions that are nowhere.

    `withdrawn_there` stand here and were withdrawn from the store, `withdrawn_here` were
    withdrawn here and of them files are in the store.
    """

    lacking: list[Path] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)
    withdrawn_there: list[Tombstone] = field(default_factory=list)
    withdrawn_here: list[Tombstone] = field(default_factory=list)


def owed(release: Path, store: Store) -> Owed:
    """What the store lacks of the release's lineage, and of the older releases beside it.

    A version of which the store holds another manifest is lacking too: copying it says so.
    """
    found, own = Owed(), Version.parse(release.name)
    gone = {str(t.version): t for t in withdrawn(release.parent, sample=own.is_sample)}
    earlier = {*_lineage(release), *_beside(release, own)}
    for name in map(str, sorted({own, *earlier, *map(Version.parse, gone)})):
        if name in gone:
            found.withdrawn_here += [gone[name]] if left_in(store, name) else []
        elif there := tombstone_in(store, name):
            found.withdrawn_there += [there] if (release.parent / name).is_dir() else []
        elif name != release.name:
            _look(found, release.parent / name, store)
    return found


def _look(found: Owed, folder: Path, store: Store) -> None:
    held = store.read(f"{RELEASES}/{folder.name}/{MANIFEST}").content
    if (folder / MANIFEST).is_file():
        found.lacking += [folder] if held != (folder / MANIFEST).read_bytes() else []
    elif not held:
        found.nowhere.append(folder.name)


def _lineage(release: Path) -> Iterator[Version]:
    told = json.loads((release / MANIFEST).read_bytes())
    return map(Version.parse, told.get("lineage", ()))


def _beside(release: Path, own: Version) -> Iterator[Version]:
    """The older releases of its sort in the same folder: a late edition is in no lineage."""
    for version in standing(release.parent, sample=own.is_sample):
        if version < own and (release.parent / str(version) / MANIFEST).is_file():
            yield version
