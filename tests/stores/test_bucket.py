from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path

import obstore
import pytest
from obstore.exceptions import BaseError
from obstore.store import S3Store

from flows.stores.media import FOR_EVER, cache_control, media_type
from flows.stores.probe import CREATED, SWAPPED
from flows.stores.push import Pushed, push
from flows.stores.store import Seen, StoreError
from flows.stores.upload import OtherContentError
from outputs.canonical import files_below
from schemas.release import Version
from tests.stores import servers
from tests.stores.conftest import Place
from tests.stores.publishers import REFUSED, Counting, silent, small_release, start
from tests.stores.standing import (
    Watcher,
    check_whole,
    committed,
    contents,
    digest,
    fed,
    indexed,
    latest,
    listed,
)

VERSION = "2026.10.0"
PROBED = {CREATED, SWAPPED}
SECONDS = 60


def raw(place: Place) -> S3Store:
    """The bucket itself, as a careless person with the key would use it."""
    return S3Store(
        servers.BUCKET,
        prefix=place.address.rsplit("/", 1)[1],
        config={"endpoint": place.environment["AWS_ENDPOINT_URL"]},
        client_options={"allow_http": True},
    )


def objects(place: Place) -> dict[str, tuple[object, ...]]:
    """ETag, moment and size of every object."""
    return {
        found["path"]: (found["e_tag"], found["last_modified"], found["size"])
        for found in raw(place).list().collect()
    }


def test_a_release_is_copied_whole_with_its_headers_and_listed(
    bucket: Place, tmp_path: Path
) -> None:
    release = small_release(tmp_path, VERSION)
    progress: list[tuple[int, int]] = []
    done = push(release, bucket.open(), VERSION, lambda n, of: progress.append((n, of)))
    size = sum(path.stat().st_size for path in release.rglob("*") if path.is_file())
    assert done == Pushed(
        version=VERSION, store=bucket.address, new=4, skipped=0, bytes=size,
        latest_before="", latest_after=VERSION,
    )  # fmt: skip
    assert progress == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    store = bucket.open()
    assert latest(store) == VERSION
    assert listed(store) == [VERSION]
    lists = {"latest.json", "releases.json", "feed.atom"}
    paths = {f"releases/{VERSION}/{path}" for path in files_below(release)} | lists
    assert set(objects(bucket)) == paths | PROBED
    for path in paths:
        headers = raw(bucket).get(path).attributes
        assert headers["Content-Type"] == media_type(path)
        assert headers["Cache-Control"] == cache_control(path)
        assert (headers["Cache-Control"] == FOR_EVER) == (path not in lists)


def test_the_second_time_nothing_is_written(bucket: Place, tmp_path: Path) -> None:
    release = small_release(tmp_path, VERSION)
    push(release, bucket.open(), VERSION, silent)
    before = objects(bucket)
    counting = Counting(bucket.open())
    done = push(release, counting, VERSION, silent)
    assert (done.new, done.skipped, done.bytes) == (0, 4, 0)
    assert (done.latest_before, done.latest_after) == (VERSION, VERSION)
    assert {*counting.created, *counting.swapped} == PROBED
    after = objects(bucket)
    assert after.pop(SWAPPED) != before.pop(SWAPPED)
    assert after == before


def test_a_key_that_may_remove_nothing_publishes(locked: Place, tmp_path: Path) -> None:
    for version in (VERSION, VERSION, "2026.11.0"):
        push(small_release(tmp_path, version), locked.open(), version, silent)
    assert listed(locked.open()) == ["2026.11.0", VERSION]
    with pytest.raises(BaseError, match="AccessDenied"):
        raw(locked).delete(SWAPPED)


@pytest.mark.parametrize("path", ["tables/one.csv", "SHA256SUMS", "manifest.json", "more.csv"])
def test_a_tampered_file_is_named_and_left(bucket: Place, tmp_path: Path, path: str) -> None:
    release = small_release(tmp_path, VERSION)
    push(release, bucket.open(), VERSION, silent)
    raw(bucket).put(f"releases/{VERSION}/{path}", b"tampered", mode="overwrite")
    before = contents(bucket.open())
    with pytest.raises(OtherContentError, match=path.replace(".", r"\.")):
        push(release, bucket.open(), VERSION, silent)
    assert contents(bucket.open()) == before
    assert bucket.open().sha256(f"releases/{VERSION}/{path}") == digest(b"tampered")


