"""What a release rests on: reports, decisions, rules, codes, areas, protection, program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from schemas.decision import Act

Place = tuple[str, str]
"""A village and a month."""

Cell = tuple[str, str, tuple[tuple[str, str], ...]]
"""A table, a measure, and the codes of its row besides village and month."""

Record = Mapping[str, str]
RULE_SAYS = ("relation", "left", "right", "may_be_blank", "limits", "life")
RULE_LOOKS_AT = ("left", "right", "may_be_blank")

NO_FILES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Declared:
    """What the dictionary of a release declares that can change its values.

    `questions` tells the question of the form behind each cell of an answer.
    """

    rules: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, frozenset[str]]
    codes: Mapping[str, frozenset[str]]
    questions: Mapping[Cell, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The evidence of one release, as its public files tell it.

    `reports` are the sha256 of the readable versions by village and month, `inputs` those
    of all files by month; `decided` the numbers of the decisions in force by village and
    month, and `decided_files` by the sha256 of the file they leave out. `districts` are the
    kecamatan of each village and `villages` what the register says of it by column.
    """

    version: str
    reports: Mapping[Place, frozenset[str]]
    inputs: Mapping[str, frozenset[str]]
    decided: Mapping[Place, frozenset[int]]
    decided_files: Mapping[str, frozenset[int]]
    declared: Declared
    districts: Mapping[str, str]
    villages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    protection: Mapping[str, int] = field(default_factory=dict)
    program: str = ""


def declared_of(
    columns: Sequence[Record],
    codes: Sequence[Record],
    rules: Sequence[Record],
    questions: Sequence[Record],
) -> Declared:
    """What the records of a dictionary and of its lists declare; see outputs.dictionary."""
    members: dict[str, set[str]] = {}
    for record in codes:
        members.setdefault(record["list"], set()).add(record["code"])
    return Declared(
        rules={r["rule"]: tuple(r[name] for name in RULE_SAYS) for r in rules},
        asked={r["rule"]: _questions_of(r) for r in rules},
        codes={
            f"{r['table']}.{r['column']}": frozenset(members[r["codes"]])
            for r in columns
            if r["codes"]
        },
        questions={(r["table"], r["column"], _keys(r["keys"])): r["question"] for r in questions},
    )


def _questions_of(rule: Record) -> frozenset[str]:
    words = " ".join(rule[name] for name in RULE_LOOKS_AT).split()
    return frozenset(word.partition("=")[0] for word in words)


def _keys(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (word.partition("=") for word in text.split())
    return tuple((name, value) for name, _, value in pairs)


def grounds_of(  # noqa: PLR0913 - what a release rests on
    version: str,
    tables: Mapping[str, pa.Table],
    declared: Declared,
    *,
    inputs: Mapping[str, tuple[str, ...]],
    protection: Mapping[str, int],
    program: str,
) -> Grounds:
    """The grounds of a release from its tables and what its manifest and dictionary say."""
    decided, files = _decided(tables["decisions"])
    villages = tables["villages"].to_pylist()
    return Grounds(
        version=version,
        reports=_reports(tables["submissions"]),
        inputs={period: frozenset(shas) for period, shas in inputs.items()},
        decided=decided,
        decided_files=files,
        declared=declared,
        districts={row["village_code"]: row["district_code"] for row in villages},
        villages={
            row["village_code"]: {name: str(value) for name, value in row.items()}
            for row in villages
        },
        protection=protection,
        program=program,
    )


def _reports(submissions: pa.Table) -> dict[Place, frozenset[str]]:
    found: dict[Place, set[str]] = {}
    for row in submissions.select(["village_code", "period", "sha256"]).to_pylist():
        found.setdefault((row["village_code"], row["period"]), set()).add(row["sha256"])
    return {place: frozenset(shas) for place, shas in found.items()}


def _decided(
    decisions: pa.Table,
) -> tuple[dict[Place, frozenset[int]], dict[str, frozenset[int]]]:
    """The decisions in force, by village and month and by the file they leave out."""
    rows = sorted(decisions.to_pylist(), key=lambda row: -row["number"])
    undone: set[int] = set()
    places: dict[Place, set[int]] = {}
    files: dict[str, set[int]] = {}
    for row in rows:
        if row["number"] in undone:
            continue
        if row["act"] == Act.UNDO:
            undone.add(row["undoes"])
        elif row["sha256"] is not None:
            files.setdefault(row["sha256"], set()).add(row["number"])
        else:
            place = (row["village_code"] or "", row["period"])
            places.setdefault(place, set()).add(row["number"])
    return (
        {place: frozenset(numbers) for place, numbers in places.items()},
        {sha: frozenset(numbers) for sha, numbers in files.items()},
    )
