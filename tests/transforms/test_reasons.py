"""One reason for each difference, from evidence alone: a table of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pytest

from schemas.change_tables import DECISIONS, REASON
from schemas.findings import HEALTH_FINDING
from schemas.frames import arrow_schema
from transforms.change_rows import change_rows, explained
from transforms.difference import Difference
from transforms.grounds import Declared, Grounds, declared_of, grounds_of
from transforms.protect import is_rounded
from transforms.reasons import Explanation, Reason

PERIOD, BEFORE = "2026-10", "2026-09"
VILLAGE, NEIGHBOUR, AFAR = "18.04.04.2007", "18.04.04.2008", "18.04.05.2001"
A, B, C = "a" * 64, "b" * 64, "c" * 64
SHORT_B = B[:12]

RULE = {
    "rule": "under_fives",
    "relation": "at_most",
    "left": "families.families_with_under_fives",
    "right": "families.families",
    "may_be_blank": "",
    "limits": "",
    "life": "warn",
}
QUESTION = {
    "question": "families.families",
    "table": "families",
    "column": "count",
    "keys": "indicator=families",
}
COLUMNS = [{"table": "families", "column": "indicator", "codes": "families"}]
CODES = [{"list": "families", "code": "families"}, {"list": "families", "code": "couples"}]


def declared(
    *rules: dict[str, str],
    codes: list[dict[str, str]] = CODES,
    also: Sequence[dict[str, str]] = (),
) -> Declared:
    return declared_of([*COLUMNS, *also], codes, rules or (RULE,), [QUESTION])


REGISTER = {
    code: {"village_code": code, "village": name}
    for code, name in ((VILLAGE, "Pasar Liwa"), (NEIGHBOUR, "Way Mengaku"), (AFAR, "Sukarame"))
}
RENAMED = REGISTER | {VILLAGE: REGISTER[VILLAGE] | {"village": "Liwa"}}
WIDER = {code: row | {"new_column": "1"} for code, row in REGISTER.items()}
GROUNDS = Grounds(
    version="2026.10.0",
    reports={
        (VILLAGE, PERIOD): frozenset({A}),
        (NEIGHBOUR, PERIOD): frozenset({C}),
        (VILLAGE, BEFORE): frozenset({A}),
    },
    inputs={PERIOD: frozenset({A, C})},
    decided={},
    decided_files={},
    declared=declared(),
    districts={VILLAGE: "18.04.04", NEIGHBOUR: "18.04.04", AFAR: "18.04.05"},
    villages=REGISTER,
    protection={"base": 5},
    program="0.1.0",
)


def value(**other: object) -> Difference:
    cell = Difference(
        change="value_changed",
        table="families",
        period=PERIOD,
        where=VILLAGE,
        row=(("village_code", VILLAGE), ("period", PERIOD), ("indicator", "families")),
        column="count",
        old="5",
        new="6",
    )
    return replace(cell, **other)  # type: ignore[arg-type]


def finding(named: str, where: str = VILLAGE, sha: str = A) -> Difference:
    row = (("period", PERIOD), ("sha256", sha), ("village_code", where), ("finding", named))
    return Difference("row_added", "problems", PERIOD, where, row, new="state=open")


NEW = "18.04.05.2099"
REGISTERED = value(table="villages", period="", column="village")
FLAG = value(column="count_status", old="A", new="V")
SUM = value(table="indicators", where="18.04.04", row=(("area_code", "18.04.04"),), column="value")
PEOPLE = replace(SUM, row=(("area_code", "18.04.04"), ("indicator", "people")))
UNMET = replace(
    SUM,
    where="18.04.05",
    row=(("area_code", "18.04.05"), ("period", PERIOD), ("indicator", "unmet_need")),
)
PILL = value(table="contraception", row=(("area_code", VILLAGE), ("method", "pill")))
COUPLES = value(row=(("village_code", VILLAGE), ("indicator", "eligible_couples")))
CLASS = value(table="classification", row=(("village_code", VILLAGE),), column="village_class")
KABUPATEN = replace(SUM, where="18.04", row=(("area_code", "18.04"),))
ACTIVE = declared(RULE | {"limits": "maximum=9"})
BLOCKS = declared(RULE | {"life": "block"})


def reports(*changes: tuple[str, str, set[str]]) -> Grounds:
    """The grounds with the reports of these villages and months in their place."""
    held = dict(GROUNDS.reports) | {(v, p): frozenset(shas) for v, p, shas in changes}
    return replace(GROUNDS, reports={place: shas for place, shas in held.items() if shas})


CASES = [
    ("a first report came", value(where=AFAR), reports((AFAR, PERIOD, {B})), "late_report"),
    ("another version came", value(), reports((VILLAGE, PERIOD, {A, B})), "correction"),
    ("a sum of a late one", SUM, reports((NEIGHBOUR, PERIOD, {B, C})), "correction"),
    ("late beats corrected", KABUPATEN,
     reports((NEIGHBOUR, PERIOD, {B, C}), (AFAR, PERIOD, {B})), "late_report"),
    ("another kecamatan's report", SUM, reports((AFAR, PERIOD, {B})), None),
    ("another month's report", value(), reports((VILLAGE, BEFORE, {A, B})), None),
    ("a flag by the month before", FLAG, reports((VILLAGE, BEFORE, {A, B})), "correction"),
    ("a flag by another village", FLAG, reports((AFAR, PERIOD, {B})), "late_report"),
    ("a flag by a later month", FLAG, reports((VILLAGE, "2026-11", {B})), None),
    ("a finding by the month before", finding("under_fives"),
     reports((VILLAGE, BEFORE, {A, B})), "correction"),
    ("a report was taken away", value(), reports((VILLAGE, PERIOD, set())), None),
    ("a decision on the report", value(),
     replace(GROUNDS, decided={(VILLAGE, PERIOD): frozenset({4})}), "decision"),
    ("a decision on another", value(),
     replace(GROUNDS, decided={(AFAR, PERIOD): frozenset({4})}), None),
    ("a file was left out", value(),
     replace(reports((VILLAGE, PERIOD, set())), decided_files={A: frozenset({5})}), "decision"),
    ("an unknown file came", finding("file_locked", "", B),
     replace(GROUNDS, inputs={PERIOD: frozenset({A, B, C})}), "late_report"),
    ("an unknown file was known", finding("file_locked", "", A), GROUNDS, None),
    ("a rule on the answer", value(), replace(GROUNDS, declared=ACTIVE), "rule_changed"),
    ("a rule on another answer", value(row=(("indicator", "couples"),)),
     replace(GROUNDS, declared=ACTIVE), None),
    ("a finding of a changed rule", finding("under_fives"),
     replace(GROUNDS, declared=ACTIVE), "rule_changed"),
    ("a finding of another rule", finding("twins"), replace(GROUNDS, declared=ACTIVE), None),
    ("a finding on health", finding(HEALTH_FINDING.id),
     replace(GROUNDS, declared=ACTIVE), "rule_changed"),
    ("a sum, by a rule that warns", SUM, replace(GROUNDS, declared=ACTIVE), None),
    ("a sum, by a rule that blocks", SUM, replace(GROUNDS, declared=BLOCKS), "rule_changed"),
    ("a new code", value(change="row_added"),
     replace(GROUNDS, declared=declared(codes=CODES[1:])), "code_changed"),
    ("codes of a column that had none", value(row=(("sex", "male"),)),
     replace(GROUNDS, declared=declared(also=[{"table": "families", "column": "sex",
                                               "codes": "families"}])), None),
    ("the register", REGISTERED, replace(GROUNDS, villages=RENAMED), "code_changed"),
    ("the register of another", REGISTERED,
     replace(GROUNDS, villages=REGISTER | {AFAR: RENAMED[VILLAGE]}), None),
    ("a count, by another name in the register", value(),
     replace(GROUNDS, villages=RENAMED), None),
    ("a count, by a new column of the register", value(),
     replace(GROUNDS, villages=WIDER), None),
    ("the register, by a new column of it", REGISTERED, replace(GROUNDS, villages=WIDER), None),
    ("a village that is new", replace(REGISTERED, change="row_added", where=NEW),
     replace(GROUNDS, villages=REGISTER | {NEW: {"village_code": NEW}},
             districts={**GROUNDS.districts, NEW: "18.04.05"}), "code_changed"),
    ("an area moved", SUM,
     replace(GROUNDS, districts={**GROUNDS.districts, AFAR: "18.04.04"}), "code_changed"),
    ("the protection", UNMET, replace(GROUNDS, protection={"base": 10}), "privacy"),
    ("the protection, of an open table", value(),
     replace(GROUNDS, protection={"base": 10}), None),
    ("rounded with another report", PILL, reports((AFAR, PERIOD, {B})), "privacy"),
    ("rounded with a corrected report", UNMET, reports((NEIGHBOUR, PERIOD, {B, C})), "privacy"),
    ("rounded with a report that was left out", PILL,
     replace(reports((AFAR, PERIOD, set())), decided_files={C: frozenset({5})},
             decided={(AFAR, PERIOD): frozenset({5})}), "privacy"),
    ("rounded, and its own report came", PILL,
     reports((VILLAGE, PERIOD, {A, B}), (AFAR, PERIOD, {B})), "correction"),
    ("rounded, and the sum of a late one", replace(PILL, where="18.04.05"),
     reports((AFAR, PERIOD, {B})), "late_report"),
    ("rounded, beside another month's report", PILL, reports((AFAR, BEFORE, {B})), None),
    ("rounded, and no report moved", PILL, GROUNDS, None),
    ("open rows of a table with rounded ones", PEOPLE, reports((AFAR, PERIOD, {B})), None),
    ("couples among open families", COUPLES, reports((AFAR, PERIOD, {B})), "privacy"),
    ("open families", value(), reports((AFAR, PERIOD, {B})), None),
    ("a class", CLASS, reports((AFAR, PERIOD, {B})), "privacy"),
    ("the program", value(), replace(GROUNDS, program="0.2.0"), "bug_fix"),
    ("a report before a rule", value(),
     replace(reports((VILLAGE, PERIOD, {A, B})), declared=ACTIVE, program="0.2.0"), "correction"),
    ("nothing", value(), GROUNDS, None),
]  # fmt: skip


NEWER = reports((VILLAGE, PERIOD, {A, B}))
DECIDED = replace(GROUNDS, decided={(VILLAGE, PERIOD): frozenset({4, 7})})


def reason(difference: Difference, after: Grounds) -> Reason | None:
    return Explanation(GROUNDS, after, is_rounded).reason_of(difference)


@pytest.mark.parametrize(
    ("difference", "after", "wanted"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_the_reason_follows_from_the_evidence(
    difference: Difference, after: Grounds, wanted: str | None
) -> None:
    found = reason(difference, after)
    assert (found.reason if found else None) == wanted
    assert found is None or (found.cause and found.reason in REASON.values)


def test_every_reason_has_a_case() -> None:
    told = {case[3] for case in CASES}
    assert told - {None} == set(REASON.values) - {"schema_changed"}


@pytest.mark.parametrize(
    ("difference", "after", "words"),
    [
        (value(), NEWER, f"submission {SHORT_B} of {VILLAGE} {PERIOD}"),
        (value(), DECIDED, "decision 4, 7"),
        (value(), replace(NEWER, decided=DECIDED.decided),
         f"submission {SHORT_B}, decision 4, 7 of {VILLAGE}"),
        (value(), replace(NEWER, declared=ACTIVE), "also rule under_fives"),
        (value(), replace(GROUNDS, declared=ACTIVE), "rule under_fives"),
        (UNMET, replace(GROUNDS, protection={"base": 10}), "base 5 -> 10"),
        (PILL, reports((AFAR, PERIOD, {B})),
         f"rounded with submission {SHORT_B} of {AFAR} {PERIOD}"),
        (value(), replace(GROUNDS, program="0.2.0"), "program 0.1.0 -> 0.2.0"),
    ],
)  # fmt: skip
def test_the_evidence_is_named(difference: Difference, after: Grounds, words: str) -> None:
    found = reason(difference, after)
    assert found is not None
    assert words in found.cause


def test_what_has_no_reason_is_kept_apart() -> None:
    after = reports((VILLAGE, PERIOD, {A, B}))
    told, unexplained = explained(
        [value(), value(where=AFAR)], Explanation(GROUNDS, after, is_rounded)
    )
    assert [d.where for d, _ in told] == [VILLAGE]
    assert [d.where for d in unexplained] == [AFAR]
    rows = change_rows(told).to_pylist()
    assert rows[0] | {"cause": ""} == {
        "change_no": 1,
        "change": "value_changed",
        "table": "families",
        "period": PERIOD,
        "area_code": VILLAGE,
        "row": f"village_code={VILLAGE}; period={PERIOD}; indicator=families",
        "column": "count",
        "old": "5",
        "new": "6",
        "reason": "correction",
        "cause": "",
    }


def test_decisions_that_were_undone_are_not_in_force() -> None:
    entries = [
        {"number": 1, "act": "hold", "period": PERIOD, "village_code": VILLAGE},
        {"number": 2, "act": "exclude", "period": PERIOD, "sha256": A},
        {"number": 3, "act": "undo", "period": PERIOD, "undoes": 1},
        {"number": 4, "act": "undo", "period": PERIOD, "undoes": 2},
        {"number": 5, "act": "undo", "period": PERIOD, "undoes": 4},
    ]
    tables = {
        "decisions": pa.Table.from_pylist(entries, schema=arrow_schema(DECISIONS)),
        "villages": pa.table({"village_code": [VILLAGE], "district_code": ["18.04.04"]}),
        "submissions": pa.table({"village_code": [VILLAGE], "period": [PERIOD], "sha256": [A]}),
    }
    found = grounds_of(
        "2026.10.0", tables, declared(), inputs={PERIOD: (A,)}, protection={}, program="0.1.0"
    )
    assert found.decided == {}
    assert found.decided_files == {A: frozenset({2})}
    assert found.reports == {(VILLAGE, PERIOD): frozenset({A})}
