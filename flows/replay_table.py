"""What a replay found, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from flows.replay import Replayed
from schemas.register import villages
from schemas.spoken import some_of

SHOWN = 6
"""How many villages a cell names."""


def replay_table(found: Sequence[Replayed]) -> Table:
    """One row a rule and month: counts, and the villages that newly fail or pass."""
    table = Table("Rule", "Month", "Looked", "At fault", "Newly failing", "Newly passing", box=None)
    for one in sorted(found, key=lambda r: (r.outcome.rule, r.period)):
        outcome = one.outcome
        never = one.failing is None
        table.add_row(
            outcome.rule,
            one.period,
            str(outcome.looked),
            str(outcome.found),
            ("never run before: " if never else "")
            + _named(outcome.failed if never else one.failing),
            _named(one.passing),
        )
    return table


def _named(codes: Sequence[str] | None) -> str:
    if not codes:
        return "-"
    known = villages()
    return some_of([f"{known[code].name} ({code})" for code in codes if code in known], SHOWN)
