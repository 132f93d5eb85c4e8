"""A month checked: its readings settled, the rules run, and findings closed by what was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from schemas.decision import Decision
from schemas.register import villages
from transforms.closing import Came, Confirmation
from transforms.examine import Examined, conclude, excluded, look
from transforms.history import History
from transforms.merge import Month, settle
from transforms.record import Reading


def check(  # noqa: PLR0913, PLR0917 - what a month is judged from
    period: str,
    readings: Sequence[Reading],
    came: Mapping[str, datetime],
    senders: Mapping[str, str],
    earlier: History,
    decisions: tuple[Decision, ...],
    enter: Callable[[Month, tuple[Confirmation, ...]], tuple[Decision, ...]],
) -> Examined:
    """The month examined; `enter` takes what villages confirm and gives all decisions then.

    `came` is the moment at which each submission arrived, `senders` the village that the
    names of files tell, both by sha256.
    """
    codes = tuple(villages())
    month = settle(period, readings, came, excluded(period, decisions), senders)
    looked = look(month, decisions, earlier, codes)
    decided = enter(month, looked.confirmations)
    return conclude(looked, decided, Came(came, senders), codes)
