"""One declaration changes everything that is derived from it: form, reader, contract, metadata."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from outputs.datapackage import write_datapackage
from outputs.dictionary import dictionary_rows
from outputs.form_grid import answer_places, form_grids
from outputs.form_xlsx import write_form
from outputs.tables import write_tables
from schemas.catalogue import CATALOGUE
from schemas.field import Field, Text
from schemas.form import FORM
from schemas.frames import contract
from schemas.register import villages
from schemas.schema_changes import schema_changes
from schemas.schema_document import schema_document
from schemas.section import Form, Listing
from schemas.tables import public_tables, release_tables, tidy_tables
from tests.releases import REAL_FACTS, public_rows
from transforms.records import read_workbook
from transforms.sheets import open_workbook

VILLAGE = villages()["18.04.04.2007"]
FIELD = "families_with_elderly"
QUESTION = f"families.{FIELD}"
LABEL = Text("Keluarga dengan anggota lanjut usia", "Families with an elderly member")
LIMIT = 77


def listing() -> Listing:
    block = FORM.blocks["families"]
    assert isinstance(block, Listing)
    return block


def without_field() -> Form:
    return FORM.with_block(listing().without(FIELD))


def with_field(**changes: object) -> Form:
    fields = tuple(
        replace(field, **changes) if field.name == FIELD else field  # type: ignore[arg-type]
        for field in listing().fields
    )
    return FORM.with_block(replace(listing(), fields=fields))


def written(form: Form, folder: Path, answer: object = 5) -> bytes:
    grids = form_grids(form, village=VILLAGE, period="2026-10")
    places = answer_places(grids)
    if QUESTION in places:
        sheet, row, column = places[QUESTION]
        next(g for g in grids if g.name == sheet).cells[row, column].value = answer  # type: ignore[assignment]
    write_form(folder / "form.xlsx", grids, form)
    return (folder / "form.xlsx").read_bytes()


def read(form: Form, content: bytes) -> tuple[object, set[str], set[str]]:
    """The answer to the question, the problems about it, and the kinds of all problems."""
    workbook = open_workbook(content)
    reading = read_workbook(workbook, "0" * 64, "2026-10", sample=False, form=form)
    assert reading.record is not None
    answer = reading.record.answers.get(QUESTION)
    problems = {*reading.problems, *reading.record.problems}
    about = {p.kind for p in problems if p.question == QUESTION}
    return (None if answer is None else answer.value), about, {p.kind for p in problems}


def metadata(form: Form, folder: Path) -> tuple[str, str]:
    """The dictionary and the data package of a release of this form, as text."""
    declared = public_tables(form)
    facts = write_tables(folder, public_rows(declared), declared)
    write_datapackage(folder, declared, REAL_FACTS, facts)
    rows = dictionary_rows(declared, form, REAL_FACTS)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    families = next(r for r in package["resources"] if str(r["path"]).endswith("families.csv"))
    told = [row for row in rows if row["table"] == "families"]
    return json.dumps(told, ensure_ascii=False), json.dumps(families, ensure_ascii=False)


def contract_codes(form: Form) -> str:
    return repr(contract(tidy_tables(form)["families"]).columns["indicator"].checks)


def test_deleting_a_field_takes_it_out_of_everything(tmp_path: Path) -> None:
    for form, there in ((FORM, True), (without_field(), False)):
        folder = tmp_path / str(there)
        folder.mkdir()
        content = written(form, folder)
        value, _, _ = read(form, content)
        _, package = metadata(form, folder)
        assert (QUESTION in answer_places(form_grids(form))) is there
        assert (value == 5) is there
        codes = tidy_tables(form)["families"]["indicator"].codes
        assert codes is not None
        assert (FIELD in codes.values) is there
        assert (FIELD in package) is there


def test_an_old_workbook_of_a_deleted_field_is_told_of(tmp_path: Path) -> None:
    _, _, problems = read(without_field(), written(FORM, tmp_path))
    assert "row_unknown" in problems


def test_changing_a_label_changes_form_reading_and_dictionary(tmp_path: Path) -> None:
    form = with_field(label=LABEL, aliases=())
    content = written(form, tmp_path)
    value, problems, _ = read(form, content)
    dictionary, package = metadata(form, tmp_path)
    texts = {cell.value for grid in form_grids(form) for cell in grid.cells.values()}
    assert LABEL.id in texts
    assert (value, problems) == (5, set())
    assert LABEL.id in dictionary + package


@pytest.mark.parametrize(("answer", "problems"), [(77, set()), (78, {"number_too_large"})])
def test_changing_a_limit_changes_reading_contract_and_metadata(
    answer: int, problems: set[str], tmp_path: Path
) -> None:
    form = FORM
    for block in (listing(), FORM.blocks["insurance"]):
        assert isinstance(block, Listing)
        fields = tuple(replace(field, maximum=LIMIT) for field in block.fields)
        form = form.with_block(replace(block, fields=fields))
    content = written(form, tmp_path, answer)
    assert read(form, content)[1] == problems
    assert tidy_tables(form)["families"]["count"].maximum == LIMIT
    dictionary, package = metadata(form, tmp_path)
    assert str(LIMIT) in dictionary
    assert f'"maximum": {LIMIT}' in package


@pytest.mark.parametrize("question", FORM.questions.values(), ids=lambda q: q.id)
def test_every_field_speaks_both_languages_and_has_its_examples(question) -> None:  # type: ignore[no-untyped-def]
    field: Field = question.field
    for text in (field.label, field.meaning):
        assert text.id
        assert text.en
    assert field.example
    assert field.counter_example
    assert field.example != field.counter_example


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda k: k.id)
def test_every_finding_speaks_both_languages(kind) -> None:  # type: ignore[no-untyped-def]
    assert kind.sentence.id != kind.sentence.en
    assert kind.action.id != kind.action.en


@pytest.mark.parametrize(
    ("form", "rules", "version"),
    [
        (FORM, set(), "1.0.0"),
        (with_field(label=LABEL), {"code_text"}, "1.0.1"),
        (without_field(), {"codes_removed"}, "2.0.0"),
    ],
    ids=["nothing", "another label", "a field deleted"],
)
def test_the_schema_and_its_version_follow_the_form(
    form: Form, rules: set[str], version: str
) -> None:
    before = schema_document(release_tables(FORM), "2026.10.0", None)
    after = schema_document(release_tables(form), "2026.11.0", before)
    assert {change.rule for change in schema_changes(before, after)} == rules
    assert after["schema_version"] == version
