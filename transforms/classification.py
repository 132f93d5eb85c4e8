"""The class of each Kampung KB in a month, with the scores that led to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.classification import CLASSIFICATION, FORMULA_VERSION, HIGH, Basis, Component, Index
from schemas.form import FORM
from schemas.frames import EMPTY_STATUSES
from schemas.house_codes import VILLAGE_CLASS
from schemas.indicators import indicator
from schemas.result_tables import CLASSIFICATION as CLASSES
from schemas.result_tables import CLASSIFICATION_SCORES as SCORES
from schemas.section import Form
from schemas.table import status_of
from transforms.indicators import Flags, parts_of, questioned_in
from transforms.ratio import Numbers, rounded_ratio, whole_percentage
from transforms.tidy import whole
from transforms.wide import Wide

BASIC, DEVELOPING, INDEPENDENT, SUSTAINABLE = VILLAGE_CLASS.values
WORST_FIRST = ["O", "Q", "M", "V"]
Statuses = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Measured:
    """A component's measure in each village, NaN where there is none; `impossible` says why."""

    numbers: Numbers
    impossible: Flags


def classify(wide: Wide, form: Form = FORM) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The frames of tables `classification` and `classification_scores`.

    A missing answer gives a missing measure, score, index and class (status O); a
    percentage of nothing gives status M; what rests on an answer asked back has V.
    """
    measured = [_measure(component, wide, form) for component in CLASSIFICATION]
    values = np.stack([found.numbers for found in measured], axis=1)
    impossible = np.stack([found.impossible for found in measured], axis=1)
    scores = np.stack(
        [
            score_of(component, found.numbers)
            for component, found in zip(CLASSIFICATION, measured, strict=True)
        ],
        axis=1,
    )
    asked = np.stack([questioned_in(c.questions, wide) for c in CLASSIFICATION], axis=1)
    status = np.where(asked, "V", "A").astype(object)
    status[np.isnan(scores)] = "O"
    status[np.isnan(scores) & impossible] = "M"
    of_month = (wide.period, wide.villages)
    return (
        class_rows(*of_month, scores, status),
        score_rows(*of_month, CLASSIFICATION, values, scores, status),
    )


def _measure(component: Component, wide: Wide, form: Form) -> Measured:
    """The component's measure; nothing where the form no longer asks all it needs."""
    if all(question in form.questions for question in component.questions):
        return _MEASURES[component.basis](component, wide)
    return _always_possible(np.full(len(wide.villages), np.nan))


def _answers(component: Component, wide: Wide) -> Measured:
    """How many sets of questions have a yes; a set with a blank and no yes is unknown."""
    total = np.zeros(len(wide.villages))
    for group in component.groups:
        answers = np.stack([wide.choices[question] for question in group])
        yes = (answers == "yes").any(axis=0)
        no = (answers == "no").all(axis=0)
        total += np.where(yes, 1.0, np.where(no, 0.0, np.nan))
    return _always_possible(total)


def _working_group(component: Component, wide: Wide) -> Measured:
    """None, exists, and one more each for having members and having trained members."""
    exists, members, trained = component.asked
    answer = wide.choices[exists]
    steps = 1 + _positive(wide.counts[members]) + _positive(wide.counts[trained])
    return _always_possible(np.where(answer == "no", 0, np.where(answer == "yes", steps, np.nan)))


def _positive(counts: Numbers) -> Numbers:
    return np.where(np.isnan(counts), np.nan, counts > 0)


def _partners(component: Component, wide: Wide) -> Measured:  # noqa: ARG001 - one of _MEASURES
    return _always_possible(wide.partners)


def _participation(component: Component, wide: Wide) -> Measured:
    """The mean percentage of the groups that exist; zero where the village has none.

    A group whose target is nobody has no percentage and stays out of the mean.
    """
    exists = np.stack([wide.choices[question] for question in component.asked])
    parts = [parts_of(indicator(name), wide) for name in component.indicators]
    members = np.stack([part.numerator for part in parts])
    targets = np.stack([part.denominator for part in parts])
    has = exists == "yes"
    known = (~pd.isna(exists)).all(axis=0)
    known &= (~has | ~np.isnan(members + targets)).all(axis=0)
    counted = known & has & (targets > 0)
    shares = np.where(counted, 100 * members / np.where(counted, targets, 1), 0)
    mean = shares.sum(axis=0) / np.maximum(counted.sum(axis=0), 1)
    impossible = known & has.any(axis=0) & ~counted.any(axis=0)
    return Measured(
        np.where(known & ~impossible, np.floor(np.round(mean, 9) + 0.5), np.nan), impossible
    )


