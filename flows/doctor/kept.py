"""Looks at key and memory of the rounding: whether they are those of the last release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flows.confidential import (
    ConfidentialError,
    key_file,
    key_of,
    memory_file,
    of_this_series,
    remembered,
)
from flows.doctor.check import Check, fine, warned, wrong
from flows.settings import Home

OTHERS = 0o077
NAME = "key and memory"


def rounding(home: Home) -> Iterator[Check]:
    """Whether what the next release is rounded with is there, whole, and read by no one else."""
    do = "put them back with `rumahdata restore`, or compute the memory with `rumahdata recall`"
    told = of_this_series(home, sample=False)
    try:
        key = key_of(home, sample=False)
        if key is None:
            yield (
                wrong(NAME, f"the key with which {told[-1]} was rounded is not here", do)
                if told
                else fine(NAME, "no release of this series yet: a key comes with the first")
            )
            return
        after = remembered(home, key, sample=False).after
    except ConfidentialError as lost:
        yield wrong(NAME, str(lost), do)
        return
    yield fine(NAME, f"those after {after}" if after else "a key, and no release yet")
    yield from _readable(home)


def _readable(home: Home) -> Iterator[Check]:
    paths = [key_file(home), *memory_file(home, "x").parent.glob("*")]
    open_ones = [path for path in paths if path.exists() and _mode(path) & OTHERS]
    if open_ones and _mode(home.confidential) & OTHERS:
        do = f"chmod -R go= {home.confidential}"
        yield warned(NAME, f"others on this machine can read {open_ones[0]}", do)


def _mode(path: Path) -> int:
    return path.stat().st_mode
