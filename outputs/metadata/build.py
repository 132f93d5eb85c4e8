"""The descriptions of a release, each written from the declarations and the facts alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from outputs.canonical import FileFacts, json_bytes, write_bytes
from outputs.metadata.citing import CFF, DATACITE, citation_file, datacite, yaml_bytes
from outputs.metadata.croissant import CROISSANT, croissant
from outputs.metadata.csvw import CSVW, csvw
from outputs.metadata.dcat import DCAT, dcat
from outputs.metadata.files import data_files
from outputs.metadata.schema_org import SCHEMA_ORG, schema_org
from outputs.tables import TableFacts
from schemas.release import ReleaseFacts
from schemas.section import Form
from schemas.table import Table


def write_metadata(
    directory: Path,
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    table_facts: Mapping[str, TableFacts],
    form: Form,
) -> list[FileFacts]:
    """Write six descriptions of the data that stand in the folder by then.

    croissant.json, dcat.jsonld, csvw.json, schema-org.json, CITATION.cff and datacite.json.
    """
    files = data_files(directory, declared, facts, table_facts)
    contents = {
        CROISSANT: json_bytes(croissant(files, declared, facts, table_facts)),
        DCAT: json_bytes(dcat(files, facts)),
        CSVW: json_bytes(csvw(declared, facts, table_facts)),
        SCHEMA_ORG: json_bytes(schema_org(files, declared, facts, form)),
        CFF: yaml_bytes(citation_file(facts)),
        DATACITE: json_bytes(datacite(files, facts)),
    }
    return [write_bytes(directory, path, content) for path, content in contents.items()]
