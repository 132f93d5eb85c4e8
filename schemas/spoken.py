"""What people are told as it is, and what must not reach them as a formula."""

from __future__ import annotations


class SpokenError(Exception):
    """An error whose message says what was wrong, where it was, and what to do."""


FORMULA_START = r"^[=+\-@\t\r]"
"""How a text begins that a spreadsheet would run as a formula."""
