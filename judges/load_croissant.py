"""Loads every record that croissant.json describes; run by the Python that has mlcroissant."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import mlcroissant


def main(release: Path) -> int:
    """Load all record sets, compare their rows with the manifest's and all digests with the files.

    1 where they differ; what mlcroissant refuses ends in its own error.
    """
    described = json.loads((release / "croissant.json").read_bytes())
    rows = json.loads((release / "manifest.json").read_bytes())["rows"]
    loaded = records(release, described)
    faults = [
        f"{name}: {loaded.get(name)} records loaded, {number} rows in the manifest"
        for name, number in rows.items()
        if loaded.get(name) != number
    ]
    faults += wrong_digests(release, described["distribution"])
    for fault in faults:
        print(fault)
    print(f"{sum(loaded.values())} records of {len(loaded)} record sets")
    return 1 if faults or not loaded else 0


def records(release: Path, described: dict) -> dict[str, int]:
    """The number of records that load, by record set."""
    elsewhere = {
        file["@id"]: release / file["@id"]
        for file in described["distribution"]
        if file["contentUrl"].startswith("http")
    }
    dataset = mlcroissant.Dataset(str(release / "croissant.json"), mapping=elsewhere)
    found = {}
    for record_set in dataset.metadata.record_sets:
        # A dataset keeps what it has read as a generator that is spent: each set begins anew.
        fresh = mlcroissant.Dataset.from_metadata(dataset.metadata)
        found[record_set.id] = sum(1 for _ in fresh.records(record_set.id))
    return found


def wrong_digests(release: Path, distribution: list[dict]) -> list[str]:
    """What is said of files, loaded or not, whose digest is another than the one stated."""
    return [
        f"{file['@id']}: another sha256 than stated"
        for file in distribution
        if hashlib.sha256((release / file["@id"]).read_bytes()).hexdigest() != file["sha256"]
    ]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
