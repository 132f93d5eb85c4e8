"""The key and the memory of the rounding: kept with care, and never made up for when lost."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis.strategies import binary

from flows.confidential import (
    EXAMPLE_KEY,
    KEY_BYTES,
    ConfidentialError,
    Remembered,
    chain,
    first_key,
    key_file,
    key_name,
    key_of,
    memory_file,
    read_memory,
    remember,
    remembered,
    seal,
)
from flows.settings import Home
from outputs.manifest import write_manifest
from outputs.tombstone import WITHDRAWN
from schemas.personal import found_in
from tests.releases import REAL_FACTS
from tests.transforms.shown_months import PLACES, QUESTIONS, health_month, rounded
from transforms.rounding.ledger import Ledger

KEY, OTHER_KEY = bytes(range(KEY_BYTES)), bytes(KEY_BYTES)
FIRST, SECOND, EDITION = "2026.09.0", "2026.10.0", "2026.10.1"


def ledger_of(number: int) -> Ledger:
    """A ledger of one month, another for each number."""
    counts = np.full((len(PLACES), len(QUESTIONS)), float(number))
    return rounded(health_month(counts)).ledger


LEDGERS = {FIRST: ledger_of(3), SECOND: ledger_of(6), EDITION: ledger_of(8)}


def keep(home: Home, version: str, after: str) -> None:
    """Keep the memory after a version, as before it is published."""
    remember(home, version, LEDGERS[version], after=after, anew=(), audited=())


def publish(home: Home, version: str, after: str, key: bytes = KEY) -> Path:
    """Keep the memory after a version and publish it, with nothing but a manifest."""
    keep(home, version, after)
    told = {"key": key_name(key), "after": after, "memory": seal(key, LEDGERS[version])}
    folder = home.releases / version
    folder.mkdir(parents=True)
    write_manifest(folder, replace(REAL_FACTS, version=version, rounding=told), {})
    return folder


def withdraw(home: Home, version: str, *, is_kept: bool = True) -> None:
    """Put a tombstone in the place of a version."""
    folder = home.releases / version
    if is_kept:
        shutil.copytree(folder, home.withdrawn / version)
    (folder / "manifest.json").unlink()
    (folder / WITHDRAWN).write_text("{}")


def memory_of(home: Home) -> Remembered:
    """The memory that the next release is rounded with."""
    return remembered(home, first_key(home, sample=False), sample=False)


def same(one: Ledger, other: Ledger) -> bool:
    return bool(one.frame().equals(other.frame()))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a key that was drawn and two releases."""
    home = Home(tmp_path / "home")
    home.confidential.mkdir(parents=True)
    key_file(home).write_bytes(KEY)
    publish(home, FIRST, "")
    publish(home, SECOND, FIRST)
    return home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_is_drawn_once_for_its_owner_alone(tmp_path: Path) -> None:
    home, other = Home(tmp_path / "one"), Home(tmp_path / "other")
    home.confidential.mkdir(parents=True, mode=0o755)
    assert key_of(home, sample=False) is None
    key = first_key(home, sample=False)
    assert len(key) == KEY_BYTES
    assert first_key(home, sample=False) == key == key_of(home, sample=False)
    assert (mode(key_file(home)), mode(home.confidential)) == (0o600, 0o700)
    assert [path.name for path in home.confidential.iterdir()] == ["rounding.key"]
    assert first_key(other, sample=False) != key


def test_of_several_draws_at_once_one_wins(tmp_path: Path) -> None:
    together = 6
    with ThreadPoolExecutor(together) as pool:
        for number in range(20):
            home, start = Home(tmp_path / str(number)), Barrier(together)

            def draw(home: Home = home, start: Barrier = start) -> bytes:
                start.wait()
                return first_key(home, sample=False)

            keys = [job.result() for job in [pool.submit(draw) for _ in range(together)]]
            assert set(keys) == {key_file(home).read_bytes()}
            assert [path.name for path in home.confidential.iterdir()] == ["rounding.key"]


