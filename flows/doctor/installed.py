"""Looks at what is installed: Python, and each library beside the version that is pinned."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.markers import Marker

from flows.doctor.check import Check, fine, warned, wrong
from flows.provenance import CODE_VERSION, SHAPING
from flows.settings import Home
from schemas.spoken import some_of

LOCK = Path(__file__).resolve().parent.parent.parent / "requirements.lock"
PINNED = re.compile(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)(?:\s*;\s*([^\\\n]+))?")
OLDEST = (3, 11)
SHOWN = 5
DO = "`make setup` installs what is pinned"


def versions(_home: Home) -> Iterator[Check]:
    """Whether Python is new enough, and the libraries are those of requirements.lock."""
    told = f"rumahdata {CODE_VERSION}, Python {sys.version.split()[0]}"
    if sys.version_info < OLDEST:
        yield wrong("versions", told, "install Python 3.11 or newer")
    else:
        yield fine("versions", told)
    if not LOCK.is_file():
        yield fine("libraries", "no requirements.lock stands beside this program")
        return
    pinned = pins(LOCK.read_text(encoding="utf-8"))
    missing, other = differing(pinned)
    if missing:
        yield wrong("libraries", f"not installed: {some_of(missing, SHOWN)}", DO)
    shaping = [told for name, told in other.items() if name in SHAPING]
    if shaping:
        told = f"{some_of(shaping, SHOWN)}: releases may differ by a byte from those made before"
        yield warned("libraries", told, DO)
    rest = [told for name, told in other.items() if name not in SHAPING]
    if rest:
        yield warned("libraries", some_of(rest, SHOWN), DO)
    if not (missing or other):
        yield fine("libraries", f"{len(pinned)} as requirements.lock pins them")


def pins(lock: str) -> dict[str, str]:
    """The version of each library that a lock file pins for this Python and system."""
    found = PINNED.findall(lock)
    return {
        name: pinned
        for name, pinned, marker in found
        if not marker or Marker(marker.strip()).evaluate()
    }


def differing(pinned: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """Which of these libraries are not installed, and which in another version, in words."""
    missing, other = [], {}
    for name, wanted in pinned.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            missing.append(name)
            continue
        if found != wanted:
            other[name] = f"{name} {found}, pinned is {wanted}"
    return missing, other
