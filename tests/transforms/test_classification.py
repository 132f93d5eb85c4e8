from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from schemas.classification import CLASSIFICATION, FORMULA_VERSION, Basis
from schemas.codelists import ACTIVITY_GROUP, ROUTINE
from schemas.form import FORM
from schemas.form.organisation import DATA_USE, FACILITIES, FUNDING, REGULATIONS
from schemas.frames import check
from schemas.group_targets import TARGET_OF_GROUP
from schemas.result_tables import CLASSIFICATION as CLASSES
from schemas.result_tables import CLASSIFICATION_SCORES as SCORES
from tests.transforms.wide_months import FIRST, REGISTER, empty_month, planning, report
from transforms.classification import classify
from transforms.wide import Wide

Answers = dict[str, float | str | None]
COUPLES = "families.eligible_couples"
FUNDS = tuple(f"funding.{field.name}" for field in FUNDING.fields)
USES = tuple(f"data_use.{f.name}" for f in DATA_USE.fields if f.name != "work_plan")
GROUPS = tuple(f"activity_groups.{group}.exists" for group in ACTIVITY_GROUP.values)
ROUTINES = tuple(f"routines.{routine}.exists" for routine in ROUTINE.values)
PLACES = tuple(f"facilities.{f.name}" for f in FACILITIES.fields if not f.name.endswith("class"))
LAWS = tuple(f"regulations.{field.name}" for field in REGULATIONS.fields)
OFFICER = "working_group.field_officer"


def first(questions: tuple[str, ...], yes: int) -> Answers:
    return {q: "yes" if number < yes else "no" for number, q in enumerate(questions)}


def pokja(exists: str | None, members: float | None, trained: float | None) -> Answers:
    return {
        "working_group.pokja": exists,
        "working_group.pokja_members": members,
        "working_group.pokja_trained": trained,
    }


def taking_part(**percent: float) -> Answers:
    """Groups that exist with this percentage of a target of 200; the others do not exist."""
    answers = first(GROUPS, 0)
    for group in ACTIVITY_GROUP.values:
        answers[TARGET_OF_GROUP[group]] = 200.0
    for group, share in percent.items():
        answers[f"activity_groups.{group}.exists"] = "yes"
        answers[f"activity_groups.{group}.members"] = 2 * share
    return answers


def users(count: int, couples: int, **methods: int) -> Answers:
    rest = count - sum(methods.values())
    return planning(methods | {"pill": rest}, {}) | {COUPLES: float(couples)}


def score(answers: Answers, component: str) -> tuple[float | None, int | None, str]:
    _, scores = classify(report(empty_month(), FIRST, answers))
    check(SCORES, scores)
    found = scores[(scores["village_code"] == FIRST) & (scores["component"] == component)].iloc[0]
    measured = None if pd.isna(found["measured"]) else float(found["measured"])
    earned = None if pd.isna(found["score"]) else int(found["score"])
    return measured, earned, str(found["score_status"])


@pytest.mark.parametrize(
    ("component", "questions", "scores"),
    [
        ("funding", FUNDS, (1, 2, 3, 3, 3, 4, 4)),
        ("activity_groups", GROUPS, (1, 2, 2, 3, 3, 4)),
        ("facilities", PLACES, (1, 2, 3)),
        ("data_use", USES, (1, 2, 3, 3, 4, 4)),
        ("routines", ROUTINES, (1, 2, 2, 3, 3, 4)),
    ],
)
def test_what_is_counted_earns_the_score_of_its_band(
    component: str, questions: tuple[str, ...], scores: tuple[int, ...]
) -> None:
    assert len(scores) == len(questions) + 1
    for yes, expected in enumerate(scores):
        assert score(first(questions, yes), component) == (yes, expected, "A")
    blank = first(questions, 1) | {questions[-1]: None}
    assert score(blank, component) == (None, None, "O")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (pokja("no", None, None), 1),
        (pokja("yes", 0, 0), 2),
        (pokja("yes", 9, 0), 3),
        (pokja("yes", 0, 4), 3),
        (pokja("yes", 9, 4), 4),
        (pokja("yes", None, 4), None),
        (pokja("yes", 9, None), None),
        (pokja(None, 9, 4), None),
    ],
)
def test_the_working_group(answers: Answers, expected: int | None) -> None:
    assert score(answers, "working_group")[1] == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (first(LAWS, 0) | {OFFICER: "no"}, 1),
        (first(LAWS, 3) | {OFFICER: "no"}, 2),
        (first(LAWS, 0) | {OFFICER: "yes"}, 2),
        (first(LAWS, 1) | {OFFICER: "yes"}, 3),
        ({LAWS[2]: "yes", OFFICER: "yes"}, 3),
        ({LAWS[2]: "no", OFFICER: "yes"}, None),
        (first(LAWS, 1), None),
    ],
)
def test_officer_and_regulation(answers: Answers, expected: int | None) -> None:
    assert score(answers, "officer_and_regulation")[1] == expected


