import json
import subprocess
from pathlib import Path

import pytest

from outputs.build import build
from outputs.canonical import files_below
from tests.releases import FACTS, declared, public_rows

TABLES = declared()
ROOT = Path(__file__).parents[2]
JUDGE = ROOT / ".venvs/frictionless/bin/frictionless"
MAKE_JUDGE = (
    "python3 -m venv .venvs/frictionless && .venvs/frictionless/bin/pip install --no-deps "
    "--require-hashes -r judges/frictionless.lock"
)


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


def judged(release: Path) -> bool:
    assert JUDGE.exists(), f"the judge is not installed; in {ROOT} run: {MAKE_JUDGE}"
    done = subprocess.run(
        [JUDGE, "validate", "datapackage.json"], cwd=release, capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.mark.e2e
def test_frictionless_accepts_the_release(release: Path) -> None:
    assert judged(release)


@pytest.mark.e2e
@pytest.mark.parametrize(
    "path",
    [
        *("tables/population.csv", "tables/population.parquet"),
        *("dictionary.csv", "index.html", "README.md"),
    ],
)
def test_frictionless_refuses_one_changed_byte(release: Path, path: str) -> None:
    content = bytearray((release / path).read_bytes())
    content[len(content) // 2] ^= 1
    (release / path).write_bytes(content)
    assert not judged(release)
