"""Staged releases of a few files, and what readers of a releases folder see."""

from __future__ import annotations

import json
from pathlib import Path

from outputs.canonical import write_bytes
from outputs.manifest import write_manifest
from outputs.publish import stage
from tests.releases import REAL_FACTS

VERSION = REAL_FACTS.version


def staged(releases: Path, version: str = VERSION, content: bytes = b"a,b\r\n") -> Path:
    folder = stage(releases, version)
    write_bytes(folder, "tables/one.csv", content)
    write_bytes(folder, "index.html", b"<!doctype html>")
    write_manifest(folder, REAL_FACTS, {})
    return folder


def pointer(releases: Path, name: str = "latest") -> str:
    version = str(json.loads((releases / f"{name}.json").read_bytes())["version"])
    assert (releases / name).readlink() == Path(version)
    return version


def visible(releases: Path) -> list[str]:
    return sorted(path.name for path in releases.iterdir() if not path.name.startswith("."))
