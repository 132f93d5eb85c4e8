"""Findings: problems with a code that stays the same from version to version, and their state."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.form import FORM
from schemas.problem import Problem, Severity
from schemas.section import Form, Log
from transforms.record import Answer, Record

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is easily taken for a digit."""


OFFICE = frozenset({"held_by_office"})
"""The kinds in which the office speaks and asks nothing of the village."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its code, the fingerprint of its answers and its state.

    `state` is a code of FINDING_STATE; `decision` is the number of the entry of the
    register that closed it, 0 where none did.
    """

    code: str
    problem: Problem
    fingerprint: str = ""
    state: str = "open"
    decision: int = 0

    @property
    def is_asked(self) -> bool:
        """Whether it asks the village for something, or did."""
        return self.state != "told"

    @property
    def is_open(self) -> bool:
        """Whether it asks the village for something that has not been answered yet."""
        return self.state == "open"


def findings_of(
    period: str, problems: Iterable[Problem], record: Record | None = None, form: Form = FORM
) -> list[Finding]:
    """The problems of one submission as findings; `record` is what was read of it.

    A code is made of village, month, kind and question, so a later version in which the
    same is amiss gives the same code; a finding at no question of the form is known by
    its cell, and one of an unknown village by its file.
    """
    found: list[Finding] = []
    taken: set[str] = set()
    for problem in problems:
        code, number = code_of(period, problem, form), 1
        while code in taken:
            number += 1
            code = code_of(period, problem, form, number)
        taken.add(code)
        asks = problem.severity is not Severity.NOTE and problem.kind not in OFFICE
        state = "open" if asks else "told"
        found.append(Finding(code, problem, fingerprint(problem, record), state))
    return found


def code_of(period: str, problem: Problem, form: Form = FORM, number: int = 1) -> str:
    """The code of a finding, such as K7Q3-9XZA; `number` tells apart what is else the same."""
    named = form.questions.get(problem.question)
    in_place = named is None or isinstance(form.blocks[named.block], Log)
    parts = (
        problem.village_code or problem.submission,
        period,
        problem.kind,
        problem.section,
        problem.question,
        f"{problem.sheet}!{problem.cell}" if in_place else "",
        str(number),
    )
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    bits = int.from_bytes(digest[:5])
    letters = "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def fingerprint(problem: Problem, record: Record | None) -> str:
    """A digest of what was written in the cells of a finding; it changes when they change.

    A finding at no question is known by what it says.
    """
    written = [problem.found]
    if not problem.question:
        written += [f"{name}={value}" for name, value in problem.values]
    elif record is not None:
        for question in problem.questions or (problem.question,):
            answer = record.answers.get(question)
            written.append(f"{question}={'' if answer is None else said(answer)}")
    return hashlib.sha256("\0".join(written).encode()).hexdigest()[:16]


def said(answer: Answer) -> str:
    """What an answer says: its value, or what was written where that cannot be read."""
    if answer.value is None:
        return answer.text.strip()
    return "; ".join(answer.value) if isinstance(answer.value, tuple) else str(answer.value)


def open_problems(findings: Sequence[Finding]) -> tuple[Problem, ...]:
    """The problems that still hold: open ones and notes, without what is mended or closed."""
    return tuple(f.problem for f in findings if f.state in ("open", "told"))
