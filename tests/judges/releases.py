"""A small release with all its descriptions, as a sample and for real, with a site and without."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from outputs.canonical import FileFacts
from outputs.dictionary import write_dictionary_csv
from outputs.formats.files import write_formats
from outputs.metadata.build import write_metadata
from outputs.metadata.files import DataFile, data_files
from outputs.tables import TableFacts, write_tables
from schemas.form import FORM
from schemas.release import ReleaseFacts
from schemas.schema_document import schema_document
from tests.releases import FACTS, REAL_FACTS, declared, public_rows

SITE = "https://data.example.go.id/rilis/"
TABLES = declared()
CASES = {
    "sample": FACTS,
    "real": REAL_FACTS,
    "sample with a site": replace(FACTS, site=SITE),
    "real with a site": replace(REAL_FACTS, site=SITE),
}
FIRST = replace(REAL_FACTS, lineage=(), periods=())


@dataclass(frozen=True)
class Described:
    """The files with data of a release, and what is written of them."""

    folder: Path
    facts: ReleaseFacts
    tables: dict[str, TableFacts]
    written: list[FileFacts]

    @cached_property
    def files(self) -> list[DataFile]:
        return data_files(self.folder, TABLES, self.facts, self.tables)

    def told(self, path: str) -> Any:
        return json.loads((self.folder / path).read_bytes())

    def url(self, path: str) -> str:
        return f"{SITE}{self.facts.version}/{path}" if self.facts.site else path


def described(folder: Path, facts: ReleaseFacts) -> Described:
    rows = public_rows(TABLES)
    tables = write_tables(folder, rows, TABLES)
    document = schema_document(TABLES, facts.version, None)
    write_dictionary_csv(folder, TABLES, FORM, facts, document)
    write_formats(folder, rows, TABLES, facts, FORM)
    written = write_metadata(folder, TABLES, facts, tables, FORM)
    return Described(folder, facts, tables, written)
