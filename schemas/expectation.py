"""What should stand in the cell of a finding: as its kind says, or as its question accepts."""

from __future__ import annotations

from schemas.field import Field, Text
from schemas.form.guide import REFUSAL
from schemas.problem import Problem, Severity
from schemas.section import Form


def expected_of(problem: Problem, form: Form) -> Text | None:
    """What a finding expects; None for a note and where no question is concerned."""
    told = problem.expected()
    if told is not None or problem.severity is Severity.NOTE:
        return told
    question = form.questions.get(problem.question)
    return None if question is None else accepted(question.field)


def accepted(field: Field) -> Text | None:
    """The answers that a field accepts, in words; None where it takes any text."""
    sentence = REFUSAL.get(field.kind)
    if sentence is None:
        return None
    limits = {"minimum": field.minimum, "maximum": field.maximum, "example": field.example}
    return Text(
        sentence.id.format(label=field.label.id, **limits),
        sentence.en.format(label=field.label.en, **limits),
    )
