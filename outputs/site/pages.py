"""The pages of a release: both languages, no address outside the folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

import pyarrow as pa
from markupsafe import Markup

from outputs.canonical import FileFacts
from outputs.dictionary import dictionary_rows
from outputs.dictionary_lists import lists
from outputs.proof import EDITION_RULE, SCHEMA_RULE
from outputs.site.about import release_context
from outputs.site.changes import by_place, by_reason, by_table
from outputs.site.completeness import STEPS, completeness, over_time
from outputs.site.downloads import PAGES, explanations, whole_release
from outputs.site.quality import write_quality_page
from outputs.site.reading import programs
from outputs.site.rendering import write_page
from outputs.site.revisions import as_of
from outputs.site.village_pages import write_village_pages
from outputs.tables import TableFacts
from schemas.change_tables import CHANGES, REVISIONS
from schemas.completeness import READING
from schemas.problem import SEVERITY
from schemas.release import ReleaseFacts
from schemas.schema_changes import Document
from schemas.schema_rules import FIRST_VERSION, LEVEL
from schemas.section import Form
from schemas.table import Table

INDEX, DICTIONARY_PAGE = "index.html", "dictionary.html"
CHANGES_PAGE, REVISIONS_PAGE = "changes.html", "revisions.html"
LINKED_DATA = "schema-org.json"


def write_pages(  # noqa: PLR0913, PLR0917 - what pages are made of
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    written: Mapping[str, TableFacts],
    form: Form,
    document: Document | None = None,
) -> list[FileFacts]:
    """Write all pages, the front page last: it offers what stands in the folder by then.

    `document` is the release's schema, which knows since when a column is there.
    """
    return [
        write_dictionary_page(directory, declared, form, facts, document),
        write_changes_page(directory, tables, declared, facts, written),
        write_revisions_page(directory, tables, facts, written, form),
        write_quality_page(directory, tables, facts, form),
        *write_village_pages(directory, tables, declared, facts, form),
        write_index(directory, tables, declared, facts, written),
    ]


def write_index(
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    written: Mapping[str, TableFacts],
) -> FileFacts:
    """Write index.html: what it is, downloads, changes, completeness, how to read and cite."""
    months, by_month = over_time(tables, facts.periods or (facts.period,))
    offered = whole_release(directory)
    return write_page(
        directory,
        INDEX,
        release_context(facts)
        | {
            "tables": [(declared[name], written[name]) for name in declared],
            "whole": offered,
            "pages": PAGES,
            "explanations": explanations(directory),
            "programs": programs({file.path for _, file in offered}),
            "districts": completeness(tables, facts.period),
            "steps": STEPS,
            "months": months,
            "by_month": by_month,
            "reasons": by_reason(tables[CHANGES.name]),
            "changed_tables": by_table(tables[CHANGES.name], declared),
            "severities": SEVERITY,
            "linked_data": linked_data(directory),
        },
    )


def linked_data(directory: Path) -> Markup:
    """The release's schema.org description for search engines; empty where there is none.

    No text of it can close the element in which it stands.
    """
    if not (directory / LINKED_DATA).is_file():
        return Markup("")
    described = json.loads((directory / LINKED_DATA).read_bytes())
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - made safe in this line


def write_changes_page(
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    written: Mapping[str, TableFacts],
) -> FileFacts:
    """Write changes.html: what changed since the release before, by area and month."""
    changes = tables[CHANGES.name]
    places = by_place(changes, declared)
    shown = sum(len(month.shown) for place in places for month in place.months)
    return write_page(
        directory,
        CHANGES_PAGE,
        release_context(facts)
        | {
            "reasons": by_reason(changes),
            "changed_tables": by_table(changes, declared),
            "places": places,
            "number": changes.num_rows,
            "shown": shown,
            "file": written[CHANGES.name].csv,
        },
    )


def write_revisions_page(
    directory: Path,
    tables: Mapping[str, pa.Table],
    facts: ReleaseFacts,
    written: Mapping[str, TableFacts],
    form: Form,
) -> FileFacts:
    """Write revisions.html: the kabupaten's figures as known at each release."""
    return write_page(
        directory,
        REVISIONS_PAGE,
        release_context(facts)
        | {
            "known": as_of(tables[REVISIONS.name], facts, form),
            "file": written[REVISIONS.name].csv,
        },
    )


def write_dictionary_page(
    directory: Path,
    declared: Mapping[str, Table],
    form: Form,
    facts: ReleaseFacts,
    document: Document | None = None,
) -> FileFacts:
    """Write dictionary.html: the dictionary and its lists, with a search by script."""
    rows = dictionary_rows(declared, form, facts, document)
    listed = lists(declared, form, facts)
    return write_page(
        directory,
        DICTIONARY_PAGE,
        release_context(facts)
        | {
            "tables": [
                (declared[name], list(of)) for name, of in groupby(rows, lambda row: row["table"])
            ],
            "code_lists": [list(of) for _, of in groupby(listed["codes"], lambda r: r["list"])],
            "lists": listed,
            "rates_read": READING,
            "rule_names": {row["rule"]: row for row in listed["rules"]},
            "severities": SEVERITY,
            "levels": LEVEL,
            "edition_rule": EDITION_RULE,
            "schema_rule": SCHEMA_RULE,
            "first_schema": FIRST_VERSION,
        },
    )
