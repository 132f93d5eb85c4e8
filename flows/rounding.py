"""The months of a release rounded one after another, and the tables that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

from flows.confidential import first_key, key_name, remembered, seal, series_of
from flows.protected import Tables
from flows.series import Part
from flows.settings import Request
from schemas.form import FORM
from schemas.frames import check, to_arrow, to_frame
from schemas.health_counts import HEALTH_COUNTS
from schemas.protection import BY_AREA
from schemas.register import villages
from schemas.result_tables import CLASSIFICATION, CLASSIFICATION_SCORES, INDICATORS
from schemas.tables import public_tables
from transforms.protect import HEALTH_ROWS
from transforms.rounded_tables import (
    Shown,
    area_table,
    classes_and_scores,
    indicator_rows,
    village_rows,
)
from transforms.rounding.ledger import Ledger
from transforms.rounding.month import RoundedMonth, round_month
from transforms.rounding.tree import Scheme

COMPUTED = (INDICATORS.name, CLASSIFICATION_SCORES.name)


@dataclass(frozen=True, slots=True, eq=False)
class Rounding:
    """The rounded months of a release: their tables, and what is to be remembered of them.

    `tables` hold the rows that follow from rounded counts. `after` is the version whose memory
    they were rounded with, `ledger` the memory with them, `audited` what the attacks on that
    version's months found. `told` is what the manifest says.
    """

    tables: Tables
    after: str
    ledger: Ledger
    months: tuple[RoundedMonth, ...] = field(repr=False, default=())
    told: Mapping[str, str] = field(default_factory=dict)
    audited: Sequence[Mapping[str, object]] = ()

    @property
    def anew(self) -> tuple[tuple[str, str], ...]:
        """The trees and months that were rounded anew."""
        return tuple((tree, m.shown.period) for m in self.months for tree in m.trees)


def rounded(request: Request, parts: Sequence[Part]) -> Rounding:
    """Round every month whose counts are others than when it was published last.

    ConfidentialError where key or memory are not those of the last release; SpokenError where
    counts cannot be rounded.
    """
    key = first_key(request.home, sample=request.sample)
    memory = remembered(request.home, key, sample=request.sample)
    ledger, months = memory.ledger, list[RoundedMonth]()
    for part in parts:
        counts = to_frame(HEALTH_COUNTS, part.tables[HEALTH_COUNTS.name])
        month = round_month(part.period, counts, tuple(villages()), Scheme(key), ledger)
        ledger = month.ledger
        months.append(month)
    told = {"key": key_name(key), "after": memory.after, "memory": seal(key, ledger)}
    if not request.sample and (ended := series_of(request.home)):
        told |= {"series": str(len(ended) + 1), "reason": ended[-1]["reason"]}
    shown = [month.shown for month in months]
    tables = _tables(shown, parts)
    return Rounding(tables, memory.after, ledger, tuple(months), told, memory.audited)


def _tables(months: Sequence[Shown], parts: Sequence[Part]) -> Tables:
    """The rows that follow from rounded counts, of all months, checked against the contracts."""
    declared = public_tables(FORM)
    frames: dict[str, list[pd.DataFrame]] = {}
    for shown, part in zip(months, parts, strict=True):
        scores = declared[CLASSIFICATION_SCORES.name]
        others = to_frame(scores, part.tables[scores.name])
        classes, scored = classes_and_scores(shown, others)
        made = {
            **{name: area_table(declared[name], shown) for name in BY_AREA},
            **{n: village_rows(declared[n], shown) for n in HEALTH_ROWS if n not in COMPUTED},
            INDICATORS.name: indicator_rows(shown),
            CLASSIFICATION.name: classes,
            CLASSIFICATION_SCORES.name: scored,
        }
        for name, frame in made.items():
            frames.setdefault(name, []).append(frame)
    joined = {name: pd.concat(found, ignore_index=True) for name, found in frames.items()}
    return {
        name: to_arrow(declared[name], check(declared[name], frame[list(declared[name].names)]))
        for name, frame in joined.items()
    }


def joined(parts: Sequence[Part], rounding: Rounding) -> Tables:
    """The public tables of all months: what is published as it is, and what follows rounded."""
    found: Tables = {}
    for name, table in public_tables(FORM).items():
        open_rows = [part.tables[name] for part in parts if name in part.tables]
        if "period" not in table.names:
            open_rows = open_rows[-1:]
        rounded_rows = [rounding.tables[name]] if name in rounding.tables else []
        found[name] = pa.concat_tables([*open_rows, *rounded_rows]).combine_chunks()
    return found
