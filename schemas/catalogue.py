"""Every kind of finding there is, in the order in which people read about them."""

from __future__ import annotations

from schemas.cell_findings import ANSWER_FINDINGS, LAYOUT_FINDINGS, NUMBER_FINDINGS
from schemas.findings import (
    FILE_FINDINGS,
    HEALTH_FINDING,
    IDENTITY_FINDINGS,
    REPLY_FINDINGS,
    SUBMISSION_FINDINGS,
)
from schemas.rules import RULE_FINDINGS

CATALOGUE = (
    *FILE_FINDINGS,
    *SUBMISSION_FINDINGS,
    *REPLY_FINDINGS,
    *IDENTITY_FINDINGS,
    *LAYOUT_FINDINGS,
    *NUMBER_FINDINGS,
    *ANSWER_FINDINGS,
    *RULE_FINDINGS,
    HEALTH_FINDING,
)
