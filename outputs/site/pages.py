"""index.html and dictionary.html: both languages, no address outside the folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

import pyarrow as pa
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from outputs.canonical import FileFacts, write_bytes
from outputs.dictionary import dictionary_rows
from outputs.dictionary_lists import Record, lists
from outputs.site import reading
from outputs.site.completeness import completeness
from outputs.site.texts import WORDS
from outputs.tables import TableFacts
from schemas.field import Text
from schemas.form import SAMPLE_WORD
from schemas.house_codes import OBS_STATUS
from schemas.months import period_name
from schemas.problem import SEVERITY
from schemas.register import REGENCY
from schemas.release import (
    LICENCE,
    LICENCE_TITLE,
    LICENCE_URL,
    PUBLISHER,
    SAMPLE_NOTICE,
    TITLE,
    ReleaseFacts,
)
from schemas.section import Form
from schemas.table import Table

TEMPLATES = Path(__file__).parent / "templates"
INDEX = "index.html"
DICTIONARY_PAGE = "dictionary.html"
KILOBYTE = 1024


def in_both(text: Text) -> Markup:
    """A text in both languages, each marked with its own; once where they are the same."""
    if text.id == text.en:
        return escape(text.id)
    return Markup('<span lang="id">{}</span> <span lang="en">{}</span>').format(text.id, text.en)


def of_record(record: Record, name: str) -> Markup:
    """The texts of a dictionary record's columns <name>_id and <name>_en; may be empty."""
    if not record[f"{name}_id"]:
        return Markup("")
    return in_both(Text(record[f"{name}_id"], record[f"{name}_en"]))


def size(count: int) -> str:
    """A number of bytes as a person reads it."""
    return f"{count} B" if count < KILOBYTE else f"{count / KILOBYTE:.0f} kB"


@cache
def environment() -> Environment:
    """The templates: HTML escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"both": in_both, "size": size}
    made.globals |= {"of": of_record, "words": WORDS, "reading": reading}
    return made


def release_context(facts: ReleaseFacts) -> dict[str, object]:
    """What every page and the README say of a release."""
    period = period_name(facts.period)
    return {
        "facts": facts,
        "sample_word": SAMPLE_WORD,
        "notice": SAMPLE_NOTICE,
        "title": TITLE,
        "regency": REGENCY,
        "period": period,
        "about": Text(
            WORDS["about_text"].id.format(villages=facts.villages_expected, period=period.id),
            WORDS["about_text"].en.format(villages=facts.villages_expected, period=period.en),
        ),
        "citation": citation(facts),
        "licence": LICENCE,
        "licence_title": LICENCE_TITLE,
        "licence_url": LICENCE_URL,
        "statuses": OBS_STATUS,
    }


def citation(facts: ReleaseFacts) -> Text:
    """How a release is cited: publisher, year, title, version, licence."""
    year = facts.issued[:4]
    warning = f" [{SAMPLE_WORD}]" if facts.is_sample else ""
    end = f"{facts.version}{warning}. {LICENCE}."
    return Text(
        f"{PUBLISHER.id} ({year}). {TITLE.id}, {period_name(facts.period).id}. Versi {end}",
        f"{PUBLISHER.en} ({year}). {TITLE.en}, {period_name(facts.period).en}. Version {end}",
    )


def write_index(
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    written: Mapping[str, TableFacts],
) -> FileFacts:
    """Write index.html: what it is, downloads, completeness, findings, licence."""
    page = environment().get_template(INDEX)
    text = page.render(
        release_context(facts),
        tables=[(declared[name], written[name]) for name in declared],
        districts=completeness(tables, facts.period),
        severities=SEVERITY,
    )
    return write_bytes(directory, INDEX, text.encode())


def write_dictionary_page(
    directory: Path, declared: Mapping[str, Table], form: Form, facts: ReleaseFacts
) -> FileFacts:
    """Write dictionary.html: the dictionary and its lists, with a search by script."""
    page = environment().get_template(DICTIONARY_PAGE)
    rows = dictionary_rows(declared, form, facts)
    listed = lists(declared, form, facts)
    text = page.render(
        release_context(facts),
        tables=[(declared[name], list(of)) for name, of in groupby(rows, lambda row: row["table"])],
        code_lists=[list(of) for _, of in groupby(listed["codes"], lambda row: row["list"])],
        lists=listed,
        rule_names={row["rule"]: row for row in listed["rules"]},
        severities=SEVERITY,
    )
    return write_bytes(directory, DICTIONARY_PAGE, text.encode())
