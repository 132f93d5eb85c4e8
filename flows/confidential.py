"""The key and the memory of the rounding: kept outside every release, and never made up for.

The key is drawn when a home rounds for the first time. The memory after each release is a file
named by its version, which says which release it follows; it is written before the release is
published and counts once it is. So of a run that is killed nothing is remembered that nobody
saw. Examples are rounded with a key that everybody knows, so that anyone makes the same bytes.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from flows.files import clear_left, read_json, replace_file
from flows.releases import Release, published
from flows.settings import Home
from outputs.manifest import MANIFEST
from outputs.tables import table_csv
from schemas.release import Version
from schemas.spoken import SpokenError, some_of
from transforms.rounding.ledger import Ledger

KEY_BYTES = 32
OWNER_ONLY, OWNER_ONLY_FOLDER = 0o600, 0o700
EXAMPLE_KEY = sha256(b"Rumah Data: the key of examples, which hides nothing").digest()
TOLD = b"told"
"""The key of a memory's metadata: a JSON object of what is told of it."""

SHOWN = 3
BACKUP = "Put back the folder {folder} as it was backed up after the last release"


class ConfidentialError(SpokenError):
    """Key or memory of the rounding are lost or are others; the message says what to put back."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The memory that a release is rounded with: after which version, and the ledger.

    `audited` are the rows of what the attacks on that version found. All are empty where
    nothing was rounded before.
    """

    after: str = ""
    ledger: Ledger = field(default_factory=Ledger)
    audited: tuple[Mapping[str, object], ...] = ()


def key_file(home: Home) -> Path:
    """The file that holds the key."""
    return home.confidential / "rounding.key"


def old_key_file(home: Home, series: int) -> Path:
    """The file that holds the key of a series that was ended, counted from 1."""
    return home.confidential / f"rounding-{series}.key"


def series_file(home: Home) -> Path:
    """The file that tells of the series that were ended because key or memory were lost."""
    return home.confidential / "series.json"


def series_of(home: Home) -> list[dict[str, Any]]:
    """The series that were ended, the oldest first: when, by whom, why, and which versions."""
    found: list[dict[str, Any]] = read_json(series_file(home)).get("series", [])
    return found


def memory_file(home: Home, version: str) -> Path:
    """The file of the memory after a version."""
    return home.confidential / "memory" / f"{version}.parquet"


def key_of(home: Home, *, sample: bool) -> bytes | None:
    """The key of a home; None where none was drawn yet. ConfidentialError where it is broken."""
    if sample:
        return EXAMPLE_KEY
    try:
        key = key_file(home).read_bytes()
    except FileNotFoundError:
        return None
    if len(key) != KEY_BYTES:
        folder = home.confidential
        raise ConfidentialError(
            f"The key of the rounding in {key_file(home)} has {len(key)} bytes and not "
            f"{KEY_BYTES}. {BACKUP.format(folder=folder)}"
        )
    return key


def first_key(home: Home, *, sample: bool) -> bytes:
    """The key of a home, drawn where there is none; ConfidentialError where it was lost."""
    key = key_of(home, sample=sample)
    if key is not None:
        return key
    rounded = of_this_series(home, sample=sample)
    if rounded:
        raise ConfidentialError(
            f"The key of the rounding is not in {key_file(home)}, and {rounded[-1]} was "
            f"rounded with it. {BACKUP.format(folder=home.confidential)}: another key would give "
            "away what earlier releases hide"
        )
    return _drawn(home)


def _drawn(home: Home) -> bytes:
    home.confidential.mkdir(parents=True, exist_ok=True)
    home.confidential.chmod(OWNER_ONLY_FOLDER)
    key = secrets.token_bytes(KEY_BYTES)
    beside = home.confidential / f".{secrets.token_hex(8)}.{os.getpid()}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another run drew one in this moment
            key_file(home).hardlink_to(beside)
    finally:
        beside.unlink(missing_ok=True)
    return key_file(home).read_bytes()


def key_name(key: bytes) -> str:
    """A name of the key that tells nothing of it.

    It is a whole digest: a short one that is mostly digits reads as a telephone number.
    """
    return hmac.new(key, b"name of the key", sha256).hexdigest()


def seal(key: bytes, ledger: Ledger) -> str:
    """A digest of the memory that only who has the key can compute, or a guess be held against."""
    content = table_csv(pa.Table.from_pandas(ledger.frame(), preserve_index=False))
    return hmac.new(key, content, sha256).hexdigest()


def sealed(release: Release) -> Mapping[str, str]:
    """What the manifest of a release says of key and memory; empty before there was rounding."""
    return {name: str(told) for name, told in release.manifest.get("rounding", {}).items()}


def rounded_versions(home: Home, *, sample: bool) -> dict[str, Mapping[str, str]]:
    """What releases tell of key and memory, withdrawn ones among them."""
    kept = (Release(path.parent) for path in home.withdrawn.glob(f"[0-9]*/{MANIFEST}"))
    gone = (release for release in kept if release.version.is_sample is sample)
    told = {str(r.version): sealed(r) for r in (*published(home.releases, sample=sample), *gone)}
    return {version: said for version, said in told.items() if said}


