"""Great Expectations asks: tables and evidence become suites, results become outcomes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

import pandas as pd
import pyarrow as pa

from outputs.deferred import deferred
from outputs.gate.bounds import may_be_empty, row_bounds
from outputs.gate.candidate import Candidate
from outputs.gate.evidence import EMPTY, MEASURED, PARTLY, UNMEASURED, UNSEEN, WHERE, NotAsked
from outputs.gate.sources import EVIDENCE
from outputs.gate.verdict import Outcome
from schemas.field import Text
from schemas.gate import Expectation, State
from schemas.gate_questions import KEY, ROWS, of_release, of_table
from schemas.table import Table

PLACES = 20
"""How many places an outcome names."""

_UNREADABLE = (KeyError, ValueError, TypeError, OSError, pa.ArrowException, sqlite3.Error)
"""What reading a file that is not of its declared shape can raise."""


@dataclass(frozen=True)
class _Asker:
    """A context of Great Expectations that looks at one frame after another."""

    gx: Any
    definition: Any

    def ask(self, frame: pd.DataFrame, name: str, expectations: Sequence[Any]) -> list[Any]:
        """The results of a suite on a frame, in its order; with details where one fails.

        Details cost as much again as the answer, and where all hold there are none.
        """
        batch = self.definition.get_batch({"dataframe": frame})
        suite = self.gx.ExpectationSuite(name=name, expectations=list(expectations))
        answers = batch.validate(suite, result_format="BOOLEAN_ONLY")
        if answers.success:
            return list(answers.results)
        told = {"result_format": "COMPLETE", "unexpected_index_column_names": [WHERE]}
        of_table = WHERE not in frame
        return list(batch.validate(suite, result_format="BASIC" if of_table else told).results)


def outcomes(candidate: Candidate) -> list[Outcome]:
    """What came of every expectation of the gate: table by table, then of the whole.

    Great Expectations takes seconds to import, so only this imports it, and of what it imports
    two thirds wait until they are used: its charts and its statistics.
    """
    asker = _asker()
    tables = (_of_table(asker, candidate, table) for table in candidate.declared.values())
    release = of_release(candidate.floor).values()
    asked = {one: partial(EVIDENCE[one.id], candidate) for one in release}
    return [*chain.from_iterable(tables), *outcomes_of(asked, asker)]


def outcomes_of(
    asked: Mapping[Expectation, Callable[[], pd.DataFrame]], asker: _Asker | None = None
) -> list[Outcome]:
    """What came of expectations whose evidence is given by a function each."""
    asker = asker or _asker()
    return [_of_evidence(asker, one, measure) for one, measure in asked.items()]


def _asker() -> _Asker:
    with deferred("altair", "scipy.stats"):
        import great_expectations as gx  # noqa: PLC0415

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]  # as documented
    source = context.data_sources.add_pandas("release")
    asset = source.add_dataframe_asset("staged")
    return _Asker(gx, asset.add_batch_definition_whole_dataframe("whole"))


def _of_table(asker: _Asker, candidate: Candidate, table: Table) -> list[Outcome]:
    """Of a table: how many rows, and its key."""
    declared = of_table(table)
    try:
        frame = candidate.frame(table.name)
    except _UNREADABLE as error:
        return [_unmeasured(one, error) for one in declared.values()]
    expect = asker.gx.expectations
    low, high = row_bounds(table, len(candidate.periods))
    asked = {
        ROWS: expect.ExpectTableRowCountToBeBetween(min_value=low, max_value=high),
        KEY: _unique(expect, table),
    }
    unasked = list[Outcome]()
    lacking = [name for name in table.key if name not in frame]
    if lacking:
        del asked[KEY]
        unasked = [_unmeasured(declared[KEY], KeyError(*lacking))]
    elif frame.empty and table.name in may_be_empty():
        del asked[KEY]
        unasked = [_not_asked(declared[KEY], EMPTY)]
    results = dict(zip(asked, asker.ask(frame, table.name, list(asked.values())), strict=True))
    rows = len(frame)
    found = [_outcome(declared[ROWS], results[ROWS], rows, str(rows))]
    if KEY in results:
        keyed = len(frame[list(table.key)].dropna(how="all"))
        found.append(_of_key(declared[KEY], results[KEY], keyed))
    return [*found, *unasked]


def _of_key(expectation: Expectation, result: Any, rows: int) -> Outcome:  # noqa: ANN401
    """Of a key: how many rows are not the only ones with theirs."""
    if not rows:
        return _failed(expectation, UNSEEN)
    return _outcome(expectation, result, rows, f"{result.result.get('unexpected_count', 0)}/{rows}")


def _unique(expect: Any, table: Table) -> Any:  # noqa: ANN401 - an untyped library
    if len(table.key) > 1:
        return expect.ExpectCompoundColumnsToBeUnique(column_list=list(table.key))
    return expect.ExpectColumnValuesToBeUnique(column=table.key[0])


def _of_evidence(
    asker: _Asker, expectation: Expectation, measure: Callable[[], pd.DataFrame]
) -> Outcome:
    """Of the whole: whether everything was measured and is between its limits."""
    try:
        frame = measure()
    except NotAsked as none:
        return _not_asked(expectation, none.why)
    except _UNREADABLE as error:
        return _unmeasured(expectation, error)
    missing = int(frame[MEASURED].isna().sum())
    frame = frame.dropna(subset=[MEASURED])
    if frame.empty:
        return _failed(expectation, UNSEEN)
    between = asker.gx.expectations.ExpectColumnValuesToBeBetween(
        column=MEASURED, min_value=expectation.low, max_value=expectation.high
    )
    result = asker.ask(frame, expectation.id, [between])[0]
    outcome = _outcome(expectation, result, len(frame), _spread(frame, result))
    if not missing:
        return outcome
    return replace(outcome, state=State.FAILED, why=PARTLY.format(number=missing))


def _failed(expectation: Expectation, why: Text) -> Outcome:
    return Outcome(expectation.id, State.FAILED, rows=0, why=why)


def _unmeasured(expectation: Expectation, error: Exception) -> Outcome:
    return _failed(expectation, UNMEASURED.format(error=type(error).__name__))


def _not_asked(expectation: Expectation, why: Text) -> Outcome:
    return Outcome(expectation.id, State.NOT_ASKED, rows=0, why=why)


def _outcome(
    expectation: Expectation,
    result: Any,  # noqa: ANN401 - an untyped library
    rows: int,
    seen: str,
) -> Outcome:
    """What a result of Great Expectations says, with the places of what is outside the limits."""
    wrong = result.result.get("unexpected_index_list") or []
    places = tuple(f"{place[WHERE]}: {_number(place[MEASURED])}" for place in wrong[:PLACES])
    state = State.PASSED if result.success else State.FAILED
    return Outcome(expectation.id, state, rows=rows, seen=seen, places=places)


def _spread(frame: pd.DataFrame, result: Any) -> str:  # noqa: ANN401
    """What was measured, without words: the spread, and how many of how many are outside."""
    low, high = frame[MEASURED].min(), frame[MEASURED].max()
    spread = _number(low) if low == high else f"{_number(low)} … {_number(high)}"
    wrong = result.result.get("unexpected_count", 0)
    return f"{spread} ({wrong}/{len(frame)})" if wrong else spread


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
