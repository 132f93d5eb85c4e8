"""dcat.jsonld: the release as a catalogue with one record, in DCAT-AP 3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from schemas.citation import (
    EU_FILE_TYPES,
    EU_LANGUAGES,
    EU_MONTHLY,
    EU_PUBLIC,
    EU_THEMES,
    FROM_THE_FORM,
    KEYWORDS,
)
from schemas.field import Text
from schemas.register import REGENCY, REGENCY_CODE
from schemas.release import LICENCE_URL, PUBLISHER, TITLE, ReleaseFacts

DCAT = "dcat.jsonld"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

CONTEXT: Descriptor = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat(files: Sequence[DataFile], facts: ReleaseFacts) -> Descriptor:
    """The catalogue, its record and the dataset; what it points to carries its class with it."""
    return {
        "@context": CONTEXT,
        "@id": catalogue_id(facts),
        "@type": "dcat:Catalog",
        "dct:title": _spoken(TITLE),
        "dct:description": _spoken(description(facts)),
        "dct:publisher": _publisher(facts),
        "dct:language": _languages(),
        "dct:license": _of("dct:LicenseDocument", LICENCE_URL),
        "dct:modified": _date(facts.issued),
        "dcat:record": _record(facts),
        "dcat:dataset": _dataset(files, facts),
    }


def _record(facts: ReleaseFacts) -> Descriptor:
    return {
        "@id": f"{release_id(facts)}#record",
        "@type": "dcat:CatalogRecord",
        "dct:title": _spoken(title(facts)),
        "dct:issued": _date(facts.issued),
        "dct:modified": _date(facts.issued),
        "dct:language": _languages(),
        "foaf:primaryTopic": _of("dcat:Resource", release_id(facts)),
    }


def _dataset(files: Sequence[DataFile], facts: ReleaseFacts) -> Descriptor:
    previous = (
        {"dcat:previousVersion": {"@id": version_id(facts, facts.previous)}}
        if facts.previous
        else {}
    )
    return {
        "@id": release_id(facts),
        "@type": ["dcat:Dataset", "dcat:Resource"],
        "dct:identifier": release_id(facts),
        "dct:title": _spoken(title(facts)),
        "dct:description": _spoken(description(facts)),
        "dcat:keyword": [word for keyword in KEYWORDS for word in _spoken(keyword)],
        "dcat:theme": [_theme(address, label) for address, label in EU_THEMES.items()],
        "dct:publisher": _publisher(facts),
        "dct:creator": _publisher(facts),
        "dct:language": _languages(),
        "dct:issued": _date(facts.issued),
        "dct:modified": _date(facts.issued),
        "dct:accessRights": _of("dct:RightsStatement", EU_PUBLIC),
        "dct:accrualPeriodicity": _of("dct:Frequency", EU_MONTHLY),
        "dcat:temporalResolution": {"@value": "P1M", "@type": "xsd:duration"},
        "dct:temporal": _period(facts),
        "dct:spatial": _place(),
        "dct:provenance": {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": _spoken(FROM_THE_FORM),
        },
        "dcat:landingPage": _of("foaf:Document", file_url(facts, LANDING_PAGE)),
        "dcat:version": facts.version,
        **previous,
        "dcat:distribution": [_distribution(file, facts) for file in files],
    }


def _distribution(file: DataFile, facts: ReleaseFacts) -> Descriptor:
    address = _of("rdfs:Resource", file_url(facts, file.path))
    kind = EU_FILE_TYPES.get(file.suffix)
    return {
        "@id": f"{release_id(facts)}#{file.path}",
        "@type": "dcat:Distribution",
        "dct:title": _spoken(file.title),
        "dct:description": _spoken(file.about),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": _of("dct:MediaType", f"{MEDIA_TYPES}{file.media_type}"),
        **({"dct:format": _of("dct:MediaTypeOrExtent", kind)} if kind else {}),
        "dcat:byteSize": {"@value": str(file.written.bytes), "@type": "xsd:nonNegativeInteger"},
        "dct:license": _of("dct:LicenseDocument", LICENCE_URL),
        "dct:language": _languages(),
        "dct:issued": _date(facts.issued),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _of("spdx:ChecksumAlgorithm", "spdx:checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@value": file.written.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _spoken(text: Text) -> list[Descriptor]:
    return [{"@value": value, "@language": tag} for tag, value in text.by_language.items()]


def _of(kind: str, address: str) -> Descriptor:
    """A thing that is described elsewhere, with its class, which the shapes ask for."""
    return {"@id": address, "@type": kind}


def _date(day: str) -> Descriptor:
    return {"@value": day, "@type": "xsd:date"}


def _languages() -> list[Descriptor]:
    return [_of("dct:LinguisticSystem", address) for address in EU_LANGUAGES]


def _publisher(facts: ReleaseFacts) -> Descriptor:
    return {
        "@id": f"{catalogue_id(facts)}#publisher",
        "@type": "foaf:Agent",
        "foaf:name": _spoken(PUBLISHER),
    }


def _theme(address: str, label: Text) -> Descriptor:
    return _of("skos:Concept", address) | {"skos:prefLabel": _spoken(label)}


def _period(facts: ReleaseFacts) -> Descriptor:
    first, last = covered(facts)
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _date(first),
        "dcat:endDate": _date(last),
    }


def _place() -> Descriptor:
    edges = box()
    corners = (
        (edges.west, edges.south),
        (edges.east, edges.south),
        (edges.east, edges.north),
        (edges.west, edges.north),
        (edges.west, edges.south),
    )
    return {
        "@type": "dct:Location",
        "skos:prefLabel": _spoken(REGENCY),
        "dct:identifier": REGENCY_CODE,
        "dcat:bbox": {"@value": f"POLYGON(({_ring(corners)}))", "@type": "geo:wktLiteral"},
    }


def _ring(corners: Iterable[tuple[float, float]]) -> str:
    return ", ".join(f"{longitude} {latitude}" for longitude, latitude in corners)
