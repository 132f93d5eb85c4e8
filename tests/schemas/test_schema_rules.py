from __future__ import annotations

import json
from dataclasses import fields, replace
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.change_tables import CHANGE
from schemas.schema_changes import (
    SchemaChange,
    next_schema_version,
    schema_changes,
    version_numbers,
)
from schemas.schema_rules import LEVEL, RULES, Level, SchemaRule
from schemas.table import Column, ColumnType, Table
from tests.schemas.small_schemas import PLACE, ROOF, SIZE, TILE, both, column, document, one, table
from tests.schemas.test_schema_changes import CASES
from tests.schemas.test_schema_lives import LIVES


def test_every_rule_is_met_by_a_case() -> None:
    met = {case[0] for case in CASES} | {rule for life in LIVES for rule, _ in life[2]}
    assert met == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_has_a_change_a_level_and_says_why_in_both_languages(rule: SchemaRule) -> None:
    assert rule.change in CHANGE.values
    assert rule.level in LEVEL.values
    assert rule.what.id != rule.what.en
    assert rule.why.id != rule.why.en


OTHERWISE: dict[str, object] = {
    "name": "other",
    "label": both("other"),
    "meaning": both("other"),
    "type": ColumnType.STRING,
    "example": "8",
    "key": True,
    "nullable": True,
    "unit": both("km"),
    "minimum": 2,
    "maximum": 8,
    "codes": ROOF,
    "pattern": "[0-9]",
    "references": ("places", "place"),
    "question": both("How large?"),
}
UNTOLD = {"public", "formerly", "alias_of"}
"""What decides whether and under which names a column is written; it shows in the names."""


@pytest.mark.parametrize("name", [f.name for f in fields(Column) if f.name not in UNTOLD])
def test_nothing_of_a_column_changes_without_a_change_of_the_schema(name: str) -> None:
    before = document(table("homes", PLACE, SIZE))
    other = replace(SIZE, **{name: OTHERWISE[name]})  # type: ignore[arg-type]
    after = document(table("homes", PLACE, other), version="2026.11.0", before=before)
    assert schema_changes(before, after)
    assert after["schema_version"] != before["schema_version"]


COLUMNS = st.builds(
    lambda name, options: column(name, **options),
    st.sampled_from(("a", "b", "c")),
    st.fixed_dictionaries(
        {},
        optional={
            "label": st.sampled_from((both("A"), both("B"))),
            "type": st.sampled_from(ColumnType),
            "key": st.booleans(),
            "nullable": st.booleans(),
            "unit": st.sampled_from((None, both("m"))),
            "minimum": st.sampled_from((None, 0, 0.5, 1)),
            "maximum": st.sampled_from((None, 5, 6)),
            "pattern": st.sampled_from((None, "[0-9]", "x")),
            "codes": st.sampled_from((None, ROOF, TILE)),
        },
    ),
)
TABLES = st.builds(
    lambda name, columns: table(name, *columns),
    st.sampled_from(("homes", "places")),
    st.lists(COLUMNS, unique_by=lambda c: c.name, max_size=3),
)
DECLARED = st.lists(TABLES, unique_by=lambda t: t.name, max_size=2).filter(
    lambda found: len({c.codes for t in found for c in t.columns if c.codes}) < 2
)


@given(DECLARED, DECLARED)
def test_a_version_stays_exactly_when_nothing_a_reader_sees_differs(
    old: list[Table], new: list[Table]
) -> None:
    before = document(*old)
    after = document(*new, version="2026.11.0", before=before)
    is_same = sorted(old, key=attrgetter("name")) == sorted(new, key=attrgetter("name"))
    assert (schema_changes(before, after) == ()) == is_same
    assert (after["schema_version"] == "1.0.0") == is_same


@given(DECLARED)
def test_a_schema_does_not_differ_from_itself_after_a_way_through_json(old: list[Table]) -> None:
    before = document(*old)
    assert schema_changes(json.loads(json.dumps(before)), before) == ()


@given(st.tuples(*[st.integers(0, 99)] * 3), st.lists(st.sampled_from(sorted(RULES))))
def test_the_gravest_change_raises_one_number_and_clears_those_after(
    numbers: tuple[int, int, int], rules: list[str]
) -> None:
    found = next_schema_version(".".join(map(str, numbers)), [SchemaChange(r, "t") for r in rules])
    major, minor, patch = numbers
    levels = {RULES[rule].level for rule in rules}
    raised = {
        Level.MAJOR: (major + 1, 0, 0),
        Level.MINOR: (major, minor + 1, 0),
        Level.PATCH: (major, minor, patch + 1),
    }
    gravest = next((level for level in Level if level in levels), None)
    assert version_numbers(found) == (numbers if gravest is None else raised[gravest])


@pytest.mark.parametrize("text", ["", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.0-rc1", "1.0.x"])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no schema version"):
        next_schema_version(text, ())


def test_what_only_one_document_states_is_not_compared() -> None:
    before = document(one(unit=both("m")))
    after = document(one(unit=both("km")), version="2026.11.0", before=before)
    for described in before["tables"][0]["columns"]:
        del described["unit"]
    assert schema_changes(before, after) == ()
