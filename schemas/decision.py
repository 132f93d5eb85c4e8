"""A decision: what a village or the office says about a finding, a section or a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """What is decided; the first is the village's own word, the others are the office's."""

    CONFIRM = "confirm"
    ACCEPT = "accept"
    HOLD = "hold"
    EXCLUDE = "exclude"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry of the register of decisions, numbered from 1; entries are never changed.

    `subject` is a finding's code (confirm, accept), a section's name (hold), a file's
    sha256 (exclude) or the number of an entry (undo). For a finding, `kind`, `question`
    and `fingerprint` say what it was about: the decision holds while the fingerprint
    of the answers is the same. `source` is the sha256 of the workbook in which a
    village wrote it, empty for a decision given to the command.
    """

    number: int
    act: Act
    period: str
    subject: str
    who: str
    when: datetime
    why: str
    village_code: str = ""
    kind: str = ""
    question: str = ""
    fingerprint: str = ""
    source: str = ""


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one in force undoes, in their order."""
    undone: set[str] = set()
    kept: list[Decision] = []
    for decision in sorted(decisions, key=lambda d: d.number, reverse=True):
        if str(decision.number) in undone:
            continue
        kept.append(decision)
        if decision.act is Act.UNDO:
            undone.add(decision.subject)
    return tuple(kept[::-1])
