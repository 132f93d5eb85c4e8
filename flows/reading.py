"""The archived files of a month, read in batches by a child; what was read of each is kept."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from flows.archive import Archive, Receipt, first_met
from flows.child import CRASHED, FileRef, read_files
from flows.files import replace_file
from flows.reuse.code import code_of
from flows.reuse.keeping import Keeping, Written
from flows.reuse.record import FOLDER, digest, key_of, read_record
from flows.reuse.step import Step
from flows.runner import BATCH, Runner
from flows.senders import senders
from flows.settings import Request
from schemas.spoken import SpokenError
from transforms.record import Reading

READINGS = f"{FOLDER}/readings"
"""The folder of a month's working files that holds what was read of each file."""

DIGEST = 64


class ReadingLostError(SpokenError):
    """What was kept of a file was taken away while the run went on."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Archived files that are read together, and what they are expected to be.

    What is read is kept in `shelf`, under a key, where there is one.
    """

    files: tuple[FileRef, ...]
    period: str
    sample: bool
    key: str = ""
    shelf: Path | None = None


def batches(
    archive: Archive,
    digests: Collection[str],
    like: Batch,
    size: int = BATCH,
) -> list[Batch]:
    """Archived files in batches like a given one, each distinct content once."""
    refs = [FileRef(submission=sha, path=archive.path(sha)) for sha in sorted(set(digests))]
    return [
        replace(like, files=tuple(refs[start : start + size]))
        for start in range(0, len(refs), size)
    ]


def read(batch: Batch) -> list[Reading]:
    """Read a batch in a child process; a file that cannot be read comes back as a problem.

    What the reader died of is not kept: the file may have met a machine short of memory.
    """
    readings = read_files(batch.files, batch.period, sample=batch.sample)
    if batch.shelf is not None:
        for reading in readings:
            if not is_crashed(reading):
                _keep(batch.shelf, batch.key, reading)
    return readings


def is_crashed(reading: Reading) -> bool:
    """Whether the reader died of the file, or took too long."""
    return any(problem.kind == CRASHED for problem in reading.problems)


def reading_ingredients(request: Request, receipts: Sequence[Receipt]) -> dict[str, str]:
    """What the readings of a month follow from."""
    return {
        "code of reading": code_of(Step.READ),
        "month and sort": digest([request.period, str(request.sample)]),
        "contents of files": digest(sorted({receipt.sha256 for receipt in receipts})),
    }


@dataclass(frozen=True)
class Read:
    """The readings of a month, at hand or kept under a key.

    `crashed` are the files that the reader died of; `is_other_sort` says that nothing but
    examples came where reports are asked for, or the reverse.
    """

    crashed: tuple[str, ...]
    is_other_sort: bool
    kept: tuple[Path, ...] = ()
    key: str = ""
    fresh: tuple[Reading, ...] = ()

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """One reading a file, in the order of their sha256; ReadingLostError."""
        kept = [_at(path, self.key) for path in self.kept]
        found = {reading.submission: reading for reading in (*kept, *self.fresh)}
        return tuple(found[sha] for sha in sorted(found))


def read_month(
    request: Request,
    archive: Archive,
    receipts: Sequence[Receipt],
    runner: Runner,
    keeping: Keeping,
) -> Read:
    """Read the files of a month, each unless it was read before by the same code."""
    ingredients = reading_ingredients(request, receipts)
    key = piece_key(ingredients)
    shelf = keeping.work / READINGS
    digests = sorted({receipt.sha256 for receipt in receipts})
    standing = keeping.standing(Step.READ, ingredients)
    village = request.village
    if standing is not None and not standing.told["crashed"] and not village:
        keeping.reused(standing)
        paths = tuple(shelf / sha for sha in digests)
        return Read((), bool(standing.told["other_sort"]), paths, key)
    known = {} if Step.READ in keeping.again else _known(shelf, digests, key)
    if village:
        known = {sha: r for sha, r in known.items() if not _is_of(r, village, receipts)}
    todo = [sha for sha in digests if sha not in known]
    fresh: list[Reading] = []

    def work() -> Written:
        like = Batch((), request.period, request.sample, key, shelf if keeping.is_kept else None)
        listed = batches(archive, todo, like, runner.share)
        fresh.extend(r for batch in runner.batches("Read", read, listed) for r in batch)
        crashed = [reading.submission for reading in fresh if is_crashed(reading)]
        readings = [*known.values(), *fresh]
        told = {
            "crashed": crashed,
            "other_sort": is_other_sort(request, readings),
            "one_sort": not crashed and _is_one_sort(request, readings),
        }
        kept = [f"{READINGS}/{sha}" for sha in digests if sha not in crashed]
        return Written(kept, told, pieces=len(digests), fresh=len(todo))

    record = keeping.did(Step.READ, ingredients, work)
    crashed = tuple(record.told["crashed"])
    return Read(crashed, bool(record.told["other_sort"]), fresh=(*known.values(), *fresh))


