"""The files of a release that people open with a spreadsheet or a database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from outputs.canonical import FileFacts
from outputs.formats.database import write_database
from outputs.formats.indonesian_csv import write_indonesian_csv
from outputs.formats.release_xlsx import write_workbook
from schemas.release import ReleaseFacts
from schemas.section import Form
from schemas.table import Table

WRITERS = (write_workbook, write_indonesian_csv, write_database)


def write_formats(
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    form: Form,
) -> list[FileFacts]:
    """Write release.xlsx, csv-indonesia.zip and release.sqlite at the root of the release."""
    return [write(directory, tables, declared, facts, form) for write in WRITERS]
