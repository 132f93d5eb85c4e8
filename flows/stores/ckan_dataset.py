"""What an open data portal (CKAN) is told of a release, and whether it tells it already."""

from __future__ import annotations

import json
from typing import Any

from outputs.catalogue import PAGE, Entry, entry_of
from schemas.field import Text
from schemas.form import SAMPLE_WORD
from schemas.media import media_type_of
from schemas.months import period_name
from schemas.register import REGENCY
from schemas.release import PUBLISHER, SAMPLE_NOTICE, TITLE, Version

LICENCE_ID = "cc-by"
"""How CKAN names the licence of schemas.release in its own list of licences."""

NOTES = Text(
    "Rilis {version}, bulan laporan {period}. Rilis yang sudah terbit tidak pernah diubah.",
    "Release {version}, reporting month {period}. A published release is never changed.",
)

LINK = ("name", "url", "hash")
"""What of a resource says which file it is; CKAN rewrites formats in its own way."""

Record = dict[str, Any]
"""A JSON object of the Action API."""


def dataset_of(manifest: bytes, stood: list[Record]) -> Record:
    """The fields of a dataset that tell of a release, its files as resources with their ids.

    `stood` are the resources that the dataset has: one that links to the same file of another
    release gives its id on, those of other addresses stay. The release knows its public address.
    """
    entry = entry_of(manifest)
    files: list[Record] = json.loads(manifest)["files"]
    period = period_name(entry.version.period)
    notes = Text(
        NOTES.id.format(version=entry.version, period=period.id),
        NOTES.en.format(version=entry.version, period=period.en),
    )
    told = [SAMPLE_NOTICE] * entry.version.is_sample + [notes, REGENCY]
    warning = f"{SAMPLE_WORD}: " if entry.version.is_sample else ""
    return {
        "title": f"{warning}{TITLE.line}",
        "notes": "\n\n".join(f"{text.id}\n\n{text.en}" for text in told),
        "version": str(entry.version),
        "license_id": LICENCE_ID,
        "url": f"{entry.site}{entry.version}/{PAGE}",
        "author": PUBLISHER.line,
        "resources": _resources(entry, files, stood),
    }


def _resources(entry: Entry, files: list[Record], stood: list[Record]) -> list[Record]:
    """The release's files, its page first; a file keeps the id that its path had before."""
    before = {_path(resource): resource["id"] for resource in stood}
    own = [
        {
            "name": file["path"],
            "url": f"{entry.site}{entry.version}/{file['path']}",
            "format": file["path"].rpartition(".")[2].upper(),
            "mimetype": media_type_of(file["path"]),
            "size": file["bytes"],
            "hash": file["sha256"],
            **({"id": before[file["path"]]} if file["path"] in before else {}),
        }
        for file in sorted(files, key=_rank)
    ]
    return own + [resource for resource in stood if not _path(resource)]


def _rank(file: Record) -> tuple[bool, int, str]:
    path = file["path"]
    return path != PAGE, path.count("/"), path


def _path(resource: Record) -> str:
    """The path in its release of a file that was linked before; empty for another's resource."""
    name, address = resource.get("name") or "", resource.get("url") or ""
    folder = address.removesuffix(f"/{name}")
    return name if folder != address and version_of(folder.rpartition("/")[2]) else ""


def version_of(text: str | None) -> Version | None:
    """The version that a field of the portal names; None where it names none."""
    try:
        return Version.parse(text or "")
    except ValueError:
        return None


def holds(shown: Record, wanted: Record) -> bool:
    """Whether a dataset tells already what is wanted, whatever the portal adds or rewrites."""
    told = {name: shown.get(name) for name in wanted} | {"resources": _links(shown)}
    return told == wanted | {"resources": _links(wanted)}


def _links(dataset: Record) -> list[tuple[object, ...]]:
    return [tuple(resource.get(name) for name in LINK) for resource in dataset.get("resources", [])]
