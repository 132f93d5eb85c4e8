"""What a web server says of a file: its media type and how long it may be kept."""

from __future__ import annotations

from flows.stores.store import RELEASES
from schemas.media import media_type_of

WITH_CHARSET = ("text/", "application/atom+xml", "application/xml", "image/svg+xml")
"""JSON and YAML are UTF-8 by their own standards and know no charset."""

FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "max-age=60"


def media_type(path: str) -> str:
    """The Content-Type of a file by its suffix, with the charset where it is a text."""
    media = media_type_of(path)
    return f"{media}; charset=utf-8" if media.startswith(WITH_CHARSET) else media


def cache_control(path: str) -> str:
    """How long a file of a store may be kept: for ever below a version, else a minute."""
    return FOR_EVER if path.startswith(f"{RELEASES}/") else A_MINUTE
