"""What manifest.json holds, checked before anything of it is used: paths are made of its words."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, NotRequired, cast

from pydantic import (
    AfterValidator,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from typing_extensions import TypedDict

from schemas.months import PERIOD
from schemas.release import VERSION_PATTERN, ReleaseFacts

VersionText = Annotated[str, StringConstraints(strict=True, pattern=VERSION_PATTERN)]
Period = Annotated[str, StringConstraints(strict=True, pattern=f"^{PERIOD.pattern}$")]
Digest = Annotated[str, StringConstraints(strict=True, pattern="^[0-9a-f]{64}$")]
Preceding = VersionText | Annotated[str, StringConstraints(strict=True, max_length=0)]
Count = Annotated[StrictInt, Field(ge=0)]


class Villages(TypedDict):
    """How many villages were expected, reported, and reported late."""

    expected: Count
    reported: Count
    late: Count


class Program(TypedDict):
    """The program that made a release: its version and a digest of its code."""

    version: StrictStr
    sha256: StrictStr


class Decisions(TypedDict):
    """How many entries the register had, and the digest of those that were used."""

    entries: Count
    sha256: StrictStr


class Rounding(TypedDict):
    """The name of the key, the version whose memory was used, and a seal of the one after.

    `series` is the number of the series and `reason` why the one before was ended, if one was.
    """

    key: Digest
    after: Preceding
    memory: Digest
    series: NotRequired[StrictStr]
    reason: NotRequired[StrictStr]


class Override(TypedDict):
    """An expectation of the gate that did not stop the release, and the reason given."""

    id: StrictStr
    reason: StrictStr


class Gate(TypedDict):
    """What the gate found, held against the floor of coverage, and what a person overrode."""

    floor: Count
    passed: Count
    not_asked: Count
    warned: list[StrictStr]
    overridden: list[Override]


class File(TypedDict):
    """A file of a release: its path below the folder, its size in bytes, its sha256."""

    path: StrictStr
    bytes: Count
    sha256: Digest


class Manifest(TypedDict):
    """The keys of manifest.json that are used; others may stand beside them."""

    version: VersionText
    is_sample: StrictBool
    period: Period
    periods: list[Period]
    previous: Preceding
    lineage: list[VersionText]
    withdrawn: NotRequired[list[VersionText]]
    schema_version: StrictStr
    site: StrictStr
    issued: StrictStr
    villages: Villages
    problems: dict[StrictStr, Count]
    code: Program
    libraries: dict[StrictStr, StrictStr]
    inputs: dict[Period, list[Digest]]
    gate: NotRequired[Gate]
    decisions: Decisions
    protection: dict[StrictStr, StrictInt]
    rounding: NotRequired[Rounding]
    changes: dict[StrictStr, Count]
    rows: dict[StrictStr, Count]
    content_sha256: dict[StrictStr, Digest]
    files: list[File]


def manifest_of(told: object) -> Manifest:
    """The manifest itself, keys in their order; ValueError names the first place amiss."""
    try:
        _adapter().validate_python(told)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise ValueError(f"{where}: {first['msg']}") from None
    return cast("Manifest", told)


def facts_of(told: Manifest) -> ReleaseFacts:
    """The facts from which this manifest was written."""
    return ReleaseFacts(
        version=told["version"],
        period=told["period"],
        is_sample=told["is_sample"],
        issued=told["issued"],
        villages_expected=told["villages"]["expected"],
        villages_reported=told["villages"]["reported"],
        villages_late=told["villages"]["late"],
        schema_version=told["schema_version"],
        lineage=tuple(told["lineage"]),
        withdrawn=tuple(told.get("withdrawn", ())),
        periods=tuple(told["periods"]),
        changes=told["changes"],
        site=told["site"],
        gate=dict(told.get("gate", {})),
        problems=told["problems"],
        inputs={period: tuple(files) for period, files in told["inputs"].items()},
        decisions=told["decisions"]["sha256"],
        entries=told["decisions"]["entries"],
        protection=told["protection"],
        rounding={name: str(said) for name, said in told.get("rounding", {}).items()},
        code_version=told["code"]["version"],
        code_digest=told["code"]["sha256"],
        libraries=told["libraries"],
    )


def _follows(told: Manifest) -> Manifest:
    if told["previous"] != ([""] + told["lineage"])[-1]:
        raise ValueError("previous is not the last of lineage")
    return told


@cache
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[Manifest, AfterValidator(_follows)])
