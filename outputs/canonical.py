"""CSV, JSON and sums in one canonical form: the same values give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A written file: its path below the release, its size in bytes, its sha256."""

    path: str
    bytes: int
    sha256: str


def write_bytes(root: Path, path: str, content: bytes) -> FileFacts:
    """Write a file below `root`, with its folders, and say what was written."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return FileFacts(path, len(content), hashlib.sha256(content).hexdigest())


def file_facts(root: Path, path: str) -> FileFacts:
    """The facts of a file that stands below `root`."""
    content = (root / path).read_bytes()
    return FileFacts(path, len(content), hashlib.sha256(content).hexdigest())


def files_below(root: Path) -> list[str]:
    """The paths of all files below `root`, with forward slashes, sorted; links are none."""
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink()
    )


def strays_below(root: Path) -> list[str]:
    """The paths of what is neither a file nor a folder with something in it, sorted."""
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_symlink()
        or not (path.is_file() or path.is_dir())
        or (path.is_dir() and not any(path.iterdir()))
    )


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV as UTF-8 without BOM, comma, CRLF, quotes only where needed."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def records_csv(records: Sequence[Mapping[str, str]]) -> bytes:
    """Records of the same keys as canonical CSV; ValueError when there is none."""
    if not records:
        raise ValueError("a list without records has no header")
    return csv_bytes(list(records[0]), (list(record.values()) for record in records))


def json_bytes(value: object) -> bytes:
    """JSON as UTF-8, indented, in the order given, ended by a line feed."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
