"""The files of a release that hold data, and how each of them is told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from outputs.canonical import FileFacts, file_facts, files_below
from outputs.dictionary import DICTIONARY, LISTS
from outputs.site.downloads import EXPLANATIONS, WHOLE
from outputs.tables import TableFacts
from schemas.field import Text
from schemas.form import SAMPLE_WORD
from schemas.media import media_type_of
from schemas.release import SAMPLE_NOTICE, ReleaseFacts
from schemas.table import Table

FORMATS = {
    ".csv": "csv",
    ".parquet": "apache-parquet",
    ".xlsx": "excel-workbook",
    ".zip": "zip-archive",
    ".sqlite": "sqlite-database",
    ".html": "html-page",
    ".md": "md",
    ".json": "json-file",
    ".jsonld": "jsonld-file",
}
"""The format by suffix where it is not the suffix itself. frictionless takes parquet, xlsx,
sqlite, html and json for tables, and needs other libraries to open them; under these names
it checks their hashes."""

DATA = (".csv", ".parquet", ".xlsx", ".zip", ".sqlite")
"""The suffixes of files that hold data; the others explain it."""

OFFERS = {offer.path: offer for offer in (*WHOLE, *EXPLANATIONS)}
LIST_OF_DICTIONARY = Text("Kamus data: {name}", "Data dictionary: {name}")


def file_format(path: str) -> tuple[str, str]:
    """The format and the media type of a file, by its suffix."""
    suffix = PurePosixPath(path).suffix
    return FORMATS.get(suffix, suffix.lstrip(".") or "file"), media_type_of(path)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file with data: what was written, what it is, and the table it holds, if one."""

    written: FileFacts
    title: Text
    about: Text
    table: Table | None = None

    @property
    def path(self) -> str:
        """The path below the release."""
        return self.written.path

    @property
    def suffix(self) -> str:
        """The end of the path, such as .csv."""
        return PurePosixPath(self.path).suffix

    @property
    def media_type(self) -> str:
        """The media type of the file."""
        return file_format(self.path)[1]


def data_files(
    directory: Path,
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    table_facts: Mapping[str, TableFacts],
) -> list[DataFile]:
    """The files with data that stand in the folder, the tables first, then by path.

    Those of an example say so in their title and in what they are.
    """
    found = list(_tables(declared, table_facts))
    known = {file.path for file in found}
    found.extend(
        _other(file_facts(directory, path))
        for path in files_below(directory)
        if PurePosixPath(path).suffix in DATA and path not in known
    )
    return [_marked(file) for file in found] if facts.is_sample else found


def _tables(
    declared: Mapping[str, Table], table_facts: Mapping[str, TableFacts]
) -> Iterator[DataFile]:
    for name, table in declared.items():
        for written in (table_facts[name].csv, table_facts[name].parquet):
            ending = PurePosixPath(written.path).suffix.lstrip(".").upper()
            titled = Text(f"{table.label.id} ({ending})", f"{table.label.en} ({ending})")
            yield DataFile(written, titled, table.grain, table)


def _other(written: FileFacts) -> DataFile:
    offer = OFFERS.get(written.path)
    if offer is not None:
        return DataFile(written, offer.name, offer.use)
    path = PurePosixPath(written.path)
    if path.parts[0] == LISTS:
        name = LIST_OF_DICTIONARY.format(name=path.stem)
        return DataFile(written, name, OFFERS[DICTIONARY].name)
    return DataFile(written, Text(path.name, path.name), Text(path.name, path.name))


def _marked(file: DataFile) -> DataFile:
    titled = Text(f"{SAMPLE_WORD}: {file.title.id}", f"{SAMPLE_WORD}: {file.title.en}")
    about = Text(f"{SAMPLE_NOTICE.id} {file.about.id}", f"{SAMPLE_NOTICE.en} {file.about.en}")
    return DataFile(file.written, titled, about, file.table)
