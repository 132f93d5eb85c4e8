"""What `verify` says of releases that were tampered with, their sums restated as a forger would."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows import provenance, verified_version
from flows.cli import app
from flows.settings import Home, Request
from flows.verification import CHECKS, verify_release
from outputs.canonical import file_facts, files_below
from outputs.manifest import MANIFEST, SUMS, damaged
from tests.homes import GOOD, OTHER, released, request_in, send

FIRST, SECOND = "2026.09.0", "2026.10.0"
Forgery = Callable[[Path], object]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two releases, a late report between them."""
    october = request_in(tmp_path_factory.mktemp("verified"), "2026-10")
    for period in ("2026-09", "2026-10"):
        send(october.of(period), "one.xlsx", GOOD)
    released(october.of("2026-09"))
    send(october.of("2026-09"), "two.xlsx", GOOD, OTHER)
    released(october)
    return october.home


@pytest.fixture
def copy(home: Home, tmp_path: Path) -> Path:
    """A copy of the releases that can be written to."""
    shutil.copytree(home.releases, tmp_path / "releases", symlinks=True)
    for path in (tmp_path / "releases").rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755)
    return tmp_path / "releases"


def results(root: Path, version: str = SECOND, **options: Any) -> dict[str, str]:
    """The result of each check, without a rebuild; there is no archive beside a copy."""
    return {c.name: c.result for c in verify_release(Home(root.parent), version, **options)}


def restate(release: Path) -> None:
    """Write SHA256SUMS anew, as whoever changes files can."""
    paths = sorted(path for path in files_below(release) if path != SUMS)
    lines = [f"{file_facts(release, path).sha256}  {path}\n" for path in paths]
    (release / SUMS).write_text("".join(lines), encoding="utf-8")


def told(file: str, *keys: str | int, value: object) -> Forgery:
    """Put another value at a place of a JSON file."""

    def forge(release: Path) -> None:
        content = json.loads((release / file).read_text("utf-8"))
        place = content
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (release / file).write_text(text, encoding="utf-8")

    return forge


def without(file: str, key: str) -> Forgery:
    def forge(release: Path) -> None:
        content = json.loads((release / file).read_text("utf-8"))
        content[key] = content[key][:-1]
        (release / file).write_text(json.dumps(content), encoding="utf-8")

    return forge


def written(file: str, content: str) -> Forgery:
    return lambda release: (release / file).write_text(content, encoding="utf-8")


def removed(file: str) -> Forgery:
    return lambda release: (release / file).unlink()


def edited(release: Path) -> None:
    """Another count in the Parquet file of a table."""
    path = release / "tables" / "families.parquet"
    table = pq.read_table(path)
    rows = table.to_pylist()
    next(row for row in rows if row["count"] == 200)["count"] = 999
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path)


def no_tables(release: Path) -> None:
    shutil.rmtree(release / "tables")
    for name in ("rows", "content_sha256"):
        told(MANIFEST, name, value={})(release)