def of_this_series(home: Home, *, sample: bool) -> list[str]:
    """The versions that were rounded with the key of today, sorted: without it none follows."""
    return sorted(rounded_versions(home, sample=sample).keys() - _ended(home))


def _ended(home: Home) -> set[str]:
    """The versions of series that were ended: their key is another one."""
    return {version for one in series_of(home) for version in one["ended"]}


def remembered(home: Home, key: bytes, *, sample: bool) -> Remembered:
    """The memory after the last release, withdrawn ones among them.

    ConfidentialError where key or memory are lost, or others than the last release was rounded
    with.
    """
    before = {
        v: after for v, after in _entries(home).items() if Version.parse(v).is_sample is sample
    }
    told = rounded_versions(home, sample=sample)
    lost = sorted(told.keys() - before.keys())
    put_back = BACKUP.format(folder=home.confidential)
    if lost:
        raise ConfidentialError(
            f"The memory of the rounding after {some_of(lost, SHOWN)} is not in "
            f"{memory_file(home, lost[-1]).parent}. {put_back}"
        )
    public = {v: after for v, after in before.items() if v in told or (home.releases / v).is_dir()}
    last = sorted(public.keys() - set(public.values()))
    if not last:
        return Remembered()
    if len(last) > 1:
        raise ConfidentialError(
            f"The memory of the rounding forks: {' and '.join(last)} follow the same release. "
            f"{put_back}"
        )
    (version,) = last
    ledger = read_memory(home, version)
    if version not in _ended(home):
        _refuse_other(version, told.get(version, {}), key, ledger, put_back)
    return Remembered(version, ledger, tuple(_told(home, version).get("audited", ())))


def _refuse_other(
    version: str, told: Mapping[str, str], key: bytes, ledger: Ledger, put_back: str
) -> None:
    if told and told["key"] != key_name(key):
        raise ConfidentialError(
            f"{version} was rounded with another key (named {told['key']}, not "
            f"{key_name(key)}). {put_back}"
        )
    if told and told["memory"] != seal(key, ledger):
        raise ConfidentialError(
            f"The memory of the rounding after {version} was changed since. {put_back}"
        )


def _entries(home: Home) -> dict[str, str]:
    """Every version with a memory, and the version that each follows."""
    found: dict[str, str] = {}
    for path in memory_file(home, "").parent.glob("[0-9]*.parquet"):
        found[path.stem] = str(_told(home, path.stem).get("after", ""))
    return found


def _told(home: Home, version: str) -> dict[str, Any]:
    metadata = _read(memory_file(home, version), lambda p: pq.read_schema(p).metadata) or {}
    told: dict[str, Any] = json.loads(metadata.get(TOLD, b"{}"))
    return told


def chain(home: Home, version: str) -> list[str]:
    """A version and all whose memory its own rests on, the last first."""
    before, found = _entries(home), list[str]()
    while version in before and version not in found:
        found.append(version)
        version = before[version]
    return found


def read_memory(home: Home, version: str, *, anew: bool = False) -> Ledger:
    """The memory after a version, or with `anew` what of it was rounded for that version.

    ConfidentialError where it cannot be read.
    """
    frame = _read(memory_file(home, version), pq.read_table).to_pandas()
    if anew:
        new = pd.MultiIndex.from_tuples(map(tuple, _told(home, version)["anew"]))
        frame = frame[pd.MultiIndex.from_frame(frame[["tree", "period"]]).isin(new)]
    return Ledger.from_frame(frame)


def _read(path: Path, how):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - pyarrow is untyped
    try:
        return how(path)
    except (OSError, pa.ArrowException) as error:
        raise ConfidentialError(
            f"The memory of the rounding in {path} cannot be read ({type(error).__name__}). "
            f"{BACKUP.format(folder=path.parents[1])}"
        ) from None


def remember(  # noqa: PLR0913 - what is kept of a release
    home: Home,
    version: str,
    ledger: Ledger,
    *,
    after: str,
    anew: Sequence[tuple[str, str]],
    audited: Sequence[Mapping[str, object]],
) -> None:
    """Keep the memory after a version, before that is published.

    `anew` are the trees and months that were rounded for it, `audited` what the attacks found.
    """
    told = json.dumps({"after": after, "anew": anew, "audited": list(audited)})
    table = pa.Table.from_pandas(ledger.frame(), preserve_index=False)
    path = memory_file(home, version)
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in (home.confidential, path.parent):
        folder.chmod(OWNER_ONLY_FOLDER)
    clear_left(home.confidential)
    replace_file(path, partial(_write, table.replace_schema_metadata({TOLD: told.encode()})))


def _write(table: pa.Table, path: Path) -> None:
    path.touch(mode=OWNER_ONLY)
    pq.write_table(table, path)
