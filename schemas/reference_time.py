"""What time an answer speaks of: the last day of the reporting month, or the month itself."""

from __future__ import annotations

from schemas.field import Text
from schemas.section import Question

MONTH_END = Text("Hari terakhir bulan laporan", "The last day of the reporting month")
WHOLE_MONTH = Text("Selama bulan laporan", "During the reporting month")

WHOLE_MONTH_BLOCKS = ("population_change", "activities")
WHOLE_MONTH_FIELDS = (
    "new_users",
    "sessions",
    "attendance",
    "under_fives_weighed",
    "stunted",
    "dashat_sessions",
    "dashat_beneficiaries",
)
"""Answers that count what happened in the month; the others count what there is."""


def reference_time(question: Question) -> Text:
    """The time an answer speaks of."""
    if question.block in WHOLE_MONTH_BLOCKS or question.field.name in WHOLE_MONTH_FIELDS:
        return WHOLE_MONTH
    return MONTH_END
