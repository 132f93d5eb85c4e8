"""What stops a release, or lets it be told wrong: edits, losses, months out of order."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows import staging, versions
from flows.comparison import UnexplainedChangeError
from flows.protected import READY
from flows.releases import Release, published
from flows.reuse.record import record_path
from flows.reuse.step import Step
from flows.series import EditedTableError
from flows.settings import Request, SettingError
from flows.verification import CHECKS, verify_release
from outputs.publish import VersionExistsError
from tests.homes import GOOD, OTHER, VILLAGE, copy_of, released, request_in, send

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """A home with one released month and a second one that came."""
    october = request_in(tmp_path_factory.mktemp("unharmed"), OCTOBER)
    for period in (SEPTEMBER, OCTOBER):
        send(october.of(period), "one.xlsx", GOOD)
    released(october.of(SEPTEMBER))
    return october


@pytest.fixture
def home(unharmed: Request, tmp_path: Path) -> Request:
    """A copy of it, to harm."""
    return copy_of(unharmed, tmp_path)


def edit(request: Request, *, with_sum: bool) -> Path:
    """Change one count in the kept tables of September, as a person might."""
    path = request.of(SEPTEMBER).home.work(SEPTEMBER) / READY / "families.parquet"
    table = pq.read_table(path)
    rows = table.to_pylist()
    row = next(r for r in rows if r["village_code"] == VILLAGE and r["count"] == 200)
    row["count"] = 999
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path)
    if with_sum:
        record = record_path(path.parents[1], Step.PROTECT)
        told = json.loads(record.read_text("utf-8"))
        told["results"][f"{READY}/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
        record.write_text(json.dumps(told), "utf-8")
    return path


@pytest.mark.parametrize(
    ("with_sum", "error"), [(False, EditedTableError), (True, UnexplainedChangeError)]
)
def test_a_value_edited_in_the_working_files_stops_the_release(
    home: Request, with_sum: bool, error: type[Exception]
) -> None:
    edit(home, with_sum=with_sum)
    with pytest.raises(error) as stopped:
        released(home)
    said = str(stopped.value)
    assert (
        f"families.count (village_code={VILLAGE}; period={SEPTEMBER}; indicator=families)" in said
    )
    assert "200 -> 999" in said
    assert [r.path.name for r in published(home.home.releases, sample=False)] == ["2026.09.0"]


def test_a_report_that_vanished_stops_the_release(home: Request) -> None:
    for path in (home.home.archive / "receipts" / SEPTEMBER).iterdir():
        path.unlink()
    for path in home.of(SEPTEMBER).inbox.iterdir():
        path.unlink()
    send(home.of(SEPTEMBER), "other.xlsx", GOOD, OTHER)
    with pytest.raises(UnexplainedChangeError, match=VILLAGE):
        released(home)


def test_a_month_that_vanished_stops_the_release(home: Request) -> None:
    released(home)
    shutil.rmtree(home.home.archive / "receipts" / SEPTEMBER)
    shutil.rmtree(home.of(SEPTEMBER).inbox)
    with pytest.raises(UnexplainedChangeError, match=SEPTEMBER):
        released(home, correct=True)


def test_a_month_before_all_others_enters_the_next_edition(home: Request) -> None:
    august = home.of("2026-08")
    send(august, "one.xlsx", GOOD)
    with pytest.raises(VersionExistsError, match="month 2026-08 is new"):
        released(home.of(SEPTEMBER))
    summary = released(home.of(SEPTEMBER), correct=True)
    edition = Release(Path(summary.release))
    assert (str(edition.version), edition.periods) == ("2026.09.1", ("2026-08", SEPTEMBER))
    assert {row["reason"] for row in edition.tables["changes"].to_pylist()} <= {"late_report"}
    checks = verify_release(home.home, "2026.09.1")
    assert [check.result for check in checks] == ["holds"] * len(CHECKS), checks


def test_a_month_is_rebuilt_that_was_rounded_after_a_later_one(home: Request) -> None:
    send(home.of("2026-08"), "one.xlsx", GOOD)
    released(home)
    summary = released(home.of("2026-08"))
    assert summary.version == "2026.08.0"
    manifest = Release(Path(summary.release)).manifest
    assert manifest["rounding"]["after"] == "2026.10.0"
    (check,) = verify_release(home.home, "2026.08.0", checks=["rebuild"])
    assert check.result == "holds", check


def test_a_month_that_differs_is_not_published_again_unasked(home: Request) -> None:
    send(home.of(SEPTEMBER), "late.xlsx", GOOD, OTHER)
    with pytest.raises(VersionExistsError, match="--correct") as refused:
        released(home.of(SEPTEMBER))
    assert "late_report" in str(refused.value)
    with pytest.raises(SettingError, match="without --correct"):
        released(home, correct=True)


def other_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let releases be written by other code of the same version."""
    for module in (staging, versions):
        monkeypatch.setattr(module, "code_digest", lambda: "f" * 64)


def test_another_program_writes_a_published_month_anew_when_asked(
    home: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert released(home.of(SEPTEMBER), correct=True).version == "2026.09.0"
    other_program(monkeypatch)
    assert released(home.of(SEPTEMBER)).outcome == "unchanged"
    summary = released(home.of(SEPTEMBER), correct=True)
    assert (summary.version, summary.changes) == ("2026.09.1", {})
    checks = verify_release(home.home, "2026.09.1", checks=["files", "version"])
    assert [check.result for check in checks] == ["holds", "holds"], checks


def test_what_only_the_program_changed_is_told_as_such(
    home: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(home, with_sum=True)
    other_program(monkeypatch)
    with pytest.raises(UnexplainedChangeError, match="raise `version` in pyproject"):
        released(home)
