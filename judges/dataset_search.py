"""Looks in schema-org.json for what search engines for datasets require and recommend.

After "Dataset structured data" of Google Search Central: name and description (50 to 5000
characters) are required, the rest recommended; here all are required.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SHORTEST, LONGEST = 50, 5000
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TEXTS = ("name", "url", "version", "identifier")
SHA256 = re.compile(r"[0-9a-f]{64}")

Told = dict[str, Any]


def faults(told: Told) -> list[str]:
    """What a search engine would miss or could not read, in words; empty where nothing."""
    return [*_texts(told), *_people(told), *_coverage(told), *_variables(told), *_downloads(told)]


def _texts(told: Told) -> Iterator[str]:
    if told.get("@context") not in ("https://schema.org/", "https://schema.org"):
        yield "@context is not schema.org"
    if told.get("@type") != "Dataset":
        yield "@type is not Dataset"
    for name in TEXTS:
        if not _is_text(told.get(name)):
            yield f"{name} is missing"
    described = told.get("description")
    if not isinstance(described, str) or not SHORTEST <= len(described) <= LONGEST:
        yield f"description has not {SHORTEST} to {LONGEST} characters"
    if not str(told.get("license", "")).startswith("https://"):
        yield "license is no address"
    if not told.get("keywords"):
        yield "keywords are missing"


def _people(told: Told) -> Iterator[str]:
    for role in ("creator", "publisher"):
        who = told.get(role, {})
        if who.get("@type") not in ("Organization", "Person") or not _is_text(who.get("name")):
            yield f"{role} is no organisation or person with a name"


def _coverage(told: Told) -> Iterator[str]:
    if not re.fullmatch(f"{DAY}/{DAY}", str(told.get("temporalCoverage", ""))):
        yield "temporalCoverage is not two days"
    if not re.fullmatch(DAY, str(told.get("datePublished", ""))):
        yield "datePublished is no day"
    box = str(told.get("spatialCoverage", {}).get("geo", {}).get("box", "")).split()
    try:
        south, west, north, east = (float(edge) for edge in box)
    except ValueError:
        yield "spatialCoverage has no box of four numbers"
        return
    if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):
        yield "the box of spatialCoverage is not south west north east"


def _variables(told: Told) -> Iterator[str]:
    measured = told.get("variableMeasured", [])
    if not measured:
        yield "variableMeasured is empty"
    for variable in measured:
        if variable.get("@type") != "PropertyValue" or not _is_text(variable.get("name")):
            yield f"variableMeasured holds {variable.get('propertyID')!r} without a name"


def _downloads(told: Told) -> Iterator[str]:
    offered = told.get("distribution", [])
    if not offered:
        yield "distribution is empty"
    for file in offered:
        if file.get("@type") != "DataDownload" or not _is_text(file.get("contentUrl")):
            yield f"distribution holds {file.get('name')!r} without a contentUrl"
        if not _is_text(file.get("encodingFormat")):
            yield f"distribution holds {file.get('name')!r} without an encodingFormat"
        if not SHA256.fullmatch(str(file.get("sha256", ""))):
            yield f"distribution holds {file.get('name')!r} without a sha256"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def main(release: Path) -> int:
    """0 where a search engine finds all that it looks for, else 1."""
    found = faults(json.loads((release / "schema-org.json").read_bytes()))
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
