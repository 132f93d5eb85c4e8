"""What villages confirm in the workbooks they send back, entered as decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from flows.decisions import Register
from schemas.decision import Act, Decision
from transforms.closing import Confirmation


def enter_confirmations(
    register: Register,
    period: str,
    said: Sequence[Confirmation],
    came: Mapping[str, datetime],
) -> None:
    """Enter what villages confirm in their workbooks, each once; its time is the arrival's."""
    entered = {(d.source, d.subject) for d in register.decisions()}
    for one in said:
        if (one.source, one.finding.code) in entered:
            continue
        register.enter(partial(_confirmed, period, one, came[one.source]))
    register.clear()


def _confirmed(period: str, one: Confirmation, when: datetime, number: int) -> Decision:
    problem = one.finding.problem
    return Decision(
        number=number,
        act=Act.CONFIRM,
        period=period,
        subject=one.finding.code,
        who=one.who,
        when=when,
        why=one.why,
        village_code=problem.village_code,
        kind=problem.kind,
        question=problem.question,
        fingerprint=one.finding.fingerprint,
        source=one.source,
    )