def test_a_publisher_killed_at_any_write_leaves_what_the_next_one_finishes(
    bucket: Place, tmp_path: Path
) -> None:
    older, release = small_release(tmp_path, "2026.09.0"), small_release(tmp_path, VERSION)
    states = set()
    for writes in range(1, 30):
        place = Place(f"{bucket.address}/{writes}", bucket.environment)
        push(older, place.open(), "2026.09.0", silent)
        process = start(place.address, release, place.environment, writes=writes)
        process.join(SECONDS)
        store = place.open()
        named = latest(store)
        assert named in committed(store)
        assert {*indexed(store), *fed(store)} <= set(committed(store))
        files = len(store.files(f"releases/{VERSION}"))
        states.add((files, named, len(indexed(store)), len(fed(store))))
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        done = push(release, store, VERSION, silent)
        assert done.new + done.skipped == 4
        check_whole(store, VERSION)
        assert latest(store) == VERSION
        assert listed(store) == [VERSION, "2026.09.0"]
    else:
        pytest.fail("the publisher never came to its end")
    assert {state[0] for state in states} >= {0, 1, 3, 4}
    assert {(4, "2026.09.0", 1, 1), (4, VERSION, 1, 1), (4, VERSION, 2, 1), (4, VERSION, 2, 2)} <= (
        states
    )


RACES = {
    "the same version": {VERSION: 8},
    "different versions": {f"2026.{month:02}.0": 1 for month in range(3, 11)},
    "some of both": {"2026.08.0": 2, "2026.09.0": 2, "2026.10.0": 3, "2026.11.0": 1},
}


@pytest.mark.parametrize("race", RACES.values(), ids=RACES)
def test_eight_racing_publishers_end_with_all_and_only_whole_releases(
    bucket: Place, tmp_path: Path, race: dict[str, int]
) -> None:
    releases = {version: small_release(tmp_path, version) for version in race}
    store = bucket.open()
    with Watcher(bucket.open()) as watcher:
        running = [
            start(bucket.address, releases[version], bucket.environment)
            for version, times in race.items()
            for _ in range(times)
        ]
        for process in running:
            process.join(SECONDS)
    assert [process.exitcode for process in running] == [0] * 8
    assert watcher.failed == []
    assert watcher.seen[-1] == max(race)
    assert watcher.seen == sorted(watcher.seen)
    assert latest(store) == max(race)
    assert listed(store) == committed(store) == sorted(race, reverse=True)
    for version in race:
        check_whole(store, version)
    assert {f".probe/{path}" for path in store.files(".probe")} == PROBED


def test_of_two_contents_under_one_version_one_wins_whole(bucket: Place, tmp_path: Path) -> None:
    kinds = [small_release(tmp_path / kind, VERSION, kind.encode()) for kind in ("one", "two")]
    running = [start(bucket.address, kinds[n % 2], bucket.environment) for n in range(8)]
    for process in running:
        process.join(SECONDS)
    assert Counter(process.exitcode for process in running) == {0: 4, REFUSED: 4}
    store = bucket.open()
    assert latest(store) == VERSION
    won = store.sha256(f"releases/{VERSION}/tables/one.csv")
    assert won in {digest(b"one"), digest(b"two")}


def test_an_older_release_does_not_move_the_pointer_back(bucket: Place, tmp_path: Path) -> None:
    for version in ("2026.10.0", "2026.11.0", "2026.10.1", "2026.12.0-CONTOH"):
        done = push(small_release(tmp_path, version), bucket.open(), version, silent)
    assert done.latest_after == "2026.12.0-CONTOH"
    store = bucket.open()
    assert latest(store) == "2026.11.0"
    assert latest(store, "latest-CONTOH.json") == "2026.12.0-CONTOH"
    assert listed(store) == ["2026.11.0", "2026.10.1", "2026.10.0"]
    assert all(not Version.parse(version).is_sample for version in listed(store))


def test_a_wrong_key_is_told_without_any_key(
    bucket: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-the-secret")
    with pytest.raises(StoreError, match="refuses the key") as refused:
        push(small_release(tmp_path, VERSION), bucket.open(), VERSION, silent)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    for secret in ("not-the-secret", bucket.environment["AWS_ACCESS_KEY_ID"]):
        assert secret not in str(refused.value)


def test_a_swap_of_what_is_gone_or_changed_is_lost(bucket: Place) -> None:
    store = bucket.open()
    assert store.swap("x.json", b"1", Seen())
    seen = store.read("x.json")
    assert not store.swap("x.json", b"2", Seen())
    assert store.swap("x.json", b"2", seen)
    assert not store.swap("x.json", b"3", seen)
    obstore.delete(raw(bucket), "x.json")
    assert not store.swap("x.json", b"3", seen)
    assert contents(store) == {}
