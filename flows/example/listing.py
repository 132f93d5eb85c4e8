"""Which files of a folder were written as an example, known again by their digests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from schemas.form import SAMPLE_WORD

MARKER = f"{SAMPLE_WORD}.txt"
MARKER_HEAD = f"{SAMPLE_WORD}: data contoh, bukan laporan. Example data, no reports."
_LINE = re.compile(r"(?:([0-9a-f]{64})  )?(inbox/([^/]+)/.+)")
"""The digest, where the marker tells it; the path; the month."""


def listed(directory: Path) -> dict[str, str]:
    """The sha256 of each file of an example by path, as sha256sum lists them; or an empty one."""
    marker = directory / MARKER
    lines = marker.read_text(encoding="utf-8").splitlines()[1:] if marker.exists() else []
    return {found[2]: found[1] or "" for found in map(_LINE.fullmatch, lines) if found}


def months_listed(directory: Path) -> set[str]:
    """The months of which files of an example stand in the folder."""
    return {path.split("/")[1] for path in listed(directory) if (directory / path).is_file()}


def list_files(directory: Path, files: Mapping[str, str]) -> None:
    """List files by path with their digests, beside those that are listed already."""
    known = listed(directory) | dict(files)
    lines = (f"{sha256}  {path}".strip() for path, sha256 in sorted(known.items()))
    (directory / MARKER).write_text("\n".join([MARKER_HEAD, *lines, ""]), encoding="utf-8")


def list_written(directory: Path, paths: Iterable[str]) -> None:
    """List files that stand below a folder."""
    list_files(directory, {path: digest_of(directory / path) for path in paths})


def is_ours(directory: Path, path: str, files: Mapping[str, str]) -> bool:
    """Whether a file is listed and still is what was written."""
    return path in files and files[path] in {"", digest_of(directory / path)}


def digest_of(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
