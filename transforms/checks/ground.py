"""What a rule looks at, and what it says of every village."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.form import FORM
from schemas.section import Form
from transforms.history import History
from transforms.wide import Wide

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule broken in one village: the questions involved, and what its texts are filled with.

    `place` is the village's position in the wide month; None for the whole area.
    """

    place: int | None
    questions: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule saw: the villages it could not look at, by reason, and what it found.

    `unseen` is asked in its order: a village counts under the first reason that holds.
    """

    unseen: Mapping[str, Flags]
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Ground:
    """A month and the months before it, side by side."""

    wide: Wide
    history: History = field(default_factory=History)
    form: Form = FORM

    @property
    def size(self) -> int:
        """The number of villages."""
        return len(self.wide.villages)

    @property
    def before(self) -> Wide | None:
        """The month directly before, where it is known."""
        return self.history.last(self.wide.period)

    def sum(self, questions: Iterable[str], optional: tuple[str, ...] = ()) -> Numbers:
        """The sum of this month's answers, NaN where one that is needed is not there."""
        return total(self.wide, questions, optional)

    def answered(self, question: str) -> Flags:
        """The villages that answered a choice."""
        answered: Flags = pd.notna(self.wide.choices[question])
        return answered


def total(wide: Wide, questions: Iterable[str], optional: tuple[str, ...] = ()) -> Numbers:
    """The sum of a month's answers, NaN where one that is needed is not there."""
    found = np.zeros(len(wide.villages))
    for question in questions:
        values = wide.counts[question]
        found += np.nan_to_num(values) if question in optional else values
    return found


def table(wide: Wide, questions: Iterable[str]) -> Numbers:
    """The answers as villages x questions, NaN where there is none."""
    empty = np.full(len(wide.villages), np.nan)
    return np.array([wide.counts.get(question, empty) for question in questions]).T


def unread(answers: Numbers) -> Flags:
    """The villages (rows) without a single answer."""
    return np.asarray(np.isnan(answers).all(axis=1), dtype=np.bool_)


def plain(number: float) -> str:
    """A count as it is spoken: 1593."""
    return str(int(number))
