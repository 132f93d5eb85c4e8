"""The release folder as a whole: every file in the order in which one needs the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from outputs.datapackage import write_datapackage
from outputs.dictionary import write_dictionary_csv
from outputs.formats.files import write_formats
from outputs.gate.verdict import Verdict, write_verdict
from outputs.manifest import write_manifest
from outputs.metadata.build import write_metadata
from outputs.proof import Proof, write_proof
from outputs.readme import write_readme
from outputs.schema import write_schema
from outputs.site.gate import write_gate_page
from outputs.site.pages import write_pages
from outputs.tables import TableFacts, write_tables
from schemas.form import FORM
from schemas.release import ReleaseFacts
from schemas.schema_document import schema_document
from schemas.section import Form
from schemas.table import Table


def build(  # noqa: PLR0913, PLR0917 - what a release is written from
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    proof: Proof | None = None,
    form: Form = FORM,
    judge: Callable[[Path], Verdict] | None = None,
) -> dict[str, TableFacts]:
    """Write a whole release into an empty folder and close it with its sums.

    Without a proof it is a first release: nothing came before it. `judge` looks at the files
    as they will be published, before the pages are written that tell what it found.
    """
    proof = proof or Proof(schema=schema_document(declared, facts.version, None))
    written = write_tables(directory, tables, declared)
    write_schema(directory, proof.schema)
    write_proof(directory, facts, proof, written)
    write_dictionary_csv(directory, declared, form, facts, proof.schema)
    write_formats(directory, tables, declared, facts, form)
    write_metadata(directory, declared, facts, written, form)
    write_readme(directory, declared, facts)
    if judge is not None:
        verdict = judge(directory)
        write_verdict(directory, verdict)
        write_gate_page(directory, facts, verdict)
        facts = replace(facts, gate=verdict.in_short)
    write_pages(directory, tables, declared, facts, written, form, proof.schema)
    seal(directory, declared, facts, written)
    return written


def seal(
    directory: Path,
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    written: Mapping[str, TableFacts],
) -> None:
    """Write what covers all other files: the data package, the manifest and the sums."""
    write_datapackage(directory, declared, facts, written)
    write_manifest(directory, facts, written)
