from __future__ import annotations

from pathlib import Path

import pytest

from flows.stores.probe import UnsafeStoreError
from flows.stores.push import push
from flows.stores.store import Seen, StoreError
from tests.stores.conftest import Place
from tests.stores.publishers import Counting, silent, small_release
from tests.stores.standing import contents

VERSION = "2026.10.0"


def test_a_store_that_ignores_conditions_is_refused_and_left_as_it_was(
    careless: Place, tmp_path: Path
) -> None:
    store = careless.open()
    assert store.create("kept.txt", b"theirs")
    for _ in range(3):  # what a try has left behind does not hide the fault from the next
        with pytest.raises(UnsafeStoreError, match="create only where nothing stands") as refused:
            push(small_release(tmp_path, VERSION), store, VERSION, silent)
        assert "nothing was published" in str(refused.value)
        assert "conditional writes" in str(refused.value)
    assert set(contents(store)) == {"kept.txt"}


class Half(Counting):
    """A store that honours create-only but swaps whatever stands."""

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        return super().swap(path, content, self.read(path) if seen.tag else seen)


class Unconditional(Counting):
    """A store that says that it refuses a swap, and makes it all the same."""

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        current = self.read(path)
        return super().swap(path, content, current) and current == seen


class Forgetful(Counting):
    """A store that says that it has swapped, and has not."""

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        return super().swap(path, content, Seen(seen.content, '"stale"')) or True


class Stubborn(Counting):
    """A store that refuses every swap."""

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        return super().swap(path, content, Seen(seen.content, '"stale"'))


@pytest.mark.parametrize(
    ("kind", "error", "message"),
    [
        (Half, UnsafeStoreError, "replace only what was seen"),
        (Unconditional, UnsafeStoreError, "replace only what was seen"),
        (Forgetful, StoreError, "refuses to replace"),
        (Stubborn, StoreError, "refuses to replace"),
    ],
)
def test_a_store_that_knows_one_condition_alone_is_refused(
    bucket: Place, tmp_path: Path, kind: type[Counting], error: type[StoreError], message: str
) -> None:
    store = kind(bucket.open())
    with pytest.raises(error, match=message):
        push(small_release(tmp_path, VERSION), store, VERSION, silent)
    assert contents(bucket.open()) == {}
