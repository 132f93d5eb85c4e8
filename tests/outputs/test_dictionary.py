from dataclasses import replace

import pytest

from outputs.dictionary import dictionary_rows, number
from outputs.dictionary_lists import code_lists, finding_rows, lists, rule_rows
from outputs.site.texts import GROUPS, WORDS
from schemas.completeness import MEASURE
from schemas.field import Text
from schemas.form import FORM
from schemas.form_tables import ONE_VILLAGE
from schemas.house_codes import AREA_LEVEL
from schemas.problem import catalogue
from schemas.protection import BY_AREA
from schemas.rounding_texts import (
    FOLLOWS,
    PARTLY_ROUNDED_ACCESS,
    ROUNDED,
    ROUNDED_ACCESS,
    UNDETAILED_ACCESS,
)
from schemas.rules import RELATION, rules_of
from schemas.schema_aliases import with_aliases
from schemas.schema_document import schema_document
from schemas.schema_rules import LEVEL, RULES
from schemas.sources import NAMES, told_source
from schemas.tables import ONE_AREA
from tests.releases import FACTS, REAL_FACTS, declared

TABLES = declared()
ROWS = {(row["table"], row["column"]): row for row in dictionary_rows(TABLES, FORM, FACTS)}
LISTS = lists(TABLES, FORM, FACTS)


def test_every_column_has_one_record() -> None:
    columns = [(name, column) for name, table in TABLES.items() for column in table.names]
    assert list(ROWS) == columns


def test_every_text_has_both_languages() -> None:
    for row in [*ROWS.values(), *(row for rows in LISTS.values() for row in rows)]:
        for name in row:
            if name.endswith("_id"):
                assert bool(row[name]) == bool(row[f"{name[:-3]}_en"]), (row, name)


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        (("population", "people"), "type", "integer"),
        (("population", "people"), "key", "false"),
        (("population", "people"), "question_id", "Jumlah penduduk"),
        (("population", "people"), "reference_time_en", "The last day of the reporting month"),
        (("population_change", "people"), "reference_time_en", "During the reporting month"),
        (("population", "age_group"), "codes", "age_group"),
        (("population", "village_code"), "references", "villages.village_code"),
        (("population", "people"), "access_en", "Open"),
        (("contraception", "users"), "access_en", ROUNDED_ACCESS.en),
        (("contraception", "users_status"), "access_en", "Open"),
        (("contraception", "area_code"), "access_id", "Terbuka"),
        (("families", "count"), "access_id", PARTLY_ROUNDED_ACCESS.id),
        (("indicators", "value"), "access_en", PARTLY_ROUNDED_ACCESS.en),
        (("indicators", "numerator"), "access_en", PARTLY_ROUNDED_ACCESS.en),
        (("indicators", "villages_reported"), "access_en", "Open"),
        (("classification", "village_class"), "access_en", PARTLY_ROUNDED_ACCESS.en),
        (("problems", "severity"), "access_en", UNDETAILED_ACCESS.en),
        (("privacy_audit", "pinned"), "access_en", "Open"),
        (("completeness", "numerator"), "access_en", "Open"),
        (("completeness", "measure"), "codes", "completeness_measure"),
        (("completeness", "value"), "maximum", "100"),
        (("contraception", "users"), "source_en", "Monthly form, version 1, section E"),
        (("submissions", "filled_on"), "question_id", "Tanggal pengisian"),
        (("villages", "latitude"), "minimum", "-90"),
        (("activity_targets", "target"), "question_en", "Targets"),
    ],
)
def test_a_record_says_what_was_declared(place: tuple[str, str], name: str, value: str) -> None:
    assert ROWS[place][name] == value


@pytest.mark.parametrize("name", BY_AREA)
def test_a_row_of_a_table_by_area_is_of_one_area_and_not_of_one_village(name: str) -> None:
    for row in (row for (table, _), row in ROWS.items() if table == name):
        assert ONE_AREA.id in row["row_id"]
        assert ONE_AREA.en in row["row_en"]
        assert ONE_VILLAGE.id not in row["row_id"]
        assert ONE_VILLAGE.en not in row["row_en"]


