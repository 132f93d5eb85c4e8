"""What leaves the house: tables on health by area only, and small areas not at all.

Contraceptive use, reasons for non-use, pregnancy and stunting are health information
(UU 27/2022), so a village's figure of a protected table, and everything computed from
one, is not published. Three rules:

1. Protected tables are summed by kecamatan and kabupaten over the villages that reported.
2. A sum over fewer than three villages is suppressed (status Q): with two, each of them
   would know the other by taking off its own.
3. Where the suppressed kecamatan of a figure hold one or two reporting villages together,
   the kabupaten's figure is suppressed too: taking the published kecamatan off it would
   leave just these villages.

4. A village enters the figures on family planning with all of them or none: only where
   every method, every reason and the couples are reported. Else a table that rests on nine
   villages beside an indicator that rests on eight would give away the ninth.

5. Of a finding that touches a protected table only its section and severity are published.

So no sum or difference of a release's published figures rests on fewer than three villages.
Between releases nothing can be taken off either, because the figures of a published month
stay (transforms.first_published). What this interim protection does not settle: a total of
zero tells that all its parts are zero. That is the task of disclosure control over all tables
and releases at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.classification import CLASSIFICATION, Index
from schemas.columns import PERIOD, VILLAGE_CODE
from schemas.form import FORM
from schemas.house_tables import PROBLEMS
from schemas.indicators import INDICATORS as DECLARED
from schemas.register import REGENCY_CODE
from schemas.result_tables import CLASSIFICATION as CLASSES
from schemas.result_tables import CLASSIFICATION_SCORES as SCORES
from schemas.result_tables import INDICATORS
from schemas.section import Form
from schemas.table import Table, status_of
from schemas.tables import public_tables, villages_column
from transforms.areas import DISTRICT, REGENCY, VILLAGE, Areas, areas_of
from transforms.protect_findings import without_health_details
from transforms.ratio import rounded_ratio
from transforms.tidy import whole

FEWEST = 3
"""The fewest reporting villages of a published protected figure; see rule 2 above."""

REPORTED = ("A", "V")
FAMILY_PLANNING = {"contraception": "users", "non_use": "count"}
"""The measures that the protected indicators are made of, by table."""
PROTECTED_INDICATORS = {i.id: i.scale for i in DECLARED if i.protected}
"""The scale of each indicator that is computed from a protected table."""

Flags = NDArray[np.bool_]
Wholes = NDArray[np.int64]


def public_frames(
    frames: Mapping[str, pd.DataFrame], villages: Iterable[str], form: Form = FORM
) -> dict[str, pd.DataFrame]:
    """The published frames of the tidy frames; `villages` are the codes of the register.

    KeyError for a table that is not declared; ValueError for a village not in the register.
    """
    tables = public_tables(form)
    codes = tuple(villages)
    areas = areas_of(codes)
    base = complete_reports(frames)
    masked = {name: _within(tables[name], frame, base) for name, frame in frames.items()}
    if PROBLEMS.name in masked:
        masked[PROBLEMS.name] = without_health_details(masked[PROBLEMS.name], form)
    return {name: _published(tables[name], frame, codes, areas) for name, frame in masked.items()}


def complete_reports(frames: Mapping[str, pd.DataFrame]) -> set[tuple[str, str]]:
    """The (village, period) pairs that enter the figures on family planning; see rule 4."""
    known: set[tuple[str, str]] = set()
    lacking: set[tuple[str, str]] = set()
    for name, measure in FAMILY_PLANNING.items():
        if name in frames:
            frame = frames[name]
            pairs = _pairs(frame, VILLAGE_CODE.name)
            there = frame[status_of(measure)].isin(REPORTED).tolist()
            known.update(pairs)
            lacking.update(
                pair for pair, reported in zip(pairs, there, strict=True) if not reported
            )
    if INDICATORS.name in frames:
        frame = frames[INDICATORS.name]
        asked = frame["indicator"].isin(PROTECTED_INDICATORS) & (frame["area_level"] == VILLAGE)
        known.update(_pairs(frame[asked], "area_code"))
        lacking.update(_pairs(frame[asked & (frame["villages_reported"] == 0)], "area_code"))
    return known - lacking


def _pairs(frame: pd.DataFrame, village: str) -> list[tuple[str, str]]:
    return list(zip(frame[village].tolist(), frame[PERIOD.name].tolist(), strict=True))


def _is_in(frame: pd.DataFrame, village: str, base: set[tuple[str, str]]) -> Flags:
    return np.array([pair in base for pair in _pairs(frame, village)], dtype=bool)


def _within(table: Table, frame: pd.DataFrame, base: set[tuple[str, str]]) -> pd.DataFrame:
    """The frame with the figures on family planning of the reports in `base` alone."""
    if table.name == INDICATORS.name:
        return _indicators_within(frame, base)
    measure = FAMILY_PLANNING.get(table.name)
    if measure is None:
        return frame
    outside, status = ~_is_in(frame, VILLAGE_CODE.name, base), status_of(measure)
    return frame.assign(
        **{measure: frame[measure].mask(outside), status: frame[status].mask(outside, "O")}
    )


def _indicators_within(frame: pd.DataFrame, base: set[tuple[str, str]]) -> pd.DataFrame:
    """Protected indicators of kecamatan and kabupaten computed anew over the reports in `base`."""
    frame = frame.reset_index(drop=True)
    asked = frame["indicator"].isin(PROTECTED_INDICATORS).to_numpy()
    at_village = (frame["area_level"] == VILLAGE).to_numpy()
    villages = frame[asked & at_village & _is_in(frame, "area_code", base)]
    home = [code.rpartition(".")[0] for code in villages["area_code"]]
    summed = pd.concat([villages.assign(area_code=home), villages.assign(area_code=REGENCY_CODE)])
    keys = ["area_code", PERIOD.name, "indicator"]
    figures = ["numerator", "denominator", "villages_reported"]
    sums = summed.groupby(keys)[figures].sum()
    rows = np.flatnonzero(asked & ~at_village)
    areas = frame.iloc[rows]
    found = sums.reindex(pd.MultiIndex.from_frame(areas[keys])).to_numpy(
        np.float64, na_value=np.nan
    )
    scale = np.array([PROTECTED_INDICATORS[name] for name in areas["indicator"]], dtype=np.int64)
    value = rounded_ratio(found[:, 0], found[:, 1], scale)
    none = np.isnan(found[:, 2])
    columns = {
        "value": value,
        "value_status": np.select([none, np.isnan(value)], ["O", "M"], "A").astype(object),
        "numerator": whole(found[:, 0]),
        "denominator": whole(found[:, 1]),
        "villages_reported": whole(np.nan_to_num(found[:, 2])),
    }
    return frame.assign(**{n: _put(frame[n], rows, values) for n, values in columns.items()})


def _put(column: pd.Series[Any], rows: NDArray[np.intp], values: object) -> pd.Series[Any]:
    """The column with other values in some of its rows."""
    other = pd.Series(values, index=column.index[rows]).astype(column.dtype)
    merged: pd.Series[Any] = pd.concat([column.drop(column.index[rows]), other])
    return merged.reindex(column.index)


def _published(
    table: Table, frame: pd.DataFrame, villages: Sequence[str], areas: Areas
) -> pd.DataFrame:
    if table.protected:
        frame = _by_area(table, frame, villages, areas)
    elif table.name == INDICATORS.name:
        frame = _indicators(frame)
    elif table.name == CLASSES.name:
        frame = _classes(frame)
    elif table.name == SCORES.name:
        frame = _scores(frame)
    return frame[list(table.names)].reset_index(drop=True)


def hidden(levels: NDArray[np.object_], cells: Wholes, reported: Wholes) -> Flags:
    """Which figures are suppressed: rows are areas of a figure, `cells` number the figures.

    `levels` are area levels and `reported` the villages a figure rests on.
    """
    few = (reported > 0) & (reported < FEWEST)
    lost = few & (levels == DISTRICT)
    together = np.bincount(cells[lost], weights=reported[lost], minlength=cells.max(initial=-1) + 1)
    exposed = (together > 0) & (together < FEWEST)
    at_risk: Flags = (levels == REGENCY) & (reported > 0) & exposed[cells]
    return few | at_risk


def _by_area(
    table: Table, frame: pd.DataFrame, villages: Sequence[str], areas: Areas
) -> pd.DataFrame:
    """A protected table summed by area: a row for each area and each figure."""
    keys = [name for name in table.key if name in frame.columns]
    cells = _numbered(frame, keys)
    rows = pd.Index(villages).get_indexer(pd.Index(frame[VILLAGE_CODE.name]))
    if (rows < 0).any():
        raise ValueError(f"table {table.name} has villages that are not in the register")
    figures = frame[keys].drop_duplicates()
    count, number = len(figures), len(areas.codes)
    summed = figures.iloc[np.tile(np.arange(count), number)].reset_index(drop=True)
    summed["area_level"] = pd.array(np.repeat(areas.levels, count), dtype="str")
    summed["area_code"] = pd.array(np.repeat(areas.codes, count), dtype="str")
    summed["villages_expected"] = whole(areas.expected.repeat(count).astype(np.float64))
    for measure in table.measures:
        grid = np.full((len(villages), count), np.nan)
        there = frame[status_of(measure)].isin(REPORTED).to_numpy()
        numbers = frame[measure].to_numpy(dtype=np.float64, na_value=np.nan)
        grid[rows[there], cells[there]] = numbers[there]
        _add_sums(summed, measure, grid, areas)
    return summed


def _numbered(frame: pd.DataFrame, keys: list[str]) -> Wholes:
    """The number of each row's combination of keys, in the order of appearance."""
    numbers: Wholes = frame.groupby(keys, sort=False).ngroup().to_numpy().astype(np.int64)
    return numbers


