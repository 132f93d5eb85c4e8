"""The one kind of error that is printed to a person as it is."""

from __future__ import annotations


class SpokenError(Exception):
    """An error whose message says what was wrong, where it was, and what to do."""