def test_what_is_rounded_says_so_in_its_definition() -> None:
    for name in BY_AREA:
        for measure in TABLES[name].measures:
            assert ROWS[name, measure]["definition_id"].endswith(ROUNDED.id)
    told = {place for place, row in ROWS.items() if row["definition_en"].endswith(FOLLOWS.en)}
    assert told == {
        ("families", "count"),
        *(("indicators", name) for name in ("value", "numerator", "denominator")),
        *(("classification", f"{name}_index") for name in ("input", "process", "output")),
        ("classification", "village_class"),
        *(("classification_scores", name) for name in ("measured", "score")),
    }


def test_every_indicator_is_published_for_every_level_of_areas() -> None:
    assert {row["levels"] for row in LISTS["indicators"]} == {" ".join(AREA_LEVEL.values)}


def test_rules_stand_at_the_columns_they_look_at() -> None:
    assert "r1_users_and_non_users" in ROWS["contraception", "users"]["rules"].split()
    assert "r3_health_insured" in ROWS["population", "people"]["rules"].split()
    named = {rule for row in ROWS.values() for rule in row["rules"].split()}
    totals_alone = {rule.id for rule in rules_of(FORM)} - named
    assert not totals_alone


CODE_LISTS = [
    *(column.codes for table in TABLES.values() for column in table.columns if column.codes),
    *(question.field.codes for question in FORM.questions.values() if question.field.codes),
]


def test_every_code_list_finding_and_rule_is_listed() -> None:
    assert {row["list"] for row in LISTS["codes"]} == {codes.name for codes in CODE_LISTS}
    assert [row["finding"] for row in finding_rows()] == [kind.id for kind in catalogue()]
    assert [row["rule"] for row in rule_rows(FORM)] == [rule.id for rule in rules_of(FORM)]


def test_a_rule_is_listed_with_its_life_its_texts_and_both_examples() -> None:
    rows = {row["rule"]: row for row in rule_rows(FORM)}
    r1 = rows["r1_users_and_non_users"]
    assert (r1["relation"], r1["life"], r1["severity"], r1["since"]) == (
        "equal",
        "warn",
        "confirm",
        "2026-01",
    )
    assert r1["passes_id"] == "Peserta KB + tidak ber-KB = 24, PUS = 24"
    assert r1["fails_en"] == "Users + non-users = 24, Eligible couples = 25"
    assert rows["people_per_family"]["limits"] == "low=2 high=6"
    assert rows["unusual_number"]["limits"] == "tail=0.00001 months=3"
    assert {row["relation"] for row in rows.values()} == set(RELATION.values)
    for row in rows.values():
        for name in ("name", "relation_label", "life_label", "sentence", "expected", "passes"):
            assert row[f"{name}_id"], (row["rule"], name)
            assert row[f"{name}_en"], (row["rule"], name)
        assert row["passes_id"] != row["fails_id"]


def test_every_rule_of_the_schema_version_is_listed_with_its_level_and_why() -> None:
    rows = {row["rule"]: row for row in LISTS["schema_rules"]}
    assert list(rows) == list(RULES)
    for name, rule in RULES.items():
        assert (rows[name]["level"], rows[name]["change"]) == (rule.level, rule.change)
        assert (rows[name]["what_id"], rows[name]["why_en"]) == (rule.what.id, rule.why.en)
        assert rows[name]["level_label_id"] == LEVEL[rule.level].label.id


def test_every_rate_of_completeness_says_what_is_counted_among_what() -> None:
    rows = {row["completeness_measure"]: row for row in LISTS["completeness"]}
    assert list(rows) == list(MEASURE.values)
    assert rows["passed"]["denominator_id"] == rows["filled"]["numerator_id"]
    assert rows["plausible"]["definition_en"] == (
        "answers that passed and about which nothing is being asked back / "
        "answers given that no blocking finding holds back x 100"
    )


def test_no_word_of_the_pages_hides_another() -> None:
    assert sum(len(words) for words in GROUPS) == len(WORDS)


