"""What a web server says of a file: its media type and how long it may be kept."""

from __future__ import annotations

from pathlib import PurePosixPath

from flows.stores.store import RELEASES

MEDIA = {
    "": "text/plain",
    ".atom": "application/atom+xml",
    ".cff": "application/yaml",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""Media types by suffix, as IANA registers them; a release's SHA256SUMS has no suffix."""

UNKNOWN = "application/octet-stream"
WITH_CHARSET = ("text/", "application/atom+xml", "application/xml", "image/svg+xml")
"""JSON and YAML are UTF-8 by their own standards and know no charset."""

FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "max-age=60"


def media_type(path: str) -> str:
    """The Content-Type of a file by its suffix, with the charset where it is a text."""
    media = MEDIA.get(PurePosixPath(path).suffix.lower(), UNKNOWN)
    return f"{media}; charset=utf-8" if media.startswith(WITH_CHARSET) else media


def cache_control(path: str) -> str:
    """How long a file of a store may be kept: for ever below a version, else a minute."""
    return FOR_EVER if path.startswith(f"{RELEASES}/") else A_MINUTE
