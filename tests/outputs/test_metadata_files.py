"""What every description says of the files, in each case of a site and a sample."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from outputs.canonical import file_facts, files_below
from outputs.metadata.about import box, covered
from outputs.metadata.build import write_metadata
from outputs.metadata.files import DATA
from schemas.citation import KEYWORDS
from schemas.form import FORM, SAMPLE_WORD
from schemas.register import villages
from schemas.release import LICENCE, LICENCE_URL, PUBLISHER
from tests.judges.releases import CASES, FIRST, SITE, TABLES, Described, described

WRITTEN = {
    *("croissant.json", "dcat.jsonld", "csvw.json"),
    *("schema-org.json", "CITATION.cff", "datacite.json"),
}
Files = dict[str, tuple[str, str, int]]


@pytest.fixture(scope="module", params=CASES, ids=str)
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Described:
    return described(tmp_path_factory.mktemp("described"), CASES[request.param])


def of_croissant(release: Described) -> Files:
    return {
        file["@id"]: (file["contentUrl"], file["sha256"], int(file["contentSize"].split()[0]))
        for file in release.told("croissant.json")["distribution"]
    }


def of_dcat(release: Described) -> Files:
    return {
        file["@id"].split("#")[1]: (
            file["dcat:downloadURL"]["@id"],
            file["spdx:checksum"]["spdx:checksumValue"]["@value"],
            int(file["dcat:byteSize"]["@value"]),
        )
        for file in release.told("dcat.jsonld")["dcat:dataset"]["dcat:distribution"]
    }


def of_schema_org(release: Described) -> Files:
    start = release.url("")
    return {
        file["contentUrl"].removeprefix(start): (
            file["contentUrl"],
            file["sha256"],
            int(file["contentSize"].split()[0]),
        )
        for file in release.told("schema-org.json")["distribution"]
    }


@pytest.mark.parametrize("tell", [of_croissant, of_dcat, of_schema_org])
def test_every_file_with_data_is_told_once_with_its_digest(release: Described, tell: Any) -> None:
    told: Files = tell(release)
    with_data = {path for path in files_below(release.folder) if path.endswith(DATA)}
    assert set(told) == with_data
    assert len(release.files) == len(with_data)
    assert {"release.xlsx", "release.sqlite", "csv-indonesia.zip", "dictionary.csv"} < with_data
    for path, (url, sha256, size) in told.items():
        found = file_facts(release.folder, path)
        assert (url, sha256, size) == (release.url(path), found.sha256, found.bytes)


def test_six_descriptions_are_written(release: Described) -> None:
    assert {file.path for file in release.written} == WRITTEN
    for file in release.written:
        assert file == file_facts(release.folder, file.path)


def test_the_same_release_gives_the_same_bytes(release: Described) -> None:
    again = write_metadata(release.folder, TABLES, release.facts, release.tables, FORM)
    assert again == release.written


@pytest.mark.parametrize("path", sorted(WRITTEN))
def test_only_an_example_says_contoh(release: Described, path: str) -> None:
    text = (release.folder / path).read_text(encoding="utf-8")
    assert (SAMPLE_WORD in text.replace(release.facts.version, "")) or not release.facts.is_sample
    if not release.facts.is_sample:
        assert f"{SAMPLE_WORD}:" not in text


def test_an_example_says_so_in_the_title_of_every_file(release: Described) -> None:
    for file in release.files:
        for text in (file.title.id, file.title.en, file.about.id, file.about.en):
            assert text.startswith(SAMPLE_WORD) is release.facts.is_sample


@pytest.mark.parametrize("path", sorted(WRITTEN))
def test_addresses_are_of_the_site_or_none_is_claimed(release: Described, path: str) -> None:
    text = (release.folder / path).read_text(encoding="utf-8")
    version = release.facts.version
    assert (f"{SITE}{version}/" in text) is bool(release.facts.site)
    assert (f"urn:rumahdata:{version}" in text) is not bool(release.facts.site)


@pytest.mark.parametrize("path", sorted(WRITTEN))
def test_every_description_names_licence_publisher_day_and_keywords(
    release: Described, path: str
) -> None:
    text = (release.folder / path).read_text(encoding="utf-8")
    assert LICENCE_URL in text or LICENCE in text
    assert PUBLISHER.id in text or PUBLISHER.en in text
    assert release.facts.issued in text
    assert all(word in text for keyword in KEYWORDS for word in (keyword.id, keyword.en))


def test_the_version_before_is_named_where_there_is_one(release: Described) -> None:
    before = release.facts.previous
    known = f"{SITE}{before}/" if release.facts.site else f"urn:rumahdata:{before}"
    assert before
    dataset = release.told("dcat.jsonld")["dcat:dataset"]
    assert dataset["dcat:previousVersion"] == {"@id": known}
    (related,) = release.told("datacite.json")["relatedIdentifiers"]
    assert related["relatedIdentifier"] == known
    assert release.told("schema-org.json")["isBasedOn"]["@id"] == known


def test_a_first_release_names_none_before_it(tmp_path: Path) -> None:
    first = described(tmp_path, FIRST)
    assert "dcat:previousVersion" not in first.told("dcat.jsonld")["dcat:dataset"]
    assert "relatedIdentifiers" not in first.told("datacite.json")
    assert "isBasedOn" not in first.told("schema-org.json")
    assert first.told("schema-org.json")["temporalCoverage"] == "2026-10-01/2026-10-31"


@pytest.mark.parametrize(
    ("periods", "days"),
    [
        (("2026-10",), ("2026-10-01", "2026-10-31")),
        (("2026-09", "2026-10"), ("2026-09-01", "2026-10-31")),
        (("2026-02",), ("2026-02-01", "2026-02-28")),
        (("2027-11", "2027-12", "2028-01", "2028-02"), ("2027-11-01", "2028-02-29")),
        ((), ("2026-10-01", "2026-10-31")),
    ],
)
def test_the_days_covered(periods: tuple[str, ...], days: tuple[str, str]) -> None:
    assert covered(replace(CASES["real"], periods=periods)) == days


def test_the_box_holds_every_village_and_touches_four() -> None:
    edges = box()
    places = villages().values()
    assert all(edges.west <= village.longitude <= edges.east for village in places)
    assert all(edges.south <= village.latitude <= edges.north for village in places)
    assert {edges.west, edges.east} <= {village.longitude for village in places}
    assert {edges.south, edges.north} <= {village.latitude for village in places}


def test_json_is_written_in_the_canonical_form(release: Described) -> None:
    for path in WRITTEN - {"CITATION.cff"}:
        text = (release.folder / path).read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
