"""What is kept of a step that was done: what it followed from, and its results by digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.files import read_json, write_json
from flows.reuse.step import Step
from outputs.canonical import file_facts

FOLDER = "steps"
"""The folder of a month's working files that holds its records."""


@dataclass(frozen=True, slots=True)
class Record:
    """A step that was done.

    `ingredients` are the digests of all that its results follow from, by what a person calls
    them; `results` the sha256 of each file it wrote, by path below the month's working
    folder; `told` what later steps and people ask of it; `seconds` how long it took.
    """

    step: Step
    ingredients: dict[str, str]
    results: dict[str, str] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def key(self) -> str:
        """One digest of everything it followed from."""
        return key_of(self.ingredients)


def key_of(ingredients: Mapping[str, str]) -> str:
    """One sha256 over named digests, whatever their order."""
    return hashlib.sha256(json.dumps(dict(ingredients), sort_keys=True).encode()).hexdigest()


def digest(told: Iterable[str]) -> str:
    """A sha256 over texts in their order."""
    joined = "\0".join(told)
    return hashlib.sha256(joined.encode("utf-8", "backslashreplace")).hexdigest()


def record_path(work: Path, step: Step) -> Path:
    """Where the record of a step is, in the working folder of its month."""
    return work / FOLDER / f"{step}.json"


def read_record(work: Path, step: Step) -> Record | None:
    """The record of a step; None where there is none that can be read."""
    try:
        return Record(**(read_json(record_path(work, step)) | {"step": step}))
    except TypeError:
        return None


def write_record(work: Path, record: Record) -> None:
    """Keep the record of a step, after its results."""
    write_json(record_path(work, record.step), asdict(record))


def results_of(work: Path, paths: Iterable[str]) -> dict[str, str]:
    """The sha256 of files below a working folder."""
    return {path: file_facts(work, path).sha256 for path in sorted(paths)}


def is_whole(work: Path, record: Record) -> bool:
    """Whether every result of a step still is what it wrote."""
    try:
        return record.results == results_of(work, record.results)
    except OSError:
        return False
