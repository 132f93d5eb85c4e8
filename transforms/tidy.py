"""The tidy tables of a month: every village and key present, each value with its status."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.columns import PERIOD, VILLAGE_CODE
from schemas.field import CodeList
from schemas.form import FORM
from schemas.form_tables import form_tables
from schemas.frames import FRAME_TYPES
from schemas.rules import OnlyIf, rules_of
from schemas.section import Form, Log, Question
from schemas.table import ColumnType, Table, status_of
from transforms.wide import Wide

Strings = NDArray[np.object_]


def form_frames(wide: Wide, form: Form = FORM) -> dict[str, pd.DataFrame]:
    """The frames of all tables that follow from grids of the form (not from its logs)."""
    logged = {q.table for b in form.blocks.values() if isinstance(b, Log) for q in b.questions("")}
    statuses = _statuses(wide, form)
    cells: dict[tuple[str, str, tuple[tuple[str, str], ...]], Question] = {
        (q.table, q.measure, q.keys): q for q in form.questions.values() if q.table
    }
    return {
        table.name: _frame(table, wide, statuses, cells)
        for table in form_tables(form)
        if table.name not in logged
    }


def _statuses(wide: Wide, form: Form) -> dict[str, Strings]:
    """The status of each answer: A there, V asked back, M cannot exist, O not reported."""
    statuses = {
        question: np.where(pd.isna(values), "O", "A").astype(object)
        for answers in (wide.counts, wide.choices)
        for question, values in answers.items()
    }
    for question, asked in wide.questioned.items():
        status = statuses[question]
        status[asked & (status == "A")] = "V"
    for rule in rules_of(form):
        if isinstance(rule, OnlyIf):
            _mark_impossible(rule, wide, statuses)
    return statuses


def _mark_impossible(rule: OnlyIf, wide: Wide, statuses: dict[str, Strings]) -> None:
    """A blank answer cannot exist where what it depends on is answered otherwise."""
    condition = wide.choices[rule.on]
    excluded = np.array([code is not None and code != rule.code for code in condition])
    status = statuses[rule.question]
    status[excluded & (status == "O")] = "M"


def _frame(
    table: Table,
    wide: Wide,
    statuses: dict[str, Strings],
    cells: dict[tuple[str, str, tuple[tuple[str, str], ...]], Question],
) -> pd.DataFrame:
    lists = [table[name].codes for name in table.key[2:]]
    keys = _product(table.key[2:], [codes for codes in lists if codes is not None])
    count, villages = len(keys), len(wide.villages)
    columns: dict[str, object] = {
        VILLAGE_CODE.name: _strings(np.repeat(np.array(wide.villages, dtype=object), count)),
        PERIOD.name: _strings(np.full(count * villages, wide.period, dtype=object)),
    }
    for position, name in enumerate(table.key[2:]):
        codes = np.array([key[position][1] for key in keys], dtype=object)
        columns[name] = _strings(np.tile(codes, villages))
    for name in table.names:
        if name in columns or name.removesuffix("_status") in columns:
            continue
        questions = [cells.get((table.name, name, key)) for key in keys]
        columns[name] = _measure(table, name, questions, wide)
        if name in table.measures:
            columns[status_of(name)] = _strings(_status_column(questions, statuses, villages))
    return pd.DataFrame(columns)[list(table.names)]


def _product(names: tuple[str, ...], lists: list[CodeList]) -> list[tuple[tuple[str, str], ...]]:
    keys: list[tuple[tuple[str, str], ...]] = [()]
    for name, codes in zip(names, lists, strict=True):
        keys = [(*key, (name, code)) for key in keys for code in codes.values]  # noqa: PD011 - a code list
    return keys


def _measure(
    table: Table, name: str, questions: list[Question | None], wide: Wide
) -> pd.api.extensions.ExtensionArray:
    if table[name].type is ColumnType.INTEGER:
        empty = np.full(len(wide.villages), np.nan)
        numbers = np.stack([wide.counts[q.id] if q else empty for q in questions], axis=1)
        return whole(numbers.ravel())
    blank = np.full(len(wide.villages), None, dtype=object)
    texts = np.stack([wide.choices[q.id] if q else blank for q in questions], axis=1)
    return _strings(texts.ravel())


def whole(numbers: NDArray[np.float64]) -> pd.api.extensions.ExtensionArray:
    """Floats as nullable whole numbers, NaN as missing."""
    missing = np.isnan(numbers)
    return pd.arrays.IntegerArray(np.where(missing, 0, numbers).astype(np.int64), missing)


def _strings(values: Strings) -> pd.api.extensions.ExtensionArray:
    return pd.array(values, dtype="str")


def _status_column(
    questions: list[Question | None], statuses: dict[str, Strings], villages: int
) -> Strings:
    impossible = np.full(villages, "M", dtype=object)
    return np.stack([statuses[q.id] if q else impossible for q in questions], axis=1).ravel()


def frame_of(table: Table, rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """A frame of the declared types from plain rows; columns a row lacks are missing."""
    listed = list(rows)
    return pd.DataFrame(
        {
            column.name: pd.Series(
                [row.get(column.name) for row in listed], dtype=FRAME_TYPES[column.type]
            )
            for column in table.columns
        }
    )
