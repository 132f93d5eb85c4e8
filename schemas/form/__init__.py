"""The monthly form of a Kampung KB: sections A to K."""

from __future__ import annotations

from schemas.form import families, groups, identity, organisation, population, services
from schemas.section import Form

FORM = Form(
    version="1",
    sections=(
        identity.SECTION,
        population.POPULATION,
        population.CHANGE,
        families.FAMILY_SECTION,
        families.PLANNING_SECTION,
        groups.SECTION,
        services.NUTRITION,
        services.REGISTRATION,
        organisation.ORGANISATION,
        organisation.ROUTINES,
        organisation.ACTIVITIES,
    ),
)

STAMP = "rumahdata-form"
"""The word before the form's version in the stamp every sheet carries."""

FORM_VERSION = r"[0-9A-Za-z.]{1,7}"
"""What may stand for a version in a stamp, and is published: too short for a person's number."""

SAMPLE_WORD = "CONTOH"
"""The word that marks everything that is an example and no data."""
