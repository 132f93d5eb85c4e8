import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from outputs.site.found import label_of
from outputs.site.lookup import MONTHS_SHOWN
from outputs.site.rendering import in_both
from outputs.site.texts import WORDS
from outputs.site.village_numbers import told_sum
from outputs.site.village_pages import LONGEST, write_village_pages
from outputs.site.village_trend import COMPARED
from schemas.catalogue import CATALOGUE
from schemas.findings import HEALTH_FINDING
from schemas.form import FORM
from schemas.indicators import INDICATORS
from schemas.kind_names import HEALTH_NAMES, KIND_NAMES
from schemas.problem import SEVERITY, ProblemKind
from schemas.register import districts, villages
from schemas.release import ReleaseFacts
from schemas.rounding_texts import IN_SHORT, RATE_OFF, RATE_OFF_MOST, RATES_OFF
from schemas.rules import RULES
from tests.releases import FACTS, PERIOD, declared, for_areas, for_months, public_rows

TABLES = declared()
FULL, LATE, SILENT = "18.04.04.1001", "18.04.04.1003", "18.04.04.2007"
MONTHS = ("2025-11", "2025-12", *(f"2026-{month:02}" for month in range(1, 11)))


def tables_of(months: tuple[str, ...]) -> dict[str, pa.Table]:
    """A release of these months: two villages reported, one of them late, the others nothing."""
    tables = public_rows(TABLES)
    areas = [FULL, LATE, "18.04.04", "18.04"]
    for name in ("indicators", "completeness"):
        rows = for_areas(
            tables[name],
            areas,
            value=[71.9, 60.0, 71.9, 60.0, None],
            value_status=["A", "V", "A", "V", "O"],
        )
        tables[name] = for_months(rows, months)
    for name in ("contraception", "non_use", "child_nutrition"):
        tables[name] = for_months(for_areas(tables[name], [FULL, LATE]), (PERIOD,))
    sent = tables["submissions"].to_pylist()[:1]
    made = [
        sent[0]
        | {"village_code": code, "period": month, "is_late": code == LATE, "is_current": True}
        for code in (FULL, LATE)
        for month in months
    ]
    tables["submissions"] = pa.Table.from_pylist(made, schema=tables["submissions"].schema)
    return tables


def written(
    folder: Path, months: tuple[str, ...], tables: dict[str, pa.Table] | None = None
) -> dict[str, str]:
    """The pages of the villages of a release of these months, by file name."""
    facts = ReleaseFacts(
        version=FACTS.version,
        period=PERIOD,
        is_sample=True,
        issued=FACTS.issued,
        villages_expected=136,
        villages_reported=2,
        villages_late=1,
        periods=months,
    )
    write_village_pages(folder, tables or tables_of(months), TABLES, facts, FORM)
    return {path.name: path.read_text("utf-8") for path in (folder / "villages").iterdir()}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return written(tmp_path_factory.mktemp("release"), MONTHS)


def test_every_village_has_a_page_that_is_short_enough_to_send_on(pages: dict[str, str]) -> None:
    assert set(pages) == {"index.html", *(f"{code}.html" for code in villages())}
    for name, text in pages.items():
        assert len(text.encode()) < LONGEST, name
    for code, village in villages().items():
        assert f"<h1>{village.name}</h1>" in pages[f"{code}.html"]
        assert code in pages[f"{code}.html"]


def test_the_list_names_every_village_under_its_kecamatan(pages: dict[str, str]) -> None:
    parts = pages["index.html"].split("<h2 ")[1:]
    assert len(parts) == len(districts())
    for part, (code, name) in zip(parts, districts().items(), strict=True):
        assert part.startswith(f'id="district-{code}">{name}</h2>')
        for village in villages().values():
            link = f'<a href="{village.code}.html">{village.name}</a>'
            assert (link in part) is (village.district_code == code)


@pytest.mark.parametrize(
    ("village", "word", "months"),
    [(FULL, "report_on_time", 12), (LATE, "report_late", 12), (SILENT, "report_none", 0)],
)
def test_a_page_says_how_the_report_came(
    pages: dict[str, str], village: str, word: str, months: int
) -> None:
    text = pages[f"{village}.html"]
    assert f"<dd>{in_both(WORDS[word])}</dd>" in text
    assert in_both(WORDS["months_of"].format(sent=months, months=12)) in text


def test_a_village_that_sent_nothing_has_a_short_page_that_says_so(pages: dict[str, str]) -> None:
    text = pages[f"{SILENT}.html"]
    assert "Belum ada laporan dari desa ini untuk November 2025 sampai Oktober 2026" in text
    assert "no usable report of this village for November 2025 to October 2026" in text
    assert "<table" not in text
    assert "<svg" not in text
    assert len(text.encode()) < 20_000


def test_a_village_is_said_to_have_sent_nothing_for_the_months_shown_alone(tmp_path: Path) -> None:
    months = ("2025-09", "2025-10", *MONTHS)
    tables = tables_of(months)
    sent = tables["submissions"].to_pylist()
    early = sent[0] | {"village_code": SILENT, "period": months[0]}
    tables["submissions"] = pa.Table.from_pylist([*sent, early], tables["submissions"].schema)
    text = written(tmp_path, months, tables)[f"{SILENT}.html"]
    assert "no usable report of this village for November 2025 to October 2026" in text


@pytest.mark.parametrize("is_there", [True, False])
def test_only_a_report_that_came_is_said_to_be_without_findings(
    tmp_path: Path, *, is_there: bool
) -> None:
    tables = tables_of(MONTHS)
    tables["problems"] = tables["problems"].slice(0, 0)
    if not is_there:
        sent = tables["submissions"]
        tables["submissions"] = sent.filter(pc.not_equal(sent["period"], PERIOD))
    text = written(tmp_path, MONTHS, tables)[f"{FULL}.html"]
    assert (str(in_both(WORDS["nothing_found"])) in text) is is_there
    assert (str(in_both(WORDS["no_report_now"])) in text) is not is_there


