"""The class of one village and the scores behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from outputs.site.cells import NORMAL, told_cell
from outputs.site.lookup import Row, matching, rows_by
from schemas.classification import COMPONENTS, Index
from schemas.columns import PERIOD, VILLAGE_CODE
from schemas.field import Text
from schemas.house_codes import OBS_STATUS, VILLAGE_CLASS
from schemas.result_tables import CLASSIFICATION, CLASSIFICATION_SCORES
from schemas.table import status_of

_INDICES = tuple(index.value for index in Index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """A village's class, the three indices, and what was measured and scored for each component.

    Where there is no class, `name` says why.
    """

    formula: str
    name: Text
    indices: tuple[tuple[Text, str], ...]
    scores: tuple[tuple[Text, str, str], ...]


def classified(
    tables: Mapping[str, pa.Table], period: str, villages: Collection[str]
) -> dict[str, Classified]:
    """The class of each of these villages in a month, of those that the table has."""
    of = {VILLAGE_CODE.name: villages, PERIOD.name: (period,)}
    pairs = [name for index in (*_INDICES, "village_class") for name in (index, status_of(index))]
    classes = matching(tables[CLASSIFICATION.name], **of)
    scores = matching(tables[CLASSIFICATION_SCORES.name], **of)
    components = ("component", "measured", "score", "score_status")
    scored = rows_by(scores, VILLAGE_CODE.name, components)
    known = rows_by(classes, VILLAGE_CODE.name, ("formula_version", *pairs))
    return {
        village: _classified(formula, told, scored.get(village, []))
        for village, ((formula, *told), *_) in known.items()
    }


def _classified(formula: str, told: Sequence[Any], scored: Sequence[Row]) -> Classified:
    *indices, name, status = told
    known = {component: scores for component, *scores in scored}
    return Classified(
        formula=formula,
        name=VILLAGE_CLASS[name].label if name else OBS_STATUS[status].label,
        indices=tuple(
            (CLASSIFICATION[index].label, told_cell(*indices[2 * place : 2 * place + 2]))
            for place, index in enumerate(_INDICES)
        ),
        scores=tuple(
            (code.label, *_score(*known[code.code]))
            for code in COMPONENTS.codes
            if code.code in known
        ),
    )


def _score(measured: float | None, score: int | None, status: str) -> tuple[str, str]:
    return told_cell(measured, NORMAL if measured is not None else status), told_cell(score, status)
