"""Findings over the versions of a report: the same code, mended, confirmed, accepted, held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from schemas.decision import Act, Decision
from schemas.problem import Problem
from schemas.register import villages
from tests.months import CODES, PERIOD, examined, record
from transforms.closing import Confirmation, confirmations
from transforms.examine import Examined
from transforms.findings import Finding, findings_of
from transforms.journal import journal_frames
from transforms.record import Record, Reply, Value
from transforms.tidy import form_frames

VILLAGE = CODES[0]
COUPLES = "families.eligible_couples"
R1 = "r1_users_and_non_users"


def version(name: str, **changes: Value | None) -> Record:
    return record(VILLAGE, name.ljust(64, "0"), **changes)


def broken(name: str = "a", couples: int = 25) -> Record:
    return version(name, families__eligible_couples=couples)


def of_kind(seen: Examined, kind: str = R1) -> Finding:
    (finding,) = [f for f in seen.findings if f.problem.kind == kind]
    return finding


def decided(act: Act, finding: Finding, number: int = 1, period: str = PERIOD) -> Decision:
    return Decision(
        number=number,
        act=act,
        period=period,
        subject=finding.code,
        who="Kader",
        when=datetime(2026, 11, 9, tzinfo=UTC),
        why="memang begitu",
        village_code=finding.problem.village_code,
        kind=finding.problem.kind,
        question=finding.problem.question,
        fingerprint=finding.fingerprint,
    )


def status(seen: Examined) -> str:
    frame = form_frames(seen.wide)["families"]
    row = (frame["village_code"] == VILLAGE) & (frame["indicator"] == "eligible_couples")
    return str(frame["count_status"][row].iloc[0])


def unreadable(submission: str) -> Problem:
    return Problem(
        kind="number_unreadable",
        submission=submission,
        village_code=VILLAGE,
        section="families",
        question=COUPLES,
        sheet="D Keluarga",
        cell="C5",
        found="banyak",
    )


@pytest.mark.parametrize(
    ("versions", "state", "value_status"),
    [
        ([broken()], "open", "V"),
        ([broken(), version("b")], "mended", "A"),
        ([broken(), broken("b", 26)], "open", "V"),
        ([version("a"), broken("b")], "open", "V"),
        ([broken(), version("b"), broken("c")], "open", "V"),
    ],
    ids=["once", "mended", "still wrong", "newly wrong", "wrong again"],
)
def test_a_finding_follows_the_versions_of_a_report(
    versions: list[Record], state: str, value_status: str
) -> None:
    seen = examined(versions)
    assert of_kind(seen).state == state
    assert of_kind(seen).code == of_kind(examined([broken("z")])).code
    assert status(seen) == value_status


def test_codes_differ_by_village_month_kind_and_question() -> None:
    one = unreadable("a")
    others = [
        replace(one, village_code=CODES[1]),
        replace(one, kind="number_negative"),
        replace(one, question="families.families"),
    ]
    codes = {findings_of(PERIOD, [problem])[0].code for problem in (one, *others)}
    codes.add(findings_of("2026-09", [one])[0].code)
    assert len(codes) == 5
    assert len({f.code for f in findings_of(PERIOD, [one, one])}) == 2


@pytest.mark.parametrize(("act", "state"), [(Act.CONFIRM, "confirmed"), (Act.ACCEPT, "accepted")])
def test_a_decision_closes_a_finding_until_the_value_changes(act: Act, state: str) -> None:
    decision = decided(act, of_kind(examined([broken()])))
    for versions, expected in (
        ([broken()], state),
        ([broken(), broken("b")], state),
        ([broken(), broken("b", 26)], "open"),
    ):
        seen = examined(versions, decisions=[decision])
        assert of_kind(seen).state == expected
        assert status(seen) == ("V" if expected == "open" else "A")


@pytest.mark.parametrize(
    ("period", "expected"), [("2026-09", "confirmed"), ("2026-11", "open"), (PERIOD, "open")]
)
def test_a_rule_within_a_report_stays_confirmed_in_later_months(period: str, expected: str) -> None:
    decision = replace(
        decided(Act.CONFIRM, of_kind(examined([broken()])), period=period), subject="other"
    )
    assert of_kind(examined([broken()], decisions=[decision])).state == expected


@pytest.mark.parametrize("act", [Act.CONFIRM, Act.ACCEPT])
def test_what_cannot_be_read_can_only_be_corrected(act: Act) -> None:
    one = version("a", families__eligible_couples=None)
    problem = unreadable(one.submission)
    finding = of_kind(examined([one], [problem]), "number_unreadable")
    seen = examined([one], [problem], [decided(act, finding)])
    assert of_kind(seen, "number_unreadable").state == "open"
    assert status(seen) == "O"


def test_a_section_held_by_the_office_is_not_used_until_that_is_undone() -> None:
    hold = Decision(
        number=1, act=Act.HOLD, period=PERIOD, subject="families", who="dinas",
        when=datetime(2026, 11, 9, tzinfo=UTC), why="tertukar", village_code=VILLAGE,
    )  # fmt: skip
    undo = replace(hold, number=2, act=Act.UNDO, subject="1")
    seen = examined([version("a")], decisions=[hold])
    assert status(seen) == "O"
    sections = journal_frames(seen.month, seen.findings, villages())["sections"]
    row = (sections["village_code"] == VILLAGE) & (sections["section"] == "families")
    assert sections["section_state"][row].tolist() == ["held_back"]
    assert status(examined([version("a")], decisions=[hold, undo])) == "A"


def test_an_excluded_version_is_told_of_and_the_one_before_counts() -> None:
    exclude = Decision(
        number=1, act=Act.EXCLUDE, period=PERIOD, subject="b".ljust(64, "0"), who="dinas",
        when=datetime(2026, 11, 9, tzinfo=UTC), why="salah kirim",
    )  # fmt: skip
    seen = examined([version("a"), broken("b")], decisions=[exclude])
    assert [f.problem.kind for f in seen.findings] == ["submission_excluded"]
    assert seen.month.current[VILLAGE].record.submission == "a".ljust(64, "0")


@pytest.mark.parametrize(
    ("versions", "asked", "notes"),
    [
        ([broken(), version("b")], [True], 0),
        ([broken(), version("b", civil_registration__people_with_id=3)], [True, False], 1),
        ([version("a"), version("b")], [], 0),
        ([version("a"), version("b", families__families=81)], [False], 1),
    ],
    ids=["as asked", "one more", "nothing", "never asked"],
)
def test_what_changed_is_reported_asked_or_not(
    versions: list[Record], asked: list[bool], notes: int
) -> None:
    seen = examined(versions)
    assert [change.is_asked for change in seen.changes] == asked
    told = [f.problem for f in seen.findings if f.problem.kind == "changed_unasked"]
    assert len(told) == notes
    for problem in told:
        assert "→" in problem.sentence().id


@pytest.mark.parametrize(
    ("stands_by", "reason", "kind", "expected"),
    [
        (True, "ada penduduk baru", R1, None),
        (True, "", R1, "reply_without_reason"),
        (False, "", R1, "reply_not_understood"),
        (True, "ya begitu", "number_unreadable", "reply_must_be_mended"),
    ],
)
def test_an_answer_in_a_returned_workbook_confirms_or_says_why_not(
    stands_by: bool, reason: str, kind: str, expected: str | None
) -> None:
    one = broken()
    problems = [replace(unreadable(one.submission), section="nutrition", question="dashat.dashat")]
    code = of_kind(examined([one], problems), kind).code
    replied = replace(one, replies=(Reply(code, "Temuan", "K9", stands_by, reason),))
    seen = examined([replied], problems)
    found = {replied.submission: list(seen.findings)}
    said = list(confirmations(seen.month.submissions, found))
    if expected is None:
        (confirmed,) = said
        assert isinstance(confirmed, Confirmation)
        assert (confirmed.why, confirmed.who) == (reason, "Kader")
        assert confirmed.finding.code == code
    else:
        assert [p.kind for p in said if isinstance(p, Problem)] == [expected]
        assert expected in {f.problem.kind for f in seen.findings}


def test_an_answer_beside_a_finding_that_is_gone_says_nothing() -> None:
    code = of_kind(examined([broken()])).code
    mended = replace(version("b"), replies=(Reply(code, "Temuan", "K9", True, "ya"),))
    seen = examined([broken(), mended])
    assert of_kind(seen).state == "mended"
    found = {"a".ljust(64, "0"): [of_kind(examined([broken()]))]}
    assert not list(confirmations(seen.month.submissions, found))


def test_an_old_answer_does_not_confirm_a_new_value() -> None:
    code = of_kind(examined([broken()])).code
    reply = Reply(code, "Temuan", "K9", True, "ya begitu")
    first = replace(broken("a"), replies=(reply,))
    second = replace(broken("b", 26), replies=(reply,))
    seen = examined([first, second])
    assert {f.problem.kind for f in seen.findings} == {"sent_twice", R1, "reply_outdated"}
    found = {first.submission: [of_kind(examined([first]))], second.submission: [of_kind(seen)]}
    said = list(confirmations(seen.month.submissions, found))
    assert [c.source for c in said if isinstance(c, Confirmation)] == [first.submission]


def test_what_is_said_of_several_answers_has_several_codes() -> None:
    replies = tuple(Reply(f"0000-000{n}", "Temuan", f"K{n}", True, "ya") for n in range(3))
    seen = examined([replace(version("a"), replies=replies)])
    assert len({f.code for f in seen.findings}) == len(seen.findings) == 3


def test_a_file_named_for_a_third_village_is_asked_about_anew() -> None:
    problem = Problem(
        kind="name_tells_other_village",
        submission="a",
        village_code=VILLAGE,
        values=(("named", CODES[1]), ("code", VILLAGE)),
    )
    other = replace(problem, values=(("named", CODES[2]), ("code", VILLAGE)))
    (one,), (two,) = findings_of(PERIOD, [problem]), findings_of(PERIOD, [other])
    assert one.code == two.code
    assert one.fingerprint != two.fingerprint


def test_an_answer_to_an_unknown_code_is_told_of() -> None:
    replied = replace(version("a"), replies=(Reply("0000-0000", "Temuan", "K9", True, "ya"),))
    assert [f.problem.kind for f in examined([replied]).findings] == ["reply_unknown_code"]


@pytest.mark.parametrize(
    ("second", "state"),
    [
        (version("b"), "mended"),
        (version("b", families__eligible_couples=None), "unseen"),
        (version("b", non_use__pregnant=None), "unseen"),
    ],
    ids=["in order", "its cell blank", "a part blank"],
)
def test_what_cannot_be_looked_at_again_is_not_mended(second: Record, state: str) -> None:
    assert of_kind(examined([broken(), second])).state == state


@pytest.mark.parametrize(("value", "state"), [(24, "mended"), (None, "unseen")])
def test_a_cell_is_mended_when_it_says_something(value: int | None, state: str) -> None:
    one = version("a", families__eligible_couples=None)
    two = version("b", families__eligible_couples=value)
    seen = examined([one, two], [unreadable(one.submission)])
    assert of_kind(seen, "number_unreadable").state == state


def test_an_empty_form_is_asked_about() -> None:
    one = version("a")
    blank = {q: replace(a, value=None) for q, a in one.answers.items()}
    seen = examined([replace(one, answers=blank, lines={})])
    assert [f.problem.kind for f in seen.findings if f.is_open] == ["report_empty"]
