"""Whose report a workbook is and for which month, settled before anything else is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from schemas.field import Field
from schemas.form.identity import DISTRICT_NAME, MONTH, VILLAGE_CODE, VILLAGE_NAME, YEAR
from schemas.months import period_name
from schemas.problem import Severity, kind_of
from schemas.register import Village, districts, villages
from transforms.dates import month_and_year, read_month, read_year
from transforms.labels import allowed_edits, distance, normalise
from transforms.village_codes import read_village_code
from transforms.workbook import Scalar
from transforms.written import Flaw, cell_text, flaw, is_blank, is_error

TITLES = frozenset({"pekon", "kelurahan", "desa", "kecamatan", "kec"})
"""The words that stand before a place's name."""

ASKED = (VILLAGE_CODE, VILLAGE_NAME, DISTRICT_NAME, MONTH, YEAR)
"""The questions that settle whose report it is."""


@dataclass(slots=True)
class Identity:
    """The village when it is settled, and what is amiss, by the field it stands in."""

    village: Village | None = None
    flaws: list[tuple[Field, Flaw]] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        """Whether the report can be taken as this village's for this month."""
        return self.village is not None and not any(
            kind_of(told.kind).severity is Severity.BLOCKING for _, told in self.flaws
        )


def identify(cells: Mapping[str, Scalar], period: str) -> Identity:
    """Settle village and month from the cells of section A by field name."""
    said = {f.name: cells.get(f.name, "") for f in ASKED}
    identity = Identity()
    if is_blank(said[VILLAGE_CODE.name]):
        _by_names(said, identity)
    else:
        _by_code(said, identity)
    _check_month(said, period, identity)
    return identity


def _missing(asked: Field) -> tuple[Field, Flaw]:
    return asked, Flaw("identity_missing", "", (("label", asked.label.id),))


def _by_code(said: Mapping[str, Scalar], identity: Identity) -> None:
    code, told = read_village_code(said[VILLAGE_CODE.name], VILLAGE_CODE)
    if told is not None:
        identity.flaws.append((VILLAGE_CODE, told))
    if not isinstance(code, str):
        return
    village = villages()[code]
    if told is not None and is_blank(said[VILLAGE_NAME.name]):
        identity.flaws.append(_missing(VILLAGE_NAME))
        return
    checks = (
        (VILLAGE_NAME, village.name, village.variants, _village_names()),
        (DISTRICT_NAME, village.district, (), frozenset(map(place_key, districts().values()))),
    )
    for asked, name, variants, others in checks:
        amiss = _check_name(said[asked.name], name, variants, others, code)
        if amiss is not None:
            identity.flaws.append((asked, amiss))
    if not any(amiss.kind == "identity_name_mismatch" for _, amiss in identity.flaws):
        identity.village = village


def place_key(text: str) -> str:
    """A place's name as it is compared: without its title, spaces and punctuation."""
    words = normalise(text).split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return "".join(words)


@cache
def _village_names() -> frozenset[str]:
    return frozenset(place_key(name) for village in villages().values() for name in _names(village))


def _names(village: Village) -> tuple[str, ...]:
    return (village.name, *village.variants)


def _check_name(
    cell: Scalar, name: str, variants: Iterable[str], others: frozenset[str], code: str
) -> Flaw | None:
    """Nothing where the name fits the code, a note on a variant, a mismatch on any other."""
    if is_blank(cell):
        return None
    written = cell_text(cell)
    key = place_key(written)
    if key == place_key(name):
        return None
    own = {place_key(name), *map(place_key, variants)}
    if not is_error(written) and (key in own or _is_near(key, own, others)):
        return flaw("identity_name_variant", written, expected=name)
    return flaw("identity_name_mismatch", written, code=code, expected=name)


def _is_near(key: str, own: set[str], others: frozenset[str]) -> bool:
    """Whether a key is a small misspelling of these names and nearer to no other."""
    if key in others:
        return False
    edits = min(distance(key, name) for name in own)
    if edits > min(allowed_edits(len(key)), 2):
        return False
    return all(distance(key, name) > edits for name in others - own)


def names_alone(village: Village, cells: Mapping[str, Scalar]) -> bool:
    """Whether the head of a file, by field name, names this village and no other."""
    name = cells.get(VILLAGE_NAME.name, "")
    code, _ = read_village_code(cells.get(VILLAGE_CODE.name, ""), VILLAGE_CODE)
    if isinstance(code, str) and code != village.code:
        return False
    if is_blank(name):
        return code == village.code
    return place_key(cell_text(name)) in map(place_key, _names(village))


def _by_names(said: Mapping[str, Scalar], identity: Identity) -> None:
    """Without a code, a name and a kecamatan that fit one village alone are taken."""
    name = place_key(cell_text(said[VILLAGE_NAME.name]))
    district = place_key(cell_text(said[DISTRICT_NAME.name]))
    found = [
        village
        for village in villages().values()
        if place_key(village.district) == district and name in map(place_key, _names(village))
    ]
    if len(found) != 1:
        identity.flaws.append(_missing(VILLAGE_CODE))
        return
    identity.village = found[0]
    told = Flaw("identity_code_repaired", "", (("read", found[0].code),))
    identity.flaws.append((VILLAGE_CODE, told))


def _check_month(said: Mapping[str, Scalar], period: str, identity: Identity) -> None:
    month_cell, year_cell = said[MONTH.name], said[YEAR.name]
    if is_blank(month_cell):
        identity.flaws.append(_missing(MONTH))
        return
    month, told = read_month(month_cell, MONTH)
    _, year = month_and_year(month_cell)
    if told is not None:
        identity.flaws.append((MONTH, told))
    years = [] if year is None else [year]
    if not is_blank(year_cell):
        written, amiss = read_year(year_cell, YEAR)
        if amiss is not None:
            identity.flaws.append((YEAR, amiss))
            return
        years.extend([written] if isinstance(written, int) else [])
    elif year is None:
        identity.flaws.append(_missing(YEAR))
    if isinstance(month, int) and years:
        _compare(f"{years[-1]}-{month:02}", period, identity)
        if years[0] != years[-1]:
            _compare(f"{years[0]}-{month:02}", period, identity)


def _compare(read: str, period: str, identity: Identity) -> None:
    if read == period:
        return
    asked = MONTH if read[5:] != period[5:] else YEAR
    names = (("read", period_name(read).id), ("expected", period_name(period).id))
    identity.flaws.append((asked, Flaw("identity_other_month", "", names)))
