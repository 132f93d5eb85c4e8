"""The internal tables of an examined month, made or as they are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from flows.examination import Case
from flows.reuse.code import code_of
from flows.reuse.keeping import Keeping, Written
from flows.reuse.record import key_of
from flows.reuse.step import Step
from flows.settings import Request
from flows.tidied import (
    Frames,
    answer_tables,
    indicator_tables,
    indicators,
    lists,
    tidy,
    write_lists,
    write_tidy,
)
from flows.work import read_tables, write_tables

OF_CHECKED = (Step.TIDY, Step.INDICATORS)
"""The steps that follow from the checked month alone."""


@dataclass(frozen=True)
class Tidied:
    """The internal tables of a month, at hand or kept, and the keys of the two steps."""

    keys: tuple[str, str]
    folder: Path = field(repr=False)
    made: Callable[[], tuple[Frames, Frames]] = field(repr=False)

    @cached_property
    def frames(self) -> Frames:
        """Every tidy table by name."""
        answers, computed = self.made()
        return {
            **(answers or read_tables(self.folder, answer_tables())),
            **(computed or read_tables(self.folder, indicator_tables())),
        }


def tidied_of(request: Request, case: Case, keeping: Keeping) -> Tidied:
    """The internal tables of an examined month, kept for the data team and later steps."""
    answers: Frames = {}
    computed: Frames = {}

    def lay_out() -> Written:
        answers.update(tidy(case.examined))
        if not keeping.is_kept:
            return Written()
        listed = write_lists(keeping.work, lists(request.period, case.examined))
        return Written([*write_tidy(keeping.work, answers), *listed])

    def compute() -> Written:
        computed.update(indicators(case.examined))
        if not keeping.is_kept:
            return Written()
        return Written(list(write_tables(keeping.work, computed, indicator_tables())))

    of_answers, of_indicators = (table_ingredients(step, case.key) for step in OF_CHECKED)
    keeping.do(Step.TIDY, "Tidy", of_answers, lay_out)
    keeping.do(Step.INDICATORS, "Indicators", of_indicators, compute)
    return Tidied(tidy_keys(case.key), keeping.work, lambda: (answers, computed))


def tidy_keys(checked: str) -> tuple[str, str]:
    """The keys of the internal tables of an examined month, by its own key."""
    answers, computed = (key_of(table_ingredients(step, checked)) for step in OF_CHECKED)
    return answers, computed


def table_ingredients(step: Step, checked: str) -> dict[str, str]:
    """What the internal tables of a checked month follow from."""
    return {"checked month": checked, f"code of {step}": code_of(step)}
