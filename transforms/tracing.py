"""From a published cell back to the questions, or lines of a log, that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemas.classification import CLASSIFICATION
from schemas.columns import AREA_CODE, VILLAGE_CODE
from schemas.form import FORM
from schemas.indicators import INDICATOR, indicator
from schemas.protected_cells import merges_of
from schemas.protection import BY_AREA, parts_of_sum
from schemas.register import REGENCY_CODE
from schemas.section import Form, Log, Question
from schemas.table import status_of
from schemas.tables import tidy_tables, villages_column

STATUS = status_of("")
VILLAGES = villages_column("")


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """One answer that a cell rests on: the village, the question, the line of a log (or 0)."""

    village_code: str
    question: str
    line: int = 0


class NoSuchCellError(Exception):
    """A table, column or key that does not exist; the message says which there are."""


def origins(
    table: str,
    column: str,
    keys: Mapping[str, str],
    villages: tuple[str, ...],
    form: Form = FORM,
) -> list[Origin]:
    """The answers behind a cell; none where it does not come from the form.

    `keys` are the cell's key columns as text. An area's figure rests on the answers of
    all its villages. Raises NoSuchCellError when the form has no such table or column.
    """
    declared = tidy_tables(form)
    if table not in declared:
        raise NoSuchCellError(f"there is no table {table!r}; there are: {', '.join(declared)}")
    places = [code for code in villages if is_within(code, keys)]
    if not places:
        raise NoSuchCellError(
            "no village of the register is named: give village_code= or area_code=, "
            "as in village_code=18.04.04.2007"
        )
    return [
        Origin(code, question, line)
        for code in places
        for question, line in _questions(table, measure_of(column), keys, form)
    ]


def measure_of(column: str) -> str:
    """The measure a column belongs to: a status or a number of villages is told by it."""
    return column.removesuffix(STATUS).removesuffix(VILLAGES)


def is_within(code: str, keys: Mapping[str, str]) -> bool:
    """Whether a village is the one, or lies in the area, that the keys name."""
    if VILLAGE_CODE.name in keys:
        return code == keys[VILLAGE_CODE.name]
    area = keys.get(AREA_CODE.name, "")
    return bool(area) and (area in (code, REGENCY_CODE) or code.startswith(f"{area}."))


def _questions(
    table: str, measure: str, keys: Mapping[str, str], form: Form
) -> Iterator[tuple[str, int]]:
    if table == "indicators":
        yield from ((q, 0) for q in _of_indicator(keys))
    elif table in ("classification", "classification_scores"):
        yield from ((q, 0) for q in _of_class(measure, keys))
    elif table == "sections":
        yield from (
            (q, 0) for q, asked in form.questions.items() if asked.section == keys.get("section")
        )
    elif table == "submissions":
        yield from ((q.id, 0) for q in form.sections[0].questions() if q.field.name == measure)
    else:
        yield from _of_form(table, measure, keys, form)


def _of_indicator(keys: Mapping[str, str]) -> tuple[str, ...]:
    try:
        return indicator(keys.get("indicator", "")).questions
    except KeyError:
        known = ", ".join(f"indicator={code}" for code in INDICATOR.values)
        raise NoSuchCellError(f"give the indicator, one of: {known}") from None


def _of_class(measure: str, keys: Mapping[str, str]) -> tuple[str, ...]:
    """The questions of one component, of one index, or of the whole class."""
    wanted = [
        component
        for component in CLASSIFICATION
        if keys.get("component", component.id) == component.id
        and (measure not in {c.index.value for c in CLASSIFICATION} or component.index == measure)
    ]
    return tuple(dict.fromkeys(q for component in wanted for q in component.questions))


def _of_form(
    table: str, measure: str, keys: Mapping[str, str], form: Form
) -> Iterator[tuple[str, int]]:
    for question in form.questions.values():
        if question.table != table:
            continue
        block = form.blocks[question.block]
        if isinstance(block, Log):
            in_list = table in dict(block.tables).values()
            if in_list or question.field.name == measure:
                yield question.id, int(keys.get(block.key, "0"))
        elif question.measure == measure and _is_of(question, table, keys):
            yield from ((q, 0) for q in (question.id, *parts_of_sum(question.id)))


def _is_of(question: Question, table: str, keys: Mapping[str, str]) -> bool:
    """Whether the keys name the row of a question, or one that is put together of several."""
    wanted = dict(keys)
    if dict(question.keys).items() <= wanted.items():
        return True
    merged = {m.code.code: m.parts for m in (merges_of(table) if table in BY_AREA else ())}
    return any(code in merged.get(wanted.get(name, ""), ()) for name, code in question.keys)
