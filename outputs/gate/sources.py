"""Where the evidence of each expectation of a release as a whole comes from."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from outputs.gate import contracts, of_changes, of_files, of_reports, of_totals
from outputs.gate.candidate import Candidate

EVIDENCE: dict[str, Callable[[Candidate], pd.DataFrame]] = {
    "files.columns": of_files.columns,
    "files.types": of_files.types,
    "files.dictionary": of_files.dictionary,
    "files.rows": of_files.rows,
    "contracts.columns": contracts.columns,
    "contracts.rows": contracts.rows,
    "register.villages": of_reports.villages,
    "register.references": of_reports.references,
    "coverage.kabupaten": of_reports.kabupaten,
    "coverage.kecamatan": of_reports.kecamatan,
    "coverage.lost": of_reports.lost,
    "reports.zero": of_reports.zero,
    "reports.copied": of_reports.repeated,
    "reports.repeated": of_reports.repeated,
    "totals.areas": of_totals.areas,
    "totals.stocks": of_totals.stocks,
    "totals.flows": of_totals.flows,
    "outside.people": of_totals.people,
    "outside.sex_ratio": of_totals.sex_ratio,
    "outside.users": of_totals.users,
    "indicators.bounds": of_totals.bounds,
    "indicators.quotient": of_totals.quotient,
    "indicators.jump": of_totals.jump,
    "before.indicators": of_totals.revised,
    "before.changes": of_changes.changes,
}
"""By the id of the expectation; each gives evidence or raises NotAsked."""
