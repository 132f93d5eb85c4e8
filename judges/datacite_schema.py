"""Holds datacite.json against DataCite's schema 4.5; run by the Python that has datacite."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from datacite import schema45


def main(release: Path) -> int:
    """0 where the schema and the making of the XML find no fault, else 1."""
    described = json.loads((release / "datacite.json").read_bytes())
    faults = [fault.message for fault in schema45.validator.iter_errors(described)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
