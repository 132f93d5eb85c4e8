"""The classification of a Kampung KB: what is measured, and which band earns which score.

The bands are those the national portal computed with in 2023. They are written there for
percentages rounded to whole numbers, so only whole numbers are met and the gaps between
printed bands close: CPR 30-40 and 41-50 meet at 41, MKJP 20-22 and 23-24 at 23; of the
unmet-need bands (below 6.1, 6.1-9, 9.1-12, above 12.1) the whole numbers are 0-6, 7-9,
10-12 and 13 or more. A half is rounded up. Peraturan BKKBN 20/2023 may have changed the
formula, which is why every score carries the formula's version.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.codelists import ACTIVITY_GROUP, ROUTINE, YES_NO
from schemas.field import Code, CodeList, Text
from schemas.form.organisation import DATA_USE, FACILITIES, FUNDING, REGULATIONS
from schemas.indicators import PARTICIPATION, indicator
from schemas.protection import is_protected
from schemas.section import Listing

FORMULA_VERSION = "portal-2023"
HIGH = 3
"""The index from which an aspect counts as achieved."""


class Index(StrEnum):
    """The three aspects of a Kampung KB; each is the mean of its components' scores."""

    INPUT = "input_index"
    PROCESS = "process_index"
    OUTPUT = "output_index"


class Basis(StrEnum):
    """How a component is measured."""

    ANSWERS = "answers"
    WORKING_GROUP = "working_group"
    PARTNERS = "partners"
    PARTICIPATION = "participation"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One component: what is measured and from which measure on a score is earned.

    `floors` are the smallest measures of the second band, the third and so on; the
    first band has score 1, or the highest score where `falling`. `groups` are, for the
    basis ANSWERS, sets of yes-or-no questions: a set counts once if any answer is yes.
    `asked` are the questions and `indicators` the indicators the other bases rest on.
    """

    id: str
    label: Text
    index: Index
    measured: Text
    basis: Basis
    floors: tuple[int, ...]
    falling: bool = False
    groups: tuple[tuple[str, ...], ...] = ()
    indicators: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question that goes in."""
        grouped = (question for group in self.groups for question in group)
        shared = (q for name in self.indicators for q in indicator(name).questions)
        return tuple(dict.fromkeys((*self.asked, *grouped, *shared)))

    @property
    def protected(self) -> bool:
        """Whether any question that goes in belongs to a table on health."""
        return is_protected(self.questions)

    @property
    def scores(self) -> tuple[int, ...]:
        """The score of each band, from the lowest measure up."""
        rising = tuple(range(1, len(self.floors) + 2))
        return rising[::-1] if self.falling else rising


