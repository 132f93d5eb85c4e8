from typing import Any

import pandas as pd
import pytest

from schemas.form import FORM
from schemas.frames import ContractError, check, to_arrow
from schemas.problem import Problem
from schemas.register import villages
from schemas.tables import tidy_tables
from tests.months import CODES, PERIOD, examined, record
from transforms.journal import journal_frames
from transforms.tidy import form_frames

TABLES = tidy_tables(FORM)


def frames_of(records: Any, problems: Any = ()) -> Any:
    seen = examined(records, problems)
    return {
        **journal_frames(seen.month, seen.findings, villages()),
        **form_frames(seen.wide),
    }


def cell(frame: Any, measure: Any, **keys: Any) -> Any:
    for name, value in keys.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame[measure].iloc[0], frame[f"{measure}_status"].iloc[0]


@pytest.mark.parametrize(
    "records",
    [
        [],
        [record(CODES[0])],
        [record(code) for code in CODES],
        [record(CODES[0], families__eligible_couples=25)],
    ],
    ids=["none", "one", "all", "one questioned"],
)
def test_every_table_keeps_its_contract_whatever_was_reported(records: Any) -> None:
    for name, frame in frames_of(records).items():
        check(TABLES[name], frame)
        assert to_arrow(TABLES[name], frame).num_rows == len(frame)


def test_every_village_and_key_is_present_even_without_a_report() -> None:
    frames = frames_of([record(CODES[0])])
    assert len(frames["population"]) == 136 * 16 * 2
    assert len(frames["contraception"]) == 136 * 8
    assert len(frames["sections"]) == 136 * 11


@pytest.mark.parametrize(
    ("changes", "table", "measure", "keys", "expected"),
    [
        ({}, "population", "people", {"age_group": "age_0_4", "sex": "male"}, (10, "A")),
        (
            {
                "population__age_0_4__male": 0,
                "population_change__births__male": 0,
                "population__total__male": 150,
                "population__total__total": 310,
            },
            "population",
            "people",
            {"age_group": "age_0_4", "sex": "male"},
            (0, "A"),
        ),
        ({"families__families": None}, "families", "count", {"indicator": "families"}, (None, "O")),
        (
            {"families__eligible_couples": 25},
            "families",
            "count",
            {"indicator": "eligible_couples"},
            (25, "V"),
        ),
        ({}, "activity_groups", "independent", {"activity_group": "bkb"}, (None, "M")),
        (
            {"activity_groups__bkb__exists": "no", "activity_groups__bkb__members": None},
            "activity_groups",
            "members",
            {"activity_group": "bkb"},
            (None, "M"),
        ),
        ({}, "organisation", "count", {"item": "pokja"}, (None, "M")),
        ({}, "organisation", "answer", {"item": "pokja"}, ("yes", "A")),
    ],
)
def test_each_value_comes_with_its_status(
    changes: Any, table: Any, measure: Any, keys: Any, expected: Any
) -> None:
    frame = frames_of([record(CODES[0], **changes)])[table]
    value, status = cell(frame, measure, village_code=CODES[0], period=PERIOD, **keys)
    assert status == expected[1]
    assert pd.isna(value) == (expected[0] is None)
    if expected[0] is not None:
        assert value == expected[0]


def test_a_blocking_problem_holds_its_section_back_and_no_other() -> None:
    one = record(CODES[0])
    problem = Problem(
        kind="number_unreadable",
        submission=one.submission,
        village_code=CODES[0],
        section="families",
        sheet="D",
        cell="C4",
        question="families.families",
        found="banyak",
    )
    frames = frames_of([one], [problem])
    families = frames["families"]
    held = families[(families["village_code"] == CODES[0]) & (families["indicator"] == "families")]
    assert held["count_status"].tolist() == ["O"]
    insured = families[families["indicator"] == "health_insured"]
    assert insured["count_status"].iloc[0] == "A"  # section E lands in the same table
    sections = frames["sections"]
    states = dict(
        zip(
            sections["section"][sections["village_code"] == CODES[0]],
            sections["section_state"][sections["village_code"] == CODES[0]],
            strict=True,
        )
    )
    assert states["families"] == "held_back"
    assert states["population"] == "reported"


def test_a_broken_contract_names_every_failure_at_once() -> None:
    frame = frames_of([record(CODES[0])])["population"]
    frame.loc[0, "sex"] = "pria"
    frame.loc[1, "people"] = -1
    with pytest.raises(ContractError) as error:
        check(TABLES["population"], frame)
    assert "code of list sex" in str(error.value)
    assert "at least 0" in str(error.value)
