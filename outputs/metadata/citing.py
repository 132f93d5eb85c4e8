"""CITATION.cff and datacite.json: how the release is cited, and registered should it get a DOI."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from outputs.metadata.about import (
    LANDING_PAGE,
    Descriptor,
    box,
    covered,
    description,
    file_url,
    identifier_type,
    release_id,
    title,
    version_id,
)
from outputs.metadata.files import DataFile
from outputs.metadata.schema_org import keywords
from outputs.site.about import citation
from schemas.citation import KEYWORDS, SPDX_LICENCES
from schemas.field import Text
from schemas.register import REGENCY
from schemas.release import LICENCE, LICENCE_TITLE, LICENCE_URL, PUBLISHER, ReleaseFacts

CFF = "CITATION.cff"
DATACITE = "datacite.json"
KERNEL = "http://datacite.org/schema/kernel-4"


def citation_file(facts: ReleaseFacts) -> Descriptor:
    """The release in the Citation File Format 1.2, in English as programs cite it."""
    address = {"url": file_url(facts, LANDING_PAGE)} if facts.site else {}
    sort = "url" if facts.site else "other"
    return {
        "cff-version": "1.2.0",
        "message": citation(facts).en,
        "type": "dataset",
        "title": title(facts).en,
        "abstract": description(facts).line,
        "authors": [{"name": PUBLISHER.en}],
        "version": facts.version,
        "date-released": facts.issued,
        "license": LICENCE,
        **address,
        "identifiers": [{"type": sort, "value": release_id(facts)}],
        "keywords": keywords(),
    }


def yaml_bytes(told: Descriptor) -> bytes:
    """YAML as UTF-8 in the order given; texts that look like a day or a number are quoted."""
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100).encode()


def datacite(files: Sequence[DataFile], facts: ReleaseFacts) -> Descriptor:
    """The release in DataCite's kernel 4.5; without a DOI, which only its registration gives."""
    address = {"url": file_url(facts, LANDING_PAGE)} if facts.site else {}
    return {
        **address,
        "schemaVersion": KERNEL,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "creators": [{"name": PUBLISHER.id, "nameType": "Organizational"}],
        "titles": _titles(title(facts)),
        "publisher": {"name": PUBLISHER.id, "lang": "id"},
        "publicationYear": facts.issued[:4],
        "subjects": _spoken("subject", *KEYWORDS),
        "dates": [
            {"date": facts.issued, "dateType": "Issued"},
            {"date": "/".join(covered(facts)), "dateType": "Collected"},
        ],
        "language": "id",
        "alternateIdentifiers": [
            {
                "alternateIdentifier": release_id(facts),
                "alternateIdentifierType": identifier_type(facts),
            }
        ],
        **_related(facts),
        "sizes": [f"{sum(file.written.bytes for file in files)} bytes"],
        "formats": sorted({file.media_type for file in files}),
        "version": facts.version,
        "rightsList": [_rights()],
        "descriptions": [
            told | {"descriptionType": "Abstract"}
            for told in _spoken("description", description(facts))
        ],
        "geoLocations": [_place()],
    }


def _titles(titled: Text) -> list[Descriptor]:
    return [
        {"title": titled.id, "lang": "id"},
        {"title": titled.en, "lang": "en", "titleType": "TranslatedTitle"},
    ]


def _spoken(name: str, *texts: Text) -> list[Descriptor]:
    return [{name: value, "lang": tag} for text in texts for tag, value in text.by_language.items()]


def _related(facts: ReleaseFacts) -> Descriptor:
    if not facts.previous:
        return {}
    return {
        "relatedIdentifiers": [
            {
                "relatedIdentifier": version_id(facts, facts.previous),
                "relatedIdentifierType": identifier_type(facts),
                "relationType": "IsNewVersionOf",
            }
        ]
    }


def _rights() -> Descriptor:
    return {
        "rights": LICENCE_TITLE,
        "rightsUri": LICENCE_URL,
        "rightsIdentifier": LICENCE,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": SPDX_LICENCES,
        "lang": "en",
    }


def _place() -> Descriptor:
    edges = box()
    return {
        "geoLocationPlace": REGENCY.line,
        "geoLocationBox": {
            "westBoundLongitude": edges.west,
            "eastBoundLongitude": edges.east,
            "southBoundLatitude": edges.south,
            "northBoundLatitude": edges.north,
        },
    }
