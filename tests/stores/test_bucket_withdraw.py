"""A version is taken back from a real bucket: by a key that may, by one that may not, killed."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from flows.stores.media import A_MINUTE
from flows.stores.push import push
from flows.stores.store import StoreError
from flows.stores.withdraw import Removed, withdraw_from
from outputs.tombstone import WithdrawnError
from tests.flows.test_stores_withdraw import tombstone_for
from tests.stores import servers
from tests.stores.conftest import Place
from tests.stores.publishers import silent, small_release, start_withdrawal
from tests.stores.standing import committed, fed, indexed, latest, told
from tests.stores.test_bucket import objects, raw

OLDER, VERSION = "2026.09.0", "2026.10.0"
STAYS = ["index.html", "withdrawn.json"]
SECONDS = 60


def filled(place: Place, folder: Path, *versions: str) -> Path:
    """The bucket with these releases; the folder of the last one."""
    for version in versions:
        release = small_release(folder, version)
        push(release, place.open(), version, silent)
    return release


@pytest.mark.parametrize("versions", [[OLDER, VERSION], [VERSION]], ids=["one stands", "none"])
def test_a_version_goes_and_what_may_change_is_kept_for_a_minute(
    bucket: Place, tmp_path: Path, versions: list[str]
) -> None:
    release, store = filled(bucket, tmp_path, *versions), bucket.open()
    gone, before = tombstone_for(release), versions[0] if len(versions) > 1 else ""
    assert withdraw_from(store, gone) == Removed(bucket.address, 3, VERSION, before)
    assert store.files(f"releases/{VERSION}") == STAYS
    assert latest(store) == before
    assert ("latest.json" in objects(bucket)) == bool(before)
    assert indexed(store) == committed(store) == versions[:-1]
    assert fed(store) == [f"{VERSION}:withdrawn", *versions[:-1]]
    for name in STAYS:
        headers = raw(bucket).get(f"releases/{VERSION}/{name}").attributes
        assert headers["Cache-Control"] == A_MINUTE
    stood = objects(bucket)
    assert withdraw_from(store, gone) == Removed(bucket.address, 0, before, before)
    assert objects(bucket) == stood
    with pytest.raises(WithdrawnError, match="is not brought back"):
        push(release, store, VERSION, silent)


def test_killed_at_any_write_or_removal_it_is_finished_by_the_next(
    bucket: Place, tmp_path: Path
) -> None:
    for writes in range(1, 30):
        place = Place(f"{bucket.address}/{writes}", bucket.environment)
        release = filled(place, tmp_path / str(writes), OLDER, VERSION)
        gone = tombstone_for(release)
        process = start_withdrawal(place.address, gone, place.environment, writes=writes)
        process.join(SECONDS)
        store = place.open()
        assert told(store, "latest.json")["version"] in {OLDER, VERSION}
        indexed(store)
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        with pytest.raises(WithdrawnError):
            push(release, store, VERSION, silent)
        withdraw_from(store, gone)
        assert store.files(f"releases/{VERSION}") == STAYS
        assert (latest(store), indexed(store)) == (OLDER, [OLDER])
    assert 6 < writes < 29


def test_a_key_that_may_not_remove_is_told_and_another_finishes(
    locked: Place, seaweedfs: dict[str, str], tmp_path: Path
) -> None:
    release = filled(locked, tmp_path, OLDER, VERSION)
    gone = tombstone_for(release)
    with pytest.raises(
        StoreError, match=r"refuses the key \(answer: AccessDenied\).*key that may delete"
    ) as refused:
        withdraw_from(locked.open(), gone)
    assert locked.environment["AWS_SECRET_ACCESS_KEY"] not in str(refused.value)
    store = locked.open()
    assert (latest(store), indexed(store)) == (OLDER, [OLDER])
    assert told(store, "releases.json")["withdrawn"][0]["version"] == VERSION
    assert set(store.files(f"releases/{VERSION}")) > {*STAYS, "manifest.json"}
    with servers.environment(seaweedfs):
        withdraw_from(locked.open(), gone)
        assert locked.open().files(f"releases/{VERSION}") == STAYS
