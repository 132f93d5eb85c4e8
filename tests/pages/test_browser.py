"""What a browser makes of the pages, judged by axe-core.

The browser is Debian's; axe-core and playwright-core are installed by make below .venvs/axe.
"""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from outputs.build import build
from outputs.manifest import read_sums
from outputs.site.downloads import PAGES
from outputs.site.gate import GATE_PAGE
from outputs.site.withdrawn import TOMBSTONE_PAGE, tombstone_page
from outputs.tombstone import Tombstone
from schemas.register import villages
from schemas.release import Version
from tests.releases import FACTS, declared, for_areas, for_months, public_rows
from tests.verdicts import verdict_of

ROOT = Path(__file__).resolve().parent.parent.parent
LOOK = Path(__file__).parent / "look.cjs"
MODULES = ROOT / ".venvs/axe/node_modules"
MONTHS = ("2025-11", "2025-12", *(f"2026-{month:02}" for month in range(1, 11)))
LINEAGE = tuple(f"{month.replace('-', '.')}.0-CONTOH" for month in MONTHS[:-1])
FULL, SILENT = "18.04.04.1001", "18.04.04.2007"
FOLDED = {"index.html": 5, "changes.html": 12, "quality.html": 15}
"""How many closed parts a page has at least; they are open on paper."""

SHEETS = {f"villages/{FULL}.html": 2}
"""On how many sheets of A4 a page is printed at most, where that is promised."""

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release after many others: more areas changed than are open, every figure was revised."""
    tables = declared()
    rows = public_rows(tables)
    revisions = rows["revisions"].to_pylist()
    known = [
        row | {"period": month, "revision": 0, "version": version, "difference": None}
        for row in revisions
        for month, version in zip(MONTHS, (*LINEAGE, FACTS.version), strict=True)
    ]
    revised = [
        row
        | {"revision": 1, "version": FACTS.version, "value": 298_164.5, "value_status": "A"}
        | {"difference": -12_000.5}
        for row in known
        if row["version"] != FACTS.version
    ]
    changes = [
        row | {"area_code": code}
        for row, code in zip(rows["changes"].to_pylist(), villages(), strict=False)
    ]
    areas = [FULL, *list(villages())[1:5], "18.04.04", "18.04"]
    for name in ("indicators", "completeness"):
        values: list[object] = [71.9, 60.0, 71.9, 60.0, None]
        of_areas = for_areas(rows[name], areas, value=values, value_status=list("AVAVO"))
        rows[name] = for_months(of_areas, MONTHS)
    for name in ("contraception", "non_use", "child_nutrition"):
        rows[name] = for_areas(rows[name], areas)
    rows["revisions"] = pa.Table.from_pylist(known + revised, schema=rows["revisions"].schema)
    rows["changes"] = pa.Table.from_pylist(changes, schema=rows["changes"].schema)
    folder = tmp_path_factory.mktemp("release")
    facts = replace(FACTS, periods=MONTHS, lineage=LINEAGE)
    build(folder, rows, tables, facts, judge=verdict_of)
    return folder


def seen(release: Path, page: str) -> list[dict[str, Any]]:
    """What the browser saw of a page: its looks with scripts, once without, twice on paper."""
    chromium, node = shutil.which("chromium"), shutil.which("node")
    if chromium is None or node is None:
        pytest.skip("chromium or node is not installed")
    if not MODULES.is_dir():
        pytest.skip("axe-core is not installed: make .venvs/axe/.done")
    done = subprocess.run(
        [node, str(LOOK), chromium, str(release), page],
        env=os.environ | {"NODE_PATH": str(MODULES)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("page", [*(path for path, _ in PAGES), GATE_PAGE, f"villages/{FULL}.html"])
def test_a_page_is_accessible_fits_screen_and_paper_and_asks_for_nothing_else(
    release: Path, page: str
) -> None:
    """One test a page, as a browser needs seconds for each."""
    found = seen(release, page)
    check(found, FOLDED.get(page, -1))
    assert 0 < found[-1]["sheets"] <= SHEETS.get(page, 200)


def test_so_is_the_page_of_a_village_that_sent_nothing(release: Path) -> None:
    found = seen(release, f"villages/{SILENT}.html")
    check(found, -1, english=5, height=200)
    assert found[-1]["sheets"] == 1


@pytest.mark.parametrize("instead", ["2026.10.1-CONTOH", ""], ids=["replaced", "not replaced"])
def test_so_is_the_page_of_a_version_that_was_withdrawn(
    release: Path, tmp_path: Path, instead: str
) -> None:
    gone = Tombstone(
        version=Version.parse(FACTS.version),
        moment=datetime(2026, 11, 29, 7, 14, 36, tzinfo=UTC),
        reason="satu sel memuat angka satu keluarga, " * 9 + "a" * 90,
        manifest_sha256=read_sums(release)["manifest.json"],
        site="",
        files=read_sums(release),
    )
    page = tombstone_page(gone, Version.parse(instead) if instead else None)
    (tmp_path / TOMBSTONE_PAGE).write_bytes(page)
    check(seen(tmp_path, TOMBSTONE_PAGE), 0)


def check(found: list[dict[str, Any]], folded: int, english: int = 10, height: int = 500) -> None:
    """What a browser saw of a page is in order; it has more folded parts and texts than these."""
    *looks, plain, light, dark = found
    assert [(look["scheme"], look["width"]) for look in looks] == LOOKS
    for look in looks:
        assert look["violations"] == []
        assert look["passes"] > 20
        assert look["overflow"] == 0
        assert look["beyond"] == []
    for look in (*looks, plain):
        assert look["outside"] == look["errors"] == []
        assert look["requests"] == 1
    assert plain["script"] is False
    assert plain["english"] > english
    assert plain["withoutEnglish"] == plain["withoutIndonesian"] == 0
    assert plain["height"] > height
    for paper in (light, dark):
        assert paper["overflow"] == 0
        assert paper["beyond"] == []
        assert paper["cut"] == paper["hidden"] == []
        assert paper["folded"] > folded
    assert dark["tones"] == light["tones"]
    assert "ink rgb(0, 0, 0)" in dark["tones"]
    assert "paper rgb(255, 255, 255)" in dark["tones"]
