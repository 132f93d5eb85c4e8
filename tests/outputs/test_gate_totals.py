"""What the gate measures of totals: each sum beside its parts, and people of whole reports."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from outputs.gate.candidate import Candidate
from outputs.gate.evidence import MEASURED, WHERE, NotAsked
from outputs.gate.of_reports import kabupaten, kecamatan
from outputs.gate.of_totals import areas, bounds, people, sex_ratio
from outputs.tables import FOLDER
from schemas.completeness import percentage
from schemas.frames import arrow_schema
from schemas.gate import FEWEST, LARGE
from schemas.gate_questions import OF_RELEASE
from schemas.indicator import Indicator
from schemas.indicators import INDICATORS
from schemas.outside_totals import PEOPLE
from schemas.protection import BY_AREA
from schemas.register import villages
from tests.releases import PERIOD, declared, public_rows

TABLES = declared()
Row = dict[str, object]


def candidate(folder: Path, **tables: list[Row]) -> Candidate:
    """A staged folder with these rows, each over the first row that the declaration gives."""
    (folder / FOLDER).mkdir()
    for name in {"villages", *BY_AREA, *tables}:
        known = public_rows({name: TABLES[name]})[name]
        if name != "villages":
            first = known.to_pylist()[0]
            made = [first | row for row in tables.get(name, [])]
            known = pa.Table.from_pylist(made, schema=arrow_schema(TABLES[name]))
        pq.write_table(known, folder / FOLDER / f"{name}.parquet")
    return Candidate(folder, TABLES, PERIOD, (PERIOD,))


def users(level: str, area: str, method: str, number: int | None) -> Row:
    return {
        "area_level": level,
        "area_code": area,
        "period": PERIOD,
        "method": method,
        "users": number,
        "new_users": None,
    }


GIVEN = [
    ("village", "18.04.04.2007", "pill", 40),
    ("village", "18.04.04.2008", "sterilisation", 15),
    ("village", "18.04.05.2001", "pill", 25),
    ("district", "18.04.04", "pill", 40),
    ("district", "18.04.04", "female_sterilisation", 15),
    ("district", "18.04.05", "pill", 25),
    ("regency", "18.04", "pill", 65),
    ("regency", "18.04", "female_sterilisation", 15),
]


def changed(changes: dict[int, int | None]) -> list[Row]:
    return [users(*row[:3], changes.get(at, row[3])) for at, row in enumerate(GIVEN)]


@pytest.mark.parametrize(
    ("changes", "apart"),
    [
        ({}, {}),
        ({0: 30, 2: 35}, {"18.04.04 users": 10, "18.04.05 users": 10}),
        ({3: 30, 4: 25}, {"users pill": 10, "users female_sterilisation": 10}),
        ({6: None}, {"users pill": 65}),
        ({0: None, 1: None}, {"18.04.04 users": 55}),
    ],
    ids=["as it is", "between kecamatan", "between methods", "no kabupaten", "no village"],
)
def test_every_area_is_the_sum_of_its_parts(
    tmp_path: Path, changes: dict[int, int | None], apart: dict[str, int]
) -> None:
    found = areas(candidate(tmp_path, contraception=changed(changes)))
    off = found[found[MEASURED] > 0]
    told = {f"contraception {PERIOD} {where}": number for where, number in apart.items()}
    assert dict(zip(off[WHERE], off[MEASURED], strict=True)) == told
    assert len(found) == 4


def counted(number: int) -> list[Row]:
    """100 men and 90 women in each of so many villages, in two age groups."""
    return [
        {"village_code": code, "period": PERIOD, "sex": sex, "age_group": age, "people": people}
        for code in list(villages())[:number]
        for sex, people in (("male", 50), ("female", 45))
        for age in ("age_0_4", "age_5_9")
    ]


def test_people_are_those_of_villages_that_counted_all(tmp_path: Path) -> None:
    rows = counted(FEWEST + 1)
    rows[0]["people"] = None
    given = candidate(tmp_path, population=rows)
    expected = {
        "male": round(100 * 136 / PEOPLE["male"], 3),
        "female": round(90 * 136 / PEOPLE["female"], 3),
    }
    found = people(given)
    assert dict(zip(found[WHERE], found[MEASURED], strict=True)) == expected
    assert list(sex_ratio(given)[MEASURED]) == [pytest.approx(111.1)]


def test_people_of_few_whole_reports_are_not_asked_about(tmp_path: Path) -> None:
    rows = counted(FEWEST)
    rows[0]["people"] = None
    given = candidate(tmp_path, population=rows)
    for measure in (people, sex_ratio):
        with pytest.raises(NotAsked):
            measure(given)


def told_of(indicator: str, value: float) -> list[Row]:
    return [
        {"area_level": "village", "area_code": "18.04.04.2007", "period": PERIOD}
        | {"indicator": indicator, "value": value}
    ]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.id)
def test_the_percentages_held_to_100_are_those_that_the_sentence_names(
    tmp_path: Path, indicator: Indicator
) -> None:
    given = candidate(tmp_path, indicators=told_of(indicator.id, 120.0))
    sentence = OF_RELEASE["indicators.bounds"].sentence
    assert (list(bounds(given)[MEASURED]) == [20.0]) is (indicator.label.en in sentence.en)
    assert (indicator.label.id in sentence.id) is (indicator.label.en in sentence.en)


@pytest.mark.parametrize("name", ["totals.stocks", "totals.flows"])
def test_a_sentence_says_that_only_large_counts_are_compared(name: str) -> None:
    sentence = OF_RELEASE[name].sentence
    assert f"only counts of at least {LARGE} are compared" in sentence.en
    assert f"hanya jumlah sedikitnya {LARGE} yang dibandingkan" in sentence.id


def test_a_share_of_villages_is_told_as_everywhere(tmp_path: Path) -> None:
    names = {village.district_code: village.district for village in villages().values()}
    codes = [code for code, v in villages().items() if v.district_code == "18.04.04"]
    sent: list[Row] = [
        {"village_code": c, "period": PERIOD, "is_current": True} for c in codes[:-1]
    ]
    given = candidate(tmp_path, submissions=sent)
    told = dict(zip(*kecamatan(given)[[WHERE, MEASURED]].to_numpy().T, strict=True))
    assert told[names["18.04.04"]] == percentage(len(codes) - 1, len(codes))
    assert list(kabupaten(given)[MEASURED]) == [percentage(len(codes) - 1, len(villages()))]