def test_examples_have_a_key_that_everybody_knows(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert first_key(home, sample=True) == key_of(home, sample=True) == EXAMPLE_KEY
    assert key_name(EXAMPLE_KEY).startswith("d51e2a442469bde0")
    assert not home.confidential.exists()


def test_the_memory_is_that_of_the_last_release(home: Home) -> None:
    found = memory_of(home)
    assert found.after == SECOND
    assert same(found.ledger, LEDGERS[SECOND])
    assert chain(home, SECOND) == [SECOND, FIRST]
    assert {mode(path) for path in memory_file(home, "").parent.iterdir()} == {0o600}
    assert mode(home.confidential) == mode(memory_file(home, FIRST).parent) == 0o700


def test_before_the_first_release_nothing_is_remembered(tmp_path: Path) -> None:
    found = memory_of(Home(tmp_path / "home"))
    assert (found.after, found.ledger.months) == ("", {})


def test_a_run_killed_before_it_published_is_forgotten(home: Home) -> None:
    keep(home, EDITION, SECOND)
    found = memory_of(home)
    assert found.after == SECOND
    assert same(found.ledger, LEDGERS[SECOND])
    publish(home, EDITION, SECOND)
    assert memory_of(home).after == EDITION


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept by the team", "its copy is gone"])
def test_what_was_withdrawn_was_seen_and_is_remembered(home: Home, *, is_kept: bool) -> None:
    withdraw(home, SECOND, is_kept=is_kept)
    found = memory_of(home)
    assert found.after == SECOND
    assert same(found.ledger, LEDGERS[SECOND])


def test_examples_and_real_releases_have_memories_of_their_own(home: Home) -> None:
    sample = f"{SECOND}-CONTOH"
    remember(home, sample, LEDGERS[EDITION], after="", anew=(), audited=())
    assert memory_of(home).after == SECOND
    assert remembered(home, EXAMPLE_KEY, sample=True).after == ""
    told = {
        "key": key_name(EXAMPLE_KEY),
        "after": "",
        "memory": seal(EXAMPLE_KEY, LEDGERS[EDITION]),
    }
    (home.releases / sample).mkdir()
    facts = replace(REAL_FACTS, version=sample, is_sample=True, rounding=told)
    write_manifest(home.releases / sample, facts, {})
    assert same(remembered(home, EXAMPLE_KEY, sample=True).ledger, LEDGERS[EDITION])


def other_counts(home: Home, version: str = SECOND) -> None:
    """Change a true count in the memory after a version."""
    path = memory_file(home, version)
    table = pq.read_table(path)
    place = table.schema.get_field_index("counted")
    changed = table.set_column(place, "counted", pc.add(table["counted"], 1))
    pq.write_table(changed, path)


def lose_key(home: Home) -> None:
    key_file(home).unlink()


def fork(home: Home) -> None:
    publish(home, EDITION, FIRST)


def withdrawn(spoil: Callable[[Home], object]) -> Callable[[Home], None]:
    """The same after the last release, or all of them, were withdrawn."""

    def of(home: Home) -> None:
        for version in (FIRST, SECOND):
            withdraw(home, version)
        spoil(home)

    return of


REFUSED: list[tuple[str, Callable[[Home], object], str]] = [
    ("the key is lost", lose_key, f"is not in .*rounding.key, and {SECOND} was rounded with it"),
    ("the key is cut", lambda home: key_file(home).write_bytes(KEY[:9]), "has 9 bytes and not 32"),
    ("the key is another", lambda home: key_file(home).write_bytes(OTHER_KEY),
     f"{SECOND} was rounded with another key"),
    ("the last memory is lost", lambda home: memory_file(home, SECOND).unlink(),
     f"after {SECOND} is not in"),
    ("an earlier memory is lost", lambda home: memory_file(home, FIRST).unlink(),
     f"after {FIRST} is not in"),
    ("all memory is lost", lambda home: shutil.rmtree(memory_file(home, "").parent),
     f"after {FIRST}.*{SECOND} is not in"),
    ("the whole folder is lost", lambda home: shutil.rmtree(home.confidential),
     "The key of the rounding is not in"),
    ("the memory was changed", other_counts, f"after {SECOND} was changed since"),
    ("the memory is rubbish", lambda home: memory_file(home, SECOND).write_bytes(b"PAR1"),
     f"{SECOND}.parquet cannot be read"),
    ("an old memory was put back",
     lambda home: shutil.copy(memory_file(home, FIRST), memory_file(home, SECOND)), "forks"),
    ("two follow the same", fork, f"forks: {SECOND} and {EDITION} follow the same release"),
    ("withdrawn, the key lost", withdrawn(lose_key), f"{SECOND} was rounded with it"),
    ("withdrawn, its memory lost", withdrawn(lambda home: memory_file(home, SECOND).unlink()),
     f"after {SECOND} is not in"),
    ("withdrawn, its memory changed", withdrawn(other_counts), "was changed since"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_what_is_lost_or_another_is_refused_with_what_to_put_back(
    home: Home, spoil: Callable[[Home], object], said: str
) -> None:
    spoil(home)
    with pytest.raises(ConfidentialError, match=said) as refused:
        memory_of(home)
    words = str(refused.value)
    assert f"Put back the folder {home.confidential} as it was backed up" in words
    assert KEY.hex() not in words


def test_no_key_is_drawn_in_place_of_a_lost_one(home: Home) -> None:
    lose_key(home)
    with pytest.raises(ConfidentialError):
        memory_of(home)
    assert not key_file(home).exists()


def test_what_is_told_of_key_and_memory_depends_on_the_key() -> None:
    assert key_name(KEY) != key_name(OTHER_KEY)
    assert seal(KEY, LEDGERS[FIRST]) != seal(OTHER_KEY, LEDGERS[FIRST])
    assert seal(KEY, LEDGERS[FIRST]) != seal(KEY, LEDGERS[SECOND])
    assert KEY.hex() not in key_name(KEY) + seal(KEY, LEDGERS[FIRST])


@given(key=binary(min_size=KEY_BYTES, max_size=KEY_BYTES))
@example(key=(128).to_bytes(KEY_BYTES))  # its name begins with f283034646502112
def test_the_name_of_no_key_reads_as_a_number_of_a_person(key: bytes) -> None:
    assert found_in(json.dumps({"key": key_name(key)})) == ()


def test_what_was_rounded_for_a_version_is_told_apart(home: Home) -> None:
    anew = [("stunted", "2026-10"), ("couples", "2026-10")]
    remember(home, EDITION, LEDGERS[EDITION], after=SECOND, anew=anew, audited=())
    assert set(read_memory(home, EDITION, anew=True).months) == set(anew)
    assert same(read_memory(home, EDITION), LEDGERS[EDITION])
