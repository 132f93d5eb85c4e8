"""What holds of the rates of completeness in every month, over months of all kinds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.problem import Problem, Severity
from schemas.register import REGENCY_CODE
from tests.months import CODES, record
from tests.transforms.rated_months import ALL, ASKED, blank, came, rates, rows_of
from transforms.merge import Month
from transforms.protect_findings import health_scope
from transforms.record import Record
from transforms.tidy import form_frames
from transforms.wide import mark_questioned, spread

KINDS = {
    "number_unreadable": Severity.BLOCKING,
    "held_by_office": Severity.BLOCKING,
    "unusual_number": Severity.CONFIRM,
    "question_missing": Severity.CONFIRM,
    "number_with_unit": Severity.NOTE,
}
SOME = CODES[:3] + CODES[-2:]
"""Villages of two kecamatan."""


def drawn(code: str, number: int, seed: int) -> tuple[Record, list[Problem]]:
    """A report of a village with blanks and groups that do not exist, and findings in it."""
    draw = np.random.default_rng(seed)
    report = record(code, f"{number}{seed}".ljust(64, "f"))
    ids = np.array(sorted(report.answers))
    report = blank(report, *ids[draw.random(len(ids)) < draw.choice([0.0, 0.1, 0.9, 1.0])], "none")
    for question in (q for q in ASKED if q.measure == "exists" and draw.random() < 0.3):
        answers = report.answers | {question.id: replace(report.answers[question.id], value="no")}
        report = replace(report, answers=answers)
    kinds = draw.choice(sorted(KINDS), int(draw.integers(0, 4)))
    asked = [ASKED[int(draw.integers(ALL))] for _ in kinds]
    return report, [
        Problem(kind=str(kind), submission=report.submission, village_code=code,
                section=question.section, question=question.id)
        for kind, question in zip(kinds, asked, strict=True)
    ]  # fmt: skip


@st.composite
def months(draw: Any) -> Month:
    """A month of five villages: silent, late, partly blank, corrected, with findings."""
    reports, days, problems = list[Record](), list[int](), list[Problem]()
    for code in SOME:
        for version in range(draw(st.integers(0, 2))):
            report, found_in = drawn(code, version, draw(st.integers(0, 10**6)))
            reports.append(report)
            problems += found_in
            days.append(draw(st.integers(0, 12)))
    settled = came(*reports, days=days)
    current = {s.record.submission for s in settled.current.values()}
    return replace(settled, problems=tuple(p for p in problems if p.submission in current))


@settings(max_examples=25, deadline=None)
@given(months())
def test_what_holds_of_every_month(settled: Month) -> None:
    frame = rows_of(settled, SOME)
    top, bottom, value = (
        frame.pivot_table(index="area_code", columns="measure", values=name, dropna=False).astype(
            float
        )
        for name in ("numerator", "denominator", "value")
    )
    assert (top <= bottom).all(axis=None)
    assert (value.isna() == (bottom == 0)).all(axis=None)
    assert ((value == 100) == ((top == bottom) & (bottom > 0))).all(axis=None)
    assert (top["on_time"] <= top["reported"]).all()
    assert (bottom["passed"] == top["filled"]).all()
    assert (bottom["plausible"] == top["passed"]).all()
    assert (top["filled"] * bottom["reported"] <= top["reported"] * bottom["filled"]).all()
    assert (bottom[["reported", "on_time", "filled"]] > 0).all(axis=None)
    for area in top.index.difference(list(SOME)):
        inside = [code for code in SOME if area == REGENCY_CODE or code.startswith(f"{area}.")]
        assert (top.loc[area] == top.loc[inside].sum()).all()
        assert (bottom.loc[area] == bottom.loc[inside].sum()).all()


@settings(max_examples=20, deadline=None)
@given(months(), st.integers(0, 10**6))
def test_no_count_moves_a_rate(settled: Month, seed: int) -> None:
    """The same answers with other numbers, and the same findings."""
    draw = np.random.default_rng(seed)
    other = [
        replace(s, record=replace(s.record, answers={
            q: replace(a, value=int(draw.integers(0, 9000))) if isinstance(a.value, int) else a
            for q, a in s.record.answers.items()
        }))
        for s in settled.submissions
    ]  # fmt: skip
    assert rows_of(settled, SOME).equals(rows_of(replace(settled, submissions=tuple(other)), SOME))


@settings(max_examples=6, deadline=None)
@given(months())
def test_the_rates_follow_from_the_published_statuses(settled: Month) -> None:
    """Another way to count, where nothing is held back and nothing on health is asked back."""
    scope = health_scope()
    open_ones = tuple(
        p
        for p in settled.problems
        if KINDS[p.kind] is Severity.CONFIRM and not scope.has(p.section, p.kind, p.question)
    )
    asked = replace(settled, problems=open_ones)
    frames = form_frames(mark_questioned(spread(asked, SOME), open_ones))
    counted = {code: dict.fromkeys("AVMO", 0) for code in SOME}
    for question in ASKED:
        frame = frames[str(question.table)]
        for name, code in question.keys:
            frame = frame[frame[name] == code]
        for code, status in zip(
            frame["village_code"], frame[f"{question.measure}_status"], strict=True
        ):
            counted[code][status] += 1
    rows = rows_of(asked, SOME)
    for code, n in counted.items():
        told = rates(rows, code)
        assert told["filled"][2:] == (n["A"] + n["V"], n["A"] + n["V"] + n["O"])
        assert told["passed"][2:] == (n["A"] + n["V"], n["A"] + n["V"])
        assert told["plausible"][2:] == (n["A"], n["A"] + n["V"])
