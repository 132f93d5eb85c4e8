"""What can be a key or a token: printable ASCII without spaces, for it travels in a header."""

from __future__ import annotations

import re

SENDABLE = re.compile(r"[!-~]+")


def is_sendable(secret: str) -> bool:
    """Whether a header can carry this as it is."""
    return SENDABLE.fullmatch(secret) is not None