def piece_key(ingredients: dict[str, str]) -> str:
    """The key under which one file's reading is kept: what it follows from but its content."""
    return key_of({name: d for name, d in ingredients.items() if name != "contents of files"})


def crashed_before(work: Path, ingredients: dict[str, str]) -> tuple[str, ...]:
    """The files that the reader died of when these were read last."""
    record = read_record(work, Step.READ)
    is_same = record is not None and record.ingredients == ingredients
    return tuple(record.told["crashed"]) if record is not None and is_same else ()


def readings_of(
    request: Request, archive: Archive, receipts: Sequence[Receipt]
) -> tuple[Reading, ...]:
    """The readings of a month, as kept or read again; nothing is written."""
    key = piece_key(reading_ingredients(request, receipts))
    digests = {receipt.sha256 for receipt in receipts}
    known = _known(request.home.work(request.period) / READINGS, digests, key)
    like = Batch((), request.period, request.sample)
    for batch in batches(archive, digests - known.keys(), like):
        known |= {reading.submission: reading for reading in read(batch)}
    return tuple(known[sha] for sha in sorted(known))


def _known(shelf: Path, digests: Collection[str], key: str) -> dict[str, Reading]:
    found = ((sha, kept_reading(shelf / sha, key)) for sha in digests)
    return {sha: reading for sha, reading in found if reading is not None}


def _keep(shelf: Path, key: str, reading: Reading) -> None:
    """A file of the key, the digest of the rest, and the pickled reading."""
    content = pickle.dumps(reading, protocol=pickle.HIGHEST_PROTOCOL)
    head = (key + hashlib.sha256(content).hexdigest()).encode()
    replace_file(shelf / reading.submission, partial(_write, head + content))


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def kept_reading(path: Path, key: str) -> Reading | None:
    """What is kept of a file under a key; None where it is not, or is not what was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    told, stated, body = content[:DIGEST], content[DIGEST : 2 * DIGEST], content[2 * DIGEST :]
    if told != key.encode() or stated != hashlib.sha256(body).hexdigest().encode():
        return None
    reading = pickle.loads(body)  # noqa: S301 - written by this program, vouched for by its digest
    return reading if isinstance(reading, Reading) else None


def _at(path: Path, key: str) -> Reading:
    reading = kept_reading(path, key)
    if reading is None:
        raise ReadingLostError(
            f"{path} was changed or taken away while the month was run: run the same command again"
        )
    return reading


def _is_of(reading: Reading, village: str, receipts: Sequence[Receipt]) -> bool:
    """Whether a file is a village's, by what it says or by its name."""
    if reading.record is not None:
        return reading.record.village_code == village
    return senders(receipts).get(reading.submission) == village


def is_other_sort(request: Request, readings: Sequence[Reading]) -> bool:
    """Whether nothing but examples came where reports are asked for, or the reverse."""
    other = _other_kind(request)
    kinds = [{problem.kind for problem in reading.problems} for reading in readings]
    is_met = any(other in found for found in kinds)
    return is_met and all(reading.record is None for reading in readings)


def _is_one_sort(request: Request, readings: Sequence[Reading]) -> bool:
    """Whether reports came and no examples where reports are asked for, or the reverse."""
    kinds = {problem.kind for reading in readings for problem in reading.problems}
    is_met = any(reading.record is not None for reading in readings)
    return is_met and _other_kind(request) not in kinds


def is_known_other_sort(request: Request, receipts: Sequence[Receipt]) -> bool:
    """Whether a run that asked for the other sort has read these very files as that, all of them.

    So that nobody waits for them to be read again to be told so.
    """
    record = read_record(request.home.work(request.period), Step.READ)
    if record is None or not record.told.get("one_sort"):
        return False
    other = replace(request, sample=not request.sample)
    return record.ingredients == reading_ingredients(other, receipts)


def _other_kind(request: Request) -> str:
    return "file_is_real" if request.sample else "file_is_example"


def arrivals(receipts: Sequence[Receipt]) -> dict[str, datetime]:
    """The moment at which each content arrived, by the first collection that met it."""
    met = sorted(first_met(receipts), key=lambda receipt: receipt.received_at)
    return {receipt.sha256: receipt.received_at for receipt in reversed(met)}
