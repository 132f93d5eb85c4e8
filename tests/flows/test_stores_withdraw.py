"""A version is taken back from a folder that is a store, at whatever moment somebody dies."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from flows.stores.folder import FolderStore
from flows.stores.push import push
from flows.stores.store import StoreError
from flows.stores.upload import OtherContentError
from flows.stores.withdraw import Removed, withdraw_from
from outputs.canonical import files_below
from outputs.manifest import read_sums
from outputs.tombstone import Tombstone, WithdrawnError, tombstone_bytes
from schemas.release import Version
from schemas.spoken import SpokenError
from tests.outputs.test_withdraw import MOMENT, REASON, released, taken
from tests.stores.publishers import Interrupted, silent, small_release, start_withdrawal
from tests.stores.standing import check_whole, committed, fed, indexed, latest, told, written

OLDER, VERSION, NEWER, EDITION = "2026.09.0", "2026.10.0", "2026.11.0", "2026.10.1"
SECONDS = 60


def tombstone_for(release: Path, version: str = VERSION) -> Tombstone:
    """What the withdrawal of a release says."""
    sums = read_sums(release)
    return Tombstone(
        version=Version.parse(version),
        moment=datetime(2026, 11, 29, 7, 14, 36, tzinfo=UTC),
        reason=REASON,
        manifest_sha256=sums["manifest.json"],
        site="",
        files=sums,
    )


def filled(root: Path, *versions: str) -> FolderStore:
    """A store into which these were pushed one after another."""
    store = FolderStore(root / "store")
    for version in versions:
        push(small_release(root / "made", version), store, version, silent)
    return store


def check_gone(store: FolderStore, stands: list[str]) -> None:
    """The version is a tombstone, and all that stands is named, and nothing else."""
    assert store.files(f"releases/{VERSION}") == ["index.html", "withdrawn.json"]
    assert latest(store) == max(stands, default="")
    assert indexed(store) == committed(store) == sorted(stands, reverse=True)
    assert fed(store) == [f"{VERSION}:withdrawn", *sorted(stands, reverse=True)]
    (record,) = told(store, "releases.json")["withdrawn"]
    assert (record["version"], record["reason"]) == (VERSION, REASON)
    assert store.sha256(record["page"])
    assert store.sha256(record["checksums"])
    page = store.read(record["page"]).content.decode()
    assert REASON in page
    instead = record["replaced_by"]
    assert (f"../{instead}/index.html" in page) == bool(instead)


@pytest.mark.parametrize(
    ("versions", "before", "after"),
    [
        ([OLDER, VERSION], VERSION, OLDER),
        ([OLDER, VERSION, NEWER], NEWER, NEWER),
        ([VERSION, EDITION], EDITION, EDITION),
        ([VERSION], VERSION, ""),
    ],
)
def test_a_version_goes_and_the_lists_tell_it(
    tmp_path: Path, versions: list[str], before: str, after: str
) -> None:
    store = filled(tmp_path, *versions)
    gone = tombstone_for(tmp_path / "made" / VERSION)
    assert withdraw_from(store, gone) == Removed(store.name, 3, before, after)
    check_gone(store, [version for version in versions if version != VERSION])
    assert ("latest.json" in files_below(store.root)) == bool(after)
    assert not (store.root / "releases" / VERSION / "tables").exists()
    stood = written(store.root)
    assert withdraw_from(store, gone) == Removed(store.name, 0, after, after)
    assert written(store.root) == stood


def test_a_store_that_does_not_hold_it_is_left_alone(tmp_path: Path) -> None:
    store = filled(tmp_path, OLDER)
    before = written(store.root)
    assert withdraw_from(store, tombstone_for(small_release(tmp_path, VERSION))) is None
    assert written(store.root) == before


@pytest.mark.parametrize("versions", [[OLDER, VERSION], [VERSION]], ids=["one stands", "none"])
def test_killed_at_any_write_or_removal_it_is_finished_by_the_next(
    tmp_path: Path, versions: list[str]
) -> None:
    stands = versions[:-1]
    for writes in range(1, 30):
        store = filled(tmp_path / str(writes), *versions)
        release = tmp_path / str(writes) / "made" / VERSION
        gone = tombstone_for(release)
        process = start_withdrawal(str(store.root), gone, {}, writes=writes)
        process.join(SECONDS)
        assert told_whole(store) <= {*versions}
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        with pytest.raises(WithdrawnError, match="is not brought back"):
            push(release, store, VERSION, silent)
        withdraw_from(store, gone)
        check_gone(store, stands)
    assert 6 < writes < 29
    check_gone(store, stands)


def told_whole(store: FolderStore) -> set[str]:
    """The versions that pointer, list and feed name; each of them stands whole."""
    pointer = store.read("latest.json").content and told(store, "latest.json")["version"]
    named = {*indexed(store), *([pointer] if pointer else [])}
    for version in named:
        if not store.sha256(f"releases/{version}/withdrawn.json"):
            check_whole(store, version)
        else:  # the claim is made, nothing else of it is touched while it is named
            sums = store.read(f"releases/{version}/SHA256SUMS").content.decode()
            for line in sums.splitlines():
                sha256, path = line.split("  ")
                assert store.sha256(f"releases/{version}/{path}") == sha256
    return named


@pytest.mark.parametrize("other", [OLDER, NEWER])
def test_what_another_publisher_does_at_any_moment_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # the disk itself is not what is tried
    theirs = small_release(tmp_path / "theirs", other)
    for number in range(1, 99):
        store = filled(tmp_path / str(number), VERSION)
        gone = tombstone_for(tmp_path / str(number) / "made" / VERSION)
        interrupted = Interrupted(store, number, partial(push, theirs, store, other, silent))
        withdraw_from(interrupted, gone)
        if interrupted.left > 0:
            break
        check_gone(store, [other])
    assert 20 < number < 98


@pytest.mark.parametrize("pushed", [VERSION, NEWER])
def test_a_withdrawal_at_any_moment_of_a_push_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pushed: str
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)
    for number in range(1, 99):
        store = filled(tmp_path / str(number), VERSION)
        release = small_release(tmp_path / str(number) / "more", pushed)
        gone = tombstone_for(tmp_path / str(number) / "made" / VERSION)
        interrupted = Interrupted(store, number, partial(withdraw_from, store, gone))
        try:
            push(release, interrupted, pushed, silent)
        except WithdrawnError:
            assert pushed == VERSION
        if interrupted.left > 0:
            break
        withdraw_from(store, gone)
        check_gone(store, [] if pushed == VERSION else [pushed])
    assert 15 < number < 98


def test_another_home_brings_nothing_back_that_the_store_withdrew(tmp_path: Path) -> None:
    here, there = released(tmp_path / "here", VERSION), released(tmp_path / "there", VERSION, NEWER)
    store = FolderStore(tmp_path / "store")
    push(here / VERSION, store, VERSION, silent)
    withdraw_from(store, taken(here))
    before = written(store.root)
    for version in (VERSION, NEWER):
        with pytest.raises(WithdrawnError, match=rf"{REASON}.*`rumahdata withdraw {VERSION}"):
            push(there / version, store, version, silent)
    assert written(store.root) == before
    other = taken(there, reason="another word for it")
    assert withdraw_from(store, other) == Removed(store.name, 0, "", "")
    push(there / NEWER, store, NEWER, silent)
    check_gone(store, [NEWER])


def test_what_was_withdrawn_here_alone_stops_every_push_until_it_is_gone_there(
    tmp_path: Path,
) -> None:
    releases = released(tmp_path, OLDER, VERSION)
    store = FolderStore(tmp_path / "store")
    push(releases / VERSION, store, VERSION, silent)
    gone = taken(releases)
    with pytest.raises(WithdrawnError, match=rf"Files of it are still in .*withdraw {VERSION}"):
        push(releases / OLDER, store, OLDER, silent)
    withdraw_from(store, gone)
    push(releases / OLDER, store, OLDER, silent)
    check_gone(store, [OLDER])
    left = f"releases/{VERSION}/tables/one.csv"  # its removal was cut off after the manifest's
    store.create(left, b"a,b")
    with pytest.raises(WithdrawnError, match="Files of it are still in"):
        push(releases / OLDER, store, OLDER, silent)
    assert withdraw_from(store, gone) == Removed(store.name, 1, OLDER, OLDER)
    push(releases / OLDER, store, OLDER, silent)


def test_what_another_home_published_under_the_number_is_left(tmp_path: Path) -> None:
    store = filled(tmp_path, VERSION)
    before = written(store.root)
    other = tombstone_for(small_release(tmp_path / "other", VERSION, b"other"))
    with pytest.raises(OtherContentError, match="home that published it"):
        withdraw_from(store, other)
    assert written(store.root) == before


def test_what_ails_another_release_keeps_no_leak_in_the_store(tmp_path: Path) -> None:
    store = filled(tmp_path, OLDER, VERSION)
    path = store.root / "releases" / OLDER / "manifest.json"
    path.chmod(0o644)
    path.write_bytes(b"no json")
    gone = tombstone_for(tmp_path / "made" / VERSION)
    with pytest.raises(SpokenError, match=OLDER):
        withdraw_from(store, gone)
    assert store.files(f"releases/{VERSION}") == ["withdrawn.json"]
    path.write_bytes((tmp_path / "made" / OLDER / "manifest.json").read_bytes())
    withdraw_from(store, gone)
    check_gone(store, [OLDER])


def test_a_tombstone_that_is_none_stops_a_push(tmp_path: Path) -> None:
    store = filled(tmp_path, VERSION)
    store.create(f"releases/{VERSION}/withdrawn.json", b"no json")
    with pytest.raises(SpokenError, match=r"withdrawn.json cannot be read"):
        push(small_release(tmp_path / "made", NEWER), store, NEWER, silent)


def test_somebody_who_copies_without_end_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path, VERSION)
    monkeypatch.setattr(store, "delete", lambda _: None)
    with pytest.raises(StoreError, match="end the copy that is going on"):
        withdraw_from(store, tombstone_for(tmp_path / "made" / VERSION))


def test_the_tombstone_in_the_store_is_the_one_of_the_home(tmp_path: Path) -> None:
    releases = released(tmp_path, VERSION)
    store = FolderStore(tmp_path / "store")
    push(releases / VERSION, store, VERSION, silent)
    gone = taken(releases)
    withdraw_from(store, gone)
    assert gone.moment == MOMENT.replace(microsecond=0)
    for name in ("withdrawn.json", "index.html"):
        content = store.read(f"releases/{VERSION}/{name}").content
        assert content == (releases / VERSION / name).read_bytes()
    assert store.read(f"releases/{VERSION}/withdrawn.json").content == tombstone_bytes(gone)
