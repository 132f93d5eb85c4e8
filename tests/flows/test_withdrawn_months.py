"""Months after a withdrawal: the number is left out, nothing is carried on, all of it verifies."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc
import pytest

from flows.deciding import Said, hold_section, undo
from flows.releases import Release, WithdrawnRelease, release_at
from flows.settings import Home, Request
from flows.verification import CHECKS, Check, verify_release
from flows.withdrawing import Withdrawal, withdraw_version
from outputs.canonical import files_below
from outputs.pointer import PointerError
from outputs.tombstone import WithdrawnError
from tests.homes import GOOD, OTHER, VILLAGE, released, request_in, send
from tests.stages import pointer

REASON = "bagian D satu pekon menunjuk satu keluarga"
LEAKED = 987


@dataclass(frozen=True)
class Story:
    """A home in which 2026.10.0 leaked a village's figure and was withdrawn, then mended."""

    asked: Request
    refused: str
    withdrawal: Withdrawal

    @property
    def home(self) -> Home:
        return self.asked.home

    def release(self, version: str) -> Release:
        return Release(self.home.releases / version)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    october = request_in(tmp_path_factory.mktemp("story"))
    september = october.of("2026-09")
    for village in (VILLAGE, OTHER):
        send(september, f"{village}.xlsx", GOOD, village)
    released(september)
    send(october, "leak.xlsx", GOOD | {"families.families": LEAKED}, VILLAGE, hour=4)
    send(october, "sound.xlsx", GOOD, OTHER, hour=4)
    released(october)
    done = withdraw_version(october.home, "2026.10.0", REASON, by="office")
    with pytest.raises(WithdrawnError) as refused:
        released(october)
    hold_section(october.home, "2026-10", VILLAGE, "D", Said("office", "menunjuk satu keluarga"))
    released(october)
    return Story(october, str(refused.value), done)


def told(checks: list[Check]) -> dict[str, str]:
    return {check.name: check.result for check in checks}


def test_what_would_be_the_same_again_is_refused_with_what_to_do(story: Story) -> None:
    assert REASON in story.refused
    assert "hold, exclude or correct first" in story.refused
    assert "`rumahdata release 2026-10 --correct`" in story.refused


def test_the_next_edition_has_the_next_number_and_not_the_cells(story: Story) -> None:
    edition = story.release("2026.10.1")
    families = edition.tables["families"]
    assert pc.any(pc.equal(families["count"], LEAKED)).as_py() is not True
    kept = Release(story.withdrawal.kept).tables["families"]
    assert pc.any(pc.equal(kept["count"], LEAKED)).as_py()
    manifest = edition.manifest
    assert (manifest["lineage"], manifest["withdrawn"]) == (["2026.09.0"], ["2026.10.0"])
    assert manifest["rounding"]["after"] == "2026.10.0"
    assert {row["version"] for row in edition.tables["revisions"].to_pylist()} == {
        "2026.09.0",
        "2026.10.1",
    }
    assert "2026-10" not in edition.tables["changes"]["period"].to_pylist()
    for path in files_below(edition.path):
        if path.endswith((".csv", ".html", ".json")):
            assert str(LEAKED) not in (edition.path / path).read_text("utf-8").split(","), path


def test_the_proof_names_the_number_that_is_left_out(story: Story) -> None:
    proof = json.loads((story.release("2026.10.1").path / "version_proof.json").read_bytes())
    assert (proof["edition"]["edition"], proof["edition"]["withdrawn"]) == (1, ["2026.10.0"])
    assert proof["previous"]["version"] == "2026.09.0"
    assert "withdrawn is left out" in proof["edition"]["rule"]["en"]


def test_it_is_pointed_to_and_named_by_the_tombstone(story: Story) -> None:
    releases = story.home.releases
    assert pointer(releases) == "2026.10.1"
    assert "../2026.10.1/index.html" in (releases / "2026.10.0" / "index.html").read_text("utf-8")
    with pytest.raises(WithdrawnRelease, match=r"use 2026\.10\.1 instead"):
        release_at(releases, "2026.10.0")


def test_the_edition_verifies_also_anew(story: Story) -> None:
    checks = verify_release(story.home, "2026.10.1")
    assert told(checks) == dict.fromkeys(CHECKS, "holds"), checks


LIES = {
    "another number": ({"withdrawn": []}, "its edition is 1, by the rule it is 0"),
    "a later one": ({"withdrawn": ["2026.10.0", "2026.12.0"]}, "is not between"),
    "one that stands": ({"withdrawn": ["2026.10.0", "2026.09.1"]}, "which was not withdrawn"),
}


