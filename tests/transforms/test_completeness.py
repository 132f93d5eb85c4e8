"""The five rates by a table of reports, over months of all kinds, and beside the statuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from schemas.completeness import MEASURE
from schemas.decision import Act, Decision
from schemas.form import FORM
from schemas.problem import Problem
from schemas.protection import EXPOSED, is_protected
from schemas.register import REGENCY_CODE
from schemas.tables import tidy_tables
from tests.months import CODES, ON_TIME, PERIOD, examined, month, record
from tests.transforms.rated_months import ALL, ASKED, VILLAGE, Row, blank, came, rates, rows_of
from transforms.examine import Examined
from transforms.merge import Month, settle
from transforms.record import Answer, Reading, Record

OF_GROUP = 4
"""Answers that depend on whether an activity group exists."""

PEOPLE = sum(question.section == "population" for question in ASKED)
HEALTH = sum(
    q.section == "family_planning" and is_protected([q.id]) for q in ASKED
)  # fmt: skip
OUT = {"passed": (None, "O", 0, 0), "plausible": (None, "O", 0, 0)}
"""Nothing was given, because no report came."""


def without(report: Record, start: str) -> Record:
    """The report on a form that does not ask these questions."""
    kept = {q: answer for q, answer in report.answers.items() if not q.startswith(start)}
    return replace(report, answers=kept)


def found(kind: str, question: str, section: str = "", *also: str) -> Problem:
    """A finding in the report of the first village."""
    return Problem(
        kind=kind,
        submission=record(VILLAGE).submission,
        village_code=VILLAGE,
        section=section or FORM.questions[question].section,
        question=question,
        questions=(question, *also) if also else (),
    )


def looked_at(*reports: Record, **options: Any) -> Month:
    """The month of these reports after the rules looked at it."""
    seen: Examined = examined(list(reports), **options)
    return seen.month


FULL, EMPTY = record(VILLAGE), replace(blank(record(VILLAGE)), lines={})
AGAIN = record(VILLAGE, "b" * 64)
NO_GROUP = blank(
    record(VILLAGE, activity_groups__bkb__exists="no"),
    *(q.id for q in ASKED if q.id.startswith("activity_groups.bkb.") and q.measure != "exists"),
)
GROUP_AT_ODDS = record(VILLAGE, activity_groups__bkb__exists="no")
TOO_MANY = record(VILLAGE, working_group__pokja_trained=9)
UNREAD = replace(
    FULL,
    answers=FULL.answers | {"population.age_0_4.male": Answer(None, "population", "C1", "dua")},
)
UNREAD_FLAW = found("number_unreadable", "population.age_0_4.male")
OLDER = without(FULL, "civil_registration.")
ASKED_BACK = found("families_with_under_fives_within_families", "families.families", "",
                   "families.families_with_under_fives")  # fmt: skip


def confirmed() -> Month:
    """A finding of a report, and the village standing by its answer."""
    finding = next(f for f in examined([TOO_MANY]).findings if f.is_open)
    said = Decision(
        number=1,
        act=Act.CONFIRM,
        period=PERIOD,
        subject=finding.code,
        village_code=VILLAGE,
        kind=finding.problem.kind,
        question=finding.problem.question,
        fingerprint=finding.fingerprint,
        who="Kader",
        why="benar",
        when=ON_TIME,
        source="",
    )
    return looked_at(TOO_MANY, decisions=[said])


def share(top: int, bottom: int) -> Row:
    """What a rate with this numerator and denominator is, rounded down."""
    return (100 * 100 * top // bottom / 100, "A", top, bottom)


WHOLE = {
    "reported": share(1, 1),
    "on_time": share(1, 1),
    "filled": share(ALL, ALL),
    "passed": share(ALL, ALL),
    "plausible": share(ALL, ALL),
}
NONE = {"reported": share(0, 1), "on_time": share(0, 1), "filled": share(0, ALL)}
"""No report can be used."""

CASES: dict[str, tuple[Callable[[], Month], dict[str, Row]]] = {
    "all is answered and right": (lambda: looked_at(FULL), {}),
    "an empty report on time": (
        lambda: looked_at(EMPTY),
        {"filled": share(0, ALL), "passed": (None, "M", 0, 0), "plausible": (None, "M", 0, 0)},
    ),
    "no report": (lambda: month([]), NONE | OUT),
    "a file that cannot be read": (
        lambda: settle(PERIOD, [Reading("c" * 64, None, (Problem(kind="file_empty",
                                 submission="c" * 64),))], {"c" * 64: ON_TIME}),
        NONE | OUT,
    ),
    "a report that is late": (lambda: came(FULL, days=[9]), {"on_time": share(0, 1)}),
    "a late correction of one on time": (lambda: came(FULL, AGAIN, days=[0, 9]), {}),
    "a correction of a late one": (
        lambda: came(FULL, AGAIN, days=[9, 10]), {"on_time": share(0, 1)},
    ),
    "an empty report that a full one corrects": (lambda: came(EMPTY, AGAIN, days=[0, 1]), {}),
    "a full report that an empty one corrects": (
        lambda: came(AGAIN, EMPTY, days=[0, 1]),
        {"filled": share(0, ALL), "passed": (None, "M", 0, 0), "plausible": (None, "M", 0, 0)},
    ),
    "a group that is not there": (
        lambda: looked_at(NO_GROUP),
        {name: share(ALL - OF_GROUP, ALL - OF_GROUP) for name in ("filled", "passed", "plausible")},
    ),
    "a group that is not there and has members": (
        lambda: came(GROUP_AT_ODDS), {"filled": share(ALL, ALL)},
    ),
    "an answer that may be blank": (
        lambda: came(blank(FULL, "contraception.lactational_amenorrhoea.users")), {},
    ),
    "a printed total that is blank": (lambda: came(blank(FULL, "population.total.male")), {}),
    "no activity": (lambda: came(replace(FULL, lines={})), {}),
    "a form that asks less": (
        lambda: came(OLDER),
        {"filled": share(ALL - 3, ALL),
         "passed": share(ALL - 3, ALL - 3), "plausible": share(ALL - 3, ALL - 3)},
    ),
    "an answer that cannot be read": (
        lambda: month([UNREAD], [UNREAD_FLAW]),
        {"passed": share(ALL - PEOPLE, ALL), "plausible": share(ALL - PEOPLE, ALL - PEOPLE)},
    ),
    "nothing but what is held back": (
        lambda: month([blank(UNREAD, *(q for q in UNREAD.answers if "age_0_4.male" not in q))],
                      [UNREAD_FLAW]),
        {"filled": share(1, ALL), "passed": share(0, 1), "plausible": (None, "O", 0, 0)},
    ),
    "two answers that are asked back": (
        lambda: month([FULL], [ASKED_BACK]), {"plausible": share(ALL - 2, ALL)},
    ),
    "two answers that break a rule": (
        lambda: looked_at(TOO_MANY), {"plausible": share(ALL - 2, ALL)},
    ),
    "two answers that the village stands by": (confirmed, {}),
    "asked back in what is held back": (
        lambda: month([UNREAD], [UNREAD_FLAW, found("unusual_number", "population.age_5_9.male")]),
        {"passed": share(ALL - PEOPLE, ALL), "plausible": share(ALL - PEOPLE, ALL - PEOPLE)},
    ),
    "one count on health that is asked back": (
        lambda: month([FULL], [found("unusual_number", "contraception.pill.users")]),
        {"plausible": share(ALL - HEALTH, ALL)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_rates_of_a_village(case: str) -> None:
    settled, wanted = CASES[case]
    assert rates(rows_of(settled())) == WHOLE | wanted


def test_a_report_that_is_left_out_is_none() -> None:
    leave = Decision(
        number=1, act=Act.EXCLUDE, period=PERIOD, subject=FULL.submission, village_code="",
        kind="", question="", fingerprint="", who="Dinas", why="salah",
        when=ON_TIME, source="",
    )  # fmt: skip
    assert rates(rows_of(looked_at(FULL, decisions=[leave]))) == NONE | OUT


def test_the_areas_divide_sums_and_count_every_village_of_the_register() -> None:
    neighbour = replace(blank(record(CODES[1])), lines={})
    frame = rows_of(month([FULL, neighbour]))
    home = VILLAGE.rpartition(".")[0]
    villages = sum(code.startswith(home) for code in CODES)
    assert rates(frame, home) == {
        "reported": share(2, villages),
        "on_time": share(2, villages),
        "filled": share(ALL, ALL * villages),
        "passed": share(ALL, ALL),
        "plausible": share(ALL, ALL),
    }
    assert rates(frame, REGENCY_CODE)["filled"] == share(ALL, ALL * len(CODES))
    rows = frame[frame["area_code"] == home]
    assert set(rows["villages_reported"]) == {2}
    assert set(rows["villages_expected"]) == {villages}
    assert len(frame) == (len(CODES) + frame["area_code"].nunique() - len(CODES)) * 5


def test_nothing_but_all_is_a_hundred() -> None:
    records = [record(code) for code in CODES]
    records[0] = blank(records[0], ASKED[0].id)
    whole, short = len(CODES) * ALL, len(CODES) * ALL - 1
    assert round(100 * short / whole, 2) == 99.99
    assert rates(rows_of(month(records)), REGENCY_CODE)["filled"] == (99.99, "A", short, whole)


def test_answers_are_expected_where_a_published_table_has_their_status() -> None:
    tables = tidy_tables(FORM)
    for question in ASKED:
        assert question.table is not None
        assert f"{question.measure}_status" in tables[question.table].names
    assert not [q for q in ASKED if q.is_total or q.section in ("identity", "activities")]


ON_HEALTH = [
    found("unusual_number", "contraception.pill.users"),
    found("r1_users_and_non_users", "contraception.total.users", "", *sorted(EXPOSED)),
    found("unusual_number", "non_use.pregnant"),
]


@pytest.mark.parametrize("finding", ON_HEALTH)
def test_no_rate_tells_which_answers_on_health_are_asked_back(finding: Problem) -> None:
    assert rows_of(month([FULL], [finding])).equals(rows_of(month([FULL], [ON_HEALTH[0]])))


def test_every_rate_has_a_row_of_every_area() -> None:
    frame = rows_of(month([]))
    assert set(frame.groupby("area_code")["measure"].nunique()) == {len(MEASURE.codes)}
