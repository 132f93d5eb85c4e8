from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.settings import STORE
from flows.stores.ckan import TOKEN as TOKEN_SETTING
from flows.stores.folder import FolderStore
from schemas.spoken import SpokenError
from tests.stores.portal import TOKEN, running
from tests.stores.publishers import small_release
from tests.stores.standing import latest

SAMPLE = "2026.12.0-CONTOH"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(STORE, raising=False)
    for version in ("2026.09.0", "2026.10.0", "2026.10.1", SAMPLE):
        small_release(tmp_path / "home" / "releases", version)
    return tmp_path / "home"


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), "push", *arguments])


def said(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    lines = (line.strip() for line in result.output.splitlines())
    return [" ".join(line.split()) for line in lines if line.startswith(WORDS)]


WORDS = ("Release", "Earlier", "Missing", "Store", "Files", "Latest", "Portal")


def test_the_newest_release_is_copied_and_told(home: Path, tmp_path: Path) -> None:
    root = tmp_path / "store"
    first = said(run(home, "--to", str(root)))
    kilobytes = sum(p.stat().st_size for p in (root / "releases").rglob("*") if p.is_file()) / 1000
    assert first == [
        "Release 2026.10.1",
        "Earlier 2026.09.0, 2026.10.0: not there yet, copied too",
        f"Store {root}",
        f"Files 12 new ({kilobytes:.0f} kB), 0 there already",
        "Latest none -> 2026.10.1",
    ]
    assert said(run(home, "--to", root.as_uri()))[1:] == [
        f"Store {root}",
        "Files 0 new (0 kB), 4 there already",
        "Latest 2026.10.1",
    ]


def test_the_store_may_stand_in_the_environment(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE, str(tmp_path / "store"))
    assert said(run(home, "2026.09.0"))[0] == "Release 2026.09.0"
    assert said(run(home))[-1] == "Latest 2026.09.0 -> 2026.10.1"


def test_an_example_is_copied_only_when_it_is_named_in_full(home: Path, tmp_path: Path) -> None:
    root = tmp_path / "store"
    assert said(run(home, SAMPLE, "--to", str(root)))[0] == f"Release {SAMPLE}"
    assert latest(FolderStore(root), "latest-CONTOH.json") == SAMPLE
    assert latest(FolderStore(root)) == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "{store}", "2026.12.0"], "2026.12.0"),
        (["--to", "{store}", "soon"], "soon"),
        ([], "--to, or set RUMAHDATA_STORE"),
        (["--to", "ftp://x"], "is no store"),
        (["--to", "{store}", "--ckan", "https://data.example.id"], "both --ckan and"),
        (["--to", "{store}", "--ckan-dataset", "x"], "both --ckan and"),
        (["--to", "{store}", "--ckan", "data.example.id", "--ckan-dataset", "x"], "no address"),
        (
            ["--to", "{store}", "--ckan", "https://a:b@data.example.id", "--ckan-dataset", "x"],
            "no address",
        ),
        (
            ["--to", "{store}", "--ckan", "https://data.example.id", "--ckan-dataset", "x"],
            "RUMAHDATA_CKAN_TOKEN",
        ),
    ],
)
def test_what_is_asked_wrongly_is_told_before_anything_is_copied(
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.delenv(TOKEN_SETTING, raising=False)
    given = [argument.format(store=tmp_path / "store") for argument in arguments]
    failed = run(home, *given)
    assert isinstance(failed.exception, SpokenError)
    assert message in str(failed.exception)
    assert not (tmp_path / "store").exists()


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    small_release(tmp_path / "releases", SAMPLE)
    failed = run(tmp_path, "--to", str(tmp_path / "store"))
    assert isinstance(failed.exception, SpokenError)
    assert "publish a month first, or name an example in full" in str(failed.exception)


def test_a_folder_that_cannot_be_written_to_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"a file")
    failed = run(home, "--to", str(tmp_path / "store"))
    assert isinstance(failed.exception, SpokenError)
    assert "cannot be read from (Not a directory)" in str(failed.exception)


def test_a_portal_is_told_after_the_store(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_SETTING, TOKEN)
    site = "https://data.example.id/releases/"
    small_release(home / "releases", "2026.11.0", site=site)
    with running() as portal:
        given = ("--to", str(tmp_path / "store"), "--ckan", portal.url, "--ckan-dataset")
        assert said(run(home, *given, "rumah-data"))[-1] == "Portal rumah-data: updated"
        assert portal.dataset["url"] == f"{site}2026.11.0/index.html"
        failed = run(home, *given, "peta")
    assert isinstance(failed.exception, SpokenError)
    assert "The release itself is published" in str(failed.exception)


def test_the_help_names_every_setting() -> None:
    told = " ".join(
        CliRunner().invoke(app, ["push", "--help"], env={"COLUMNS": "200"}).output.split()
    )
    for name in ("--to", "--ckan", "--ckan-dataset", "AWS_ACCESS_KEY_ID", "RUMAHDATA_STORE"):
        assert name in told
