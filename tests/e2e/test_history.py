"""Two example months with late reports and corrections: exactly these differ, all explained."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.settings import TELEMETRY_OFF
from flows.verification import CHECKS
from tests.arrivals import GRIDS, arrivals_of, expected_changes
from tests.e2e.conftest import EDITION, LATER, ROOT, History
from transforms.protect import is_rounded

pytestmark = pytest.mark.e2e


def changes(history: History, version: str) -> list[dict[str, str]]:
    path = history.releases / version / "tables" / "changes.parquet"
    rows: list[dict[str, str]] = pq.read_table(path).to_pylist()
    return rows


def is_of_health(row: dict[str, str]) -> bool:
    """Whether a changed row follows from rounded counts."""
    keys = [tuple(key.split("=", 1)) for key in row["row"].split("; ")]
    return is_rounded(row["table"], [(name, value) for name, value in keys])


@pytest.mark.parametrize(
    ("version", "period"), [(LATER, "2026-09"), (EDITION, "2026-10")], ids=["late", "edition"]
)
def test_exactly_the_planted_late_reports_and_corrections_change(
    history: History, version: str, period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = changes(history, version)
    grid = [row for row in rows if row["table"] in GRIDS and not is_of_health(row)]
    found = {(r["table"], r["row"], r["column"], r["old"] or "", r["new"] or "") for r in grid}
    wanted = expected_changes(history.home, period, rounded=False)
    assert found == wanted
    reasons = {row["area_code"]: row["reason"] for row in grid}
    assert reasons == arrivals_of(history.home, period)
    assert {row["period"] for row in rows} == {period}
    with capsys.disabled():
        print(
            f"\n{version}: {len(grid)} of {len(wanted)} planted changes of open answers, "
            f"{len(rows) - len(grid)} that follow from them, each with its reason"
        )


def test_what_follows_from_them_names_the_same_villages_as_evidence(history: History) -> None:
    for version, period in ((LATER, "2026-09"), (EDITION, "2026-10")):
        late = arrivals_of(history.home, period)
        for row in changes(history, version):
            assert any(village in row["cause"] for village in late), row
            assert row["reason"] in {*late.values(), "privacy"}


def test_what_is_rounded_otherwise_beside_them_is_told_as_privacy_and_is_rare(
    history: History,
) -> None:
    for version, period in ((LATER, "2026-09"), (EDITION, "2026-10")):
        arrived = arrivals_of(history.home, period)
        rows = [row for row in changes(history, version) if is_of_health(row)]
        own = [row for row in rows if row["area_code"] in arrived]
        beside = [row for row in rows if row["reason"] == "privacy"]
        assert {row["reason"] for row in own} == set(arrived.values())
        assert all(row["area_code"] not in arrived for row in beside)
        assert all(row["cause"].startswith("rounded with ") for row in beside)
        assert len(beside) < len(own)


@pytest.mark.trial
def test_the_release_verifies_with_all_checks(history: History) -> None:
    printed = history.run("verify", EDITION)
    assert printed.count("holds") == len(CHECKS)
    assert "the same bytes" in printed


def test_the_diff_says_the_same_and_writes_it(history: History, tmp_path: Path) -> None:
    printed = history.run("diff", LATER, EDITION, "--out", str(tmp_path / "changes.csv"))
    assert "A village's report came late (late_report)" in printed
    assert "A village corrected its report (correction)" in printed
    published = (history.releases / EDITION / "tables" / "changes.csv").read_bytes()
    assert (tmp_path / "changes.csv").read_bytes() == published


def test_what_was_known_when_is_printed(history: History) -> None:
    printed = history.run("revisions", EDITION, "--indicator", "people")
    september = next(line for line in printed.splitlines() if line.startswith("2026-09"))
    assert "(+" in september


@pytest.mark.trial
def test_the_same_bytes_elsewhere_under_other_settings_and_on_one_core(
    history: History, tmp_path: Path
) -> None:
    code, home = tmp_path / "another checkout", tmp_path / "another home"
    for room in ("contracts", "flows", "outputs", "schemas", "transforms"):
        shutil.copytree(ROOT / room, code / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(history.home, home, symlinks=True, ignore=shutil.ignore_patterns("work"))
    edition = home / "releases" / EDITION
    for path in sorted(edition.rglob("*"), reverse=True):
        path.chmod(0o755)
    shutil.rmtree(edition)
    env = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    odd = {"TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "77", "OMP_NUM_THREADS": "1"}
    one_core = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))});"
    start = f"{one_core} import sys; from flows.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", start, "--home", str(home), "release", "2026-10", "--sample",
         "--correct"],
        cwd=code,
        env=env | TELEMETRY_OFF | odd,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    here, there = history.releases / EDITION / "SHA256SUMS", edition / "SHA256SUMS"
    assert there.read_text("utf-8") == here.read_text("utf-8")
    assert len(here.read_text("utf-8").splitlines()) > 60