def test_a_page_has_the_numbers_as_published_and_says_which_are_rounded(
    pages: dict[str, str],
) -> None:
    text = pages[f"{FULL}.html"]
    assert in_both(IN_SHORT) in text
    assert "Angka yang terbit" in text
    assert "as reported</span></h2>" not in text
    shown = ("population", "families", "contraception", "non_use", "child_nutrition")
    for table in shown:
        caption = text.split(f'id="{table}">')[1].split("</caption>")[0]
        assert in_both(TABLES[table].label) in caption
        assert ("kelipatan 5" in caption) is TABLES[table].protected
    for indicator in INDICATORS:
        assert in_both(indicator.label) in text


def test_a_missing_number_is_its_status_and_one_awaiting_an_answer_is_marked(
    pages: dict[str, str],
) -> None:
    text = pages[f"{FULL}.html"]
    assert "<td>71.9</td>" in text
    assert "<td>60 V</td>" in text
    assert "<td>O</td>" in text
    assert "None" not in text


@pytest.mark.parametrize(
    ("women", "told"),
    [((40, "A"), "95"), ((40, "V"), "95 V"), ((None, "O"), "Q")],
    ids=["as reported", "one awaits an answer", "one is missing"],
)
def test_a_sum_of_people_is_as_sure_as_its_parts(
    tmp_path: Path, women: tuple[int | None, str], told: str
) -> None:
    tables = tables_of((PERIOD,))
    first = tables["population"].to_pylist()[0] | {"village_code": FULL, "period": PERIOD}
    made = [
        first | {"age_group": age, "sex": sex, "people": people, "people_status": status}
        for age, sex, people, status in [
            ("age_0_4", "male", 50, "A"),
            ("age_5_9", "male", 45, "A"),
            ("age_0_4", "female", 55, "A"),
            ("age_5_9", "female", *women),
        ]
    ]
    tables["population"] = pa.Table.from_pylist(made, schema=tables["population"].schema)
    text = written(tmp_path, (PERIOD,), tables)[f"{FULL}.html"]
    total = re.findall(r'<tr class="sum"><th [^>]*>.*?</th>(.*?)</tr>', text)[0]
    assert total == f"<td>95</td><td>{told}</td>"


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([(1, "A"), (None, "O")], "Q"),
        ([(None, "O"), (None, "Q")], "Q"),
        ([(None, "O"), (None, "O")], "O"),
        ([(None, "M"), (None, "O")], "O"),
        ([(None, "M"), (None, "M")], "M"),
        ([(1, "A"), (0, "V")], "1 V"),
        ([(1, "A"), (0, "A")], "1"),
    ],
)
def test_a_sum_of_which_a_part_was_reported_is_said_to_be_so(
    parts: list[tuple[int | None, str]], told: str
) -> None:
    assert told_sum(parts) == told


@pytest.mark.parametrize("number", [1, 2, MONTHS_SHOWN, MONTHS_SHOWN + 3])
def test_the_last_months_are_drawn_as_lines_and_one_month_as_bars(
    tmp_path: Path, number: int
) -> None:
    months = (*(f"2025-{month:02}" for month in range(8, 11)), *MONTHS)[-number:]
    text = written(tmp_path, months)[f"{FULL}.html"]
    assert text.count('class="picture bars"') == (len(COMPARED) if number == 1 else 0)
    assert text.count('class="picture lines"') == (0 if number == 1 else len(COMPARED) + 1)
    head = text.split('<table class="figures trend">')[1].split("</thead>")[0]
    assert head.count("<wbr>") == min(number, MONTHS_SHOWN)
    assert months[-1].replace("-", "-<wbr>") in head


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.id)
def test_every_kind_of_finding_is_called_something_without_holes(kind: ProblemKind) -> None:
    label = label_of(kind.id)
    assert not set("{…") & set(label.line)
    assert "“" not in label.line
    assert label.id != label.en or " " not in label.id


def test_every_name_of_a_kind_is_needed_and_none_is_another_kinds() -> None:
    unfilled = {k.id for k in CATALOGUE if "{" in k.sentence.line} - {rule.id for rule in RULES}
    assert set(KIND_NAMES) == unfilled
    names = [label_of(kind.id).line for kind in CATALOGUE]
    assert len(set(names)) == len(names)


def test_findings_on_health_are_told_apart_by_their_severity() -> None:
    names = {label_of(HEALTH_FINDING.id, severity).line for severity in SEVERITY.values}
    assert len(names) == len(SEVERITY.values)
    assert set(HEALTH_NAMES) == set(SEVERITY.values)


@pytest.mark.parametrize(("number", "drawn"), [(1, False), (2, False), (3, True)])
def test_a_trend_is_drawn_of_three_months_or_more(
    tmp_path: Path, number: int, *, drawn: bool
) -> None:
    text = written(tmp_path, MONTHS[-number:])[f"{FULL}.html"]
    assert ('class="picture spark"' in text) is drawn
    assert (str(in_both(WORDS["trend"])) in text) is drawn
    assert in_both(RATES_OFF) in text


def test_the_error_of_a_rate_that_pages_tell_is_the_one_that_was_measured() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    told = re.findall(r"^\| points: [^|]*\| [0-9.]+, ([0-9.]+), ([0-9.]+) ", readme, re.MULTILINE)
    assert told
    assert RATE_OFF - 1 < max(float(mostly) for mostly, _ in told) <= RATE_OFF
    assert RATE_OFF_MOST - 0.1 < max(float(most) for _, most in told) <= RATE_OFF_MOST
