"""The users' queries of contracts/: what each promises in its first lines, and what it gives."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pandas as pd

from outputs.formats.database import DATABASE
from outputs.gate.candidate import Candidate
from outputs.gate.evidence import evidence
from schemas.field import Text

_PROMISE = re.compile(r"^-- (id|en|columns|rows): (.+)$", re.MULTILINE)
_COLUMN = re.compile(r"([a-z_]+) (text|integer|real)( or null)?")
_ROWS = re.compile(r"([0-9]+)( or more)?|months")
_TYPES = {"text": (str,), "integer": (int,), "real": (float, int)}


class ContractError(ValueError):
    """A file of contracts/ does not promise as it should; the message says which and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A query by its name: its sentence, its columns with their types, and how many rows."""

    name: str
    sentence: Text
    query: str
    columns: tuple[tuple[str, str, bool], ...]
    rows: str

    def row_bounds(self, months: int) -> tuple[int, int | None]:
        """The fewest and the most rows of its answer over so many months."""
        if self.rows == "months":
            return months, months
        number, more = _ROWS.fullmatch(self.rows).groups()  # type: ignore[union-attr]  # parsed so
        return int(number), None if more else int(number)


def parsed(name: str, text: str) -> Contract:
    """A contract by the text of its file; ContractError with the line that is missing or wrong."""
    told = dict(_PROMISE.findall(text))
    lacking = [line for line in ("id", "en", "columns", "rows") if line not in told]
    if lacking:
        raise ContractError(f"contracts/{name}.sql lacks the line `-- {lacking[0]}: ...`")
    columns = [_COLUMN.fullmatch(part) for part in told["columns"].split(", ")]
    if not all(columns) or not _ROWS.fullmatch(told["rows"]):
        raise ContractError(
            f"contracts/{name}.sql: write `-- columns: name text, other integer or null` and "
            "`-- rows: 15`, `15 or more` or `months`"
        )
    return Contract(
        name=name,
        sentence=Text(told["id"], told["en"]),
        query=text,
        columns=tuple((c[1], c[2], c[3] is not None) for c in columns if c is not None),
        rows=told["rows"],
    )


@cache
def contracts() -> tuple[Contract, ...]:
    """Every contract, by name."""
    found = [path for path in files("contracts").iterdir() if path.name.endswith(".sql")]
    return tuple(
        parsed(path.name.removesuffix(".sql"), path.read_text(encoding="utf-8"))
        for path in sorted(found, key=lambda path: path.name)
    )


def columns(candidate: Candidate) -> pd.DataFrame:
    """Of each contract: how many columns are missing, misplaced or of another type."""
    return evidence((c.name, _misfits(c, *_answer(candidate, c))) for c in contracts())


def rows(candidate: Candidate) -> pd.DataFrame:
    """Of each contract: how many rows its answer lacks or has too many."""
    found = []
    for contract in contracts():
        low, high = contract.row_bounds(len(candidate.periods))
        number = len(_answer(candidate, contract)[1])
        above = 0 if high is None else max(0, number - high)
        found.append((contract.name, max(0, low - number) + above))
    return evidence(found)


def _answer(candidate: Candidate, contract: Contract) -> tuple[list[str], list[tuple[object, ...]]]:
    """Names and rows that the release's database gives; no names where it cannot answer."""
    address = f"file:{candidate.staged / DATABASE}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        try:
            cursor = database.execute(contract.query)
            return [column[0] for column in cursor.description], cursor.fetchall()
        except sqlite3.Error:
            return [], []


def _misfits(contract: Contract, names: list[str], found: list[tuple[object, ...]]) -> int:
    wrong = abs(len(names) - len(contract.columns))
    for place, (promised, kind, nullable) in enumerate(contract.columns[: len(names)]):
        fits = names[place] == promised and all(
            isinstance(row[place], _TYPES[kind]) or (nullable and row[place] is None)
            for row in found
        )
        wrong += not fits
    return wrong
