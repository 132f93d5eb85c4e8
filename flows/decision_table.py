"""The register of decisions as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from schemas.decision import Decision, in_force
from schemas.problem import echo
from transforms.merge import WIB

SHORT = 12
"""The characters of a sha256 that are shown."""


def decision_table(decisions: Sequence[Decision], period: str | None) -> Table:
    """One row a decision in the order of entry; one that was undone says so."""
    holding = {decision.number for decision in in_force(decisions)}
    table = Table("No", "Month", "Decision", "About", "Who", "When (WIB)", "Why", box=None)
    for decision in decisions:
        if period is None or decision.period == period:
            act = decision.act.value
            table.add_row(
                str(decision.number),
                decision.period,
                act if decision.number in holding else f"{act} (undone)",
                Text(_about(decision)),
                Text(decision.who),
                f"{decision.when.astimezone(WIB):%Y-%m-%d %H:%M}",
                Text(echo(decision.why)),
            )
    return table


def _about(decision: Decision) -> str:
    subject = decision.subject
    if len(subject) > SHORT:
        subject = subject[:SHORT] + "…"
    return " ".join(part for part in (subject, decision.village_code, decision.kind) if part)