@pytest.mark.parametrize(
    ("partners", "expected"), [(0, 1), (1, 2), (3, 2), (4, 3), (6, 3), (7, 4), (None, None)]
)
def test_partner_offices(partners: float | None, expected: int | None) -> None:
    assert score({"partners": np.nan if partners is None else partners}, "partners")[1] == expected


@pytest.mark.parametrize(
    ("answers", "measured", "expected", "status"),
    [
        (taking_part(bkb=9), 9, 1, "A"),
        (taking_part(bkb=9.5), 10, 2, "A"),
        (taking_part(bkb=20), 20, 2, "A"),
        (taking_part(bkb=21), 21, 3, "A"),
        (taking_part(bkb=30.5), 31, 4, "A"),
        (taking_part(bkb=0, uppka=100), 50, 4, "A"),
        (taking_part(), 0, 1, "A"),
        (taking_part(bkb=50) | {TARGET_OF_GROUP["bkb"]: None}, None, None, "O"),
        (taking_part(bkb=50) | {"activity_groups.bkb.members": None}, None, None, "O"),
        (taking_part(bkb=50) | {"activity_groups.bkr.exists": None}, None, None, "O"),
        (taking_part(bkb=50) | {TARGET_OF_GROUP["bkb"]: 0.0}, None, None, "M"),
        (taking_part(bkb=50, bkl=20) | {TARGET_OF_GROUP["bkb"]: 0.0}, 20, 2, "A"),
    ],
)
def test_participation_is_the_mean_over_the_groups_that_exist(
    answers: Answers, measured: float | None, expected: int | None, status: str
) -> None:
    assert score(answers, "participation") == (measured, expected, status)


@pytest.mark.parametrize(
    ("component", "edges"),
    [
        ("contraceptive_prevalence", {0: 1, 29: 1, 30: 2, 40: 2, 41: 3, 50: 3, 51: 4, 100: 4}),
        ("long_acting_share", {0: 1, 19: 1, 20: 2, 22: 2, 23: 3, 24: 3, 25: 4, 100: 4}),
        ("unmet_need", {0: 4, 6: 4, 7: 3, 9: 3, 10: 2, 12: 2, 13: 1, 100: 1}),
    ],
)
def test_the_edges_of_the_percentage_bands(component: str, edges: dict[int, int]) -> None:
    for percent, expected in edges.items():
        answers = {
            "contraceptive_prevalence": users(percent, 100),
            "long_acting_share": users(100, 100, implant=percent),
            "unmet_need": planning({}, {"wants_no_more": percent}) | {COUPLES: 100.0},
        }[component]
        assert score(answers, component) == (percent, expected, "A")


@pytest.mark.parametrize(
    ("answers", "component", "expected"),
    [
        (users(404, 1000), "contraceptive_prevalence", 2),
        (users(405, 1000), "contraceptive_prevalence", 3),
        (users(1000, 1000, implant=224), "long_acting_share", 2),
        (users(1000, 1000, implant=225), "long_acting_share", 3),
        (planning({}, {"wants_no_more": 64}) | {COUPLES: 1000.0}, "unmet_need", 4),
        (planning({}, {"wants_no_more": 94}) | {COUPLES: 1000.0}, "unmet_need", 3),
        (planning({}, {"wants_no_more": 124}) | {COUPLES: 1000.0}, "unmet_need", 2),
        (planning({}, {"wants_no_more": 125}) | {COUPLES: 1000.0}, "unmet_need", 1),
    ],
)
def test_no_percentage_falls_between_two_bands(
    answers: Answers, component: str, expected: int
) -> None:
    assert score(answers, component)[1] == expected


def test_a_village_without_family_planning_data_earns_nothing_on_unmet_need() -> None:
    assert score({}, "unmet_need") == (None, None, "O")
    assert score({COUPLES: 100.0}, "unmet_need") == (None, None, "O")
    assert score(planning({}, {}) | {COUPLES: 0.0}, "unmet_need") == (None, None, "M")