def _each(questions: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple((question,) for question in questions)


def _items(listing: Listing, start: str = "") -> tuple[str, ...]:
    """The yes-or-no questions of a listing whose names begin with `start`."""
    named = (field.name for field in listing.fields if field.codes is YES_NO)
    return tuple(f"{listing.id}.{name}" for name in named if name.startswith(start))


def _exists(block: str, codes: CodeList) -> tuple[str, ...]:
    return tuple(f"{block}.{code}.exists" for code in codes.values)


_POKJA = tuple(f"working_group.{name}" for name in ("pokja", "pokja_members", "pokja_trained"))
_PERCENT = Text("persen, dibulatkan", "per cent, rounded")

INPUT = (
    Component(
        id="working_group",
        label=Text("Pokja", "Working group"),
        index=Index.INPUT,
        measured=Text(
            "Ada; ada anggota; ada yang terlatih: berapa yang dipenuhi",
            "Exists; has members; has trained members: how many hold",
        ),
        basis=Basis.WORKING_GROUP,
        floors=(1, 2, 3),
        asked=_POKJA,
    ),
    Component(
        id="funding",
        label=Text("Sumber dana", "Funding sources"),
        index=Index.INPUT,
        measured=Text("Banyaknya sumber dana", "Number of funding sources"),
        basis=Basis.ANSWERS,
        floors=(1, 2, 5),
        groups=_each(_items(FUNDING)),
    ),
    Component(
        id="activity_groups",
        label=Text("Kelompok kegiatan", "Activity groups"),
        index=Index.INPUT,
        measured=Text("Banyaknya jenis poktan yang ada", "Number of kinds of groups that exist"),
        basis=Basis.ANSWERS,
        floors=(1, 3, 5),
        groups=_each(_exists("activity_groups", ACTIVITY_GROUP)),
    ),
    Component(
        id="facilities",
        label=Text("Sarana", "Facilities"),
        index=Index.INPUT,
        measured=Text(
            "Sekretariat dan Rumah DataKu: berapa yang ada",
            "Secretariat and Rumah DataKu: how many exist",
        ),
        basis=Basis.ANSWERS,
        floors=(1, 2),
        groups=_each(_items(FACILITIES)),
    ),
    Component(
        id="officer_and_regulation",
        label=Text("Petugas dan regulasi", "Officer and regulation"),
        index=Index.INPUT,
        measured=Text(
            "Petugas lapangan dan regulasi: berapa yang ada",
            "Field officer and regulation: how many exist",
        ),
        basis=Basis.ANSWERS,
        floors=(1, 2),
        groups=(("working_group.field_officer",), _items(REGULATIONS)),
    ),
)

PROCESS = (
    Component(
        id="data_use",
        label=Text("Penggunaan data", "Use of data"),
        index=Index.PROCESS,
        measured=Text("Banyaknya sumber data yang dipakai", "Number of data sources used"),
        basis=Basis.ANSWERS,
        floors=(1, 2, 4),
        groups=_each(_items(DATA_USE, "data_")),
    ),
    Component(
        id="routines",
        label=Text("Kegiatan rutin", "Operating routine"),
        index=Index.PROCESS,
        measured=Text("Banyaknya kegiatan rutin", "Number of routines carried out"),
        basis=Basis.ANSWERS,
        floors=(1, 3, 5),
        groups=_each(_exists("routines", ROUTINE)),
    ),
    Component(
        id="partners",
        label=Text("Lintas sektor", "Partner offices"),
        index=Index.PROCESS,
        measured=Text("Banyaknya mitra yang berbeda", "Number of distinct partner offices"),
        basis=Basis.PARTNERS,
        floors=(1, 4, 7),
        asked=("activities.partner",),
    ),
)


def _rate(name: str, floors: tuple[int, ...], *, falling: bool = False) -> Component:
    label = indicator(name).label
    return Component(
        id=name,
        label=label,
        index=Index.OUTPUT,
        measured=Text(f"{label.id}, {_PERCENT.id}", f"{label.en}, {_PERCENT.en}"),
        basis=Basis.INDICATOR,
        floors=floors,
        falling=falling,
        indicators=(name,),
    )


OUTPUT = (
    Component(
        id="participation",
        label=Text("Partisipasi poktan", "Participation in activity groups"),
        index=Index.OUTPUT,
        measured=Text(
            f"Rata-rata partisipasi poktan yang ada, {_PERCENT.id}",
            f"Mean participation of the groups that exist, {_PERCENT.en}",
        ),
        basis=Basis.PARTICIPATION,
        floors=(10, 21, 31),
        asked=_exists("activity_groups", ACTIVITY_GROUP),
        indicators=tuple(found.id for found in PARTICIPATION.values()),
    ),
    _rate("contraceptive_prevalence", (30, 41, 51)),
    _rate("long_acting_share", (20, 23, 25)),
    _rate("unmet_need", (7, 10, 13), falling=True),
)

CLASSIFICATION: tuple[Component, ...] = (*INPUT, *PROCESS, *OUTPUT)

COMPONENTS = CodeList(
    "component",
    Text("Komponen klasifikasi", "Component of the classification"),
    tuple(Code(component.id, component.label) for component in CLASSIFICATION),
    "Portal Kampung KB, 2023",
)
"""The components by code, in the order of the three indices."""