FORGERIES: list[tuple[str, Forgery, str]] = [
    ("a page is another", written("index.html", "<html></html>"), "pages"),
    ("the workbook is rubbish", written("release.xlsx", "rubbish"), "metadata"),
    ("the database is rubbish", written("release.sqlite", "rubbish"), "pages"),
    ("croissant.json is another", told("croissant.json", "name", value="x"), "pages"),
    ("a file is added", written("new.exe", "MZ"), "metadata"),
    ("a file is removed", removed("CITATION.cff"), "metadata"),
    ("a value of the Parquet file", edited, "contents"),
    ("there is no table", no_tables, "contents"),
    ("the files of the manifest", told(MANIFEST, "files", value=[]), "metadata"),
    ("the rows of the manifest", told(MANIFEST, "rows", "families", value=1), "metadata"),
    ("the changes of the manifest", told(MANIFEST, "changes", value={"bug_fix": 9}), "metadata"),
    ("the licence", told(MANIFEST, "licence", value="none"), "pages"),
    ("the period", told(MANIFEST, "period", value="2026-09"), "metadata"),
    ("the data package lacks a file", without("datapackage.json", "resources"), "metadata"),
    ("the data package has no sum",
     told("datapackage.json", "resources", 0, "hash", value=None), "metadata"),
    ("the schema is of another release", told("schema.json", "release", value=FIRST), "metadata"),
    ("the schema version", told(MANIFEST, "schema_version", value="9.9.9"), "version"),
    ("the lineage", told(MANIFEST, "lineage", value=["2026.08.0", FIRST]), "version"),
    ("the proof", told("version_proof.json", "schema", "after", value="9.9.9"), "version"),
    ("the proof has no schema", told("version_proof.json", "schema", value=None), "version"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("forge", "check"), [f[1:] for f in FORGERIES], ids=[f[0] for f in FORGERIES]
)
def test_a_forged_release_is_told_wrong_though_its_sums_are_right(
    copy: Path, forge: Forgery, check: str
) -> None:
    forge(copy / SECOND)
    assert damaged(copy / SECOND)
    restate(copy / SECOND)
    assert not damaged(copy / SECOND)
    assert results(copy, checks=[check]) == {check: "FAILED"}


def test_the_copies_hold_as_they_are(copy: Path) -> None:
    wanted = dict.fromkeys(CHECKS, "holds") | {"rebuild": "not checked"}
    for version in (FIRST, SECOND):
        assert results(copy, version) == wanted


@pytest.mark.parametrize("version", ["2026.09.7", "2026.09.1"])
def test_a_first_release_cannot_be_a_later_edition(copy: Path, version: str) -> None:
    (copy / FIRST).rename(copy / version)
    told(MANIFEST, "version", value=version)(copy / version)
    restate(copy / version)
    assert results(copy, version, checks=["version"]) == {"version": "FAILED"}


@pytest.mark.parametrize(
    "add",
    [
        lambda release: (release / "more").symlink_to("/etc"),
        lambda release: (release / "gone").symlink_to("nowhere"),
        lambda release: (release / "empty").mkdir(),
    ],
    ids=["a link to a folder", "a link to nothing", "an empty folder"],
)
def test_what_is_no_file_does_not_belong_to_a_release(copy: Path, add: Forgery) -> None:
    add(copy / SECOND)
    assert damaged(copy / SECOND)


def test_a_file_cannot_be_a_link(copy: Path, tmp_path: Path) -> None:
    shutil.move(copy / SECOND / "index.html", tmp_path / "index.html")
    (copy / SECOND / "index.html").symlink_to(tmp_path / "index.html")
    assert damaged(copy / SECOND) == ["index.html"]


BROKEN: list[tuple[str, object, str]] = [
    ("version", "../../x", "version"),
    ("lineage", ["../../x"], "lineage"),
    ("inputs", {"../../x": []}, "inputs"),
    ("inputs", {"2026-09": ["../x"]}, "inputs"),
    ("rounding", {"key": "0" * 64, "after": "/etc", "memory": "0" * 64}, "rounding"),
    ("periods", "2026-09", "periods"),
    ("previous", "2026.08.0", "previous"),
    ("rows", None, "rows"),
]


@pytest.mark.parametrize(("key", "value", "word"), BROKEN, ids=[f"{k}={v}" for k, v, _ in BROKEN])
def test_a_manifest_of_another_shape_is_told_in_a_sentence(
    copy: Path, key: str, value: object, word: str
) -> None:
    told(MANIFEST, key, value=value)(copy / SECOND)
    for command in (["verify", SECOND], ["diff", FIRST, SECOND]):
        done = CliRunner().invoke(app, ["--home", str(copy.parent), *command])
        assert done.exit_code == 1
        assert word in str(done.exception)
        assert "is not as this program writes it" in str(done.exception)


def test_a_copy_that_comes_later_has_no_say(home: Home) -> None:
    october = Request(home, "2026-10", home.inbox("2026-10"), floor=0)
    path = october.inbox / "one.xlsx"
    shutil.copy(path, october.inbox / "18.04.04.2008 copy.xlsx")
    assert released(october).outcome == "unchanged"
    wanted = {"version": "holds", "rebuild": "holds"}
    assert results(home.releases, checks=["version", "rebuild"]) == wanted


def test_another_program_is_no_fault_of_a_release(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the same contents come out it holds; what only that program can say is not checked."""
    monkeypatch.setattr(verified_version, "code_digest", lambda: "0" * 64)
    wanted = {"version": "holds", "pages": "not checked"}
    assert results(home.releases, checks=["version", "pages"]) == wanted
    monkeypatch.setattr(verified_version, "code_digest", provenance.code_digest)
    libraries = provenance.library_versions() | {"pyarrow": "0.1"}
    monkeypatch.setattr(verified_version, "library_versions", lambda: libraries)
    assert results(home.releases, checks=["pages"]) == {"pages": "not checked"}


def test_a_rebuild_that_is_asked_for_and_cannot_be_made_has_failed(copy: Path) -> None:
    for asked, result in ((None, "not checked"), (False, "not checked"), (True, "FAILED")):
        assert results(copy, checks=["rebuild"], rebuild=asked) == {"rebuild": result}


def test_markup_in_a_name_is_printed_as_it_is(copy: Path) -> None:
    (copy / SECOND / "[").mkdir()
    (copy / SECOND / "[/x].txt").write_text("")
    done = CliRunner().invoke(app, ["--home", str(copy.parent), "verify", SECOND])
    assert "[/x].txt is missing, added or changed" in done.output.replace("\n", "")
    assert done.exit_code == 1
