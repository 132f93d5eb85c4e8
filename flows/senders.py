"""Whom a file is thought to come from: the village whose code stands in its name.

The name is never believed where the content speaks. It is used to address a letter about
a file that does not say, or says wrongly, whose report it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.archive import Receipt, first_met
from schemas.register import villages

_CODE = re.compile(
    r"(?<![0-9])([0-9]{2})[. _-]?([0-9]{2})[. _-]?([0-9]{2})[. _-]?([0-9]{4})(?![0-9])"
)


def senders(receipts: Iterable[Receipt]) -> dict[str, str]:
    """The village by sha256, for files whose names tell one village alone."""
    named: dict[str, set[str]] = {}
    for receipt in first_met(receipts):
        codes = {".".join(parts) for parts in _CODE.findall(receipt.name)}
        named.setdefault(receipt.sha256, set()).update(codes & villages().keys())
    return {sha256: codes.pop() for sha256, codes in named.items() if len(codes) == 1}
