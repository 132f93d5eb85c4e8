"""schema-org.json: the release as search engines for datasets read it; pages embed the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from outputs.metadata.about import (
    LANDING_PAGE,
    Descriptor,
    box,
    catalogue_id,
    covered,
    description,
    file_url,
    release_id,
    title,
    version_id,
)
from outputs.metadata.files import DataFile
from outputs.site.about import citation
from schemas.citation import FROM_THE_FORM, KEYWORDS, LANGUAGES
from schemas.field import Text
from schemas.indicators import indicators_of
from schemas.register import REGENCY, REGENCY_CODE
from schemas.release import LICENCE_URL, PUBLISHER, TITLE, ReleaseFacts
from schemas.section import Form
from schemas.table import Column, Table

SCHEMA_ORG = "schema-org.json"


def schema_org(
    files: Sequence[DataFile], declared: Mapping[str, Table], facts: ReleaseFacts, form: Form
) -> Descriptor:
    """The release as a schema.org Dataset; as JSON-LD it can stand in a page."""
    titled = title(facts)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": release_id(facts),
        "identifier": release_id(facts),
        "name": titled.en,
        "alternateName": titled.id,
        "description": description(facts).line,
        "url": file_url(facts, LANDING_PAGE),
        "version": facts.version,
        "datePublished": facts.issued,
        "dateModified": facts.issued,
        "inLanguage": list(LANGUAGES),
        "keywords": keywords(),
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "creator": organisation(),
        "publisher": organisation(),
        "creditText": citation(facts).en,
        "temporalCoverage": "/".join(covered(facts)),
        "spatialCoverage": _place(),
        "measurementTechnique": FROM_THE_FORM.line,
        **_previous(facts),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": catalogue_id(facts),
            "name": TITLE.line,
        },
        "variableMeasured": list(_variables(declared.values(), form)),
        "distribution": [_download(file, facts) for file in files],
    }


def keywords() -> list[str]:
    """Every keyword in both languages, once."""
    words = (word for keyword in KEYWORDS for word in keyword.by_language.values())
    return list(dict.fromkeys(words))


def organisation() -> Descriptor:
    """Who makes and publishes the dataset."""
    return {"@type": "Organization", "name": PUBLISHER.id, "alternateName": PUBLISHER.en}


def _previous(facts: ReleaseFacts) -> Descriptor:
    if not facts.previous:
        return {}
    return {"isBasedOn": {"@type": "Dataset", "@id": version_id(facts, facts.previous)}}


def _place() -> Descriptor:
    edges = box()
    return {
        "@type": "Place",
        "name": REGENCY.line,
        "identifier": REGENCY_CODE,
        "geo": {
            "@type": "GeoShape",
            "box": f"{edges.south} {edges.west} {edges.north} {edges.east}",
        },
    }


def _variables(tables: Iterable[Table], form: Form) -> Iterator[Descriptor]:
    for indicator in indicators_of(form):
        yield _variable(indicator.id, indicator.label, indicator.definition, indicator.unit)
    for table in tables:
        for measure in table.measures:
            column = table[measure]
            told = Text(
                f"{table.label.id}: {column.label.id}", f"{table.label.en}: {column.label.en}"
            )
            name = f"{table.name}.{column.name}"
            yield _variable(name, told, column.meaning, column.unit) | _bounds(column)


def _variable(name: str, label: Text, meaning: Text, unit: Text | None) -> Descriptor:
    variable: Descriptor = {
        "@type": "PropertyValue",
        "name": label.line,
        "propertyID": name,
        "description": meaning.line,
    }
    return variable | ({"unitText": unit.line} if unit else {})


def _bounds(column: Column) -> Descriptor:
    limits = (("minValue", column.minimum), ("maxValue", column.maximum))
    return {name: limit for name, limit in limits if limit is not None}


def _download(file: DataFile, facts: ReleaseFacts) -> Descriptor:
    return {
        "@type": "DataDownload",
        "name": file.title.line,
        "description": file.about.line,
        "contentUrl": file_url(facts, file.path),
        "encodingFormat": file.media_type,
        "contentSize": f"{file.written.bytes} B",
        "sha256": file.written.sha256,
    }
