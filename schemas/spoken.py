"""What people are told as it is, and what must not reach them as a formula."""

from __future__ import annotations

from collections.abc import Sequence


class SpokenError(Exception):
    """An error whose message says what was wrong, where it was, and what to do."""


def some_of(names: Sequence[object], shown: int, between: str = ", ") -> str:
    """The first of many names for a message, and how many more there are."""
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return between.join(map(str, names[:shown])) + more


def number_of(count: int, noun: str) -> str:
    """A number of things in English: 1 file, 2 files."""
    return f"{count} {noun}{'s' * (count != 1)}"


def some_lines(lines: Sequence[object], shown: int) -> str:
    """The same, each on an indented line of its own."""
    return f"\n  {some_of(lines, shown, chr(10) + '  ')}"


FORMULA_START = r"^[=+\-@\t\r]"
"""How a text begins that a spreadsheet would run as a formula; unless it is a PLAIN_NUMBER."""

PLAIN_NUMBER = r"^-[0-9]+([.][0-9]+)?(e[+\-]?[0-9]+)?$"
"""A number below zero as the tables write it: it computes nothing but itself."""
