"""A verdict of the gate for tests of pages: of everything something."""

from __future__ import annotations

from pathlib import Path

from outputs.gate.evidence import FIRST
from outputs.gate.verdict import Outcome, Verdict
from schemas.gate import FLOOR, State
from schemas.gate_questions import all_expectations
from tests.releases import declared

REASON = "Banjir: jalan ke tujuh pekon terputus"
OVERRIDDEN, WARNED, NOT_ASKED = "coverage.kabupaten", "coverage.kecamatan", "before.changes"
SPECIAL = {
    OVERRIDDEN: Outcome(OVERRIDDEN, State.FAILED, 1, "48 (1/1)", ("kabupaten: 48",)),
    WARNED: Outcome(WARNED, State.FAILED, 15, "70 … 100 (2/15)", ("Suoh: 70", "Sekincau: 75")),
    NOT_ASKED: Outcome(NOT_ASKED, State.NOT_ASKED, 0, why=FIRST),
}


def verdict_of(_staged: Path) -> Verdict:
    """What a gate might find: it looks at nothing."""
    tables = declared()
    passed = (Outcome(name, State.PASSED, 136, "=") for name in all_expectations(tables))
    found = tuple(SPECIAL.get(outcome.id, outcome) for outcome in passed)
    return Verdict(found, tables, FLOOR, {OVERRIDDEN: REASON})
