"""What can be a key or a token: printable ASCII without spaces, for it travels in a header."""

from __future__ import annotations

import re

KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
"""What a bucket is opened with, in the environment."""

SESSION = "AWS_SESSION_TOKEN"
"""What some keys need beside them."""

SENDABLE = re.compile(r"[!-~]+")


def is_sendable(secret: str) -> bool:
    """Whether a header can carry this as it is."""
    return SENDABLE.fullmatch(secret) is not None
