"""The changes of a release as rows: what, where, old, new, and the one reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from schemas.change_tables import CHANGES
from schemas.frames import arrow_schema
from schemas.named_row import row_text
from transforms.difference import Difference
from transforms.reasons import Explanation, Reason


def explained(
    found: Iterable[Difference], explanation: Explanation
) -> tuple[list[tuple[Difference, Reason]], list[Difference]]:
    """The differences with their reasons, and those that have none."""
    told: list[tuple[Difference, Reason]] = []
    unexplained: list[Difference] = []
    for difference in found:
        reason = explanation.reason_of(difference)
        if reason is None:
            unexplained.append(difference)
        else:
            told.append((difference, reason))
    return told, unexplained


def change_rows(told: Sequence[tuple[Difference, Reason]]) -> pa.Table:
    """The table of changes, numbered in the order given; 0 rows when nothing changed."""
    rows = [
        {
            "change_no": number,
            "change": difference.change,
            "table": difference.table,
            "period": difference.period or None,
            "area_code": difference.where or None,
            "row": row_text(difference.row) or None,
            "column": difference.column or None,
            "old": difference.old or None,
            "new": difference.new or None,
            "reason": reason.reason,
            "cause": reason.cause,
        }
        for number, (difference, reason) in enumerate(told, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(CHANGES))
