"""What of a month leaves the house as it is: every figure that health information is not in.

Contraceptive use, reasons for non-use, pregnancy and stunting are health information
(UU 27/2022). Their exact counts are set aside here (transforms.health_counts), and with them
everything that is computed from them; published are the rounded counts and what follows from
these (transforms.rounded_tables). Of a finding that touches such a count only its section and
severity are published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from schemas.classification import CLASSIFICATION
from schemas.form import FORM
from schemas.house_tables import PROBLEMS
from schemas.indicators import INDICATORS as DECLARED
from schemas.protection import BY_AREA, EXPOSED
from schemas.result_tables import CLASSIFICATION as CLASSES
from schemas.result_tables import CLASSIFICATION_SCORES as SCORES
from schemas.result_tables import INDICATORS
from schemas.section import Form
from schemas.tables import public_tables
from transforms.protect_findings import without_health_details

HEALTH_INDICATORS = frozenset(i.id for i in DECLARED if i.protected)
"""The indicators that are computed from counts on health."""

HEALTH_COMPONENTS = frozenset(c.id for c in CLASSIFICATION if c.protected)
"""The components of the classification that rest on counts on health."""

OF_ROUNDED = (*BY_AREA, CLASSES.name)
"""The tables that follow from rounded counts as a whole."""


def _health_keys() -> dict[str, tuple[str, frozenset[str]]]:
    """The rows on health of tables that are open besides: a column and its codes by table."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for question in (FORM.questions[q] for q in sorted(EXPOSED)):
        if question.table is not None and question.table not in BY_AREA:
            (column, code), *_ = question.keys
            known = found.get(question.table, (column, frozenset()))[1]
            found[question.table] = (column, known | {code})
    return found


HEALTH_ROWS = {
    INDICATORS.name: ("indicator", HEALTH_INDICATORS),
    SCORES.name: ("component", HEALTH_COMPONENTS),
    **_health_keys(),
}
"""Which rows of tables that are open besides follow from rounded counts: a column, its codes."""


def is_rounded(table: str, row: Iterable[tuple[str, str]]) -> bool:
    """Whether a row, named by its keys, follows from rounded counts."""
    column, codes = HEALTH_ROWS.get(table, ("", frozenset[str]()))
    return table in OF_ROUNDED or dict(row).get(column) in codes


def open_frames(frames: Mapping[str, pd.DataFrame], form: Form = FORM) -> dict[str, pd.DataFrame]:
    """The published frames of the tidy frames, without the rows that follow from rounded counts.

    KeyError for a table that is not declared.
    """
    declared = public_tables(form)
    found: dict[str, pd.DataFrame] = {}
    for name, frame in frames.items():
        table = declared[name]
        if name in OF_ROUNDED:
            continue
        kept = without_health_details(frame, form) if name == PROBLEMS.name else frame
        if name in HEALTH_ROWS:
            column, codes = HEALTH_ROWS[name]
            kept = kept[~kept[column].isin(codes)]
        found[name] = kept[list(table.names)].reset_index(drop=True)
    return found
