"""What the descriptions say of tables, columns and codes: all that is declared, and no more."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from judges.dataset_search import faults
from outputs.metadata.citing import citation_file, yaml_bytes
from outputs.metadata.croissant import DATA_TYPES, code_lists
from outputs.metadata.csvw import BASES, one_of
from outputs.metadata.schema_org import schema_org
from schemas.form import FORM
from schemas.indicators import indicators_of
from schemas.table import Column, ColumnType, Table
from tests.judges.releases import CASES, TABLES, Described, described

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Described:
    return described(tmp_path_factory.mktemp("described"), CASES["real"])


def test_every_type_of_a_column_has_a_name_everywhere() -> None:
    assert set(DATA_TYPES) == set(BASES) == set(ColumnType)


def test_croissant_has_a_record_set_for_each_table_and_code_list(release: Described) -> None:
    told = [record_set["@id"] for record_set in release.told("croissant.json")["recordSet"]]
    assert told == [*(f"codes/{name}" for name in code_lists(TABLES)), *TABLES]


def record_sets(release: Described) -> dict[str, Any]:
    sets = release.told("croissant.json")["recordSet"]
    return {record_set["@id"]: record_set for record_set in sets}


def test_croissant_tells_every_column_with_its_type_and_its_file(release: Described) -> None:
    sets = record_sets(release)
    files = {file["@id"] for file in release.told("croissant.json")["distribution"]}
    for name, table in TABLES.items():
        fields = sets[name]["field"]
        assert [field["@id"] for field in fields] == [f"{name}/{column}" for column in table.names]
        assert sets[name]["key"] == [{"@id": f"{name}/{column}"} for column in table.key]
        for field, column in zip(fields, table.columns, strict=True):
            assert field["dataType"] == DATA_TYPES[column.type]
            assert field["name"] == {"id": column.label.id, "en": column.label.en}
            assert field["source"]["extract"] == {"column": column.name}
            assert field["source"]["fileObject"]["@id"] == f"tables/{name}.parquet"
            assert field["source"]["fileObject"]["@id"] in files


def test_croissant_refers_to_what_is_there(release: Described) -> None:
    sets = record_sets(release)
    fields = {field["@id"]: field for told in sets.values() for field in told["field"]}
    for table, column in COLUMNS:
        reference = fields[f"{table.name}/{column.name}"].get("references")
        assert (reference is not None) is bool(column.codes or column.references)
        if reference:
            assert reference["field"]["@id"] in fields


def test_croissant_lists_every_code_in_both_languages(release: Described) -> None:
    sets = record_sets(release)
    for name, codes in code_lists(TABLES).items():
        told = [tuple(record.values()) for record in sets[f"codes/{name}"]["data"]]
        assert told == [(code.code, code.label.id, code.label.en) for code in codes.codes]


def test_code_lists_of_one_name_are_one_list() -> None:
    lists = code_lists(TABLES)
    for _, column in COLUMNS:
        if column.codes:
            assert lists[column.codes.name] == column.codes


def csvw_tables(release: Described) -> dict[str, Any]:
    return {
        Path(table["url"]).stem: table["tableSchema"]
        for table in release.told("csvw.json")["tables"]
    }


def test_csvw_tells_every_table_and_its_keys(release: Described) -> None:
    told = csvw_tables(release)
    assert list(told) == list(TABLES)
    for name, table in TABLES.items():
        assert told[name]["primaryKey"] == list(table.key)
        assert [column["name"] for column in told[name]["columns"]] == list(table.names)
        assert foreign_keys(told[name]) == {
            column.name: (f"tables/{column.references[0]}.csv", column.references[1])
            for column in table.columns
            if column.references
        }


def foreign_keys(told: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        key["columnReference"]: (
            key["reference"]["resource"],
            key["reference"]["columnReference"],
        )
        for key in told.get("foreignKeys", [])
    }


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: value.name)
def test_csvw_tells_the_type_the_limits_and_the_titles(
    release: Described, table: Table, column: Column
) -> None:
    schema = csvw_tables(release)[table.name]
    (told,) = [found for found in schema["columns"] if found["name"] == column.name]
    assert told["required"] is not column.nullable
    assert told["titles"] == {"und": column.name, "id": column.label.id, "en": column.label.en}
    datatype = told["datatype"]
    assert datatype["base"] == BASES[column.type]
    assert (datatype.get("minimum"), datatype.get("maximum")) == (column.minimum, column.maximum)
    if column.codes:
        assert re.fullmatch(datatype["format"], column.codes.values[-1])
    elif column.pattern:
        assert datatype["format"] == column.pattern


@given(st.lists(st.text(min_size=1), min_size=1, unique=True), st.text())
def test_a_pattern_of_codes_takes_these_and_no_other(codes: list[str], other: str) -> None:
    pattern = re.compile(one_of(tuple(codes)))
    assert all(pattern.fullmatch(code) for code in codes)
    assert bool(pattern.fullmatch(other)) is (other in codes)


def test_search_engines_find_all_they_look_for_and_every_measure(release: Described) -> None:
    told = release.told("schema-org.json")
    assert faults(told) == []
    measured = [variable["propertyID"] for variable in told["variableMeasured"]]
    indicators = [indicator.id for indicator in indicators_of(FORM)]
    columns = [f"{table.name}.{name}" for table in TABLES.values() for name in table.measures]
    assert measured == indicators + columns


def test_the_description_for_pages_is_the_one_that_is_written(release: Described) -> None:
    told = schema_org(release.files, TABLES, release.facts, FORM)
    assert json.loads(json.dumps(told)) == release.told("schema-org.json")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": " "}, "name is missing"),
        ({"description": "short"}, "description has not 50 to 5000 characters"),
        ({"description": "x" * 5001}, "description has not 50 to 5000 characters"),
        ({"license": "CC-BY-4.0"}, "license is no address"),
        ({"creator": {"@type": "Organization"}}, "creator is no organisation or person"),
        ({"temporalCoverage": "2026-10"}, "temporalCoverage is not two days"),
        ({"datePublished": "10 November"}, "datePublished is no day"),
        ({"spatialCoverage": {"geo": {"box": "104 -5 105 -4"}}}, "the box of spatialCoverage"),
        ({"spatialCoverage": {}}, "spatialCoverage has no box"),
        ({"variableMeasured": []}, "variableMeasured is empty"),
        ({"distribution": []}, "distribution is empty"),
        ({"@type": "Thing"}, "@type is not Dataset"),
    ],
)
def test_what_search_engines_would_miss_is_told(
    release: Described, change: dict[str, Any], fault: str
) -> None:
    (found,) = faults(release.told("schema-org.json") | change)
    assert found.startswith(fault)


@pytest.mark.parametrize("case", CASES)
def test_the_citation_file_reads_as_it_was_told(case: str) -> None:
    told = citation_file(CASES[case])
    assert yaml.safe_load(yaml_bytes(told)) == told
    assert ("url" in told) is bool(CASES[case].site)
    assert all(isinstance(told[name], str) for name in ("version", "date-released", "cff-version"))


@pytest.mark.parametrize("case", CASES)
def test_the_record_for_a_doi_counts_all_bytes(
    case: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    release = described(tmp_path_factory.mktemp("described"), CASES[case])
    told = release.told("datacite.json")
    assert told["sizes"] == [f"{sum(file.written.bytes for file in release.files)} bytes"]
    assert told["publicationYear"] == release.facts.issued[:4]
    assert ("url" in told) is bool(release.facts.site)
    assert {date["date"] for date in told["dates"]} == {"2026-11-10", "2026-09-01/2026-10-31"}
