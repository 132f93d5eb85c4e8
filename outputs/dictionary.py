"""The data dictionary: one record a column, shaped like BPS metadata for a variable (MS-Var)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from outputs.canonical import FileFacts, records_csv, write_bytes
from outputs.dictionary_lists import Record, flag, lists, notice, pair
from outputs.tables import FOLDER
from schemas.field import Text
from schemas.reference_time import reference_time
from schemas.register import REGISTER_SOURCE
from schemas.release import ReleaseFacts
from schemas.rules import questions_of, rules_of
from schemas.schema_changes import Document
from schemas.schema_document import described_columns
from schemas.section import Form, Question
from schemas.sources import told_source
from schemas.table import Column, Table
from schemas.tables import access_to

DICTIONARY = "dictionary.csv"
LISTS = "dictionary"
IDENTITY = "identity"

FROM_FORM = Text(
    "Formulir bulanan versi {version}, bagian {letters}",
    "Monthly form, version {version}, section {letters}",
)
FROM_REGISTER = Text(REGISTER_SOURCE, REGISTER_SOURCE)
FROM_HOUSE = Text("Dihitung oleh Rumah Data", "Computed by Rumah Data")

Place = tuple[str, str]


def dictionary_rows(
    declared: Mapping[str, Table],
    form: Form,
    facts: ReleaseFacts,
    document: Document | None = None,
) -> list[Record]:
    """One record for each column of each table, in the order of the tables.

    `document` is the release's schema, which knows since and until when a name is written.
    """
    asked, rules = _asked(form), _rules(form)
    known = {} if document is None else described_columns(document)
    return [
        _record(table, position, column, form, asked, rules)
        | _written(column, known.get((table.name, column.name), {}))
        | notice(facts)
        for table in declared.values()
        for position, column in enumerate(table.columns, start=1)
    ]


def _written(column: Column, described: Mapping[str, str | None]) -> Record:
    return {
        "since": described.get("since") or "",
        "until": described.get("until") or "",
        "replaced_by": column.alias_of or "",
    }


def _asked(form: Form) -> dict[Place, list[Question]]:
    """The questions whose answers land in a column, by table and column."""
    found: dict[Place, list[Question]] = {}
    for question in form.questions.values():
        if question.table is not None:
            found.setdefault((question.table, question.measure), []).append(question)
        elif question.block == IDENTITY:
            found.setdefault(("submissions", question.field.name), []).append(question)
    return found


def _rules(form: Form) -> dict[Place, list[str]]:
    """The rules that look at a column, by table and column."""
    found: dict[Place, dict[str, None]] = {}
    for rule in rules_of(form):
        for name in questions_of(rule):
            question = form.questions[name]
            if question.table is not None:
                found.setdefault((question.table, question.measure), {})[rule.id] = None
    return {place: list(rules) for place, rules in found.items()}


def _record(  # noqa: PLR0913, PLR0917 - what a column is told from
    table: Table,
    position: int,
    column: Column,
    form: Form,
    asked: Mapping[Place, list[Question]],
    rules: Mapping[Place, list[str]],
) -> Record:
    place = (table.name, column.alias_of or column.name)
    questions = asked.get(place, [])
    return {
        "table": table.name,
        "file": f"{FOLDER}/{table.name}.csv",
        "position": str(position),
        "column": column.name,
        **pair("label", column.label),
        **pair("concept", table.label),
        **pair("definition", column.meaning),
        **pair("row", table.grain),
        "type": column.type.value,
        **pair("unit", column.unit),
        "minimum": number(column.minimum),
        "maximum": number(column.maximum),
        "pattern": column.pattern or "",
        "codes": column.codes.name if column.codes else "",
        "key": flag(value=column.key),
        "required": flag(value=not column.nullable),
        "references": ".".join(column.references or ()),
        **pair("question", _joined(question.field.label for question in questions)),
        **pair("reference_time", _joined(reference_time(question) for question in questions)),
        "rules": " ".join(rules.get(place, [])),
        **pair("access", access_to(table, column)),
        **pair("source", _source(table, column, form, questions)),
        "example": column.example,
    }


def number(limit: float | None) -> str:
    """A limit as it is written: whole where it is whole, empty where there is none."""
    return "" if limit is None else f"{limit:g}" if limit % 1 else f"{limit:.0f}"


def _joined(texts: Iterable[Text]) -> Text | None:
    distinct = list(dict.fromkeys(texts))
    if not distinct:
        return None
    return Text("; ".join(text.id for text in distinct), "; ".join(text.en for text in distinct))


def _source(table: Table, column: Column, form: Form, questions: list[Question]) -> Text:
    if questions:
        letters = {section.name: section.letter for section in form.sections}
        named = dict.fromkeys(letters[question.section] for question in questions)
        return FROM_FORM.format(version=form.version, letters=", ".join(named))
    if table.name == "villages" or column.references == ("villages", "village_code"):
        return FROM_REGISTER
    if column.codes is not None:
        return told_source(column.codes.source)
    return FROM_HOUSE


def write_dictionary_csv(
    directory: Path,
    declared: Mapping[str, Table],
    form: Form,
    facts: ReleaseFacts,
    document: Document | None = None,
) -> list[FileFacts]:
    """Write dictionary.csv and its lists below dictionary/."""
    columns = records_csv(dictionary_rows(declared, form, facts, document))
    written = [write_bytes(directory, DICTIONARY, columns)]
    for name, records in lists(declared, form, facts).items():
        written.append(write_bytes(directory, f"{LISTS}/{name}.csv", records_csv(records)))
    return written
