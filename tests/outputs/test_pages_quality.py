import re
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from outputs.site.mistakes import KINDS_SHOWN, mistakes
from outputs.site.outside import people, total, users
from outputs.site.quality import revised, write_quality_page
from outputs.site.rendering import amount, in_both
from outputs.site.texts import WORDS
from schemas.completeness import RATES
from schemas.field import Text
from schemas.form import FORM
from schemas.outliers import METHOD, SOURCE
from schemas.outside_totals import PEOPLE, PEOPLE_SOURCE, USERS, USERS_SOURCE
from schemas.register import districts, villages
from schemas.rules import RELATION, RULES, Life
from tests.releases import FACTS, PERIOD, declared, public_rows
from transforms.protect_findings import health_scope

TABLES = declared()
EARLIER = "2026-09"
CODES = list(villages())


def rows(table: str, made: list[dict[str, object]]) -> pa.Table:
    """Rows of a table: the first that the declaration gives, with these values in its place."""
    known = public_rows({table: TABLES[table]})[table]
    first = known.to_pylist()[0]
    return pa.Table.from_pylist([first | row for row in made], schema=known.schema)


def completeness(values: dict[tuple[str, str], float]) -> pa.Table:
    """The rates reported and filled by area and month, the others empty."""
    levels = {5: "regency", 8: "district", 13: "village"}
    made: list[dict[str, object]] = []
    for (area, period), value in values.items():
        for rate in RATES:
            shown = {"reported": 100.0 if value else 0.0, "filled": value}.get(rate.id)
            made.append(
                {"area_level": levels[len(area)], "area_code": area, "period": period}
                | {
                    "measure": rate.id,
                    "value": shown,
                    "value_status": "O" if shown is None else "A",
                }
            )
    return rows("completeness", made)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    tables = public_rows(TABLES)
    values = {(area, PERIOD): 92.59 for area in (*CODES, *districts(), "18.04")}
    values |= {(CODES[0], PERIOD): 0.0, ("18.04", EARLIER): 87.5, (CODES[1], EARLIER): 61.25}
    tables["completeness"] = completeness(values)
    folder = tmp_path_factory.mktemp("release")
    write_quality_page(folder, tables, FACTS, FORM)
    return (folder / "quality.html").read_text("utf-8")


def test_the_parts_of_the_page_are_the_dimensions_of_who_with_their_source(page: str) -> None:
    heads = re.findall('<h2 id="([a-z_]+)">', page)
    assert heads == [
        "who_completeness",
        "who_internal",
        "who_external",
        "who_population",
        "revised_by",
    ]
    for name in (*heads, "quality_source"):
        assert in_both(WORDS[name]) in page


def test_the_rates_are_told_and_drawn_for_kabupaten_kecamatan_and_villages(page: str) -> None:
    for rate in RATES:
        assert f'<th scope="row" class="inline">{in_both(rate.label)}</th>' in page
        assert in_both(rate.definition) in page
    assert page.count('class="picture lines"') == 1
    assert page.count('class="picture bars"') == 8
    assert page.count('class="picture heatmap"') == len(districts())
    assert "<td>87.5</td><td>92.59</td>" in page


def test_a_village_without_a_report_is_crossed_and_not_zero(page: str) -> None:
    name = villages()[CODES[0]].name
    (row,) = re.findall(rf'{CODES[0]}.html">{name}</a></th>(.*?)</tr>', page)
    assert row == "<td>O</td><td>O</td>"
    (row,) = re.findall(rf'{CODES[1]}.html">.*?</a></th>(.*?)</tr>', page)
    assert row == "<td>61.25</td><td>92.59</td>"
    assert 'class="missing"' in page


def test_methods_and_outside_figures_have_their_sources(page: str) -> None:
    for told in (METHOD, SOURCE, PEOPLE_SOURCE, USERS_SOURCE):
        assert in_both(told) in page
    for number in (*PEOPLE.values(), *USERS.values(), sum(PEOPLE.values())):
        assert f"<td>{amount(number)}</td>" in page


def test_a_month_of_which_nobody_reported_is_a_gap_and_not_left_out(tmp_path: Path) -> None:
    tables = public_rows(TABLES)
    tables["completeness"] = completeness({("18.04", m): 92.59 for m in ("2026-08", PERIOD)})
    write_quality_page(tmp_path, tables, replace(FACTS, periods=("2026-08", PERIOD)), FORM)
    text = (tmp_path / "quality.html").read_text("utf-8")
    assert "<td>92.59</td><td>O</td><td>92.59</td>" in text
    (line,) = re.findall(r'<path class="line s2"[^>]* d="([^"]*)"', text)
    assert line.count("M") == 2


