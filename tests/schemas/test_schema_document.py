from __future__ import annotations

import json
from dataclasses import replace

import pytest

from schemas.field import Text
from schemas.form import FORM
from schemas.release import SAMPLE_NOTICE
from schemas.schema_aliases import former_names, names_now, with_aliases
from schemas.schema_changes import Document, schema_changes
from schemas.schema_document import described_columns, schema_document
from schemas.schema_rules import Level
from schemas.section import Form, Listing
from schemas.table import Column
from schemas.tables import release_tables, tidy_tables
from tests.releases import declared
from tests.schemas.small_schemas import PLACE, column, document, table

TABLES = declared()
DOCUMENT = schema_document(TABLES, "2026.10.0", None)
COLUMNS = described_columns(DOCUMENT)


def test_every_declared_table_and_column_is_described_in_order() -> None:
    assert [found["name"] for found in DOCUMENT["tables"]] == list(TABLES)
    assert list(COLUMNS) == [(name, of) for name, table in TABLES.items() for of in table.names]
    for found in DOCUMENT["tables"]:
        assert found["key"] == list(TABLES[found["name"]].key)


@pytest.mark.parametrize(
    ("place", "fact", "value"),
    [
        (("population", "people"), "type", "integer"),
        (("population", "people"), "nullable", True),
        (("population", "people"), "unit", {"id": "orang", "en": "persons"}),
        (("population", "people"), "question", {"id": "Jumlah penduduk", "en": "People"}),
        (("population", "sex"), "code_list", "sex"),
        (("population", "sex"), "codes", ["male", "female"]),
        (("population", "sex"), "key", True),
        (("population", "village_code"), "references", ["villages", "village_code"]),
        (("villages", "latitude"), "minimum", -90),
        (("villages", "bps_code"), "pattern", "^1801[0-9]{6}$"),
        (("villages", "bps_code"), "since", "2026.10.0"),
        (("villages", "bps_code"), "replaced_by", None),
    ],
)
def test_a_column_says_what_was_declared(place: tuple[str, str], fact: str, value: object) -> None:
    assert COLUMNS[place][fact] == value


def test_every_code_of_every_column_has_its_labels() -> None:
    labels = {
        codes["name"]: {code["code"]: code["label"] for code in codes["codes"]}
        for codes in DOCUMENT["code_lists"]
    }
    coded = [found for found in COLUMNS.values() if found["codes"] is not None]
    assert coded
    for found in coded:
        assert list(labels[found["code_list"]]) == found["codes"]
    assert {found["code_list"] for found in coded} == set(labels)
    assert labels["sex"]["male"] == {"id": "Laki-laki", "en": "Male"}


def test_json_holds_the_document_as_it_is() -> None:
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT


def test_an_example_says_so_and_a_release_does_not() -> None:
    sample = schema_document(TABLES, "2026.10.0-CONTOH", None)
    assert sample["notice"] == {"id": SAMPLE_NOTICE.id, "en": SAMPLE_NOTICE.en}
    assert "notice" not in DOCUMENT


def test_the_same_tables_keep_their_version_and_say_since_when() -> None:
    later = schema_document(TABLES, "2026.11.0", DOCUMENT)
    assert schema_changes(DOCUMENT, later) == ()
    assert (later["schema_version"], later["previous"]) == ("1.0.0", "2026.10.0")
    assert {found["since"] for found in described_columns(later).values()} == {"2026.10.0"}


def test_a_new_column_is_there_since_this_release_a_renamed_one_too_its_old_name_is_not() -> None:
    before: Document | None = None
    releases = [
        ("2026.10.0", table("homes", PLACE, column("a"))),
        ("2026.11.0", table("homes", PLACE, column("a"), column("new"))),
        ("2026.12.0", table("homes", PLACE, column("b", formerly=("a",)), column("new"))),
    ]
    for version, given in releases:
        before = document(given, version=version, before=before)
    assert before is not None
    told = {
        name: (found["since"], found["replaced_by"], found["until"], found["written"])
        for (_, name), found in described_columns(before).items()
    }
    assert told == {
        "place": ("2026.10.0", None, None, None),
        "b": ("2026.12.0", None, None, None),
        "new": ("2026.11.0", None, None, None),
        "a": ("2026.10.0", "b", "2027-02", ["2026-12"]),
    }


