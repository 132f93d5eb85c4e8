"""Are the reports there, and are they reports: coverage, empty ones, last month's over again."""

from __future__ import annotations

import pandas as pd

from outputs.gate.bounds import grid_rows
from outputs.gate.candidate import Candidate
from outputs.gate.evidence import ALONE, FEW, FIRST, NotAsked, evidence, of_series
from schemas.completeness import percentage
from schemas.gate import ENOUGH, FEWEST, HALF, REPEATING, STOCKS
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE


def villages(candidate: Candidate) -> pd.DataFrame:
    """Of every table by village and each month: how many villages of the register it lacks."""
    register = set(candidate.districts.index)
    lacking = {}
    for name, table in candidate.declared.items():
        if grid_rows(table) is None and name not in _BY_VERSION:
            continue
        frame = candidate.frame(name)
        for period in candidate.periods:
            of_month = frame[frame["period"] == period]
            lacking[name, period] = len(register - _villages_in(of_month))
    return of_series(pd.Series(lacking, dtype="float64"))


_BY_VERSION = ("classification", "classification_scores")
"""Tables with a row for every village and version of the formula."""


def _villages_in(frame: pd.DataFrame) -> set[str]:
    if "village_code" in frame:
        return set(frame["village_code"])
    return set(frame.loc[frame["area_level"] == VILLAGE, "area_code"])


def references(candidate: Candidate) -> pd.DataFrame:
    """Of every column of a table that names areas: how many codes are not in the register."""
    codes = candidate.districts.index.astype("str")
    known = {code[:length] for code in codes for length in LENGTHS.values()}
    found = []
    for name in candidate.declared:
        frame = candidate.frame(name)
        for column in _AREAS & set(frame):
            named = set(frame[column].dropna().astype("str"))
            found.append((f"{name}.{column}", len(named - known)))
    return evidence(found)


_AREAS = {"village_code", "district_code", "area_code"}
LENGTHS = {REGENCY: 5, DISTRICT: 8, VILLAGE: 13}
"""Of the codes of each level; each begins with that of the area it lies in."""


def kabupaten(candidate: Candidate) -> pd.DataFrame:
    """The per cent of all villages that reported."""
    share = percentage(len(candidate.reported), len(candidate.districts))
    return evidence([("kabupaten", share)])


def kecamatan(candidate: Candidate) -> pd.DataFrame:
    """The per cent of the villages of each kecamatan that reported."""
    return of_series(_shares(candidate.districts, candidate.reported))


def lost(candidate: Candidate) -> pd.DataFrame:
    """How many villages reported of each kecamatan of which half did in the last release."""
    sent = candidate.before_frame("submissions")
    if sent is None:
        raise NotAsked(FIRST)
    last = sent[(sent["period"] == sent["period"].max()) & sent["is_current"]]
    before = _shares(candidate.districts, frozenset(last["village_code"]))
    covered = before.index[before >= HALF]
    if covered.empty:
        raise NotAsked(FEW)
    now = candidate.districts[candidate.districts.index.isin(candidate.reported)]
    return of_series(now.value_counts().reindex(covered, fill_value=0).astype(float))


def _shares(districts: pd.Series[str], reported: frozenset[str]) -> pd.Series[float]:
    here = pd.Series(districts.index.isin(reported), index=districts.index)
    counted = here.groupby(districts.to_numpy()).agg(["sum", "size"])
    return pd.Series(
        [percentage(*pair) for pair in counted.itertuples(index=False)], index=counted.index
    )


def zero(candidate: Candidate) -> pd.DataFrame:
    """The per cent of the villages with counts in open tables of stocks whose every one is zero."""
    counts = _counts(candidate, [t for t in STOCKS if "village_code" in candidate.frame(t)])
    told = counts.groupby("village_code")["count"].agg(["max", "size"])
    told = told[told["size"] >= ENOUGH]
    if len(told) < FEWEST:
        raise NotAsked(FEW)
    share = percentage(int((told["max"] == 0).sum()), len(told))
    return evidence([("kabupaten", share)])


def repeated(candidate: Candidate) -> pd.DataFrame:
    """The per cent of villages whose every count is what it was in the month before."""
    if candidate.month_before is None:
        raise NotAsked(ALONE)
    now = _counts(candidate, REPEATING)
    then = _counts(candidate, REPEATING, candidate.month_before)
    both = now.merge(then, on=["village_code", "what"], suffixes=("", "_before"))
    is_same = both["count"] == both["count_before"]
    same = is_same.groupby(both["village_code"]).agg(["min", "size"])
    same = same[same["size"] >= ENOUGH]
    if len(same) < FEWEST:
        raise NotAsked(FEW)
    return evidence([("kabupaten", percentage(int(same["min"].sum()), len(same)))])


def _counts(
    candidate: Candidate, tables: tuple[str, ...] | list[str], period: str | None = None
) -> pd.DataFrame:
    """The counts of villages in one month: village, what is counted, count; none is empty."""
    found = [counts_of(candidate, table, period or candidate.period) for table in tables]
    return pd.concat(found, ignore_index=True)


_PLACE = ("village_code", "area_level", "area_code", "period")


def counts_of(candidate: Candidate, table: str, period: str) -> pd.DataFrame:
    """The counts of a table in one month, in long form: its key columns, `what` and `count`."""
    declared, frame = candidate.declared[table], candidate.frame(table)
    return long_form(frame[frame["period"] == period], declared.key, declared.measures)


def long_form(frame: pd.DataFrame, key: tuple[str, ...], measures: tuple[str, ...]) -> pd.DataFrame:
    """One row for each count that is there: what it counts in `what`, the number in `count`."""
    place = [name for name in key if name in _PLACE]
    detail = [name for name in key if name not in _PLACE]
    parts = []
    for measure in measures:
        if not pd.api.types.is_numeric_dtype(frame[measure]):
            continue
        there = frame[frame[measure].notna()]
        part = there[place].copy()
        part["what"] = measure
        for name in detail:
            part["what"] += " " + there[name].astype("str")
        part["count"] = there[measure].astype("float64")
        parts.append(part)
    return pd.concat(parts, ignore_index=True)
