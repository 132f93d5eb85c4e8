"""The published releases of a folder, read back: what each holds and what it rests on."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from outputs.dictionary import DICTIONARY, LISTS
from outputs.manifest import MANIFEST
from outputs.manifest_shape import Manifest, manifest_of
from outputs.standing import standing, tombstone_at
from outputs.tables import FOLDER
from outputs.tombstone import Tombstone, replacement
from schemas.release import Version
from schemas.spoken import SpokenError
from transforms.grounds import Declared, Grounds, declared_of, grounds_of


class NotARelease(SpokenError):  # noqa: N818 - it names what the folder is not
    """A folder is no release of this house, or a file of it cannot be read."""


class WithdrawnRelease(NotARelease):
    """The release that is named was withdrawn; the message says when, why, what stands instead."""


@dataclass(frozen=True)
class Release:
    """A release that stands in a folder."""

    path: Path

    @cached_property
    def manifest(self) -> Manifest:
        """What manifest.json says; NotARelease when it is not there or is not of its shape."""
        path = self.path / MANIFEST
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise NotARelease(
                f"{self.path} is no release: {path} is missing or cannot be read. Give the "
                "folder of a release, such as data/releases/2026.10.0"
            ) from None
        try:
            return manifest_of(told)
        except ValueError as amiss:
            raise NotARelease(
                f"{path} is not as this program writes it ({amiss}). Restore the release from "
                "a backup; if an earlier program made it, move its folder out of the releases"
            ) from None

    @property
    def version(self) -> Version:
        """The version that its manifest states."""
        return Version.parse(str(self.manifest["version"]))

    @property
    def periods(self) -> tuple[str, ...]:
        """The months it holds, oldest first."""
        return tuple(self.manifest["periods"])

    @cached_property
    def tables(self) -> dict[str, pa.Table]:
        """Its tables by name, without the metadata that Parquet files may carry."""
        paths = sorted((self.path / FOLDER).glob("*.parquet"))
        try:
            return {path.stem: pq.read_table(path).replace_schema_metadata(None) for path in paths}
        except (OSError, pa.ArrowException) as error:
            raise NotARelease(f"a table of {self.path} cannot be read: {error}") from None

    @cached_property
    def declared(self) -> Declared:
        """What its dictionary declares."""
        listed = (self._records(f"{LISTS}/{name}.csv") for name in ("codes", "rules", "questions"))
        return declared_of(self._records(DICTIONARY), *listed)

    def _records(self, name: str) -> list[dict[str, str]]:
        path = self.path / name
        try:
            with path.open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        except (OSError, ValueError) as error:
            raise NotARelease(f"{path} cannot be read: {error}") from None

    @property
    def grounds(self) -> Grounds:
        """What it rests on."""
        told = self.manifest
        return grounds_of(
            str(self.version),
            self.tables,
            self.declared,
            inputs={period: tuple(shas) for period, shas in told["inputs"].items()},
            protection=told["protection"],
            program=told["code"]["version"],
        )


def published(releases: Path, *, sample: bool) -> list[Release]:
    """The releases of a folder that stand, examples or real ones, oldest version first."""
    return [Release(releases / str(version)) for version in standing(releases, sample=sample)]


def release_at(releases: Path, named: str) -> Release:
    """The release that a person names by version or by folder; NotARelease when there is none.

    WithdrawnRelease where a tombstone stands in its place.
    """
    path = releases / named if (releases / named).is_dir() else Path(named)
    _refuse_withdrawn(tombstone_at(path), releases)
    if not path.is_dir():
        known = ", ".join(r.path.name for s in (False, True) for r in published(releases, sample=s))
        raise NotARelease(
            f"there is no release {named!r}: it is neither a folder nor a version in {releases} "
            f"({known or 'which holds none'})"
        )
    found = Release(path.resolve())
    _ = found.manifest
    return found


def _refuse_withdrawn(gone: Tombstone | None, releases: Path) -> None:
    if gone is None:
        return
    stand = standing(releases, sample=gone.version.is_sample)
    instead = replacement(gone.version, stand)
    use = f"use {instead} instead" if instead else "no release takes its place yet"
    raise WithdrawnRelease(f"{gone.told}: {use}")
