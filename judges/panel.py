"""The judges of a release: what each is run by, and how a copy is broken that it must refuse."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from judges.damage import (
    DATAPACKAGE,
    Damage,
    in_json,
    in_table,
    in_text,
    named,
    one_byte,
    repeat_row,
    set_cell,
)

ROOT = Path(__file__).parents[1]
ENVIRONMENTS = ROOT / ".venvs"
SCRIPTS = Path(__file__).parent

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Break:
    """A way to break a copy of a release, and what that is in words."""

    what: str
    damage: Damage


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """One judge: its program, what that is given, and what it must refuse.

    `environment` is the folder of its virtual environment, empty for the project's own Python;
    `arguments` are formatted with the release. `needs` says what a machine may lack for it.
    """

    name: str
    environment: str = ""
    program: str = "python"
    arguments: tuple[str, ...]
    breaks: tuple[Break, ...]
    needs: str = ""

    @property
    def executable(self) -> Path:
        """The program that is run."""
        if not self.environment:
            return Path(sys.executable)
        return ENVIRONMENTS / self.environment / "bin" / self.program

    @property
    def is_there(self) -> bool:
        """Whether its environment was made."""
        return self.executable.exists()

    def command(self, release: Path) -> list[str]:
        """What is run to have a release judged."""
        given = (argument.format(release=release, scripts=SCRIPTS) for argument in self.arguments)
        return [str(self.executable), *given]


def _in(path: str, what: str, change: Callable[[Told], object]) -> Break:
    return Break(f"{path}: {what}", in_json(path, lambda told: _done(change(told))))


def _done(_: object) -> None:
    """Whatever a change returned is of no interest."""


def _node(told: Told, name: str) -> Told:
    return named(told["recordSet"], "@id", name)


FRICTIONLESS = Judge(
    name="frictionless",
    environment="frictionless",
    program="frictionless",
    arguments=("validate", DATAPACKAGE),
    breaks=(
        Break("population.parquet: one byte", one_byte("tables/population.parquet")),
        Break("population.csv: a row twice", in_table("population", repeat_row)),
        Break(
            "families.csv: a village that is not in the register",
            in_table("families", set_cell("village_code", "18.04.04.2999")),
        ),
        Break(
            "families.csv: a code that is not in its list",
            in_table("families", set_cell("indicator", "cattle")),
        ),
        Break("release.sqlite: one byte", one_byte("release.sqlite")),
    ),
)

CHECK_DATAPACKAGE = Judge(
    name="check-datapackage",
    environment="check_datapackage",
    program="check-datapackage",
    arguments=("check", DATAPACKAGE),
    needs="Python 3.12 or newer",
    breaks=(
        _in(
            DATAPACKAGE, "a resource without a path", lambda told: told["resources"][0].pop("path")
        ),
        _in(DATAPACKAGE, "no resources", lambda told: told.pop("resources")),
    ),
)

MLCROISSANT = Judge(
    name="mlcroissant (load)",
    environment="mlcroissant",
    arguments=("{scripts}/load_croissant.py", "{release}"),
    breaks=(
        _in(
            "croissant.json",
            "a wrong sha256 of a table",
            lambda told: named(told["distribution"], "@id", "tables/villages.parquet").update(
                sha256="0" * 64
            ),
        ),
        _in(
            "croissant.json",
            "a text declared an integer",
            lambda told: named(_node(told, "villages")["field"], "@id", "villages/village").update(
                dataType="sc:Integer"
            ),
        ),
        _in(
            "croissant.json",
            "a column that is not in the file",
            lambda told: named(_node(told, "villages")["field"], "@id", "villages/village")[
                "source"
            ].update(extract={"column": "hamlet"}),
        ),
    ),
)

DCAT = Judge(
    name="pyshacl (DCAT-AP 3.0.0)",
    environment="dcat",
    arguments=("{scripts}/dcat_shapes.py", "{release}"),
    breaks=(
        _in(
            "dcat.jsonld",
            "a dataset without a title",
            lambda told: told["dcat:dataset"].pop("dct:title"),
        ),
        _in(
            "dcat.jsonld",
            "a file's size in words",
            lambda told: told["dcat:dataset"]["dcat:distribution"][0].update(
                {"dcat:byteSize": "many"}
            ),
        ),
        _in(
            "dcat.jsonld",
            "a checksum without an algorithm",
            lambda told: told["dcat:dataset"]["dcat:distribution"][0]["spdx:checksum"].pop(
                "spdx:algorithm"
            ),
        ),
    ),
)

CSVW = Judge(
    name="csvwvalidate",
    environment="csvw",
    program="csvwvalidate",
    arguments=("--verbose", "--lax", "csvw.json"),
    breaks=(
        Break(
            "population.csv: a month out of its pattern",
            in_table("population", set_cell("period", "2026-13")),
        ),
        Break(
            "population.csv: a count that is no number",
            in_table("population", set_cell("people", "dozens")),
        ),
        Break("population.csv: a row twice", in_table("population", repeat_row)),
        Break(
            "population.csv: a village that is not in the register",
            in_table("population", set_cell("village_code", "18.04.04.2999")),
        ),
        Break(
            "population.csv: a status missing",
            in_table("population", set_cell("people_status", "")),
        ),
    ),
)

CFFCONVERT = Judge(
    name="cffconvert",
    environment="cffconvert",
    program="cffconvert",
    arguments=("--validate", "-i", "CITATION.cff"),
    breaks=(
        Break(
            "CITATION.cff: no authors",
            in_text("CITATION.cff", "authors:\n", "authors_of_it:\n"),
        ),
        Break(
            "CITATION.cff: a release date that is none",
            in_text("CITATION.cff", "date-released: '20", "date-released: 'on 20"),
        ),
    ),
)

DATACITE = Judge(
    name="datacite (4.5)",
    environment="datacite",
    arguments=("{scripts}/datacite_schema.py", "{release}"),
    breaks=(
        _in("datacite.json", "no creators", lambda told: told.pop("creators")),
        _in(
            "datacite.json",
            "the year as a number",
            lambda told: told.update(publicationYear=int(told["publicationYear"])),
        ),
    ),
)

DATASET_SEARCH = Judge(
    name="dataset search (our own)",
    arguments=("{scripts}/dataset_search.py", "{release}"),
    breaks=(
        _in(
            "schema-org.json",
            "a description of 7 characters",
            lambda told: told.update(description="Numbers"),
        ),
        _in("schema-org.json", "no licence", lambda told: told.pop("license")),
        _in(
            "schema-org.json",
            "a download without an address",
            lambda told: told["distribution"][-1].pop("contentUrl"),
        ),
    ),
)

PANEL = (
    FRICTIONLESS,
    CHECK_DATAPACKAGE,
    MLCROISSANT,
    DCAT,
    CSVW,
    CFFCONVERT,
    DATACITE,
    DATASET_SEARCH,
)
