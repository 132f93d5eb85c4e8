"""One question to this machine or its settings, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from flows.settings import Home

Result = Literal["ok", "warning", "WRONG"]


@dataclass(frozen=True, slots=True)
class Check:
    """What was asked, how it stands, what was seen, and what to do where it is not well."""

    name: str
    result: Result
    told: str
    do: str = ""


Asked = Callable[[Home], Iterator[Check]]
"""A group of questions about a data folder and the settings; it writes nothing."""


def fine(name: str, told: str) -> Check:
    """All is well."""
    return Check(name, "ok", told)


def warned(name: str, told: str, do: str) -> Check:
    """A run goes on, but not as it should."""
    return Check(name, "warning", told, do)


def wrong(name: str, told: str, do: str) -> Check:
    """A run fails, or its result cannot be trusted."""
    return Check(name, "WRONG", told, do)


def in_bytes(number: float) -> str:
    """A number of bytes as people read it: 1.5 GB is 1,500,000,000."""
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit in {"B", "kB"} else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"
