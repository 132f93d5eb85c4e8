"""The media types of the files that a release is made of."""

from __future__ import annotations

from pathlib import PurePosixPath

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


def media_type_of(path: str) -> str:
    """The media type of a file by its suffix, without a charset."""
    return MEDIA.get(PurePosixPath(path).suffix.lower(), UNKNOWN)