def _rate(component: Component, wide: Wide) -> Measured:
    parts = parts_of(indicator(component.indicators[0]), wide)
    percentage = whole_percentage(parts.numerator, parts.denominator)
    return Measured(percentage, parts.enters & np.isnan(percentage))


def _always_possible(values: Numbers) -> Measured:
    return Measured(values, np.zeros(len(values), dtype=bool))


_MEASURES: dict[Basis, Callable[[Component, Wide], Measured]] = {
    Basis.ANSWERS: _answers,
    Basis.WORKING_GROUP: _working_group,
    Basis.PARTNERS: _partners,
    Basis.PARTICIPATION: _participation,
    Basis.INDICATOR: _rate,
}


def score_of(component: Component, measured: Numbers) -> Numbers:
    """The score of the band each measure falls into; NaN where there is no measure."""
    bands = np.searchsorted(component.floors, measured, side="right")
    scores = np.array([*component.scores, np.nan])
    return scores[np.where(np.isnan(measured), len(component.scores), bands)]


def class_rows(
    period: str, villages: Sequence[str], scores: Numbers, status: Statuses
) -> pd.DataFrame:
    """The frame of table `classification` from scores and statuses, villages x CLASSIFICATION."""
    columns = _keys(period, villages, 1)
    high: dict[Index, Flags] = {}
    for index in Index:
        members = np.array([component.index is index for component in CLASSIFICATION])
        total, count = scores[:, members].sum(axis=1), int(members.sum())
        high[index] = total >= HIGH * count
        columns[index.value] = rounded_ratio(total, np.full_like(total, count), 1)
        columns[status_of(index.value)] = _strings(_worst(status[:, members]))
    worst = _worst(status)
    names = _class(high)
    names[np.isin(worst, EMPTY_STATUSES)] = None
    columns["village_class"] = _strings(names)
    columns[status_of("village_class")] = _strings(worst)
    return pd.DataFrame(columns)[list(CLASSES.names)]


def _class(high: dict[Index, Flags]) -> Statuses:
    """The class by which of the three indices are high."""
    source, process, output = high[Index.INPUT], high[Index.PROCESS], high[Index.OUTPUT]
    return np.select(
        [source & process & output, (source | process) & output, source & process],
        [SUSTAINABLE, INDEPENDENT, DEVELOPING],
        BASIC,
    ).astype(object)


def _worst(status: Statuses) -> Statuses:
    """One status for several: what is missing or suppressed first, then what cannot exist."""
    rules = [(status == code).any(axis=1) for code in WORST_FIRST]
    return np.select(rules, WORST_FIRST, "A").astype(object)


def score_rows(  # noqa: PLR0913, PLR0917 - the columns of the table
    period: str,
    villages: Sequence[str],
    components: Sequence[Component],
    values: Numbers,
    scores: Numbers,
    status: Statuses,
) -> pd.DataFrame:
    """The frame of table `classification_scores` from arrays of villages x components."""
    columns = _keys(period, villages, len(components))
    names = np.array([component.id for component in components], dtype=object)
    columns["component"] = _strings(np.tile(names, len(villages)))
    columns["measured"] = values.ravel()
    columns["score"] = whole(scores.ravel())
    columns[status_of("score")] = _strings(status.ravel())
    return pd.DataFrame(columns)[list(SCORES.names)]


def _keys(period: str, villages: Sequence[str], times: int) -> dict[str, object]:
    codes = np.array(villages, dtype=object).repeat(times)
    return {
        "village_code": _strings(codes),
        "period": _strings(np.full(len(codes), period, dtype=object)),
        "formula_version": _strings(np.full(len(codes), FORMULA_VERSION, dtype=object)),
    }


def _strings(values: NDArray[np.object_]) -> pd.api.extensions.ExtensionArray:
    return pd.array(values, dtype="str")
