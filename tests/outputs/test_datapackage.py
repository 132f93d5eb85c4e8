import json
from dataclasses import replace
from pathlib import Path

import pytest

from outputs.build import build, seal
from outputs.canonical import files_below
from tests.releases import FACTS, declared, public_rows

TABLES = declared()


@pytest.fixture
def release(tmp_path: Path) -> Path:
    build(tmp_path, public_rows(TABLES), TABLES, FACTS)
    return tmp_path


def test_every_file_is_a_resource_once(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_bytes())
    without = {"datapackage.json", "manifest.json", "SHA256SUMS"}
    paths = [resource["path"] for resource in package["resources"]]
    names = [resource["name"] for resource in package["resources"]]
    assert set(paths) == set(files_below(release)) - without
    assert len(set(names)) == len(names) == len(paths)
    assert set(TABLES) <= set(names)


def test_a_table_carries_its_declaration(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_bytes())
    resources = {resource["name"]: resource for resource in package["resources"]}
    for name, table in TABLES.items():
        schema = resources[name]["schema"]
        assert schema["primaryKey"] == list(table.key)
        assert [field["name"] for field in schema["fields"]] == list(table.names)
        for field, column in zip(schema["fields"], table.columns, strict=True):
            limits = field["constraints"]
            assert limits["required"] is not column.nullable
            assert limits.get("minimum") == column.minimum
            assert limits.get("maximum") == column.maximum
            assert limits.get("pattern") == column.pattern
            codes = list(column.codes.values) if column.codes else None
            assert limits.get("enum") == codes
            assert column.label.id in field["title"]
            assert column.label.en in field["title"]


def test_a_release_that_is_sealed_again_has_the_same_package(tmp_path: Path) -> None:
    written = build(tmp_path, public_rows(TABLES), TABLES, FACTS)
    before = (tmp_path / "datapackage.json").read_bytes()
    seal(tmp_path, TABLES, FACTS, written)
    assert (tmp_path / "datapackage.json").read_bytes() == before


@pytest.mark.parametrize(
    ("site", "page"), [("", None), ("https://a.id/", "https://a.id/{}/index.html")]
)
def test_a_package_names_its_page_where_the_site_is_known(
    site: str, page: str | None, tmp_path: Path
) -> None:
    facts = replace(FACTS, site=site)
    build(tmp_path, public_rows(TABLES), TABLES, facts)
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    assert package.get("homepage") == (page and page.format(facts.version))
    assert package["title"].startswith("CONTOH")
    assert package["version"] == facts.version
