"""A version is taken back: what stands in its place, where the pointer goes, killed anywhere."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from outputs.canonical import files_below
from outputs.listing import write_catalogue
from outputs.manifest import damaged, read_sums
from outputs.pointer import PointerError
from outputs.publish import clear_stages, publish, stand
from outputs.standing import going_of, is_withdrawn, standing, tombstone_at, withdrawn
from outputs.tombstone import (
    Tombstone,
    TombstoneError,
    WithdrawnError,
    replacement,
    tombstone_bytes,
    tombstone_of,
)
from outputs.withdraw import NotThereError, withdraw
from schemas.release import Version
from schemas.spoken import SpokenError
from tests.outputs.test_publish import Killed, kill_at
from tests.stages import VERSION, pointer, visible
from tests.stores.publishers import small_release

MOMENT = datetime(2026, 11, 29, 7, 14, 36, 123456, tzinfo=UTC)
REASON = "satu sel memuat angka satu keluarga"
OLDER, NEWER, EDITION = "2026.09.0", "2026.11.0", "2026.10.1"
ATOM = "{http://www.w3.org/2005/Atom}"


def released(root: Path, *versions: str) -> Path:
    """A folder of releases with these published in this order, and listed."""
    releases = root / "releases"
    for version in versions:
        made = small_release(releases / ".made", version)
        publish(made, releases, version)
    write_catalogue(releases)
    return releases


def taken(releases: Path, version: str = VERSION, reason: str = REASON) -> Tombstone:
    kept = releases.parent / "withdrawn"
    return withdraw(releases, kept, Version.parse(version), MOMENT, reason)


def told(releases: Path) -> dict[str, list[str]]:
    found = json.loads((releases / "releases.json").read_bytes())
    feed = etree.fromstring((releases / "feed.atom").read_bytes()).iterfind(f"{ATOM}entry")
    names = ("releases", "withdrawn")
    listed = {name: [record["version"] for record in found[name]] for name in names}
    assert [str(e.findtext(f"{ATOM}id")).removeprefix("urn:rumahdata:") for e in feed] == [
        *(f"{version}:withdrawn" for version in listed["withdrawn"]),
        *listed["releases"],
    ]
    assert (found["latest"] or "") == max(listed["releases"], default="")
    return listed


def test_a_tombstone_takes_the_place_and_nothing_is_destroyed(tmp_path: Path) -> None:
    releases = released(tmp_path, OLDER, VERSION)
    before = {p: (releases / VERSION / p).read_bytes() for p in files_below(releases / VERSION)}
    sums = read_sums(releases / VERSION)
    done = taken(releases)
    assert files_below(releases / VERSION) == ["index.html", "withdrawn.json"]
    kept = tmp_path / "withdrawn" / VERSION
    assert {path: (kept / path).read_bytes() for path in files_below(kept)} == before
    assert (tmp_path / "withdrawn").stat().st_mode & 0o777 == 0o700
    told_by_file = json.loads((releases / VERSION / "withdrawn.json").read_bytes())
    assert told_by_file["withdrawn"] == "2026-11-29T07:14:36Z"
    assert told_by_file["manifest_sha256"] == sums["manifest.json"] == done.manifest_sha256
    assert {f["path"]: f["sha256"] for f in told_by_file["files"]}.items() > sums.items()
    assert tombstone_at(releases / VERSION) == done
    assert (releases / VERSION / "withdrawn.json").stat().st_mode & 0o222 == 0
    page = (releases / VERSION / "index.html").read_text("utf-8")
    for word in (REASON, "2026-11-29 14:14 WIB", *sums.values(), "ditarik", "was withdrawn"):
        assert word in page
    assert told(releases) == {"releases": [OLDER], "withdrawn": [VERSION]}


POINTED = [
    ([OLDER, VERSION], [VERSION], OLDER),
    ([OLDER, VERSION, NEWER], [VERSION], NEWER),
    ([VERSION, EDITION], [VERSION], EDITION),
    ([VERSION, EDITION], [EDITION], VERSION),
    ([OLDER, VERSION, NEWER], [NEWER, VERSION], OLDER),
    ([OLDER, VERSION, NEWER], [VERSION, NEWER], OLDER),
    ([VERSION], [VERSION], ""),
    ([OLDER, VERSION], [OLDER, VERSION], ""),
]


@pytest.mark.parametrize(("versions", "gone", "latest"), POINTED)
def test_the_pointer_names_the_newest_that_stands_or_is_gone(
    tmp_path: Path, versions: list[str], gone: list[str], latest: str
) -> None:
    releases = released(tmp_path, *versions)
    for version in gone:
        taken(releases, version)
    names = {path for path in visible(releases) if path.startswith("latest")}
    assert names == ({"latest", "latest.json"} if latest else set())
    assert not latest or pointer(releases) == latest
    stands = sorted(set(versions) - set(gone))
    assert list(map(str, standing(releases, sample=False))) == stands
    assert told(releases) == {
        "releases": stands[::-1],
        "withdrawn": sorted(gone, reverse=True),
    }
    before = {path: (releases / path).read_bytes() for path in files_below(releases)}
    for version in gone:
        assert taken(releases, version, "another reason").reason == REASON
    assert {path: (releases / path).read_bytes() for path in files_below(releases)} == before


def test_a_newest_release_that_is_damaged_is_not_pointed_to(tmp_path: Path) -> None:
    releases = released(tmp_path, "2026.08.0", OLDER, VERSION)
    (releases / OLDER / "index.html").unlink()
    taken(releases)
    assert pointer(releases) == "2026.08.0"


def test_what_ails_another_release_keeps_no_leak_public(tmp_path: Path) -> None:
    releases = released(tmp_path, OLDER, VERSION)
    manifest = releases / OLDER / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_bytes(b"no json")
    with pytest.raises(SpokenError, match="cannot be read"):
        taken(releases)
    assert files_below(releases / VERSION) == ["index.html", "withdrawn.json"]
    assert not (releases / "latest.json").exists()


def test_a_damaged_release_is_taken_back_with_what_it_stated(tmp_path: Path) -> None:
    releases = released(tmp_path, VERSION)
    sums = read_sums(releases / VERSION)
    (releases / VERSION / "manifest.json").unlink()
    assert taken(releases).files.items() > sums.items()


def test_examples_and_releases_are_apart(tmp_path: Path) -> None:
    sample = "2026.10.0-CONTOH"
    releases = released(tmp_path, VERSION, sample)
    taken(releases, sample)
    assert pointer(releases) == VERSION
    assert not (releases / "latest-CONTOH.json").exists()
    found = json.loads((releases / "releases-CONTOH.json").read_bytes())
    assert [record["version"] for record in found["withdrawn"]] == [sample]
    assert "CONTOH" in found["notice"]["id"]
    assert told(releases) == {"releases": [VERSION], "withdrawn": []}


def test_the_number_is_never_used_again(tmp_path: Path) -> None:
    releases = released(tmp_path, VERSION)
    taken(releases)
    with pytest.raises(WithdrawnError, match=r"was withdrawn on .* makes the next edition"):
        publish(small_release(releases / ".made", VERSION), releases, VERSION)
    with pytest.raises(WithdrawnError, match=REASON):
        stand(releases, VERSION)
    publish(small_release(releases / ".made", EDITION), releases, EDITION)
    write_catalogue(releases)
    assert pointer(releases) == EDITION
    assert f"../{EDITION}/index.html" in (releases / VERSION / "index.html").read_text("utf-8")
    (gone,) = json.loads((releases / "releases.json").read_bytes())["withdrawn"]
    assert gone["replaced_by"] == EDITION


def test_a_folder_that_is_put_back_from_a_backup_goes_again(tmp_path: Path) -> None:
    releases = released(tmp_path, OLDER, VERSION)
    shutil.copytree(releases / VERSION, tmp_path / "backup")
    taken(releases)
    shutil.rmtree(releases / VERSION)
    shutil.copytree(tmp_path / "backup", releases / VERSION)
    taken(releases)
    assert sorted(p.name for p in (tmp_path / "withdrawn").iterdir()) == [VERSION, f"{VERSION}-2"]


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("newer", [True, False])
def test_killed_anywhere_nothing_false_is_named_and_the_same_call_finishes(
    tmp_path: Path, *, before: bool, newer: bool
) -> None:
    number = 0
    while True:
        number += 1
        root = tmp_path / str(number)
        releases = released(root, OLDER, VERSION, *([NEWER] if newer else []))
        with pytest.MonkeyPatch.context() as patch:
            calls = kill_at(patch, number, before=before)
            with contextlib.suppress(Killed):
                taken(releases)
            if calls() < number:
                break
        named = json.loads((releases / "latest.json").read_bytes())["version"]
        assert not damaged(releases / named)
        for record in json.loads((releases / "releases.json").read_bytes())["releases"]:
            assert not damaged(releases / record["version"])
        assert (releases / "latest").resolve().name in {OLDER, VERSION, NEWER}
        if is_withdrawn(releases / VERSION):  # what others do meanwhile takes it for no release
            with pytest.raises(WithdrawnError):
                stand(releases, VERSION)
            publish(small_release(releases / f".{number}", EDITION), releases, EDITION)
            assert pointer(releases) == (NEWER if newer else EDITION)
        done = taken(releases, reason=REASON if number % 2 else "another")
        assert files_below(releases / VERSION) == ["index.html", "withdrawn.json"]
        assert damaged(root / "withdrawn" / VERSION) == []
        assert not going_of(releases / VERSION).exists()
        assert pointer(releases) != VERSION
        assert told(releases)["withdrawn"] == [VERSION]
        assert [str(t.version) for t in withdrawn(releases, sample=False)] == [VERSION]
        assert done == tombstone_at(releases / VERSION)
        clear_stages(releases, VERSION)
        shutil.rmtree(root)
    assert number > 15


def test_another_disk_is_told_and_finished_once_there_is_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = released(tmp_path, VERSION)
    real = Path.rename

    def across(path: Path, target: Path) -> Path:
        if "withdrawn" in Path(target).parent.name:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", across)
        with pytest.raises(SpokenError, match=r"on another disk: make .* a link"):
            taken(releases)
    (tmp_path / "withdrawn").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "withdrawn").symlink_to(tmp_path / "elsewhere")
    taken(releases)
    assert (tmp_path / "elsewhere" / VERSION / "manifest.json").is_file()


@pytest.mark.parametrize(
    ("pointed", "version", "error"),
    [(b"no json", VERSION, PointerError), (b"", "2026.12.0", NotThereError)],
)
def test_what_cannot_be_taken_back_is_told_and_left(
    tmp_path: Path, pointed: bytes, version: str, error: type[SpokenError]
) -> None:
    releases = released(tmp_path, VERSION)
    if pointed:
        (releases / "latest.json").write_bytes(pointed)
    with pytest.raises(error):
        taken(releases, version)
    assert damaged(releases / VERSION) == []
    assert not is_withdrawn(releases / VERSION)


@pytest.mark.parametrize(
    ("version", "stand", "instead"),
    [
        (VERSION, [], None),
        (VERSION, [OLDER], None),
        (VERSION, [OLDER, EDITION, NEWER], EDITION),
        (VERSION, [EDITION, "2026.10.2", NEWER], "2026.10.2"),
        (EDITION, [VERSION, NEWER, "2026.12.0"], "2026.12.0"),
        (VERSION, ["2026.10.1-CONTOH"], None),
    ],
)
def test_what_to_use_instead(version: str, stand: list[str], instead: str | None) -> None:
    found = replacement(Version.parse(version), map(Version.parse, stand))
    assert (str(found) if found else None) == instead


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"version": "x"}', b"\xff"])
def test_a_tombstone_that_is_none_is_told(content: bytes) -> None:
    with pytest.raises(TombstoneError, match="here cannot be read"):
        tombstone_of(content, "here")


def test_a_tombstone_says_the_same_when_it_is_read_back(tmp_path: Path) -> None:
    done = taken(released(tmp_path, VERSION))
    assert tombstone_of(tombstone_bytes(done), "here") == done
    other = tmp_path / "releases" / OLDER
    other.mkdir()
    (other / "withdrawn.json").write_bytes(tombstone_bytes(replace(done)))
    with pytest.raises(TombstoneError, match=f"put back that of {OLDER}"):
        tombstone_at(other)
