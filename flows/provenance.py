"""Which code and which libraries made a release."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOMS = ("flows", "outputs", "schemas", "transforms")
SHAPING = (
    "great-expectations", "highspy", "jinja2", "markupsafe", "numpy", "pandas", "pandera",
    "pyarrow", "python-calamine", "pyyaml", "rapidfuzz", "scipy", "xlsxwriter",
)  # fmt: skip
"""The libraries whose version can change what is read or the bytes that are written."""

SOURCES = (".py", ".csv", ".html", ".css", ".js", ".md", ".sql")


def _own_version() -> str:
    try:
        return version("rumah-data")
    except PackageNotFoundError:
        return "0+unknown"


CODE_VERSION = _own_version()


@cache
def code_digest() -> str:
    """A sha256 over the path and content of every source file, and the users' queries."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for room in (*ROOMS, "contracts"):
        for path in sorted((root / room).rglob("*")):
            if path.suffix in SOURCES and path.is_file():
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def library_versions() -> dict[str, str]:
    """The versions of the libraries that shape a release, by name; Python brings the last two."""
    brought = {"sqlite": sqlite3.sqlite_version, "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return {name: version(name) for name in SHAPING} | brought