def test_totals_are_of_whole_reports_beside_the_outside_figures() -> None:
    parts: list[dict[str, object]] = [
        {"village_code": code, "period": PERIOD, "sex": sex, "age_group": age, "people": number}
        for code in CODES[:2]
        for sex, number in (("male", 100), ("female", 90))
        for age in ("age_0_4", "age_5_9")
    ]
    male, female = people({"population": rows("population", parts)}, PERIOD)
    assert (male.own, male.villages, male.other) == (400, 2, PEOPLE["male"])
    assert (female.own, female.villages) == (360, 2)
    assert male.per_cent == round(100 * 400 / PEOPLE["male"], 1)
    both = total(Text("Semua", "All"), [male, female])
    assert (both.own, both.villages, both.other) == (760, 2, sum(PEOPLE.values()))
    parts[0]["people"] = None
    male, female = people({"population": rows("population", parts)}, PERIOD)
    assert (male.own, male.villages) == (200, 1)
    assert (female.own, female.villages) == (180, 1)
    counts: list[dict[str, object]] = [
        {"area_level": "regency", "area_code": "18.04", "period": PERIOD, "method": method}
        | {"users": None if method == "pill" else 1500, "users_villages": 110}
        for method in USERS
        if method != "iud"
    ]
    found = users({"contraception": rows("contraception", counts)}, PERIOD)
    assert [one.other for one in found] == list(USERS.values())
    assert {one.own for one in found} == {1500, None}
    whole = total(Text("Semua", "All"), found)
    assert (whole.per_cent, whole.status) == (None, "Q")
    none = [one for one in found if one.own is None]
    assert total(Text("Semua", "All"), none).status == "O"


def test_findings_are_counted_by_kind_kecamatan_and_relation() -> None:
    rule = next(rule for rule in RULES if rule.id == "families_with_under_fives_within_families")
    made: list[dict[str, object]] = [
        {"period": period, "finding": kind, "village_code": village, "severity": "confirm"}
        for period, kind, village in [
            (PERIOD, rule.id, CODES[0]),
            (PERIOD, rule.id, CODES[0]),
            (PERIOD, rule.id, CODES[-1]),
            (EARLIER, rule.id, CODES[0]),
            (PERIOD, "file_empty", None),
            (EARLIER, "number_thousands", CODES[0]),
        ]
    ]
    found = mistakes(rows("problems", made), (EARLIER, PERIOD))
    first, second, third = found.kinds
    assert (first.kind, first.number, first.shown) == (rule.id, 3, 4)
    assert first.label == rule.name
    assert (first.districts[0], first.districts[-1], sum(first.districts)) == (2, 1, 3)
    assert (second.kind, second.number, sum(second.districts)) == ("file_empty", 1, 0)
    assert (third.kind, third.number, third.shown) == ("number_thousands", 0, 1)
    (compared,) = [one for one in found.compared if one.findings]
    assert (compared.findings, compared.villages) == (3, 2)
    assert found.left_out == 0
    assert dict(found.by_district)[villages()[CODES[0]].district] == 2
    assert [name for name, _ in found.by_district] == list(districts().values())
    assert sum(number for _, number in found.by_district) == 3
    more: list[dict[str, object]] = [
        {"period": PERIOD, "finding": rule.id, "village_code": CODES[0]} for rule in RULES[:20]
    ]
    assert mistakes(rows("problems", more), (PERIOD,)).left_out == 20 - KINDS_SHOWN


def test_rules_are_counted_whose_findings_are_published_by_name() -> None:
    hidden = health_scope()
    named = [
        rule
        for rule in RULES
        if rule.life is not Life.SHADOW
        and not hidden.has(FORM.questions[rule.questions[0]].section, rule.id, rule.questions[0])
    ]
    compared = mistakes(rows("problems", []), (PERIOD,)).compared
    assert [one.rules for one in compared] == [
        sum(rule.relation == relation for rule in named) for relation in RELATION.values
    ]
    assert 0 < len(named) < len(RULES)


def test_what_each_release_revised_is_told_newest_first() -> None:
    facts = replace(FACTS, lineage=("2026.08.0-CONTOH", "2026.09.0-CONTOH"))
    made: list[dict[str, object]] = [
        {"version": version, "revision": revision, "period": period}
        | {"value": value, "difference": difference}
        for version, revision, period, value, difference in [
            ("2026.08.0-CONTOH", 0, "2026-08", 100.0, None),
            ("2026.09.0-CONTOH", 1, "2026-08", 110.0, 10.0),
            (FACTS.version, 2, "2026-08", 88.0, -22.0),
            (FACTS.version, 1, EARLIER, 7.0, 7.0),
            ("2026.08.0-CONTOH", 0, "2026-07", 5.0, None),
            (FACTS.version, 1, "2026-07", 5.0, 0.0),
        ]
    ]
    told = revised(rows("revisions", made), facts)
    assert [(one.version, one.figures, one.months, one.largest) for one in told] == [
        (FACTS.version, 2, 2, 20.0),
        ("2026.09.0-CONTOH", 1, 1, 10.0),
        ("2026.08.0-CONTOH", 0, 0, None),
    ]


def test_the_names_of_kecamatan_stand_upright_and_every_page_prints_on_a4(page: str) -> None:
    for name in districts().values():
        assert f'<th scope="col" class="upright"><span>{name}</span></th>' in page
    assert "@page { size: A4;" in page