def test_a_list_name_means_one_list() -> None:
    listed = code_lists(TABLES, FORM)
    for codes in CODE_LISTS:
        assert listed[codes.name] == codes


def test_an_example_says_so_in_every_record() -> None:
    assert {row["notice"] for row in ROWS.values()} == {"CONTOH"}
    assert {row["notice"] for rows in LISTS.values() for row in rows} == {"CONTOH"}
    assert {row["notice"] for row in dictionary_rows(TABLES, FORM, REAL_FACTS)} == {""}


def test_a_label_that_changes_changes_its_record_alone() -> None:
    table = TABLES["population"]
    people = replace(table["people"], label=Text("Warga", "Residents"), maximum=5)
    changed = table.with_columns(
        tuple(people if column.name == "people" else column for column in table.columns)
    )
    rows = dictionary_rows(TABLES | {"population": changed}, FORM, FACTS)
    other = [row for row in rows if row != ROWS[row["table"], row["column"]]]
    assert [(row["column"], row["label_id"], row["maximum"]) for row in other] == [
        ("people", "Warga", "5")
    ]


def test_a_renamed_column_stands_under_both_names_with_since_and_until() -> None:
    first = schema_document(TABLES, "2026.09.0-CONTOH", None)
    table = TABLES["contraception"]
    renamed = {
        name: replace(table[name], name=name.replace("users", "clients"))
        for name in ("users", "users_status", "users_villages")
    }
    renamed["users"] = replace(renamed["users"], formerly=("users",))
    columns = tuple(renamed.get(column.name, column) for column in table.columns)
    changed = TABLES | {"contraception": table.with_columns(columns)}
    tables = with_aliases(changed, FACTS.version, first)
    document = schema_document(tables, FACTS.version, first)
    rows = {
        (row["table"], row["column"]): row for row in dictionary_rows(tables, FORM, FACTS, document)
    }
    names = ("users", "users_status", "users_villages", "clients", "method")
    told = [
        tuple(rows["contraception", name][of] for of in ("since", "until", "replaced_by"))
        for name in names
    ]
    assert told == [
        ("2026.09.0-CONTOH", "2026-12", "clients"),
        ("2026.09.0-CONTOH", "2026-12", "clients_status"),
        ("2026.09.0-CONTOH", "2026-12", "clients_villages"),
        ("2026.10.0-CONTOH", "", ""),
        ("2026.09.0-CONTOH", "", ""),
    ]
    old, new = rows["contraception", "users"], rows["contraception", "clients"]
    assert {name for name in old if old[name] != new[name]} == {
        *("position", "column", "label_id", "label_en", "definition_id", "definition_en"),
        *("since", "until", "replaced_by"),
    }
    assert {len(row) for row in rows.values()} == {len(old)}


def test_without_a_schema_no_record_says_since_when() -> None:
    assert {row["since"] + row["until"] + row["replaced_by"] for row in ROWS.values()} == {""}


def test_bands_of_a_score_follow_each_other() -> None:
    bands = [row for row in LISTS["scores"] if row["component"] == "unmet_need"]
    assert [(row["from"], row["to"], row["score"]) for row in bands] == [
        ("0", "6", "4"),
        ("7", "9", "3"),
        ("10", "12", "2"),
        ("13", "", "1"),
    ]


@pytest.mark.parametrize(
    ("limit", "written"), [(None, ""), (0, "0"), (9999, "9999"), (1000000, "1000000"), (0.5, "0.5")]
)
def test_limits_are_written_plainly(limit: float | None, written: str) -> None:
    assert number(limit) == written


def test_every_source_of_a_list_is_told_in_both_languages_or_is_a_name() -> None:
    for codes in code_lists(TABLES, FORM).values():
        told = told_source(codes.source)
        assert told.en == codes.source
        assert (told.id == told.en) is (codes.source in NAMES), codes.source


def test_a_row_of_a_table_is_said_to_be_of_one_thing() -> None:
    assert TABLES["activity_targets"].grain.en.endswith("one month, one target of the activity")
    assert TABLES["activity_partners"].grain.en.endswith("one month, one partner office")
