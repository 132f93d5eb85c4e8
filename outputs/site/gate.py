"""gate.html: every expectation of the gate in words, what was seen, and what came of it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from outputs.canonical import FileFacts
from outputs.gate.verdict import Verdict
from outputs.site.about import release_context
from outputs.site.rendering import write_page
from schemas.gate import STATE, WEIGHT, State
from schemas.gate_questions import OF_RELEASE
from schemas.release import ReleaseFacts

GATE_PAGE = "gate.html"


def write_gate_page(directory: Path, facts: ReleaseFacts, verdict: Verdict) -> FileFacts:
    """Write gate.html: what failed first, then the whole, then table by table."""
    tables = [outcome for outcome in verdict.outcomes if outcome.id not in OF_RELEASE]
    by_table = groupby(tables, lambda outcome: outcome.id.partition(".")[0])
    return write_page(
        directory,
        GATE_PAGE,
        release_context(facts)
        | {
            "verdict": verdict,
            "failed": verdict.of(State.FAILED),
            "stopped": verdict.stops,
            "overrides": verdict.overrides,
            "counts": {state.value: len(verdict.of(state)) for state in State},
            "of_whole": [outcome for outcome in verdict.outcomes if outcome.id in OF_RELEASE],
            "of_tables": [(verdict.declared[name], list(found)) for name, found in by_table],
            "states": STATE,
            "weights": WEIGHT,
        },
    )