@pytest.mark.parametrize(("lie", "said"), LIES.values(), ids=LIES)
def test_a_number_that_is_left_out_for_nothing_is_noticed(
    story: Story, tmp_path: Path, lie: dict[str, list[str]], said: str
) -> None:
    copy = tmp_path / "2026.10.1"
    shutil.copytree(story.release("2026.10.1").path, copy)
    shutil.copytree(story.release("2026.09.0").path, tmp_path / "2026.09.0")
    shutil.copytree(story.release("2026.09.0").path, tmp_path / "2026.09.1")
    manifest = json.loads((copy / "manifest.json").read_bytes()) | lie
    (copy / "manifest.json").chmod(0o644)
    (copy / "manifest.json").write_text(json.dumps(manifest))
    (check,) = verify_release(story.home, str(copy), checks=["version"])
    assert check.is_failed
    assert said in check.told


@pytest.mark.parametrize("where", ["as kept", "elsewhere", "changed"])
def test_a_copy_of_what_was_withdrawn_fails(story: Story, tmp_path: Path, where: str) -> None:
    copy = story.withdrawal.kept
    if where != "as kept":
        copy = tmp_path / "unduhan"
        shutil.copytree(story.withdrawal.kept, copy)
    if where == "changed":
        (copy / "manifest.json").chmod(0o644)
        (copy / "manifest.json").write_bytes((copy / "manifest.json").read_bytes() + b"\n")
    (check,) = verify_release(story.home, str(copy), checks=["withdrawn"])
    assert check.is_failed
    assert REASON in check.told
    assert ("another content" in check.told) == (where == "changed")


@pytest.mark.parametrize("below", [".", "releases"])
def test_a_downloaded_copy_is_known_by_a_list_beside_it(
    story: Story, tmp_path: Path, below: str
) -> None:
    shutil.copytree(story.withdrawal.kept, tmp_path / below / "2026.10.0")
    (asked,) = verify_release(
        Home(tmp_path / "none"), str(tmp_path / below / "2026.10.0"), checks=["withdrawn"]
    )
    assert (asked.result, "no withdrawal is known here" in asked.told) == ("holds", True)
    shutil.copy(story.home.releases / "releases.json", tmp_path)
    (check,) = verify_release(
        Home(tmp_path / "none"), str(tmp_path / below / "2026.10.0"), checks=["withdrawn"]
    )
    assert check.is_failed
    assert REASON in check.told


def test_what_rests_on_a_withdrawn_release_verifies_here_and_says_why_not_elsewhere(
    story: Story, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(story.home.root, home.root, symlinks=True)
    done = withdraw_version(home, "2026.09.0", "bulan yang salah", by="office")
    assert done.followers == ("2026.10.1",)
    checks = verify_release(home, "2026.10.1")
    assert told(checks) == dict.fromkeys(CHECKS, "holds"), checks
    shutil.rmtree(home.withdrawn)
    shutil.rmtree(home.archive)
    elsewhere = {check.name: check for check in verify_release(home, "2026.10.1")}
    for name in ("version", "pages"):
        assert elsewhere[name].result == "not checked"
        assert "2026.09.0 was withdrawn on" in elsewhere[name].told
        assert elsewhere[name].told.endswith("because: bulan yang salah")


def test_no_figure_is_carried_on_from_what_was_withdrawn(story: Story, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(story.home.root, home.root, symlinks=True)
    asked = Request(home, "2026-10", home.inbox("2026-10"), floor=0)
    for version in ("2026.10.1", "2026.09.0"):
        withdraw_version(home, version, "semua ditarik", by="office")
    assert not (home.releases / "latest.json").exists()
    done = released(asked, correct=True)
    manifest = Release(home.releases / "2026.10.2").manifest
    assert (done.version, done.previous) == ("2026.10.2", "")
    assert manifest["rounding"]["after"] == "2026.10.1"
    assert manifest["withdrawn"] == ["2026.09.0", "2026.10.0", "2026.10.1"]
    checks = verify_release(home, "2026.10.2")
    assert told(checks) == dict.fromkeys(CHECKS, "holds"), checks
    assert released(asked).outcome == "unchanged"


def test_an_edition_that_was_withdrawn_is_not_asked_for_again_unawares(
    story: Story, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(story.home.root, home.root, symlinks=True)
    asked = Request(home, "2026-10", home.inbox("2026-10"), floor=0)
    undo(home, 1, Said("office", "angka benar"))
    released(asked, correct=True)
    kept = withdraw_version(home, "2026.10.2", "angka itu salah juga", by="office").kept
    of_another_program = json.loads((kept / "manifest.json").read_bytes())
    of_another_program["code"]["sha256"] = "0" * 64
    (kept / "manifest.json").chmod(0o644)
    (kept / "manifest.json").write_text(json.dumps(of_another_program))
    with pytest.raises(WithdrawnError, match=r"2026\.10\.2 was withdrawn .* holds the same"):
        released(asked)
    assert released(asked, correct=True).version == "2026.10.3"


def test_a_pointer_that_cannot_be_read_stops_before_anything_is_done(
    story: Story, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(story.home.releases, home.releases, symlinks=True)
    (home.releases / "latest.json").write_bytes(b"{}")
    with pytest.raises(PointerError, match="names no version"):
        withdraw_version(home, "2026.10.1", REASON, by="office")
    assert (home.releases / "2026.10.1" / "manifest.json").is_file()
