"""What every description of a release says alike: its name, address, time and place."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from outputs.site.about import about, address
from outputs.site.texts import WORDS
from schemas.field import Text
from schemas.form import SAMPLE_WORD
from schemas.register import villages
from schemas.release import SAMPLE_NOTICE, TITLE, ReleaseFacts

Descriptor = dict[str, object]

URN = "urn:rumahdata"
LANDING_PAGE = "index.html"


def title(facts: ReleaseFacts) -> Text:
    """The title; that of an example begins with CONTOH."""
    word = f"{SAMPLE_WORD}: " if facts.is_sample else ""
    return Text(f"{word}{TITLE.id}", f"{word}{TITLE.en}")


def description(facts: ReleaseFacts) -> Text:
    """What the release is and what is protected in it; an example says first that it is one."""
    parts = (*([SAMPLE_NOTICE] if facts.is_sample else []), about(facts), WORDS["privacy"])
    return Text(" ".join(part.id for part in parts), " ".join(part.en for part in parts))


def release_id(facts: ReleaseFacts) -> str:
    """What a release is known by everywhere: its address, or a urn where no site is known."""
    return version_id(facts, facts.version)


def version_id(facts: ReleaseFacts, version: str) -> str:
    """What another version of the same dataset is known by."""
    return f"{facts.site}{version}/" if facts.site else f"{URN}:{version}"


def catalogue_id(facts: ReleaseFacts) -> str:
    """What the list of all releases is known by."""
    return facts.site or URN


def identifier_type(facts: ReleaseFacts) -> str:
    """The sort of identifier that a release has."""
    return "URL" if facts.site else "URN"


def file_url(facts: ReleaseFacts, path: str) -> str:
    """Where a file is had: its address, or its path beside the description without a site."""
    return f"{address(facts)}{path}" if facts.site else path


def covered(facts: ReleaseFacts) -> tuple[str, str]:
    """The first and the last day (ISO) of the months in the release."""
    periods = facts.periods or (facts.period,)
    year, month = (int(part) for part in periods[-1].split("-"))
    return f"{periods[0]}-01", f"{periods[-1]}-{monthrange(year, month)[1]:02}"


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest box around the centroids of all villages, in degrees of WGS 84."""

    west: float
    south: float
    east: float
    north: float


def box() -> Box:
    """The box of the dataset; the borders of the outer villages reach beyond it."""
    places = list(villages().values())
    longitudes = [village.longitude for village in places]
    latitudes = [village.latitude for village in places]
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
