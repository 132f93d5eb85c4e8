from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.aliases import fill_aliases
from schemas.columns import villages_reported
from schemas.frames import arrow_schema, check
from schemas.months import previous
from schemas.schema_aliases import with_aliases
from schemas.schema_changes import Document
from schemas.schema_document import described_columns, schema_document
from schemas.table import Column, ColumnType, Table, status_of
from schemas.tables import villages_column
from tests.schemas.small_schemas import column, table

FOLLOWING = {
    previous(month): month
    for month in (f"{y}-{m:02}" for y in (2026, 2027, 2028) for m in range(1, 13))
}
KINDS = ("key", "measure", "plain")
KEYS, MEASURES, PLAIN = ["x", "y", "z"], [4, None, 6], [0.5, None, 2.0]


@dataclass
class House:
    """What a table is called by its makers, and which old names a reader was promised."""

    names: dict[str, str] = field(default_factory=lambda: {kind: f"{kind}0" for kind in KINDS})
    former: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    published: dict[str, str] = field(default_factory=dict)
    promised: dict[str, set[str]] = field(default_factory=dict)

    def rename(self, kind: str, name: str) -> None:
        if name != self.names[kind]:
            self.former[kind].append(self.names[kind])
            self.names[kind] = name

    def publish(self, month: str) -> set[str]:
        """The old names a reader finds in a release of this month."""
        for kind, name in self.names.items():
            published = self.published.get(kind, name)
            if published != name:
                self.promised[published] = set()
                self.promised.pop(name, None)
        self.published = dict(self.names)
        for months in self.promised.values():
            months.add(month)
        self.promised = {name: of for name, of in self.promised.items() if len(of) <= 3}
        return set(self.promised)

    def declared(self) -> Table:
        key, measure, plain = (self._column(kind) for kind in KINDS)
        status = column(status_of(measure.name), example="A")
        reported = villages_reported(villages_column(measure.name))
        return table("homes", key, measure, status, reported, plain)

    def _column(self, kind: str) -> Column:
        name = self.names[kind]
        former = tuple(old for old in dict.fromkeys(self.former[kind]) if old != name)
        options: dict[str, dict[str, object]] = {
            "key": {"key": True},
            "measure": {"type": ColumnType.INTEGER, "nullable": True},
            "plain": {"type": ColumnType.NUMBER, "nullable": True},
        }
        return column(name, formerly=former, **options[kind])


def rows(given: Table) -> pa.Table:
    return pa.Table.from_arrays(
        [KEYS, MEASURES, ["A", "O", "A"], [1, 0, 1], PLAIN], schema=arrow_schema(given)
    )


def with_companions(names: set[str]) -> set[str]:
    measures = {name for name in names if name.startswith("measure")}
    return names | {of(name) for name in measures for of in (status_of, villages_column)}


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 3)), max_size=2),
    ),
    min_size=1,
    max_size=9,
)
"""Months to the next release (none for another edition), and what is renamed to which name."""


@given(STEPS)
def test_every_old_name_is_readable_for_three_release_months_with_the_same_values(
    steps: list[tuple[int, list[tuple[str, int]]]],
) -> None:
    house, month, edition = House(), "2026-10", 0
    before = schema_document({"homes": house.declared()}, "2026.10.0", None)
    house.publish(month)
    for months, renames in steps:
        edition = edition + 1 if months == 0 else 0
        for _ in range(months):
            month = FOLLOWING[month]
        for kind, number in renames:
            house.rename(kind, f"{kind}{number}")
        version = f"{month.replace('-', '.')}.{edition}"
        own = house.declared()
        declared = with_aliases({"homes": own}, version, before)
        before = schema_document(declared, version, before)
        _assert_readable(own, declared, with_companions(house.publish(month)), before)


def _assert_readable(
    own: Table, declared: dict[str, Table], promised: set[str], document: Document
) -> None:
    aliased = declared["homes"]
    assert aliased.columns[: len(own.columns)] == own.columns
    assert len(set(aliased.names)) == len(aliased.names)
    assert set(aliased.names) - set(own.names) == promised
    assert aliased.key == own.key
    filled = fill_aliases({"homes": rows(own)}, declared)["homes"]
    assert filled.schema == arrow_schema(aliased)
    described = described_columns(document)
    for name in promised:
        target = described["homes", name]["replaced_by"]
        assert target in own.names
        assert filled[name].equals(filled[target])
        assert 1 <= len(described["homes", name]["written"]) <= 3


