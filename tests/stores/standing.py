"""What anyone can check in a store: every release that is named stands whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

from lxml import etree

from flows.stores.probe import CREATED, SWAPPED
from flows.stores.store import Store
from outputs.canonical import files_below

ATOM = "{http://www.w3.org/2005/Atom}"


def told(store: Store, path: str) -> Any:
    """What a JSON file of a store says; None where it is not there."""
    content = store.read(path).content
    return json.loads(content) if content else None


def latest(store: Store, path: str = "latest.json") -> str:
    """The version the pointer names after that release was checked whole; empty for none."""
    pointer = told(store, path)
    if pointer is None:
        return ""
    assert store.sha256(pointer["manifest"]) == pointer["manifest_sha256"]
    assert pointer["manifest"] == f"releases/{pointer['version']}/manifest.json"
    check_whole(store, pointer["version"])
    return str(pointer["version"])


def check_whole(store: Store, version: str) -> None:
    """Every file of a release has the sha256 that its sums state, and there is no other."""
    folder = f"releases/{version}"
    sums = store.read(f"{folder}/SHA256SUMS").content.decode()
    stated = {path: sha256 for sha256, path in (line.split("  ") for line in sums.splitlines())}
    assert "manifest.json" in stated
    assert {*stated, "SHA256SUMS"} == set(store.files(folder))
    for path, sha256 in stated.items():
        assert store.sha256(f"{folder}/{path}") == sha256, path


def committed(store: Store) -> list[str]:
    """The versions that have a manifest, newest first (of one edition each month)."""
    found = store.folders("releases")
    return sorted((v for v in found if store.sha256(f"releases/{v}/manifest.json")), reverse=True)


def indexed(store: Store) -> list[str]:
    """The versions of releases.json, each with the manifest and the page it links to."""
    index = told(store, "releases.json") or {"releases": []}
    for record in index["releases"]:
        assert store.sha256(record["manifest"]) == record["manifest_sha256"]
        assert store.sha256(record["page"])
    return [record["version"] for record in index["releases"]]


def fed(store: Store) -> list[str]:
    """The versions of feed.atom."""
    content = store.read("feed.atom").content
    entries = etree.fromstring(content).iterfind(f"{ATOM}entry") if content else ()
    return [str(e.findtext(f"{ATOM}id")).removeprefix("urn:rumahdata:") for e in entries]


def listed(store: Store) -> list[str]:
    """The versions that list and feed both tell of."""
    versions = indexed(store)
    assert fed(store) == versions
    return versions


def contents(store: Store) -> dict[str, str]:
    """The sha256 of every object by its path, but for those that a store is tried with."""
    paths = [path for path in store.files("") if path not in {CREATED, SWAPPED}]
    return {path: store.sha256(path) for path in paths}


def written(root: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and moment of every file of a folder that is there for readers."""
    return {
        path: ((root / path).read_bytes(), (root / path).stat().st_mtime_ns)
        for path in files_below(root)
        if not path.startswith((".staging/", ".probe/"))
    }


@dataclass
class Watcher:
    """Looks at the pointer again and again and checks the whole release that it names."""

    store: Store
    seen: list[str] = field(default_factory=list)
    failed: list[Exception | AssertionError] = field(default_factory=list)
    _stop: Event = field(default_factory=Event)

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self.failed:
            last = self._stop.is_set()
            try:
                self.seen.append(latest(self.store))
            except (AssertionError, KeyError, ValueError) as error:
                self.failed.append(error)
            if last:
                return


def digest(content: bytes) -> str:
    """The sha256 of bytes."""
    return hashlib.sha256(content).hexdigest()