HIGH_INPUT = (
    pokja("yes", 9, 4) | first(FUNDS, 5) | first(PLACES, 2) | first(LAWS, 1) | {OFFICER: "yes"}
)
LOW_INPUT = (
    first(FUNDS, 0) | first(PLACES, 0) | first(LAWS, 0) | {OFFICER: "no"} | pokja("no", 0, 0)
)
HIGH_PROCESS = first(USES, 5) | first(ROUTINES, 5) | {"partners": 7.0}
LOW_PROCESS = first(USES, 0) | first(ROUTINES, 0) | {"partners": 0.0}
GOOD_GROUPS = taking_part(bkb=40, bkr=40, bkl=40, uppka=40)
HIGH_OUTPUT = GOOD_GROUPS | users(90, 100, implant=40)
LOW_OUTPUT = GOOD_GROUPS | users(10, 100) | {"non_use.wants_no_more": 90.0}


def class_of(answers: Answers, month: Wide | None = None) -> pd.Series[Any]:
    classes, _ = classify(report(month or empty_month(), FIRST, answers))
    check(CLASSES, classes)
    return classes.iloc[0]


@pytest.mark.parametrize(
    ("source", "process", "output", "expected"),
    [
        (0, 0, 0, "basic"),
        (1, 0, 0, "basic"),
        (0, 1, 0, "basic"),
        (0, 0, 1, "basic"),
        (1, 1, 0, "developing"),
        (1, 0, 1, "independent"),
        (0, 1, 1, "independent"),
        (1, 1, 1, "sustainable"),
    ],
)
def test_the_class_follows_from_which_indices_are_high(
    source: int, process: int, output: int, expected: str
) -> None:
    answers = (
        (LOW_INPUT, HIGH_INPUT)[source]
        | (LOW_PROCESS, HIGH_PROCESS)[process]
        | (LOW_OUTPUT, HIGH_OUTPUT)[output]
    )
    found = class_of(answers)
    assert (found["village_class"], found["village_class_status"]) == (expected, "A")
    for index, high in (("input", source), ("process", process), ("output", output)):
        assert (found[f"{index}_index"] >= 3) == bool(high)


def test_an_index_is_the_mean_of_its_scores_to_two_decimals() -> None:
    found = class_of(
        HIGH_INPUT | HIGH_OUTPUT | first(USES, 5) | first(ROUTINES, 3) | {"partners": 0.0}
    )
    assert found["process_index"] == 2.67
    assert found["input_index"] == 3.4
    assert found["output_index"] == 4.0


@pytest.mark.parametrize("component", CLASSIFICATION, ids=lambda c: c.id)
def test_one_missing_answer_leaves_the_village_without_a_class(component: object) -> None:
    assert component in CLASSIFICATION
    questions = [q for c in CLASSIFICATION if c is component for q in c.questions]
    blank: Answers = {q: None for q in questions if not q.startswith("activities.")}
    blank |= {"partners": np.nan} if not blank else {}
    found = class_of(HIGH_INPUT | HIGH_PROCESS | HIGH_OUTPUT | blank)
    assert (pd.isna(found["village_class"]), found["village_class_status"]) == (True, "O")


def test_an_answer_asked_back_marks_score_index_and_class() -> None:
    month = empty_month()
    month.questioned[COUPLES] = np.array([code == FIRST for code in REGISTER])
    found = class_of(HIGH_INPUT | HIGH_PROCESS | HIGH_OUTPUT, month)
    statuses = [
        found[f"{name}_status"] for name in ("input_index", "output_index", "village_class")
    ]
    assert statuses == ["A", "V", "V"]


def test_every_village_has_a_row_for_every_component_and_the_formulas_version() -> None:
    classes, scores = classify(empty_month())
    assert len(classes) == len(REGISTER)
    assert len(scores) == len(REGISTER) * len(CLASSIFICATION)
    assert set(classes["formula_version"]) == set(scores["formula_version"]) == {FORMULA_VERSION}
    assert set(classes["village_class_status"]) == set(scores["score_status"]) == {"O"}


def test_a_form_that_no_longer_asks_gives_no_score() -> None:
    shorter = FORM.with_block(FORM.blocks["facilities"].without("secretariat"))
    _, scores = classify(report(empty_month(), FIRST, first(PLACES, 2)), shorter)
    lost = scores[scores["component"] == "facilities"]
    assert set(lost["score_status"]) == {"O"}


def test_every_basis_is_used() -> None:
    assert {component.basis for component in CLASSIFICATION} == set(Basis)
