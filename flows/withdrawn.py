"""What was withdrawn, where something rests on it: found for the data team, told to others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from flows.files import read_json
from flows.releases import Release
from flows.settings import Home
from outputs.canonical import file_facts
from outputs.catalogue import index_name
from outputs.manifest import MANIFEST
from outputs.standing import tombstone_at, withdrawn
from outputs.tombstone import Tombstone, WithdrawnError
from schemas.form import FORM
from schemas.months import in_wib
from schemas.release import Version
from schemas.tables import public_tables
from transforms.difference import differences


def refuse_the_same(home: Home, gone: Iterable[str], tables: Mapping[str, pa.Table]) -> None:
    """Stop where the tables hold all that a withdrawn version held, as it held it.

    WithdrawnError. What is not kept any more cannot be compared.
    """
    for version in gone:
        kept = kept_of(home, version)
        tombstone = tombstone_at(home.releases / version)
        if kept is None or tombstone is None:
            continue
        if differences(kept.tables, tables, public_tables(FORM), kept.periods):
            continue
        raise WithdrawnError(
            f"{tombstone.told}. What would be published now holds the same: hold, exclude or "
            "correct first what must not be published. If the tables are right as they were, run "
            f"`{release_command(tombstone.version)} --correct`"
        )


def release_command(version: Version) -> str:
    """The command that publishes the next edition of a version's month."""
    return f"rumahdata release {version.period}{' --sample' if version.is_sample else ''}"


def kept_of(home: Home, version: str) -> Release | None:
    """The release that was withdrawn, where this home keeps what it held."""
    folder = home.withdrawn / version
    return Release(folder) if (folder / MANIFEST).is_file() else None


def tombstone_of_version(version: str, *folders: Path) -> Tombstone | None:
    """The tombstone of a version in the first of these folders of releases that has one."""
    found = (tombstone_at(folder / version) for folder in folders)
    return next((tombstone for tombstone in found if tombstone is not None), None)


def is_not_withdrawn(home: Home, release: Release) -> tuple[list[str], str]:
    """A release is no copy of a version that was withdrawn, as far as is known here.

    That is by the tombstones of the home and beside the release, and by a releases.json there.
    """
    beside, sample = release.path.parent, release.version.is_sample
    known = {
        str(tombstone.version): (tombstone.manifest_sha256, tombstone.told)
        for folder in {beside, home.releases}
        for tombstone in withdrawn(folder, sample=sample)
    }
    for folder in (beside, beside.parent):
        known = _listed(folder / index_name(release.version)) | known
    digest = file_facts(release.path, MANIFEST).sha256
    for sha256, told in known.values():
        if digest == sha256:
            return [f"{told}: delete this copy of it"], ""
    if str(release.version) in known:
        told = known[str(release.version)][1]
        return [f"{told}: this is another content under its number, delete it"], ""
    if not known:
        return [], "no withdrawal is known here: releases.json of the publisher lists them"
    return [], f"none of {len(known)} withdrawn versions"


def _listed(path: Path) -> dict[str, tuple[str, str]]:
    """The digests of withdrawn manifests by version that a list tells, each with a clause."""
    try:
        return {
            str(gone["version"]): (
                str(gone["manifest_sha256"]),
                f"{gone['version']} was withdrawn on {_when(gone)} because: {gone['reason']}",
            )
            for gone in read_json(path).get("withdrawn", [])
        }
    except (KeyError, TypeError, ValueError):
        return {}


def _when(gone: Mapping[str, str]) -> str:
    return in_wib(datetime.fromisoformat(gone["withdrawn"]))
