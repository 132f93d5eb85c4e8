"""Ways to break a copy of a release, each at the point that one judge looks at."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Damage = Callable[[Path], None]
Rows = list[list[str]]

DATAPACKAGE = "datapackage.json"


def in_json(path: str, change: Callable[[Any], None]) -> Damage:
    """Change what a JSON file says."""

    def damage(release: Path) -> None:
        file = release / path
        told = json.loads(file.read_bytes())
        change(told)
        file.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")

    return damage


def in_text(path: str, old: str, new: str) -> Damage:
    """Replace a text that must stand in a file; ValueError where it does not."""

    def damage(release: Path) -> None:
        file = release / path
        text = file.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{path} does not hold {old!r}")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def one_byte(path: str) -> Damage:
    """Change one byte in the middle of a file."""

    def damage(release: Path) -> None:
        content = bytearray((release / path).read_bytes())
        content[len(content) // 2] ^= 1
        (release / path).write_bytes(content)

    return damage


def in_table(table: str, change: Callable[[Rows], None]) -> Damage:
    """Change the rows of a table's CSV, header first, and state its new size and digest."""
    path = f"tables/{table}.csv"

    def damage(release: Path) -> None:
        text = (release / path).read_bytes().decode()
        rows = list(csv.reader(io.StringIO(text, newline="")))
        change(rows)
        buffer = io.StringIO(newline="")
        csv.writer(buffer, lineterminator="\r\n").writerows(rows)
        content = buffer.getvalue().encode()
        (release / path).write_bytes(content)
        _restate(release, path, content)

    return damage


def _restate(release: Path, path: str, content: bytes) -> None:
    def change(package: dict[str, Any]) -> None:
        stated = named(package["resources"], "path", path)
        stated["bytes"] = len(content)
        stated["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"

    in_json(DATAPACKAGE, change)(release)


def set_cell(column: str, value: str) -> Callable[[Rows], None]:
    """Write another value into a column of the first row."""

    def change(rows: Rows) -> None:
        rows[1][rows[0].index(column)] = value

    return change


def repeat_row(rows: Rows) -> None:
    """Write the first row twice."""
    rows.append(rows[1])


def named(found: list[dict[str, Any]], key: str, value: str) -> dict[str, Any]:
    """The one of several records that has this value; StopIteration where none has."""
    return next(record for record in found if record[key] == value)