def _add_sums(summed: pd.DataFrame, measure: str, grid: NDArray[np.float64], areas: Areas) -> None:
    """The sums of one measure beside their status and the villages they rest on."""
    reported = (areas.members @ ~np.isnan(grid)).ravel().astype(np.int64)
    sums = (areas.members @ np.nan_to_num(grid)).ravel()
    cells = np.tile(np.arange(grid.shape[1]), len(areas.codes))
    hide = hidden(np.array(areas.levels, dtype=object).repeat(grid.shape[1]), cells, reported)
    summed[measure] = whole(np.where((reported == 0) | hide, np.nan, sums))
    status = np.select([reported == 0, hide], ["O", "Q"], "A")
    summed[status_of(measure)] = pd.array(status.astype(object), dtype="str")
    summed[villages_column(measure)] = whole(reported.astype(np.float64))


def _indicators(frame: pd.DataFrame) -> pd.DataFrame:
    """Protected indicators without their villages, and by the same rules as the tables."""
    protected = frame["indicator"].isin(PROTECTED_INDICATORS).to_numpy()
    level = frame["area_level"].to_numpy(dtype=object)
    cells = _numbered(frame, ["period", "indicator"])
    reported = frame["villages_reported"].to_numpy(dtype=np.int64)
    hide = protected & ((level == VILLAGE) | hidden(level, cells, reported))
    return _without(frame, hide, "value", ("numerator", "denominator"))


def _classes(frame: pd.DataFrame) -> pd.DataFrame:
    """Classes without the indices that rest on protected tables, nor the class itself."""
    protected = {component.index for component in CLASSIFICATION if component.protected}
    everywhere = np.ones(len(frame), dtype=bool)
    for measure in (*(index.value for index in Index if index in protected), "village_class"):
        frame = _without(frame, everywhere, measure)
    return frame


def _scores(frame: pd.DataFrame) -> pd.DataFrame:
    """Scores without the components that rest on protected tables."""
    names = [component.id for component in CLASSIFICATION if component.protected]
    return _without(frame, frame["component"].isin(names).to_numpy(), "score", ("measured",))


def _without(
    frame: pd.DataFrame, hide: Flags, measure: str, beside: tuple[str, ...] = ()
) -> pd.DataFrame:
    """The frame with a measure (and what stands beside it) suppressed where it was reported."""
    status = status_of(measure)
    hide = hide & (frame[status] != "O").to_numpy()
    emptied = {name: frame[name].mask(hide) for name in (measure, *beside)}
    return frame.assign(**emptied, **{status: frame[status].mask(hide, "Q")})
