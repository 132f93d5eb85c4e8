"""The lists of a folder of releases, and the pages of its tombstones, written anew."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock

from outputs.catalogue import Entry, Listed, entry_of, feed_name, index_name, listed, releases_json
from outputs.feed import feed_atom
from outputs.manifest import MANIFEST
from outputs.site.withdrawn import TOMBSTONE_PAGE, tombstone_page
from outputs.standing import LOCK, READ_ONLY, STAGING, standing, withdrawn
from outputs.tombstone import WITHDRAWN
from schemas.release import Version


def write_catalogue(releases: Path) -> list[Path]:
    """Write the lists of a releases folder anew, real and sample ones apart; what was written.

    A list is replaced whole. A folder is listed when a version names it and its manifest states
    that version; any other, such as a copy, is passed over. The page of a tombstone comes to
    name the release that took its place since. A list of which nothing is left is taken away.
    ManifestError when the manifest of a folder named by a version cannot be read.
    """
    with FileLock(releases / STAGING / LOCK):
        sorts = [Version("", is_sample=sample) for sample in (False, True)]
        return [path for sort in sorts for path in write_lists(releases, sort)]


def write_lists(releases: Path, sort: Version) -> list[Path]:
    """The same for the sort of one version; the caller holds the lock of the folder."""
    gone = withdrawn(releases, sample=sort.is_sample)
    entries = _entries(releases, sort)
    lists = {releases / index_name(sort): releases_json, releases / feed_name(sort): feed_atom}
    if not entries and not gone:
        for path in lists:
            path.unlink(missing_ok=True)
        return []
    told = listed(entries, gone)
    for path, render in lists.items():
        beside = releases / STAGING / path.name
        beside.write_bytes(render(told))
        beside.replace(path)
    _renew_pages(releases, told)
    return list(lists)


def _entries(releases: Path, sort: Version) -> list[Entry]:
    folders = (releases / str(v) for v in standing(releases, sample=sort.is_sample))
    read = [
        (folder, entry_of((folder / MANIFEST).read_bytes()))
        for folder in folders
        if (folder / MANIFEST).is_file()
    ]
    return [entry for folder, entry in read if str(entry.version) == folder.name]


def _renew_pages(releases: Path, told: Listed) -> None:
    for tombstone in told.withdrawn:
        folder = releases / str(tombstone.version)
        content = tombstone_page(tombstone, told.replacement(tombstone.version))
        page = folder / TOMBSTONE_PAGE
        if not (folder / WITHDRAWN).is_file() or (page.is_file() and page.read_bytes() == content):
            continue
        beside = releases / STAGING / f"{folder.name}.html"
        beside.unlink(missing_ok=True)
        beside.write_bytes(content)
        beside.chmod(READ_ONLY)
        beside.replace(page)
