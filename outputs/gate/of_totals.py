"""Are the figures likely: sums, other people's totals, the month before, the release before."""

from __future__ import annotations

import pandas as pd

from outputs.gate.candidate import Candidate
from outputs.gate.evidence import ALONE, FEW, FIRST, NotAsked, evidence, of_series
from outputs.gate.of_reports import LENGTHS, counts_of, long_form
from schemas.gate import FEWEST, FLOWS, LARGE, MANY_USERS, STOCKS
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.indicator import Measure
from schemas.indicators import INDICATORS, SHARES
from schemas.outside_totals import PEOPLE, USERS
from schemas.protection import BY_AREA

_BY_ID = {indicator.id: indicator for indicator in INDICATORS}
_SHARES = {indicator.id for indicator in SHARES}


def areas(candidate: Candidate) -> pd.DataFrame:
    """Of each protected count and month: how far a sum is from the sum of its parts.

    The kabupaten's counts beside those of its kecamatan; a kecamatan's beside its villages',
    whose rows have other codes: of these it is how far all codes of a measure add up.
    """
    found = []
    for name in BY_AREA:
        table = candidate.declared[name]
        long = long_form(candidate.frame(name), table.key, table.measures)
        long["district"] = long["area_code"].str[: LENGTHS[DISTRICT]]
        long["measure"] = long["what"].str.replace(" .*", "", regex=True)
        found.append(_apart(name, long, (DISTRICT, REGENCY), ["what"]))
        found.append(_apart(name, long, (VILLAGE, DISTRICT), ["district", "measure"]))
    return _joined(found)


def _apart(
    table: str, long: pd.DataFrame, levels: tuple[str, str], by: list[str]
) -> pd.Series[float]:
    """How far the counts of two levels are apart; a level that lacks them has none."""
    rows = long[long["area_level"].isin(levels)]
    sums = rows.pivot_table(
        index=["period", *by], columns="area_level", values="count", aggfunc="sum"
    ).reindex(columns=list(levels), fill_value=0)
    part, whole = (sums[level].fillna(0) for level in levels)
    apart = (part - whole).abs()
    apart.index = pd.Index([" ".join((table, *key)) for key in apart.index])
    return apart


def _joined(found: list[pd.Series[float]]) -> pd.DataFrame:
    if not any(len(part) for part in found):
        raise NotAsked(FEW)
    return of_series(pd.concat(found))


def stocks(candidate: Candidate) -> pd.DataFrame:
    """The ratio to the month before of every large total of a stock, of the same villages."""
    return _ratios(candidate, STOCKS)


def flows(candidate: Candidate) -> pd.DataFrame:
    """The ratio to the month before of every large total of what was done."""
    return _ratios(candidate, FLOWS)


def _ratios(candidate: Candidate, tables: tuple[str, ...]) -> pd.DataFrame:
    if candidate.month_before is None:
        raise NotAsked(ALONE)
    if len(candidate.reported) < FEWEST:
        raise NotAsked(FEW)
    found = [_ratios_of(candidate, table, candidate.month_before) for table in tables]
    return _joined(found)


def _ratios_of(candidate: Candidate, table: str, before: str) -> pd.Series[float]:
    now, then = (counts_of(candidate, table, period) for period in (candidate.period, before))
    if "area_level" in now:
        now, then = (rows[rows["area_level"] == VILLAGE] for rows in (now, then))
    place = "area_code" if "area_level" in now else "village_code"
    both = now.merge(then, on=[place, "what"], suffixes=("", "_before"))
    totals = both.groupby("what").agg(
        now=("count", "sum"), before=("count_before", "sum"), villages=("count", "size")
    )
    is_large = totals[["now", "before"]].max(axis=1) >= LARGE
    large = totals[is_large & (totals["villages"] >= FEWEST)]
    ratio = ((large["now"] + 1) / (large["before"] + 1)).round(3)
    ratio.index = pd.Index([f"{table} {what}" for what in ratio.index])
    return ratio


def people(candidate: Candidate) -> pd.DataFrame:
    """People by sex over the outside total's share for as many villages as counted them."""
    villages, sums = _people(candidate)
    share = villages / len(candidate.districts)
    return evidence((sex, round(sums[sex] / (PEOPLE[sex] * share), 3)) for sex in PEOPLE)


def sex_ratio(candidate: Candidate) -> pd.DataFrame:
    """Men per 100 women among all people that were counted."""
    _, sums = _people(candidate)
    return evidence([("kabupaten", round(100 * sums["male"] / max(sums["female"], 1), 1))])