@dataclass(frozen=True)
class Life:
    """Tables of the releases in turn, and the names that the last of them still writes."""

    told: str
    releases: list[tuple[str, Table]]
    written: list[str]


A, B = column("a"), column("b", formerly=("a",))
KEY = column("place", key=True)
LIVES = [
    Life("the first release has no old names", [("2026.10.0", table("t", KEY, B))], []),
    Life(
        "a table that was not there before has none",
        [("2026.10.0", table("u", KEY, A)), ("2026.11.0", table("t", KEY, B))],
        [],
    ),
    Life(
        "a column that was not there before has none",
        [("2026.10.0", table("t", KEY)), ("2026.11.0", table("t", KEY, B))],
        [],
    ),
    Life(
        "an announced name is written although the declaration forgot it",
        [
            ("2026.10.0", table("t", KEY, A)),
            ("2026.11.0", table("t", KEY, B)),
            ("2026.12.0", table("t", KEY, column("b"))),
        ],
        ["a"],
    ),
    Life(
        "a chain of names that the declaration tells only in part",
        [
            ("2026.10.0", table("t", KEY, A)),
            ("2026.11.0", table("t", KEY, B)),
            ("2026.12.0", table("t", KEY, column("c", formerly=("b",)))),
        ],
        ["b", "a"],
    ),
    Life(
        "an old name goes with the column it repeats",
        [
            ("2026.10.0", table("t", KEY, A)),
            ("2026.11.0", table("t", KEY, B)),
            ("2026.12.0", table("t", KEY)),
        ],
        [],
    ),
    Life(
        "an edition of an earlier month has the names of its month",
        [
            ("2026.10.0", table("t", KEY, A)),
            *((f"2026.{month}.0", table("t", KEY, B)) for month in (11, 12)),
            ("2027.01.0", table("t", KEY, B)),
            ("2026.12.1", table("t", KEY, B)),
        ],
        ["a"],
    ),
    Life(
        "a status comes along only where it was published",
        [
            ("2026.10.0", table("t", KEY, A)),
            ("2026.11.0", table("t", KEY, B, column("b_status"))),
        ],
        ["a"],
    ),
]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.told)
def test_an_old_name_is_written_where_a_reader_knew_it(life: Life) -> None:
    before: Document | None = None
    for version, own in life.releases:
        declared = with_aliases({own.name: own}, version, before)
        before = schema_document(declared, version, before)
    assert [c.name for c in declared["t"].columns if c.alias_of is not None] == life.written


def test_an_old_name_says_what_replaces_it_and_until_when() -> None:
    before = schema_document({"t": table("t", KEY, A)}, "2026.10.0", None)
    alias = with_aliases({"t": table("t", KEY, B)}, "2026.11.0", before)["t"]["a"]
    assert (alias.alias_of, alias.key, alias.formerly) == ("b", False, ())
    assert alias.label.id == "b (nama lama: a)"
    assert alias.meaning.id == (
        "Nama lama kolom b, nilainya sama; masih ditulis sampai rilis Januari 2027. b"
    )
    assert "up to the release of January 2027" in alias.meaning.en


def test_a_table_with_old_names_keeps_its_contract() -> None:
    house = House()
    before = schema_document({"homes": house.declared()}, "2026.10.0", None)
    for kind in KINDS:
        house.rename(kind, f"{kind}1")
    own = house.declared()
    declared = with_aliases({"homes": own}, "2026.11.0", before)
    filled = fill_aliases({"homes": rows(own)}, declared)["homes"]
    assert declared["homes"].measures == ("measure1", "measure0")
    frame = filled.to_pandas().astype({"measure0": "Int64", "measure1": "Int64"})
    for name in ("measure0", "measure1"):
        frame[villages_column(name)] = frame[villages_column(name)].astype("Int64")
    assert len(check(declared["homes"], frame)) == len(KEYS)


def test_tables_without_old_names_stay_as_they_are() -> None:
    own = House().declared()
    given = {"homes": rows(own), "other": rows(own)}
    assert fill_aliases(given, {"homes": own}) == given
    with pytest.raises(KeyError):
        fill_aliases({}, {"homes": own})