def with_field(**changes: object) -> Form:
    listing = FORM.blocks["families"]
    assert isinstance(listing, Listing)
    name = "families_with_elderly"
    fields = tuple(
        replace(field, **changes) if field.name == name else field  # type: ignore[arg-type]
        for field in listing.fields
    )
    return FORM.with_block(replace(listing, fields=fields))


def without_field() -> Form:
    listing = FORM.blocks["families"]
    assert isinstance(listing, Listing)
    return FORM.with_block(listing.without("families_with_elderly"))


@pytest.mark.parametrize(
    ("form", "rules", "version"),
    [
        (FORM, set(), "1.0.0"),
        (with_field(label=Text("Keluarga lansia", "Elderly families")), {"code_text"}, "1.0.1"),
        (without_field(), {"codes_removed"}, "2.0.0"),
    ],
    ids=["nothing", "another label", "a field deleted"],
)
def test_the_schema_follows_the_form(form: Form, rules: set[str], version: str) -> None:
    later = schema_document(release_tables(form), "2026.11.0", DOCUMENT)
    found = schema_changes(DOCUMENT, later)
    assert {change.rule for change in found} == rules
    assert later["schema_version"] == version
    back = schema_document(TABLES, "2026.12.0", later)
    added = {change.level for change in schema_changes(later, back)} - {Level.PATCH}
    assert added == ({Level.MINOR} if "codes_removed" in rules else set())


def test_no_declared_column_takes_an_old_name_of_another() -> None:
    checked = {**tidy_tables(FORM), **release_tables(FORM)}
    assert checked
    for found in checked.values():
        former_names(found)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ((column("area", formerly=("size",)), column("size")), "size is a column of the table"),
        ((column("area", formerly=("area",)),), "area is a column of the table"),
        (
            (column("area", formerly=("size",)), column("room", formerly=("size",))),
            "both formerly size",
        ),
        (
            (column("area", formerly=("size",)), column("area_status"), column("size_status")),
            "size_status is a column of the table",
        ),
    ],
)
def test_an_old_name_that_clashes_is_refused_whatever_was_published(
    columns: tuple[Column, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        with_aliases({"homes": table("homes", PLACE, *columns)}, "2026.10.0", None)


def test_an_old_name_cannot_become_another_column_while_it_is_written() -> None:
    before = document(table("homes", PLACE, column("a")))
    before = document(
        table("homes", PLACE, column("b", formerly=("a",))), version="2026.11.0", before=before
    )
    with pytest.raises(ValueError, match="a is the old name of b up to the release month 2027-01"):
        document(
            table("homes", PLACE, column("b"), column("a")), version="2026.12.0", before=before
        )


def test_what_is_no_version_of_a_release_is_refused() -> None:
    for make in (schema_document, with_aliases):
        with pytest.raises(ValueError, match="is no version"):
            make(TABLES, "2026.10", None)


def test_columns_of_an_earlier_release_are_found_under_the_names_of_today() -> None:
    before = document(table("homes", PLACE, column("a"), column("x")))
    second = table("homes", PLACE, column("b", formerly=("a",)), column("x"))
    before = document(second, version="2026.11.0", before=before)
    third = table("homes", PLACE, column("c", formerly=("a", "b")), column("x"))
    aliased = with_aliases({"homes": third}, "2026.12.0", before)["homes"]
    assert aliased.names == ("place", "c", "x", "a", "b")
    for held, led in [
        ({"place", "a", "x"}, {"a": "c"}),
        ({"place", "b", "a", "x"}, {"a": "c"}),
        ({"place", "b", "x"}, {"b": "c"}),
        (set(aliased.names), {}),
    ]:
        assert names_now(aliased, held) == led