def _people(candidate: Candidate) -> tuple[int, dict[str, float]]:
    """Of how many villages all people are counted, and their sum by sex; NotAsked for few."""
    frame = candidate.frame("population")
    month = frame[frame["period"] == candidate.period]
    partly = month.loc[month["people"].isna(), "village_code"]
    whole = month[~month["village_code"].isin(partly)]
    villages = whole["village_code"].nunique()
    if villages < FEWEST:
        raise NotAsked(FEW)
    return villages, {sex: float(whole.loc[whole["sex"] == sex, "people"].sum()) for sex in PEOPLE}


def users(candidate: Candidate) -> pd.DataFrame:
    """Users by method over the outside total's share for as many villages as reported them."""
    frame = candidate.frame("contraception")
    whole = frame[(frame["area_level"] == REGENCY) & (frame["period"] == candidate.period)]
    if whole["users_villages"].max() < FEWEST:
        raise NotAsked(FEW)
    found = []
    for method, outside in USERS.items():
        row = whole[whole["method"] == method]
        if outside < MANY_USERS or row["users"].isna().all():
            continue
        share = row["users_villages"].iloc[0] / len(candidate.districts)
        found.append((method, round(float(row["users"].iloc[0]) / (outside * share), 3)))
    return evidence(found)


def bounds(candidate: Candidate) -> pd.DataFrame:
    """Of every indicator that has a value: how far it is outside its bounds."""
    there = _valued(candidate)
    above = (there["value"] - 100).where(there["indicator"].isin(_SHARES), 0.0).clip(lower=0)
    below = (-there["value"]).clip(lower=0)
    return of_series((above + below).round(2))


def _valued(candidate: Candidate) -> pd.DataFrame:
    """The indicators that have a value, by what and where they are."""
    frame = candidate.frame("indicators")
    there = frame[frame["value"].notna()]
    if there.empty:
        raise NotAsked(FEW)
    return there.set_index(there["indicator"] + " " + there["area_code"] + " " + there["period"])


def quotient(candidate: Candidate) -> pd.DataFrame:
    """Of every indicator that has a value: how far it is from its numerator over denominator."""
    there = _valued(candidate)
    scale = there["indicator"].map({name: told.scale for name, told in _BY_ID.items()})
    quotients = scale * there["numerator"] / there["denominator"].fillna(1).clip(lower=1)
    return of_series((there["value"] - quotients).abs().round(3))


def jump(candidate: Candidate) -> pd.DataFrame:
    """By how much each indicator of the kabupaten moved since the month before."""
    if candidate.month_before is None:
        raise NotAsked(ALONE)
    frame = candidate.frame("indicators")
    then, now = (_figures(frame, period) for period in (candidate.month_before, candidate.period))
    return _joined([_moved(then, now)])


def revised(candidate: Candidate) -> pd.DataFrame:
    """By how much each indicator of the kabupaten that was published moved since."""
    before = candidate.before_frame("indicators")
    if before is None:
        raise NotAsked(FIRST)
    found = []
    for period in sorted(set(before["period"]) & set(candidate.periods)):
        moved = _moved(_figures(before, period), _figures(candidate.frame("indicators"), period))
        moved.index = pd.Index([f"{name} {period}" for name in moved.index])
        found.append(moved)
    return _joined(found)


def _figures(frame: pd.DataFrame, period: str) -> pd.Series[float]:
    """The kabupaten's indicators of a month that rest on enough villages."""
    here = frame[(frame["area_level"] == REGENCY) & (frame["period"] == period)]
    here = here[here["value"].notna() & (here["villages_reported"] >= FEWEST)]
    return pd.Series(here["value"].to_numpy(), index=here["indicator"])


def _moved(then: pd.Series[float], now: pd.Series[float]) -> pd.Series[float]:
    """Points between percentages; of other figures per cent of what it was.

    A total is left out: it moves with the number of villages that reported.
    """
    both = pd.concat([then, now], axis=1, keys=["then", "now"]).dropna()
    kinds = both.index.map(lambda name: _BY_ID[name].measure)
    both, kinds = both[kinds != Measure.TOTAL], kinds[kinds != Measure.TOTAL]
    apart = (both["now"] - both["then"]).abs()
    relative = 100 * apart / both["then"].abs().clip(lower=0.01)
    return apart.where(kinds == Measure.PERCENTAGE, relative).round(2)
