"""A store among many releases: the earlier ones that it lacks, and the newest that it names."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from flows.stores.folder import FolderStore
from flows.stores.push import push
from flows.stores.upload import DamagedReleaseError, OtherContentError
from outputs.canonical import files_below
from outputs.pointer import PointerError
from schemas.spoken import SpokenError
from tests.stores.publishers import Through, silent, small_release
from tests.stores.standing import committed, latest, listed, written

VERSION = "2026.10.0"


class Late(Through):
    """A store that lists nothing yet."""

    def __init__(self, store: FolderStore) -> None:
        super().__init__(store)
        self.folders = FolderStore(store.root / "empty").folders


@pytest.mark.parametrize("listing", ["as it is", "late"])
def test_a_pointer_to_a_newer_release_stays(tmp_path: Path, listing: str) -> None:
    store = FolderStore(tmp_path / "store")
    push(small_release(tmp_path, "2026.11.0"), store, "2026.11.0", silent)
    pointer = store.read("latest.json")
    seen = Late(store) if listing == "late" else store
    done = push(small_release(tmp_path, VERSION), seen, VERSION, silent)
    assert (done.latest_before, done.latest_after) == ("2026.11.0", "2026.11.0")
    assert store.read("latest.json") == pointer


@pytest.mark.parametrize("kept", [(), ("SHA256SUMS", "index.html")])
def test_a_pointer_to_a_newer_release_that_is_gone_stops_what_would_contradict_it(
    tmp_path: Path, kept: tuple[str, ...]
) -> None:
    store = FolderStore(tmp_path / "store")
    newer, release = small_release(tmp_path, "2026.11.0"), small_release(tmp_path, VERSION)
    push(newer, store, "2026.11.0", silent)
    for path in set(files_below(newer)) - set(kept):
        (store.root / "releases/2026.11.0" / path).unlink()
    shutil.rmtree(store.root / "releases" / VERSION)
    before = written(store.root)
    with pytest.raises(PointerError, match=r"latest.json names 2026\.11\.0.*push 2026\.11\.0"):
        push(release, store, VERSION, silent)
    assert written(store.root) == before
    push(newer, store, "2026.11.0", silent)
    assert latest(store) == "2026.11.0"
    assert listed(store) == ["2026.11.0", VERSION]


def test_a_pointer_to_a_release_that_was_taken_away_may_be_removed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    for version in ("2026.11.0", VERSION):
        push(small_release(tmp_path / version, version), store, version, silent)
    shutil.rmtree(store.root / "releases/2026.11.0")
    (store.root / "latest.json").unlink()
    push(tmp_path / VERSION / VERSION, store, VERSION, silent)
    assert latest(store) == VERSION
    assert listed(store) == [VERSION]


LINEAGES: dict[str, tuple[str, ...]] = {
    "2026.08.0": (),
    "2026.09.0": ("2026.08.0",),
    "2026.09.1": ("2026.08.0", "2026.09.0"),
    VERSION: ("2026.08.0", "2026.09.0"),
    "2026.11.0": ("2026.08.0", "2026.09.0", VERSION),
    "2026.09.0-CONTOH": (),
}
"""Of 2026.09.1, which came late, no other release is made; an example is of another sort."""


def history(folder: Path, versions: Iterable[str] = LINEAGES) -> dict[str, Path]:
    """Whole releases in one folder."""
    return {v: small_release(folder, v, lineage=LINEAGES[v]) for v in versions}


@pytest.mark.parametrize(
    ("there", "version", "copied"),
    [
        ((), "2026.08.0", ()),
        ((), VERSION, ("2026.08.0", "2026.09.0", "2026.09.1")),
        (("2026.08.0",), "2026.11.0", ("2026.09.0", "2026.09.1", VERSION)),
        (("2026.08.0", "2026.09.0", VERSION), "2026.11.0", ("2026.09.1",)),
        (("2026.11.0",), "2026.09.1", ("2026.08.0", "2026.09.0")),
        ((VERSION, "2026.11.0"), "2026.11.0", ("2026.08.0", "2026.09.0", "2026.09.1")),
    ],
)
def test_earlier_releases_that_a_store_lacks_are_copied_first(
    tmp_path: Path, there: tuple[str, ...], version: str, copied: tuple[str, ...]
) -> None:
    releases, store = history(tmp_path / "releases"), FolderStore(tmp_path / "store")
    for earlier in there:
        alone = history(tmp_path / earlier, [earlier])[earlier]
        push(alone, store, earlier, silent)
    before = set(committed(store))
    progress: list[tuple[int, int]] = []
    done = push(releases[version], store, version, lambda n, of: progress.append((n, of)))
    assert (done.earlier, done.nowhere) == (copied, ())
    assert set(committed(store)) - before == {*copied, version} - before
    assert listed(store) == committed(store)
    assert latest(store) == max(committed(store))
    total = 4 * (len(copied) + 1)
    assert sorted(set(progress)) == [(n, total) for n in range(total + 1)]


def test_an_earlier_release_that_is_nowhere_is_told(tmp_path: Path) -> None:
    releases, store = history(tmp_path / "releases"), FolderStore(tmp_path / "store")
    push(releases["2026.08.0"], store, "2026.08.0", silent)
    shutil.rmtree(tmp_path / "releases/2026.08.0")
    shutil.rmtree(tmp_path / "releases/2026.09.0")
    done = push(releases["2026.11.0"], store, "2026.11.0", silent)
    assert (done.earlier, done.nowhere) == (("2026.09.1", VERSION), ("2026.09.0",))


@pytest.mark.parametrize(
    ("fault", "error"), [("damaged here", DamagedReleaseError), ("other there", OtherContentError)]
)
def test_an_earlier_release_that_cannot_be_copied_stops_the_later_one(
    tmp_path: Path, fault: str, error: type[SpokenError]
) -> None:
    releases, store = history(tmp_path / "releases"), FolderStore(tmp_path / "store")
    if fault == "damaged here":
        (releases["2026.09.0"] / "index.html").write_bytes(b"x")
    else:
        other = small_release(tmp_path / "other", "2026.09.0", b"other")
        push(other, store, "2026.09.0", silent)
    before = committed(store)
    with pytest.raises(error, match=r"2026\.09\.0"):
        push(releases[VERSION], store, VERSION, silent)
    assert VERSION not in committed(store)
    assert listed(store) == before
